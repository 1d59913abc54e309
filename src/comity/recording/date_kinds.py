"""What the date of a membership is the date of: decided, signed, in force, announced. Pure; the words are data.

Dates of different kinds do not contradict each other: a state decides, signs and joins on three days.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

import yaml

from comity.model import Membership


def kind_of_date(statement: Membership) -> str | None:
    """The kind of the date that a membership gives, by the words of its evidence; None when they do not say."""
    if statement.when is None:
        return None
    words = " ".join([span.exact for span in statement.evidence])
    kinds, any_kind = _kinds()
    if not any_kind.search(words):
        return None
    return next((kind for kind, pattern in kinds if pattern.search(words)), None)


@cache
def _kinds() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str]]:
    """Each kind with what tells it, and what tells any of them: most evidence has no such word."""
    text = resources.files("comity.recording").joinpath("date_kinds.yaml").read_text(encoding="utf-8")
    kinds: dict[str, list[str]] = yaml.safe_load(text)
    every = [word for words in kinds.values() for word in words]
    return tuple((kind, _words(words)) for kind, words in kinds.items()), _words(every)


def _words(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
