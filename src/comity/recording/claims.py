"""A claim: one statement as the resolver sees it, and how claims of one date are told from claims of another. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from comity.edtf import Bounds, bounds, end_bounds, start_bounds

REGISTER_FRAME = "register"
OPEN = ("..", "")
ACCEPT, REJECT = "accept", "reject"


_set = object.__setattr__


@lru_cache(maxsize=65536)
def _ends(when: str) -> tuple[Bounds | None, Bounds | None]:
    """The days on which what a date names can have begun and been over, each None where it does not say."""
    first, slash, last = when.partition("/")
    start = None if first in OPEN else start_bounds(when)
    return start, end_bounds(when) if slash and last not in OPEN else None


@dataclass(frozen=True, slots=True)
class Claim:
    """Who (`holder`) is what (`label`) to whom (`body`), according to one statement of one text."""

    statement: str
    document: str
    kind: str
    holder: str
    body: str
    label: str
    modality: str = "actual"
    when: str | None = None
    known: dt.date = dt.date.max
    """Day of publication, its last possible day when it is known roughly; day of recording when it is unknown."""
    publisher: str | None = None
    said_by: str | None = None
    register: bool = False
    date_kind: str | None = None
    family: int | None = None
    """Number that copies of one text share."""
    judged: str | None = None
    """`accept` or `reject` where a person judged it so."""
    agency: str | None = None
    """Wire service that the text credits."""
    start: Bounds | None = field(init=False)
    """Days on which it can have begun, None when the text does not say."""
    end: Bounds | None = field(init=False)
    """Days that can have been its last, None when the text names no end."""
    day: Bounds | None = field(init=False)
    """Days of which alone it speaks: “then foreign secretary” says of a day that the post was held, not since when."""

    def __post_init__(self) -> None:
        start, end = _ends(self.when) if self.when else (None, None)
        told = self.kind == "office" and self.modality == "actual" and not self.register
        day = start if told and self.when and "/" not in self.when else None
        _set(self, "start", None if day else start)
        _set(self, "end", end)
        _set(self, "day", day)

    @property
    def open(self) -> bool:
        """Whether the text has it still holding, as far as it goes."""
        return self.when is None or self.when.endswith(("/..", "/"))

    @property
    def lasting(self) -> bool:
        """Whether it speaks for its day of publication; a register row without an end does not say how fresh it is."""
        return self.open and not self.register

    @property
    def first_evidence(self) -> dt.date:
        """The first day for which the claim speaks."""
        bound = self.start or self.end or self.day
        return (bound.earliest if bound else None) or self.known

    @property
    def last_evidence(self) -> dt.date:
        """The last day for which the claim speaks."""
        if self.end:
            return self.end.latest or self.known
        return self.known if self.lasting else self.first_evidence


@dataclass(frozen=True, slots=True)
class Dating:
    """Claims that agree on a date: the days that fit them all, and the date as the most precise one words it."""

    bounds: Bounds
    edtf: str
    claims: tuple[Claim, ...]


def width(span: Bounds) -> int:
    """How many days a date leaves open."""
    return ((span.latest or dt.date.max) - (span.earliest or dt.date.min)).days


def meet(one: Bounds, other: Bounds) -> Bounds | None:
    """The days that both leave possible, None when there are none."""
    earliest = max(one.earliest or dt.date.min, other.earliest or dt.date.min)
    latest = min(one.latest or dt.date.max, other.latest or dt.date.max)
    return Bounds(earliest, latest) if earliest <= latest else None


def agree_on_starts(claims: Iterable[Claim]) -> list[Dating]:
    """Claims grouped by beginning, best supported first; a year agrees with every day in it."""
    return _group([(claim.start, _first_part(claim), claim) for claim in claims if claim.start])


def agree_on_ends(claims: Iterable[Claim]) -> list[Dating]:
    """Claims grouped by end, best supported first."""
    return _group([(claim.end, (claim.when or "").partition("/")[2], claim) for claim in claims if claim.end])


class Placed(Protocol):
    """What stands in a document."""

    @property
    def document(self) -> str: ...
    @property
    def family(self) -> int | None: ...


def text_of(told: Placed) -> int | str:
    """What is the same for copies of one text."""
    return told.document if told.family is None else told.family


def independent(told: Iterable[Placed]) -> int:
    """How many independent texts claims or reports stand in; copies of one text count once."""
    return len({text_of(claim) for claim in told})


def published_day(published: str | None, recorded_at: str) -> str:
    """The day from which a document counts as known: the last day `published` can mean, else that of recording."""
    latest = bounds(published).latest if published else None
    return latest.isoformat() if latest else recorded_at[:10]


def _first_part(claim: Claim) -> str:
    return (claim.when or "").partition("/")[0]


def _group(dated: Sequence[tuple[Bounds, str, Claim]]) -> list[Dating]:
    if len(dated) <= 1:
        return [Dating(span, edtf, (claim,)) for span, edtf, claim in dated]
    groups: list[tuple[Bounds, str, list[Claim]]] = []
    for span, edtf, claim in sorted(dated, key=lambda d: (width(d[0]), d[0].earliest or dt.date.min, d[2].statement)):
        for place, (common, name, members) in enumerate(groups):
            if shared := meet(common, span):
                members.append(claim)
                groups[place] = (shared, name, members)
                break
        else:
            groups.append((span, edtf, [claim]))
    return sorted((Dating(span, edtf, tuple(members)) for span, edtf, members in groups), key=_support)


def _support(dating: Dating) -> tuple[bool, int, bool, int, str]:
    backed = any(claim.register for claim in dating.claims)
    vouched = any(claim.judged == ACCEPT for claim in dating.claims)
    return (not vouched, -independent(dating.claims), not backed, width(dating.bounds), dating.edtf)
