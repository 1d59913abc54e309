"""Dates as people write them in front matter and on the command line, as EDTF; what can mean two days is refused."""

import datetime as dt
import re

from comity.edtf import bounds
from comity.errors import DateError

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip

_ISO_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
_DAY_MONTH = re.compile(r"(?:\w+,? )?(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]+)\.?,? (\d{4})")
_MONTH_DAY = re.compile(r"(?:\w+,? )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH_YEAR = re.compile(r"([a-z]+)\.?,? (\d{4})")


def parse_date(written: str) -> str:
    """The EDTF date that `written` means: EDTF itself, `14 September 2022`, `Sept 14, 2022`, `14/09/2022`.

    Raises `DateError` for a date that does not exist, and for one like `03/04/2022` that can be read two ways.
    """
    text = written.strip()
    edtf = _from_words(text) or _from_numbers(text) or text
    bounds(edtf)
    return edtf


def parse_day(written: str) -> str:
    """The single day (`2022-09-14`) that `written` means; raises `DateError` also for a mere month or year."""
    edtf = parse_date(written)
    try:
        return dt.date.fromisoformat(edtf).isoformat()
    except ValueError:
        raise DateError(f"“{written.strip()}” names no single day; write it as 2022-09-14.") from None


def _from_numbers(text: str) -> str | None:
    if match := _ISO_TIME.fullmatch(text):
        return match[1]
    if match := _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if match := _NUMBERS.fullmatch(text):
        return _day_or_month_first(text, int(match[1]), int(match[2]), match[3])
    return None


def _day_or_month_first(text: str, first: int, second: int, year: str) -> str:
    if first <= 12 and second <= 12 and first != second:
        readings = f"{year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
        raise DateError(f"“{text}” can be read two ways; write {readings}.")
    day, month = (second, first) if second > 12 else (first, second)
    return f"{year}-{month:02}-{day:02}"


def _from_words(text: str) -> str | None:
    lower = " ".join(text.lower().split())
    if match := _DAY_MONTH.fullmatch(lower):
        day, month, year = match[1], _month(match[2]), match[3]
    elif match := _MONTH_DAY.fullmatch(lower):
        day, month, year = match[2], _month(match[1]), match[3]
    elif match := _MONTH_YEAR.fullmatch(lower):
        month = _month(match[1])
        return f"{match[2]}-{month:02}" if month else None
    else:
        return None
    return f"{year}-{month:02}-{int(day):02}" if month else None


def _month(word: str) -> int | None:
    """The number of a month's name or of an abbreviation of at least three letters."""
    if len(word) < 3:
        return None
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word[:4].rstrip("."))), None)
