"""Anchoring: what an expression means beside the publication date and the dates told before it.

A value is kept twice, as TIMEX3 (`2022-W36`, `P3D`, `PRESENT_REF`) and as EDTF where it lies on the calendar.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from comity.reading.date_expressions import Expression
from comity.reading.date_values import SEASONS, Point, duration_value, edtf_of, recurrence, shift, unknown, unknown_day

_YEAR_TURN = 8


_FIXED = {"PRESENT_REF", "PAST_REF", "FUTURE_REF"}


Tense = Literal["past", "future", "scheduled"]
"""Of the verb around an expression; “scheduled” is the present of “meets on Monday”, which only days heed."""


Type = Literal["date", "time", "duration", "set"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a document gives to count from: its publication, the date told last, and whether it narrates the past."""

    published: dt.date | None
    narrative: bool = False
    told: Point | None = None
    told_day: Point | None = None
    """The last of the dates told that was a single day."""
    year_in_sentence: int | None = None
    told_in_sentence: bool = False

    @property
    def now(self) -> Point | None:
        """The publication as a point."""
        return Point.of(self.published) if self.published else None

    @property
    def current(self) -> Point | None:
        """What the text runs on: the date told last in a narrative, the publication in a report."""
        return (self.told or self.now) if self.narrative else self.now

    def origin(self, name: str | None) -> Point | None:
        """The point that an expression counts from."""
        if name in ("told", "following"):
            return self.told or (self.now if name == "told" else None)
        return self.current

    def origin_of_days(self, name: str | None) -> Point | None:
        """The day that “the same day” and “two days later” count from, whatever week or year was told since."""
        return self.told_day if name == "told" and self.told_day is not None else self.origin(name)


@dataclass(frozen=True, slots=True)
class Reading:
    """An expression with its values; `point` is where a text stands after it, if it stands on a date."""

    timex3: str
    type: Type
    value: str | None
    basis: str | None
    point: Point | None = None


def read_expression(expression: Expression, anchor: Anchor, tense: Tense | None) -> Reading | None:
    """The values of an expression; none when the words name no time after all."""
    match expression.kind:
        case "calendar" | "day-of-month":
            return _read_calendar(expression, anchor, tense)
        case "shift":
            return _read_shift(expression, anchor, tense)
        case "duration":
            return Reading(duration_value(expression), "duration", None, None)
        case "set":
            return Reading(expression.timex3 or recurrence(expression), "set", None, None)
        case "then":
            return _dated(anchor.told.timex3(), "anchored", anchor.told) if anchor.told else None
        case "clock":
            return _read_clock(expression, anchor)
        case _:
            return Reading(expression.timex3 or "PRESENT_REF", "date", None, None)


def _read_calendar(expression: Expression, anchor: Anchor, tense: Tense | None) -> Reading | None:
    if expression.century is not None:
        return _spanning(f"{expression.century:02d}", expression)
    if expression.decade is not None:
        return _spanning(f"{expression.decade:03d}", expression)
    if expression.fiscal:
        return Reading(
            f"FY{expression.year}",
            "date",
            f"{expression.year - 1}/{expression.year}" if expression.year else None,
            "explicit",
        )
    if expression.unit == "WE":
        return _read_weekend(anchor, tense)
    if expression.weekday and not expression.month:
        return _read_weekday(expression, anchor, tense)
    if not (
        expression.month
        or expression.season
        or expression.year
        or expression.quarter
        or expression.half
        or expression.day
    ):
        return None
    year, month, basis = _year_and_month(expression, anchor, tense)
    if year is None:
        return _unanchored(expression, month)
    return _calendar_reading(expression, year, month, basis)


def _spanning(digits: str, expression: Expression) -> Reading:
    value = f"BC{digits}" if expression.before_christ else digits
    if expression.before_christ and len(digits) == 3:
        value = f"BC{digits}"
    return Reading(value, "date", edtf_of(value), "explicit")


def _calendar_reading(expression: Expression, year: int, month: int | None, basis: str) -> Reading | None:
    name = Point(year).timex3()
    if expression.season:
        return _dated(
            f"{name}-{expression.season}",
            basis,
            Point(year, None if expression.season == "WI" else SEASONS[expression.season][0]),
        )
    if expression.quarter:
        return _dated(f"{name}-Q{expression.quarter}", basis, Point(year, expression.quarter * 3))
    if expression.half:
        return _dated(f"{name}-H{expression.half}", basis, Point(year, expression.half * 6))
    point = Point(year, month, expression.day if month else None)
    if point.day and year > 0 and point.date() is None:
        return None
    return _dated(point.timex3() + _part(expression), basis, point)


