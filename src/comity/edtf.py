"""EDTF (ISO 8601-2, Library of Congress levels 0 and 1): which days a date string can mean.

Read here: `2022`, `2022-09`, `2022-09-14`, seasons `2020-21` to `2020-24`, `197X`, `19XX`, intervals with
open ends `2017/..` and `../1996`, and the qualifiers `~ ? %`, which widen nothing and are kept in the string.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from comity.errors import DateError

_DATE = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?[~?%]?")
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days a date can fall on, both ends included; `None` is an open end.

    `start` bounds the beginning of what the string names and `end` its close: for `2001` that is 1 January to
    31 December, for `2017/..` the beginning lies in 2017 and there is no end.
    """

    earliest: dt.date | None
    latest: dt.date | None


@lru_cache(maxsize=65536)
def bounds(edtf: str) -> Bounds:
    """The first and last day that `edtf` covers; raises `DateError` for what is no EDTF date."""
    start, slash, end = edtf.partition("/")
    if not slash:
        earliest, latest = _day_range(start)
        return Bounds(earliest, latest)
    first = None if start in ("..", "") else _day_range(start)[0]
    last = None if end in ("..", "") else _day_range(end)[1]
    if first and last and first > last:
        raise DateError(f"“{edtf}” ends before it begins; write the earlier date first.")
    return Bounds(first, last)


@lru_cache(maxsize=65536)
def start_bounds(edtf: str) -> Bounds:
    """The days on which what `edtf` names can have begun: `2017/..` begins between 1 January and 31 December 2017."""
    start, slash, _ = edtf.partition("/")
    if slash and start in ("..", ""):
        return Bounds(None, bounds(edtf).latest)
    return Bounds(*_day_range(start))


@lru_cache(maxsize=65536)
def end_bounds(edtf: str) -> Bounds:
    """The days on which what `edtf` names can have ended; open ends give `None`."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return Bounds(*_day_range(start))
    if end in ("..", ""):
        return Bounds(bounds(edtf).earliest, None)
    return Bounds(*_day_range(end))


def is_edtf(text: str) -> bool:
    """Whether `text` is an EDTF date that this module reads."""
    try:
        bounds(text)
    except DateError:
        return False
    return True


def _day_range(text: str) -> tuple[dt.date, dt.date]:
    match = _DATE.fullmatch(text)
    if not match:
        raise DateError(f"“{text}” is no EDTF date; write it as 2022, 2022-09, 2022-09-14 or 2017/..")
    year, month, day = match["year"], match["month"], match["day"]
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year == 0:
        raise DateError(f"“{text}” has no calendar year; years run from 0001 to 9999.")
    if month is None or month == "XX":
        return dt.date(first_year, 1, 1), dt.date(last_year, 12, 31)
    number = int(month)
    if number in _SEASON_MONTHS:
        return _season(first_year, last_year, number)
    if not 1 <= number <= 12:
        raise DateError(f"“{text}” has no month {month}; months run from 01 to 12.")
    if day is None or day == "XX":
        return dt.date(first_year, number, 1), dt.date(last_year, number, _month_days(last_year, number))
    if not 1 <= int(day) <= _month_days(last_year, number):
        raise DateError(f"“{text}” does not exist in the calendar; check the day.")
    return dt.date(first_year, number, int(day)), dt.date(last_year, number, int(day))


def _season(first_year: int, last_year: int, season: int) -> tuple[dt.date, dt.date]:
    start, end = _SEASON_MONTHS[season]
    closing = last_year + (end < start)
    return dt.date(first_year, start, 1), dt.date(closing, end, _month_days(closing, end))


def _month_days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
