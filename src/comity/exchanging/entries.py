"""One entry of a bibliography, whatever its format, and how the formats write dates."""

import re
from dataclasses import dataclass

from comity.edtf import is_edtf

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERS = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?")
WORDED = (
    re.compile(r"(?P<month>[A-Za-z]{3,9})\.? +(?:(?P<day>\d{1,2}),? +)?(?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})\.? +(?P<month>[A-Za-z]{3,9})\.?,? +(?P<year>\d{4})"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what it says of a text, and where the text lies. `place` is its key or its number in the file."""

    place: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """EDTF, as far as the entry says it."""
    url: str | None = None
    language: str | None = None
    abstract: str | None = None
    attachments: tuple[str, ...] = ()
    """Paths as written, relative to the file's folder or absolute."""


def read_written_date(text: str) -> str | None:
    """A date as exports write it: `2022/09/14/`, `2022-09-14`, `2022`, and as it was typed: `September 14, 2022`."""
    if found := NUMBERS.match(text):
        return to_edtf(*(part for part in found.groups() if part))
    worded = next((found for form in WORDED if (found := form.match(text))), None)
    return to_edtf(worded["year"], worded["month"], worded["day"] or "") if worded else None


def to_edtf(year: str, month: str = "", day: str = "") -> str | None:
    """EDTF of a year, month (a number or its first three letters) and day; None for what is no date."""
    name = month.lower()[:3]
    number = str(MONTHS.index(name) + 1) if name in MONTHS else month
    edtf = "-".join(part.zfill(2) for part in (year, number, day) if part)
    return edtf if is_edtf(edtf) else None
