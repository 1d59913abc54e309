"""Expressions: what the words of a time expression say by themselves, before anything is anchored.

A builder turns the tokens that a rule of the grammar matched into an `Expression`, or rejects them with `None`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from comity.reading.date_words import Lexicon, Value, Words

Kind = Literal["calendar", "shift", "day-of-month", "unit", "duration", "set", "reference", "clock", "then"]


Origin = Literal["published", "told", "current", "following"]


@dataclass(frozen=True, slots=True)
class Expression:
    """What the words of a time expression say: tokens `start` to `end` (exclusive) and the fields they fill.

    `step` counts `unit`s from `origin`: the publication, the date told last, the date
    that follows in the text, or (`current`) whichever of the first two the text runs on.
    """

    start: int
    end: int
    kind: Kind
    year: int | None = None
    decade: int | None = None
    century: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None
    clock: str | None = None
    before_christ: bool = False
    fiscal: bool = False
    modifying: bool = False
    unit: str | None = None
    count: float | None = None
    step: float = 0
    origin: Origin | None = None
    edge: str | None = None
    timex3: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The tokens a rule matched, to be asked for the words of a class."""

    words: Words
    lexicon: Lexicon
    start: int
    end: int

    def index(self, *names: str) -> int | None:
        """The first token of one of the classes."""
        signs = {self.lexicon.signs[name] for name in names}
        return next((i for i in range(self.start, self.end) if self.words.classes[i] in signs), None)

    def value(self, *names: str) -> Value | None:
        """The value of the first token of one of the classes."""
        index = self.index(*names)
        return None if index is None else self.words.values[index]

    def number(self, *names: str) -> int | None:
        """That value as a whole number."""
        value = self.value(*names)
        return None if value is None else int(value)

    def has(self, *names: str) -> bool:
        """Whether a token of one of the classes is there."""
        return self.index(*names) is not None

    def before(self) -> str:
        """The class of the token before the match; empty at the start of the text."""
        return self.class_at(self.start - 1)

    def class_at(self, index: int) -> str:
        """The name of the class of one token of the text."""
        return self.words.class_at(index)

    def text(self, *names: str) -> str | None:
        """That value as text."""
        value = self.value(*names)
        return None if value is None else str(value)

    def day(self) -> int | None:
        """The day of the month, or any ordinal up to 31: “14”, “3rd”, “twenty-first”."""
        index = self.index("DAY", "DIGIT_ORDINAL", "ORDINAL")
        if index is None:
            return None
        tens = self.number("TENS") if self.class_at(index - 1) == "DASH" else None
        day = int(self.words.values[index]) + (tens or 0)
        return day if 1 <= day <= 31 else None

    def begins_noun(self) -> bool:
        """Whether the words after a number may be what it counts."""
        following = self.words.token(self.end)
        return self.class_at(self.end) in ("UNITS", "LOWER", "UPPER") and following not in self.lexicon.cues["function"]


Builder = Callable[[Match], Expression | None]


UNIT_CLASSES = ("HOUR", "DAYTIME", "WEEK", "MONTHTIME", "YEARTIME", "DECADETIME", "CENTURY", "WEEKEND", "QUARTER")