def _part(expression: Expression) -> str:
    return f"T{expression.part}" if expression.part else expression.clock or ""


def _dated(timex3: str, basis: str, point: Point) -> Reading:
    value = edtf_of(timex3)
    return Reading(timex3, "time" if "T" in timex3 else "date", value, basis if value else None, point)


def _unanchored(expression: Expression, month: int | None) -> Reading:
    if expression.season:
        value = f"XXXX-{expression.season}"
    elif expression.quarter or expression.half:
        value = f"XXXX-Q{expression.quarter}" if expression.quarter else f"XXXX-H{expression.half}"
    else:
        value = "-".join(
            ["XXXX", f"{month:02d}" if month else "XX", *([f"{expression.day:02d}"] if expression.day else [])]
        )
    return Reading(value + _part(expression), "date", None, None)


def _year_and_month(expression: Expression, anchor: Anchor, tense: Tense | None) -> tuple[int | None, int | None, str]:
    month = expression.month
    base = anchor.told or anchor.current
    if expression.year is not None:
        told_month = base.month if base and expression.kind == "day-of-month" else None
        return _full_year(expression, anchor), month or told_month, "explicit"
    if expression.kind == "day-of-month":
        return (base.year, base.month, "anchored") if base and base.month else (None, None, "anchored")
    if expression.origin == "told" or (anchor.narrative and anchor.told):
        return _year_beside_told(expression, anchor), month, "anchored"
    if anchor.year_in_sentence and expression.origin is None:
        return anchor.year_in_sentence, month, "anchored"
    if anchor.published is None:
        return None, month, "relative"
    if expression.unit == "Y":
        return anchor.published.year + int(expression.step), month, "relative"
    return _year_beside_publication(expression, anchor.published, tense), month, "relative"


def _full_year(expression: Expression, anchor: Anchor) -> int:
    year = expression.year or 0
    if expression.before_christ:
        return -year
    if year < 100 and expression.modifying:
        base = (anchor.current or Point(2000)).year
        return min(
            (century + year for century in range(base - base % 100 - 100, base + 101, 100)), key=lambda y: abs(y - base)
        )
    return year


def _first_day(expression: Expression) -> tuple[int, int]:
    if expression.season:
        return SEASONS[expression.season][0], 0
    return expression.month or 1, expression.day or 0


def _year_beside_told(expression: Expression, anchor: Anchor) -> int | None:
    base = anchor.told or anchor.now
    if base is None:
        return None
    if expression.unit == "Y" or (expression.origin == "told" and not expression.step):
        return base.year + int(expression.step)
    if not expression.step:
        return base.year + _turns_year(expression, base)
    ahead = _first_day(expression)[0] > (base.month or (0 if expression.step > 0 else 13))
    if expression.step > 0:
        return base.year if ahead else base.year + 1
    return base.year - 1 if ahead or _first_day(expression)[0] == base.month else base.year


def _turns_year(expression: Expression, base: Point) -> bool:
    """A narrative that stood in the last months of a year has gone on to the next when it names one of the first."""
    return base.month is not None and base.month - _first_day(expression)[0] >= _YEAR_TURN


def _year_beside_publication(expression: Expression, published: dt.date, tense: Tense | None) -> int:
    """The year that puts a month, season or day on the side of the publication that tense and “last” or “next” say."""
    month, day = _first_day(expression)
    if expression.weekday and day and (matching := _year_of_weekday(expression, published)):
        return matching
    here = (published.month, published.day if day else 0)
    there = (month, day)
    if expression.step < 0:
        return published.year - ((month + 2, 0) >= here if expression.season else there >= here)
    if expression.step > 0:
        return published.year + (there <= here)
    if expression.origin == "published" or there == here:
        return published.year
    if tense == "past":
        return published.year - (there > here)
    if tense == "future":
        return published.year + (there < here)
    return _nearest_year(month, day, published)


def _nearest_year(month: int, day: int, published: dt.date) -> int:
    def distance(year: int) -> float:
        return abs((year - published.year) * 365.25 + (month - published.month) * 30.44 + ((day or 15) - published.day))

    return min((published.year - 1, published.year, published.year + 1), key=distance)


def _year_of_weekday(expression: Expression, published: dt.date) -> int | None:
    for year in (published.year, published.year - 1, published.year + 1):
        day = Point(year, expression.month, expression.day).date()
        if day and day.isoweekday() == expression.weekday:
            return year
    return None


