"""Spells from claims: periods during which something holds, with every claim kept. Pure and deterministic.

What must stay true: planned, possible and denied claims never become actual ones; an end comes only from evidence
about the world (a claimed end, or another taking the place), never from newer reading; what is unknown stays so.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Literal

from comity.edtf import Bounds
from comity.recording.claims import Claim, Dating, agree_on_ends, agree_on_starts

Holding = Literal["certainly", "possibly", "no"]
DAY = dt.timedelta(days=1)
NOWHEN = Bounds(None, None)


@dataclass(frozen=True, slots=True)
class Spell:
    """One period of one holder in one slot, with what it rests on."""

    kind: str
    holder: str
    body: str
    label: str
    modality: str
    founder: bool
    since: str | None
    until: str | None
    ending: str
    """`ended`, `succeeded`, `fulfilled` or `missed` (of a plan), `last-reported`, `unknown` or `not-applicable`."""
    start: Bounds
    """First days it can have held; from the first report where no text gives the beginning."""
    end: Bounds
    """First days on which it can no longer have held; open when no end is known."""
    supports: tuple[Claim, ...]
    datings: tuple[Dating, ...]
    """The beginnings that texts give, the one taken first."""
    dissents: tuple[Claim, ...] = ()
    """Claims of the same slot and time that say something else."""

    @property
    def slot(self) -> str:
        """What can hold only one value at a time."""
        return slot_of(self.kind, self.holder, self.body, self.label)

    @property
    def id(self) -> str:
        """Hash over slot, value and evidence: the same statements give the same spell."""
        parts = (self.slot, self.holder, self.label, self.modality, *sorted(c.statement for c in self.supports))
        return "sp-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@dataclass(slots=True)
class Draft:
    """A spell in the making: claims of one level that nothing interrupts."""

    level: str
    claims: list[Claim] = field(default_factory=list)
    dissents: list[Claim] = field(default_factory=list)
    closes: dt.date | None = None
    """The last day it can have ended on, as most texts that name an end have it."""

    def take(self, claim: Claim) -> None:
        """Add a claim of the level."""
        self.claims.append(claim)
        if claim.end:
            self.closes = agree_on_ends(self.claims)[0].bounds.latest

    @property
    def first(self) -> dt.date:
        return min(claim.first_evidence for claim in self.claims)

    @property
    def begun(self) -> Bounds:
        """The first days of which a claim speaks: it holds by then, whatever day it began."""
        first = min(self.claims, key=lambda claim: (claim.first_evidence, claim.day is None))
        return first.day or Bounds(first.first_evidence, first.first_evidence)

    @property
    def last(self) -> dt.date:
        return max(claim.last_evidence for claim in self.claims)

    def closed_before(self, claim: Claim) -> bool:
        """Whether a text has it end before the first day that `claim` speaks for."""
        return self.closes is not None and self.closes < claim.first_evidence


CHAIR = "chair"
"""The standing that passes from member to member, as a post does."""


TURNS = frozenset({CHAIR, "host"})
"""What passes on without anybody having to say so: after the last report nobody knows whether it still holds."""


def slot_of(kind: str, holder: str, body: str, label: str) -> str:
    """A membership's slot is (member, organisation); an office's is the post, and so is an organisation's chair."""
    if kind == "office" or (kind == "membership" and label == CHAIR):
        return f"{kind} {label} {body}"
    return f"{kind} {holder} {body}"


