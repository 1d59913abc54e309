"""What templates say in words and where they link to: filters and globals, no decisions."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from comity.asking.suggestions import kind_of
from comity.asking.wording import standing
from comity.edtf import bounds
from comity.serving.web import addresses

MODALITIES = {
    "actual": "reported as fact",
    "planned": "planned, not yet so",
    "possible": "possible only",
    "denied": "denied",
}
ENDINGS = {
    "ended": "",
    "succeeded": "another took over",
    "last-reported": "when last reported",
    "unknown": "not known",
    "not-applicable": "",
}
ORIGINS = {"reports": "reports", "register": "the register", "both": "reports and the register"}
TYPES = {
    "AGREE": "agreement", "CONSULT": "talks", "SUPPORT": "support", "CONCEDE": "concession",
    "COOPERATE": "cooperation", "AID": "aid", "RETREAT": "retreat", "REQUEST": "request", "ACCUSE": "accusation",
    "REJECT": "rejection", "THREATEN": "threat", "PROTEST": "protest", "SANCTION": "sanctions",
    "MOBILIZE": "mobilisation", "COERCE": "coercion", "ASSAULT": "attack",
}  # fmt: skip
"""PLOVER event types in everyday words."""
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
OUTCOMES = {
    "fulfilled": "it came about", "missed": "it did not come about", "unknown": "outcome not known",
    "as-planned": "as planned",
}  # fmt: skip


def count(number: int, thing: str, things: str | None = None) -> str:
    """`1 report`, `2,455 reports`."""
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"


def date(edtf: str | None) -> str:
    """An EDTF date as people write it: `4 July 2024`, `July 2024`, `2024`, `2017 to 2021`."""
    if not edtf:
        return ""
    first, slash, last = edtf.partition("/")
    if slash:
        return " ".join(part for part in (_from(first, last), _to(first, last)) if part)
    return _date(first)


def _from(first: str, last: str) -> str:
    if first in ("", ".."):
        return ""
    return f"since {_date(first)}" if last in ("", "..") else _date(first)


def _to(first: str, last: str) -> str:
    if last in ("", ".."):
        return ""
    return f"until {_date(last)}" if first in ("", "..") else f"to {_date(last)}"


def _date(edtf: str) -> str:
    mark = {"?": " (uncertain)", "~": " (about)", "%": " (about, uncertain)"}.get(edtf[-1:], "")
    parts = edtf.rstrip("?~%").split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3 or (len(parts) > 1 and not 1 <= int(parts[1]) <= 12):
        return edtf
    named = [str(int(parts[2]))] if len(parts) == 3 else []
    named += [MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []
    return " ".join([*named, parts[0]]) + mark


def day(edtf: str | None) -> str:
    """The first day that a date can mean, for sorting and for `datetime` attributes; empty when it is open."""
    if not edtf:
        return ""
    earliest = bounds(edtf).earliest
    return earliest.isoformat() if earliest else ""


def names(ids: Iterable[str], known: Mapping[str, str]) -> str:
    """Actors by name, parted by commas."""
    return ", ".join(known.get(id, id) for id in ids)


FILTERS: dict[str, Callable[..., Any]] = {
    "date": date, "day": day, "names": names, "standing": standing, "kind_of": kind_of,
    "modality": lambda value: MODALITIES.get(value, value), "ending": lambda value: ENDINGS.get(value, value),
    "outcome": lambda value: OUTCOMES.get(value, value),
    "origin": lambda value: ORIGINS.get(value, value), "type": lambda value: TYPES.get(value, value.casefold()),
}  # fmt: skip
SITE = (
    ("/timeline", "Timeline"), ("/changes", "Changes"), ("/map", "Map"), ("/quotes", "Quotations"),
    ("/disputes", "Disputes"), ("/ask", "Ask"), ("/check", "Check"), ("/coverage", "Coverage"), ("/read", "Read"),
)  # fmt: skip
"""Pages named at the top of every page."""
GLOBALS: dict[str, Any] = {
    "site_pages": SITE,
    "to": addresses,
    "count": count,
    "cooperative": COOPERATIVE,
    "types": TYPES,
}
