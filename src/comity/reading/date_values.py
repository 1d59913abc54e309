"""Values of time: points on the calendar, counting from them, and their TIMEX3 (ISO-TimeML) and EDTF strings."""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

from comity.reading.date_expressions import Expression

SEASONS = {"SP": (3, 21), "SU": (6, 22), "FA": (9, 23), "WI": (12, 24)}


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month or year on the calendar; years BC are negative."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: dt.date) -> "Point":
        """The point that is one day."""
        return cls(day.year, day.month, day.day)

    def date(self) -> dt.date | None:
        """The day, if there is one to count from; far from both ends of what `datetime` can hold."""
        if self.month is None or self.day is None or not 100 <= self.year <= 9000:
            return None
        if not 1 <= self.day <= monthrange(self.year, self.month)[1]:
            return None
        return dt.date(self.year, self.month, self.day)

    def timex3(self) -> str:
        """As a TIMEX3 value."""
        year = f"{self.year:04d}" if self.year > 0 else f"BC{-self.year:04d}"
        return "-".join([year, *(f"{part:02d}" for part in (self.month, self.day) if part)])


def edtf_of(timex3: str) -> str | None:
    """The EDTF string of a TIMEX3 calendar value; none for durations, sets, references and years BC."""
    match = re.fullmatch(
        r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|W(\d\d)(-WE)?|Q([1-4])|H([12])|(SP|SU|FA|WI)))?(?:T.*)?", timex3
    )
    if not match:
        return _edtf_of_span(timex3)
    year, month, day, week, weekend, quarter, half, season = match.groups()
    if year == "0000":
        return None
    if week:
        monday = dt.date.fromisocalendar(int(year), int(week), 1)
        return f"{monday + dt.timedelta(5 if weekend else 0)}/{monday + dt.timedelta(6)}"
    if quarter or half:
        months = 3 if quarter else 6
        last = int(quarter or half) * months
        return f"{year}-{last - months + 1:02d}/{year}-{last:02d}"
    if season:
        return f"{year}-{SEASONS[season][1]}"
    return "-".join(part for part in (year, month, day) if part)


def _edtf_of_span(timex3: str) -> str | None:
    if re.fullmatch(r"\d{3}", timex3):
        return f"{timex3}X"
    if re.fullmatch(r"\d{2}", timex3):
        return f"{timex3}XX"
    return None


def shift(point: Point, unit: str, steps: float) -> Point | None:
    """The point that lies `steps` units away, as fine as both the point and the unit allow."""
    if unit == "Y" or point.month is None:
        return _past_year_zero(point, round(steps * {"Y": 1, "C": 100}.get(unit, 0))) if unit in "YC" else None
    if unit == "C":
        return Point(point.year + round(steps) * 100)
    if unit in ("M", "Q"):
        months = point.year * 12 + point.month - 1 + round(steps * (3 if unit == "Q" else 1))
        return Point(months // 12, months % 12 + 1, point.day)
    day = point.date()
    if day is None:
        return None
    try:
        return Point.of(day + dt.timedelta(days=round(steps * {"D": 1, "W": 7}.get(unit, 0))))
    except OverflowError:
        return None


def _past_year_zero(point: Point, steps: int) -> Point:
    year = point.year + steps
    if point.year < 0 <= year:
        year += 1
    elif point.year > 0 >= year:
        year -= 1
    return Point(year, point.month, point.day)


def duration_value(expression: Expression) -> str:
    """The TIMEX3 value of a duration: `P3D`, `PT2H`, `PXM`, `P2CE`."""
    unit = expression.unit or "D"
    count = "X" if expression.count is None else f"{expression.count:g}"
    if unit.startswith("T"):
        return f"PT{count}{unit[1]}"
    if unit == "C":
        return f"P{count}CE"
    return f"P{count}{'W' if unit == 'WE' else unit}"


def recurrence(expression: Expression) -> str:
    if expression.count not in (None, 1.0):
        return duration_value(expression)
    return unknown(expression.unit or "D")


def unknown(unit: str) -> str:
    return {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "Q": "XXXX-QX", "WE": "XXXX-WXX-WE"}.get(unit, "XXXX-XX-XX")


def unknown_day(base: Point, unit: str, step: float) -> str:
    if not step and unit == "D":
        return f"{Point(base.year, base.month or 0).timex3()}" + ("-XX" if base.month else "-XX-XX")
    return (
        f"{Point(base.year).timex3()}-WXX"
        if unit in ("W", "WE")
        else f"{Point(base.year).timex3()}-XX" + ("-XX" if unit == "D" else "")
    )