def number_of_slot(slot: str) -> int:
    """A signed number of 64 bits, by which the statements of a slot are found."""
    return int.from_bytes(hashlib.blake2b(slot.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def draft(claims: Iterable[Claim], level: Callable[[Claim], str], rank: Callable[[str], int]) -> list[Draft]:
    """Actual claims of one holder in order of time, cut where the level changes or an end is told.

    A mention without a date never lowers the level: it is set aside as dissent.
    """
    drafts: list[Draft] = []
    for claim in _in_order(claims, level, rank):
        current, own = drafts[-1] if drafts else None, level(claim)
        open_draft = current is not None and not current.closed_before(claim)
        if current and open_draft and current.level == own:
            current.take(claim)
        elif current and open_draft and not claim.start and rank(own) < rank(current.level):
            current.dissents.append(claim)
        else:
            drafts.append(Draft(own))
            drafts[-1].take(claim)
    return drafts


def settle(drafts: Sequence[Draft], *, founder: Callable[[Claim], bool] = lambda claim: False) -> list[Spell]:
    """Spells of consecutive drafts of one holder: each ends at the latest where the next begins."""
    spells: list[Spell] = []
    for item in drafts:
        spell = _spell(item, founder)
        if spells:
            spells[-1] = succeed(spells[-1], spell)
        spells.append(spell)
    return spells


def succeed(spell: Spell, following: Spell) -> Spell:
    """`spell` ended by the beginning of `following`, if it does not end before."""
    begins = following.start
    if not following.since:
        last = max(claim.last_evidence for claim in spell.supports)
        begins = Bounds(min(last + DAY, begins.latest or last), begins.latest)
    if spell.end.latest and begins.latest and spell.end.latest <= begins.latest:
        return spell
    return replace(spell, end=begins, until=following.since, ending="succeeded")


def plan(claims: Sequence[Claim], label: str, actual: Sequence[Spell], denials: Sequence[Claim] = ()) -> Spell:
    """The spell of claims of one modality other than actual; it lasts until an actual spell of the label begins.

    A dated plan is missed when a text of a later day than the planned one denies it; without one nobody knows.
    """
    head = claims[0]
    datings = tuple(agree_on_starts(claims))
    told = min(claim.known for claim in claims)
    start = datings[0].bounds if datings else Bounds(told, told)
    later = [spell for spell in actual if spell.end.latest is None or spell.end.latest > told]
    fulfilment = min(later, key=lambda spell: spell.start.latest or dt.date.max, default=None)
    end, until, ending = NOWHEN, None, "not-applicable"
    if fulfilment:
        ending = "succeeded" if head.modality == "denied" else "fulfilled"
        end, until = fulfilment.start, fulfilment.since
    elif head.modality == "planned" and (missed := _first_denial(start if datings else None, denials)):
        end, ending = Bounds(missed, missed), "missed"
    since = datings[0].edtf if datings else None
    return Spell(
        head.kind, head.holder, head.body, label, head.modality, False, since, until, ending, start, end,
        tuple(claims), datings,
    )  # fmt: skip


def _first_denial(planned: Bounds | None, denials: Iterable[Claim]) -> dt.date | None:
    """The first day, after all planned ones, of a text that denies it."""
    due = planned.latest if planned else None
    return min((claim.known for claim in denials if due and claim.known > due), default=None)


def holds(start: Bounds, end: Bounds, at: Bounds) -> Holding:
    """Whether what begins in `start` and has ended in `end` holds at some moment of `at`.

    A year is the whole year, never its first day: what began in 2017 holds possibly, not certainly, in May 2017.
    """
    first, last = at.earliest or dt.date.min, at.latest or dt.date.max
    if (start.earliest or dt.date.min) > last or (end.latest and end.latest <= first):
        return "no"
    begun = (start.latest or dt.date.max) <= last
    lasts = end == NOWHEN or (end.earliest or dt.date.min) > first
    return "certainly" if begun and lasts else "possibly"


def _in_order(claims: Iterable[Claim], level: Callable[[Claim], str], rank: Callable[[str], int]) -> list[Claim]:
    """By the first day each speaks for, where a year that agrees with a day takes that day's place."""
    claims = list(claims)
    if len(claims) <= 1:
        return claims
    by_level: dict[str, list[Claim]] = {}
    for claim in claims:
        by_level.setdefault(level(claim), []).append(claim)
    keyed: list[tuple[tuple[dt.date, int, bool, str], Claim]] = []
    for own, group in by_level.items():
        order, places = rank(own), {c.statement: d.bounds.earliest for d in agree_on_starts(group) for c in d.claims}
        for claim in group:
            place = places[claim.statement] or claim.known if claim.statement in places else claim.first_evidence
            keyed.append(((place, order, not claim.start, claim.statement), claim))
    return [claim for _, claim in sorted(keyed, key=itemgetter(0))]


def _spell(item: Draft, founder: Callable[[Claim], bool]) -> Spell:
    head = item.claims[0]
    datings = tuple(agree_on_starts(item.claims))
    ends = agree_on_ends(item.claims)
    since = datings[0].edtf if datings else None
    start = datings[0].bounds if datings else item.begun
    end, until = NOWHEN, None
    if ends:
        until = ends[0].edtf
        end = Bounds(_after(ends[0].bounds.earliest), _after(ends[0].bounds.latest))
    elif item.level in TURNS and head.kind == "membership" and not any(c.register for c in item.claims):
        end = Bounds(_after(item.last), None)
    early = [c for c in item.claims if c.when is None and since and c.known < (start.earliest or c.known)]
    too_early = {c.statement for c in early}
    return Spell(
        head.kind, head.holder, head.body, item.level, "actual", any(map(founder, item.claims)), since, until,
        "ended" if ends else "last-reported" if any(c.open for c in item.claims) else "unknown",
        start, end, tuple(c for c in item.claims if c.statement not in too_early), datings,
        tuple(early + item.dissents),
    )  # fmt: skip


def _after(day: dt.date | None) -> dt.date | None:
    return day + DAY if day and day < dt.date.max else day
