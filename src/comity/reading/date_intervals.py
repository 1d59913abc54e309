"""Intervals: the EDTF value of a date together with its preposition (“since 2017”, “from 1985 to 1991”)."""

from collections.abc import Sequence
from dataclasses import dataclass

from comity.edtf import is_edtf
from comity.reading.date_anchors import Anchor, Reading
from comity.reading.date_context import joined, opener, still_going
from comity.reading.date_expressions import Expression
from comity.reading.date_values import Point, shift
from comity.reading.date_words import Words
from comity.reading.page import Timex


@dataclass(frozen=True, slots=True)
class Read:
    expression: Expression
    reading: Reading
    anchor: Anchor


def timexes(words: Words, read: Sequence[Read]) -> list[Timex]:
    values = [r.reading.value for r in read]
    for index, item in enumerate(read):
        if item.expression.kind == "duration":
            values[index] = _anchored_duration(words, item)
        elif item.reading.value is not None and not (index and read[index - 1].expression.origin == "following"):
            values[index] = _open_interval(words, item) or values[index]
    for index in range(len(read) - 1):
        if interval := _closed_interval(words, read[index], read[index + 1]):
            values[index] = values[index + 1] = interval
    return [_timex(words, item, value) for item, value in zip(read, values, strict=True)]


def _timex(words: Words, item: Read, value: str | None) -> Timex:
    start, end = words.starts[item.expression.start], words.ends[item.expression.end - 1]
    basis = item.reading.basis or ("relative" if value else None)
    return Timex(start, end, value, item.reading.type, basis if value else None, item.reading.timex3)


def _first(value: str) -> str:
    return value.partition("/")[0]


def _last(value: str) -> str:
    return value.partition("/")[2] or value


def _closed_interval(words: Words, first: Read, second: Read) -> str | None:
    """“from 1985 to 1991”, “13-15 June 2024”, “between May and June 1981”."""
    if (
        first.reading.value is None
        or second.reading.value is None
        or "duration" in (first.reading.type, second.reading.type)
    ):
        return None
    join = joined(words, first.expression, second.expression)
    opener = words.class_at(first.expression.start - 1)
    ranged = join in ("DASH", "SLASH", "TO", "UNTIL", "THROUGH") or (join == "AND" and opener == "BETWEEN")
    if not ranged:
        return None
    if first.expression.fiscal:
        return f"{first.expression.year}/{_last(second.reading.value)}"
    if _first(first.reading.value) == _last(second.reading.value):
        return None
    interval = f"{_first(first.reading.value)}/{_last(second.reading.value)}"
    return interval if is_edtf(interval) else None


def _open_interval(words: Words, item: Read) -> str | None:
    """“since 2017”, “until Friday”, “after 3 May”, “by the end of the year”."""
    value, expression = item.reading.value or "", item.expression
    before = words.class_at(opener(words, expression))
    after = words.class_at(expression.end)
    if expression.modifying or expression.kind == "clock" or (after == "QUOTE" and before != "SINCE"):
        return None
    if before in ("SINCE", "FROM", "AFTER") or after == "ONWARD" or _starting(words, expression):
        return f"{_first(value)}/.."
    return f"../{_last(value)}" if before in ("UNTIL", "THROUGH", "BEFORE", "BY") else None


def _starting(words: Words, expression: Expression) -> bool:
    before = words.token(expression.start - 1).lower()
    if before in ("on", "in", "from"):
        before = words.token(expression.start - 2).lower()
    return before in ("starting", "beginning", "effective", "commencing")


def _anchored_duration(words: Words, item: Read) -> str | None:
    """“over the past decade”, “for the past three years”, “in the next two weeks”, “has been for 15 years”."""
    expression, anchor = item.expression, item.anchor
    base = anchor.told if expression.origin == "told" else anchor.now
    unit, count, step = expression.unit or "D", expression.count, expression.step
    before = words.token(opener(words, expression)).lower()
    if not step and before == "for" and still_going(words, expression):
        step = -1
    if base is None or count is None or not step or unit not in ("D", "W", "M", "Y") or anchor.narrative:
        return None
    far = shift(base, unit, count * step)
    if far is None:
        return None
    near, far = _coarsened(base, unit, count), _coarsened(far, unit, count)
    if step > 0:
        value = f"{near.timex3()}/{far.timex3()}"
    else:
        value = f"{far.timex3()}~/.." if before == "for" else f"{far.timex3()}~/{near.timex3()}"
    return value if is_edtf(value) else None


def _coarsened(point: Point, unit: str, count: float) -> Point:
    if unit == "Y":
        return Point(point.year)
    if unit == "M" or (unit == "W" and count >= 4):
        return Point(point.year, point.month)
    return point