def _read_weekday(expression: Expression, anchor: Anchor, tense: Tense | None) -> Reading:
    base = anchor.origin(expression.origin)
    today = base.date() if base else None
    adrift = anchor.published is None and expression.origin != "told"
    if today is None or expression.weekday is None or adrift:
        return Reading(f"XXXX-WXX-{expression.weekday}{_part(expression)}", "date", None, None)
    behind = (today.isoweekday() - expression.weekday) % 7
    ahead = (expression.weekday - today.isoweekday()) % 7
    if expression.step < 0:
        days = -(behind or 7)
    elif expression.step > 0:
        days = ahead or 7
    elif expression.origin == "told":
        days = ahead
    else:
        days = ahead if tense in ("future", "scheduled") else -behind
    point = Point.of(today + dt.timedelta(days))
    told = anchor.narrative or expression.origin == "told"
    return _dated(point.timex3() + _part(expression), "anchored" if told else "relative", point)


def _read_weekend(anchor: Anchor, tense: Tense | None) -> Reading:
    today = anchor.current.date() if anchor.current else None
    if today is None:
        return Reading(unknown("WE"), "date", None, None)
    saturday = today - dt.timedelta((today.weekday() - 5) % 7)
    if tense == "future" and today.weekday() < 5:
        saturday += dt.timedelta(7)
    year, week, _ = saturday.isocalendar()
    return _dated(f"{year}-W{week:02d}-WE", "anchored" if anchor.narrative else "relative", Point.of(saturday))


def _read_shift(expression: Expression, anchor: Anchor, tense: Tense | None) -> Reading | None:
    if (
        expression.edge == "END"
        and expression.origin == "current"
        and expression.unit == "Y"
        and tense == "past"
        and not anchor.narrative
    ):
        expression = replace(expression, step=-1)
    unit = expression.unit or "D"
    base = anchor.origin_of_days(expression.origin) if unit == "D" else anchor.origin(expression.origin)
    if (
        anchor.narrative
        and unit == "D"
        and expression.origin == "published"
        and not expression.step
        and not expression.part
    ):
        return Reading("PRESENT_REF", "date", None, None)
    if expression.timex3 in _FIXED or unit.startswith("T"):
        return Reading(expression.timex3 or ("PAST_REF" if expression.step < 0 else "FUTURE_REF"), "date", None, None)
    if expression.timex3:
        return Reading(expression.timex3, "date", None, None)
    if base is None:
        return Reading(unknown(unit) + _part(expression), "date", None, None)
    basis = "anchored" if base != anchor.now else "relative"
    if unit in ("C", "Y10"):
        return _read_long_shift(expression, base, basis)
    counted = expression.count is not None
    point = shift(base, unit if unit not in ("WE",) else "W", expression.step)
    if point is None:
        return Reading(unknown_day(base, unit, expression.step), "date", None, None)
    return _shifted(expression, point, unit, basis, counted)


def _shifted(expression: Expression, point: Point, unit: str, basis: str, counted: bool) -> Reading | None:
    """Counts are approximate in EDTF where the unit is coarser than a day: “two weeks later” is about a fortnight."""
    day = point.date()
    if unit in ("W", "WE") and day is not None:
        year, week, _ = day.isocalendar()
        if counted and expression.origin == "told":
            return Reading(point.timex3(), "date", f"{point.timex3()}~", basis, point)
        value = f"{year}-W{week:02d}" + ("-WE" if unit == "WE" else "")
        return Reading(value, "date", f"{point.timex3()}~" if counted else edtf_of(value), basis, point)
    if unit == "D":
        return _dated(point.timex3() + _part(expression), basis, point)
    if unit == "Q" and point.month:
        return _dated(f"{point.year:04d}-Q{(point.month + 2) // 3}", basis, Point(point.year, point.month))
    kept = Point(point.year) if unit == "Y" else Point(point.year, point.month)
    return _dated(kept.timex3(), basis, kept)


def _read_long_shift(expression: Expression, base: Point, basis: str) -> Reading:
    digits, size = (3, 10) if expression.unit == "Y10" else (2, 100)
    number = abs(base.year) // size + (int(expression.step) if base.year > 0 else -int(expression.step))
    value = ("BC" if base.year < 0 else "") + f"{number:0{digits}d}"
    return Reading(value, "date", edtf_of(value), basis)


def _read_clock(expression: Expression, anchor: Anchor) -> Reading:
    base = anchor.origin(expression.origin)
    if base is None or base.day is None:
        return Reading(f"XXXX-XX-XX{expression.clock}", "time", None, None)
    return Reading(
        f"{base.timex3()}{expression.clock}",
        "time",
        edtf_of(base.timex3()),
        "anchored" if anchor.narrative else "relative",
        None,
    )
