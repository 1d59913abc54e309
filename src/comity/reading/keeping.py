"""Keeping: what is said of a token is worked out once and kept with its document."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from spacy.tokens import Token

T = TypeVar("T")


def kept(function: Callable[[Token], T]) -> Callable[[Token], T]:
    """Keep what `function` says of a token with the token's document; callers must not change it."""
    name = function.__qualname__

    @wraps(function)
    def read(token: Token) -> T:
        data, i = token.doc.user_data, token.i
        try:
            found: T = data[name][i]
        except KeyError:
            found = function(token)
            data.setdefault(name, {})[i] = found
        return found

    return read
