"""What a view hands out for spells, happenings and disputes, and how they are kept as JSON beside their columns."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, Protocol

from comity.edtf import Bounds, bounds
from comity.recording.claims import ACCEPT, REJECT, independent, text_of
from comity.recording.disputes import Dispute, Position
from comity.recording.happenings import Happening
from comity.recording.spells import Holding, Spell, holds


class Told(Protocol):
    """What claims and reports have in common."""

    @property
    def statement(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def family(self) -> int | None: ...
    @property
    def agency(self) -> str | None: ...
    @property
    def known(self) -> dt.date: ...
    @property
    def publisher(self) -> str | None: ...
    @property
    def said_by(self) -> str | None: ...


_IN_TIME = attrgetter("known", "statement")
_DECODE = json.JSONDecoder().raw_decode


@dataclass(frozen=True, slots=True)
class Backing:
    """Who says something and where."""

    statements: tuple[str, ...]
    sources: int
    """How many independent texts, the register's own not counted; copies of one text are one."""
    texts: int
    """How many texts with their copies."""
    said_by: tuple[str, ...]
    publishers: tuple[str, ...]
    """Whom these texts are from: of copies the wire service that they credit, else who published first."""
    reported: str | None
    """Day of the first report; None when only the register says it."""
    last_reported: str | None
    origin: str
    """`reports`, `register` or `both`."""


@dataclass(frozen=True, slots=True)
class HeldSpell:
    """A spell with its backing; `start` and `end` are first and last possible days, `end` the first day after."""

    id: str
    kind: str
    holder: str
    body: str
    label: str
    modality: str
    since: str | None
    until: str | None
    ending: str
    founder: bool
    start: tuple[str | None, str | None]
    end: tuple[str | None, str | None]
    date_kind: str | None
    dissent: tuple[str, ...]
    backing: Backing

    def holds(self, at: Bounds) -> Holding:
        """Whether it holds at some moment of `at`."""
        return holds(self.start_bounds, self.end_bounds, at)

    @property
    def start_bounds(self) -> Bounds:
        """First and last day on which it can have begun."""
        return _bounds(self.start)

    @property
    def end_bounds(self) -> Bounds:
        """First and last day from which it can no longer have held."""
        return _bounds(self.end)


class SpellOutline(NamedTuple):
    """What tells a spell's place among others: most of many are looked at and left out."""

    id: str
    holder: str
    label: str
    modality: str
    since: str | None


@dataclass(frozen=True, slots=True)
class ToldHappening:
    """A happening with its backing; `head` is the id of the statement that told it first."""

    id: str
    type: str
    mode: str | None
    modality: str
    date: str | None
    outcome: str | None
    head: str
    backing: Backing

    @property
    def place(self) -> Bounds:
        """Where it stands on the line of time: its date, else the day of its first report."""
        if self.date:
            return bounds(self.date)
        return _bounds((self.backing.reported, self.backing.reported))

    def lies_in(self, span: Bounds) -> bool:
        """Whether some day of its place lies in the span."""
        place = self.place
        return (place.earliest or dt.date.min) <= (span.latest or dt.date.max) and (
            (place.latest or dt.date.max) >= (span.earliest or dt.date.min)
        )


@dataclass(frozen=True, slots=True)
class DisputeSide:
    """A value and who stands for it."""

    value: str
    backing: Backing
    judged: str | None = None
    """`accept` when a person accepted a statement of it, `reject` when all of them were rejected."""


@dataclass(frozen=True, slots=True)
class HeldDispute:
    """A dispute with the backing of each side."""

    id: str
    kind: str
    about: str
    body: str
    label: str
    state: str
    sides: tuple[DisputeSide, ...]


def back(claims: Iterable[Told]) -> Backing:
    """The backing that claims or reports give together."""
    ordered = sorted(claims, key=_IN_TIME)
    reports = [claim for claim in ordered if not getattr(claim, "register", False)]
    origin = "register" if not reports else "reports" if len(reports) == len(ordered) else "both"
    return Backing(
        statements=tuple(claim.statement for claim in ordered),
        sources=independent(reports),
        texts=len({claim.document for claim in reports}),
        said_by=name_vouchers(claim.said_by for claim in ordered),
        publishers=name_publishers((text_of(claim), claim.agency, claim.publisher) for claim in ordered),
        reported=reports[0].known.isoformat() if reports else None,
        last_reported=reports[-1].known.isoformat() if reports else None,
        origin=origin,
    )


def name_vouchers(said_by: Iterable[str | None]) -> tuple[str, ...]:
    """Whom a row rests on inside its texts; nobody where a text, or the register, says it in its own name."""
    named = list(said_by)
    return () if None in named else _each(named)


