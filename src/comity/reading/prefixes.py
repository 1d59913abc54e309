"""Prefixes: names that mark a side and do not act: “pro-Russian rebels” are not Russia."""

from typing import Literal

from spacy.tokens import Doc

from comity.reading.lexicon import words

_HYPHENS = ("-", "–", "‑")


def is_prefixed(doc: Doc, start: int, prefixes: Literal["side_prefixes", "against_prefixes"]) -> bool:
    """Whether the name that begins at `start` has one of these prefixes and a hyphen in front."""
    return start > 1 and doc[start - 1].text in _HYPHENS and doc[start - 2].lower_ in words("actors", prefixes)
