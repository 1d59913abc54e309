"""What the date of a membership is the date of: decided, signed, in force, announced. Pure; the words are data.

Dates of different kinds do not contradict each other: a state decides, signs and joins on three days.
"""

import re
from functools import cache
from importlib import resources

import yaml

from comity.model import Membership


def kind_of_date(statement: Membership) -> str | None:
    """The kind of the date that a membership gives, by the words of its evidence; None when they do not say."""
    if statement.when is None:
        return None
    words = " ".join(span.exact for span in statement.evidence)
    return next((kind for kind, pattern in _kinds() if pattern.search(words)), None)


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = resources.files("comity.recording").joinpath("date_kinds.yaml").read_text(encoding="utf-8")
    kinds: dict[str, list[str]] = yaml.safe_load(text)
    return tuple((kind, re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)) for kind, words in kinds.items())
