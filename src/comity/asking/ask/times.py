"""The time that a question names: cut out of it, as days or a stretch of the world and as the other clock."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from comity.edtf import bounds
from comity.written_dates import MONTHS, parse_date

_MONTH = "(?:" + "|".join(f"{name}|{name[:3]}\\.?" for name in MONTHS) + "|sept\\.?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?:the )?(?:year )?(?:{_DAY}(?: of)? {_MONTH},? \d{{4}}|{_MONTH} {_DAY},? \d{{4}}|{_MONTH},? \d{{4}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{3}0s|\d{4}(?:-\d{2}){0,2})(?![\w-])|today|yesterday|(?:this|last|next) year)"
)
_WHEN = {
    "asof": rf"\b(?:as (?:was )?(?:known|reported|published)(?: on| by| in)?|according to reports (?:up to|until|by)"
    rf"|from what was published by) (?P<a>{_DATE})",
    "moments": rf"\b(?:in|at|on) (?P<a>{_DATE}),? (?:and|with|versus|vs\.?)(?: with)?(?: in| at| on| those of)? "
    rf"(?P<b>{_DATE})",
    "stretch": rf"\b(?:between|from) (?P<a>{_DATE}) (?:and|to|until|till|through|up to) (?P<b>{_DATE})",
    "dashed": r"\b(?:in |during )?(?P<a>\d{4}) ?(?:–|-|to) ?(?P<b>\d{4})\b",
    "end": rf"\b(?:at|by|towards?) the end of (?P<a>{_DATE})",
    "beginning": rf"\b(?:at|by|towards?) the (?:start|beginning) of (?P<a>{_DATE})",
    "since": rf"\b(?:ever )?(?:since|from) (?P<a>{_DATE})(?: on(?:wards?)?)?",
    "after": rf"\bafter (?P<a>{_DATE})",
    "before": rf"\b(?:before|prior to) (?P<a>{_DATE})",
    "until": rf"\b(?:until|till|up to|by|no later than) (?P<a>{_DATE})",
    "in": rf"\b(?:(?:back )?in|during|on|at|for|as of|as at|throughout|over) (?P<a>{_DATE})",
    "now": r"\b(?:today|now|currently|at present|at the moment|nowadays|right now)\b",
    "bare": r",? (?P<a>yesterday|(?:this|last|next) year|(?<= )\d{4}(?:-\d{2}){0,2})$",
}
"""Ways to name a time, tried in this order; each is cut out of the question where it stands."""
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _WHEN.items()}
_OF_OURS = re.compile(rf"\bas (?:of|at) (?P<a>{_DATE})", re.IGNORECASE)
"""Beside another time it is the day up to which publications count; alone it is a day of the world."""
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Times:
    """When a question asks about: first and last day or larger unit, both counted in, EDTF; None is open."""

    since: str | None = None
    until: str | None = None
    asof: str | None = None
    moments: bool = False
    """Whether the two are moments to compare, not the ends of a stretch."""

    @property
    def named(self) -> bool:
        """Whether the question names a time of the world."""
        return bool(self.since or self.until)

    @property
    def at(self) -> str | None:
        """The time as one EDTF string."""
        if not self.named or self.since == self.until:
            return self.since
        return f"{self.since or '..'}/{self.until or '..'}"


def cut_times(question: str, today: dt.date) -> tuple[str, Times]:
    """The question without its times, and the times; raises `DateError` for dates that cannot be."""
    times = Times()
    if (known := _OF_OURS.search(question)) and names_time(without := _cut(question, known)):
        times, question = _with(times, "asof", known.groupdict(), today), without
    for name, pattern in _PATTERNS.items():
        if name not in ("asof", "now") and times.named:
            continue
        match = pattern.search(question)
        if match:
            times = _with(times, name, match.groupdict(), today)
            question = _cut(question, match)
    return question, times


def names_time(question: str) -> bool:
    """Whether a question names a time of the world."""
    return any(pattern.search(question) for name, pattern in _PATTERNS.items() if name not in ("asof", "now", "bare"))


def _cut(question: str, match: re.Match[str]) -> str:
    return " ".join(f"{question[: match.start()]} {question[match.end() :]}".split()).strip(" ,")


def day_before(edtf: str) -> str:
    """The last day before what `edtf` names."""
    first = bounds(edtf).earliest or dt.date.min
    return (first - _ONE_DAY).isoformat() if first > dt.date.min else first.isoformat()


def _with(times: Times, name: str, said: dict[str, str | None], today: dt.date) -> Times:
    first, second = (_date(word, today) if (word := said.get(key)) else None for key in ("a", "b"))
    match name, first:
        case "asof", str():
            return replace(times, asof=first)
        case (("moments" | "stretch" | "dashed"), _):
            return replace(times, since=first, until=second, moments=name == "moments")
        case "end", str():
            return replace(times, since=(last := _last(first)), until=last)
        case "beginning", str():
            day = (bounds(first).earliest or today).isoformat()
            return replace(times, since=day, until=day)
        case "since", _:
            return replace(times, since=first)
        case "after", str():
            return replace(times, since=(dt.date.fromisoformat(_last(first)) + _ONE_DAY).isoformat())
        case "before", str():
            return replace(times, until=day_before(first))
        case "until", _:
            return replace(times, until=first)
    return replace(times, since=first, until=first) if first else times


def _last(edtf: str) -> str:
    return (bounds(edtf).latest or dt.date.max).isoformat()


def _date(written: str, today: dt.date) -> str:
    text = written.lower().removeprefix("the ").removeprefix("year ").strip()
    relative = {
        "today": today.isoformat(), "yesterday": (today - _ONE_DAY).isoformat(), "this year": f"{today.year:04}",
        "last year": f"{today.year - 1:04}", "next year": f"{today.year + 1:04}",
    }  # fmt: skip
    if text in relative:
        return relative[text]
    if re.fullmatch(r"\d{3}0s", text):
        return f"{text[:3]}X"
    return parse_date(re.sub(r"(?<=\w) of ", " ", text))
