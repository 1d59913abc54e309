"""How sure the rows of an answer are, and what an answer says of rows that were left out for being less sure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from comity.asking.answer import Answer
from comity.asking.rows import (
    ChangeRow,
    CheckRow,
    CountRow,
    DisputeRow,
    FactRow,
    MemberRow,
    MembershipRow,
    NewsRow,
    OfficeRow,
    QuoteRow,
    ReadingRow,
    RelationRow,
    Side,
    TimelineRow,
    WhyRow,
)
from comity.recording.view import View
from comity.sureness import tell_least

R = TypeVar("R")
CONFIDENCE = "confidence"
_SIZES: dict[type[Any], Callable[[Any], int]] = {
    CountRow: lambda row: row.count,
    ReadingRow: lambda row: len(row.read),
}
"""Rows that stand for many, and for how many; the others stand for themselves."""
_CALLED: dict[type[Any], tuple[str, str]] = {
    ReadingRow: ("statement", "statements"),
    CheckRow: ("answer to a claim", "answers to claims"),
    MemberRow: ("standing", "standings"),
    MembershipRow: ("membership", "memberships"),
    OfficeRow: ("office", "offices"),
    TimelineRow: ("happening", "happenings"),
    ChangeRow: ("change", "changes"),
    QuoteRow: ("quotation", "quotations"),
    FactRow: ("value", "values"),
    RelationRow: ("tie", "ties"),
    DisputeRow: ("dispute", "disputes"),
    NewsRow: ("piece of news", "pieces of news"),
    WhyRow: ("report", "reports"),
}
"""What rows are called in the note."""


def with_confidence(row: type[R], rows: Iterable[R], view: View) -> Iterator[R]:
    """Rows with the confidence of what they rest on: of several statements the surest."""
    held = tuple(rows)
    if not _tells(row) and row is not DisputeRow:
        return iter(held)
    known = view.confidences(id for one in held for id in one.statements)  # type: ignore[attr-defined]
    return (_sure(one, known) for one in held)


def tell_left_out(found: Answer[R], every: Answer[R], least: float, *, alike: bool) -> Answer[R]:
    """An answer from what is at least so sure, with a note of how many rows of the answer from everything it lacks.

    `alike` where both were asked in the same way, none of them for a part of the rows only.
    """
    gone = _count_gone(found, every, least, alike)
    if not gone:
        return found
    one, several = _CALLED.get(every.row, ("row", "rows"))
    if isinstance(every.rows[0], CountRow):
        one, several = every.rows[0].of.removesuffix("s"), every.rows[0].of
    what = one if gone == 1 else several
    among = f", of the {len(every):,} looked at" if every.is_cut else ""
    note = f"Left out for being {tell_least(least)}: {gone:,} {what}{among}."
    return replace(found, notes=(*found.notes, note))


def _count_gone(found: Answer[Any], every: Answer[Any], least: float, alike: bool) -> int:
    size = _SIZES.get(type(every.rows[0])) if every.rows else None
    if size is not None:
        return max(0, sum(map(size, every.rows)) - sum(map(size, found.rows)))
    told = [getattr(row, CONFIDENCE, None) for row in every.rows]
    less_sure = len([confidence for confidence in told if confidence is not None and confidence < least])
    fewer = len(every) - len(found) if alike else 0  # some rest on something surer, too
    return max(less_sure, fewer)


def _tells(row: Any) -> bool:
    return any(field.name == CONFIDENCE for field in fields(row))


def _sure(row: Any, known: Mapping[str, float]) -> Any:
    if isinstance(row, DisputeRow):
        sides = tuple(replace(side, confidence=_surest(side, known)) for side in row.sides)
        return replace(row, sides=sides, confidence=_second(sides))
    surest = _surest(row, known)
    return row if surest is None else replace(row, confidence=surest)


def _surest(row: Any, known: Mapping[str, float]) -> float | None:
    return max((known[id] for id in row.statements if id in known), default=None)


def _second(sides: Iterable[Side]) -> float | None:
    """How sure it is that there is a dispute: as sure as the second surest side, for it takes two."""
    told = sorted((side.confidence for side in sides if side.confidence is not None), reverse=True)
    return told[1] if len(told) > 1 else None
