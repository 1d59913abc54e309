"""Whether a spell with uncertain ends holds at a time: certainly, possibly or not."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal, Protocol, TypeVar

from comity.edtf import bounds

Holding = Literal["certainly", "possibly", "no"]
At = str | dt.date


class Spell(Protocol):
    """Anything with a beginning and an end as EDTF strings, half-open; empty is unknown or still lasting."""

    @property
    def since(self) -> str: ...
    @property
    def until(self) -> str: ...


SpellT = TypeVar("SpellT", bound=Spell)


def holding(since: str, until: str, at: At) -> Holding:
    """Whether the spell from `since` to `until` (excluded) holds at some moment of `at`.

    An unknown beginning makes a spell possible at best; an unknown end means that it still lasts.
    A spell known to the year holds possibly, not certainly, within its first and last year.
    """
    time = bounds(at if isinstance(at, str) else at.isoformat())
    first, last = time.earliest or dt.date.min, time.latest or dt.date.max
    begins = bounds(since) if since else None
    ends = bounds(until) if until else None
    begins_first = (begins.earliest or dt.date.min) if begins else dt.date.min
    begins_last = (begins.latest or dt.date.max) if begins else dt.date.max
    ends_first = (ends.earliest or dt.date.min) if ends else dt.date.max
    ends_last = (ends.latest or dt.date.max) if ends else dt.date.max
    if begins_first > last or (ends_last <= first and ends is not None):
        return "no"
    if begins_last <= last and (ends is None or ends_first > first):
        return "certainly"
    return "possibly"


def holding_at(rows: Iterable[SpellT], at: At, slot: Callable[[SpellT], Hashable]) -> list[SpellT]:
    """The rows that hold at a time; those that hold possibly only where their slot has none that certainly does."""
    graded = [(row, holding(row.since, row.until, at)) for row in rows]
    settled = {slot(row) for row, grade in graded if grade == "certainly"}
    return [row for row, grade in graded if grade == "certainly" or (grade == "possibly" and slot(row) not in settled)]


def chronological(rows: Sequence[SpellT]) -> list[SpellT]:
    """Rows by beginning, unknown beginnings first."""
    return sorted(rows, key=lambda row: (row.since, row.until or "9999"))