def name_publishers(texts: Iterable[tuple[int | str, str | None, str | None]]) -> tuple[str, ...]:
    """Whom texts are from, each name once; a text is its family, agency and publisher, in order of publication."""
    credited: dict[int | str, tuple[str | None, str | None]] = {}
    for family, agency, publisher in texts:
        met = credited.get(family)
        credited[family] = (met[0] or agency, met[1] or publisher) if met else (agency, publisher)
    return _each(agency or publisher for agency, publisher in credited.values())


def summarise_spell(spell: Spell) -> HeldSpell:
    """What of a spell is handed out."""
    taken = spell.datings[0].claims if spell.datings else ()
    kinds = _each(claim.date_kind for claim in taken)
    return HeldSpell(
        spell.id, spell.kind, spell.holder, spell.body, spell.label, spell.modality, spell.since, spell.until,
        spell.ending, spell.founder, _days(spell.start), _days(spell.end), kinds[0] if kinds else None,
        tuple(dating.edtf for dating in spell.datings[1:]), back(spell.supports),
    )  # fmt: skip


def summarise_happening(happening: Happening) -> ToldHappening:
    """What of a happening is handed out."""
    mode = next((report.mode for report in happening.reports if report.mode), None)
    return ToldHappening(
        happening.id, happening.head.type, mode, happening.head.modality, happening.date, happening.outcome,
        happening.head.statement, back(happening.reports),
    )  # fmt: skip


def summarise_dispute(dispute: Dispute) -> HeldDispute:
    """What of a dispute is handed out."""
    sides = tuple(DisputeSide(side.value, back(side.claims), _judged(side)) for side in dispute.sides)
    state = "judged" if _decided(sides) else "settled" if _settled(sides) else "open"
    return HeldDispute(dispute.id, dispute.kind, dispute.about, dispute.body, dispute.label, state, sides)


START, END = (HeldSpell.__slots__.index(name) for name in ("start", "end"))
"""Where the bounds of a spell stand in what `dump` writes."""


def dump(value: HeldSpell | ToldHappening | HeldDispute) -> str:
    """`value` as JSON: lists of values in the order of the fields, for there are many."""
    return json.dumps(value, default=_values, ensure_ascii=False, separators=(",", ":"))


def load_spell(text: str) -> HeldSpell:
    """The spell that `dump` wrote."""
    *head, start, end, date_kind, dissent, backing = _parse(text)
    return HeldSpell(*[*head, tuple(start), tuple(end), date_kind, tuple(dissent), _backing(backing)])


def load_happening(text: str) -> ToldHappening:
    """The happening that `dump` wrote."""
    *values, backing = _parse(text)
    return ToldHappening(*[*values, _backing(backing)])


def load_dispute(text: str) -> HeldDispute:
    """The dispute that `dump` wrote."""
    *values, sides = _parse(text)
    held = tuple(DisputeSide(value, _backing(backing), judged) for value, backing, judged in sides)
    return HeldDispute(*[*values, held])


def _values(value: Any) -> list[Any]:
    return [getattr(value, name) for name in value.__slots__]


def _settled(sides: Sequence[DisputeSide]) -> bool:
    """The register settles a dispute in which it backs exactly one side."""
    return sum(side.backing.origin != "reports" for side in sides) == 1


def _decided(sides: Sequence[DisputeSide]) -> bool:
    """People decide a dispute when they accept one side alone, or reject all but one."""
    verdicts = [side.judged for side in sides]
    return verdicts.count(ACCEPT) == 1 or verdicts.count(REJECT) == len(sides) - 1


def _judged(side: Position) -> str | None:
    verdicts = {claim.judged for claim in side.claims}
    return ACCEPT if ACCEPT in verdicts else REJECT if verdicts == {REJECT} else None


def _backing(values: list[Any]) -> Backing:
    statements, sources, texts, said_by, publishers, *rest = values
    return Backing(tuple(statements), sources, texts, tuple(said_by), tuple(publishers), *rest)


def _parse(text: str) -> list[Any]:
    """The list that a text of ours holds: there are many, and nothing stands around it."""
    values: list[Any] = _DECODE(text)[0]
    return values


def _each(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _days(span: Bounds) -> tuple[str | None, str | None]:
    return (_day(span.earliest), _day(span.latest))


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


@lru_cache(maxsize=65536)
def _bounds(days: tuple[str | None, str | None]) -> Bounds:
    earliest, latest = (dt.date.fromisoformat(day) if day else None for day in days)
    return Bounds(earliest, latest)
