"""Disputes: claims of one slot and time that cannot all hold, side by side. Pure."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comity.recording.claims import Claim, Dating, agree_on_starts
from comity.recording.spells import Spell

STEPS = ("announced", "decided", "signed", "ratified", "in-force")
"""Kinds of dates of a membership in the order in which they come."""
SINGLE_VALUED = frozenset({"founded", "dissolved", "born", "headquarters"})
"""Properties of which an actor has one."""


@dataclass(frozen=True, slots=True)
class Position:
    """One side: the value it holds and its claims."""

    value: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is disputed about whom; `body` is the organisation, the state or the property."""

    kind: str
    """`start`, `standing`, `denied` or `fact`."""
    slot: str
    about: str
    body: str
    label: str
    sides: tuple[Position, ...]

    @property
    def id(self) -> str:
        statements = sorted(claim.statement for side in self.sides for claim in side.claims)
        return "dis-" + hashlib.sha256("\n".join((self.kind, self.slot, *statements)).encode()).hexdigest()[:16]


def dispute_facts(claims: Sequence[Claim]) -> list[Dispute]:
    """The dispute over one property of one actor (`holder`, `body`), whose claims hold `label` as value."""
    actual = [claim for claim in claims if claim.modality == "actual"]
    if not actual or actual[0].body not in SINGLE_VALUED:
        return []
    sides = [Position(dating.edtf, dating.claims) for dating in agree_on_starts(actual)]
    words: dict[str, list[Claim]] = {}
    for claim in actual:
        if claim.start is None:
            words.setdefault(claim.label.casefold(), []).append(claim)
    sides += [Position(same[0].label, tuple(same)) for _, same in sorted(words.items())]
    head = actual[0]
    slot = f"fact {head.holder} {head.body}"
    return [Dispute("fact", slot, head.holder, head.body, head.body, tuple(sides))] if len(sides) > 1 else []


def dispute_spells(spells: Iterable[Spell]) -> list[Dispute]:
    """Disputes among the spells of one slot: over beginnings, standings, and what is denied while it holds.

    The register does not dispute itself: at least one side has a report.
    """
    spells = list(spells)
    found = []
    for spell in spells:
        found += _over_start(spell)
        found += _over_standing(spell)
        if spell.modality == "denied":
            found += _over_denial(spell, spells)
    return [dispute for dispute in found if any(not c.register for side in dispute.sides for c in side.claims)]


def _over_start(spell: Spell) -> list[Dispute]:
    datings = [dating for dating in spell.datings if not _explained(dating, spell.datings[0])]
    if spell.modality != "actual" or len(datings) < 2:
        return []
    sides = tuple(Position(dating.edtf, dating.claims) for dating in datings)
    return [Dispute("start", spell.slot, spell.holder, spell.body, spell.label, sides)]


def _explained(dating: Dating, taken: Dating) -> bool:
    """Dates of different kinds do not contradict each other when they come in the order in which steps are taken."""
    kinds, others = ({claim.date_kind for claim in told.claims if claim.date_kind} for told in (dating, taken))
    if dating is taken or not (kinds and others) or None in {c.date_kind for c in dating.claims} or kinds & others:
        return False
    return all(_in_order(dating, one, taken, other) for one in kinds for other in others)


def _in_order(dating: Dating, kind: str, taken: Dating, other: str) -> bool:
    """Whether a step that comes before another is dated no later."""
    if kind not in STEPS or other not in STEPS:
        return True
    before, after = (dating, taken) if STEPS.index(kind) < STEPS.index(other) else (taken, dating)
    return (before.bounds.earliest or dt.date.min) <= (after.bounds.latest or dt.date.max)


def _over_standing(spell: Spell) -> list[Dispute]:
    if not spell.dissents:
        return []
    mine = Position(f"{spell.label} since {spell.since}" if spell.since else spell.label, spell.supports)
    others: dict[str, list[Claim]] = {}
    for claim in spell.dissents:
        others.setdefault(f"{claim.label} at {claim.known.isoformat()}", []).append(claim)
    sides = (mine, *(Position(value, tuple(claims)) for value, claims in sorted(others.items())))
    return [Dispute("standing", spell.slot, spell.holder, spell.body, spell.label, sides)]


def _over_denial(denied: Spell, spells: Sequence[Spell]) -> list[Dispute]:
    day = min(claim.known for claim in denied.supports)
    for spell in spells:
        same = spell.modality == "actual" and (spell.holder, spell.label) == (denied.holder, denied.label)
        if (
            same
            and spell.start.latest
            and spell.start.latest <= day
            and not (spell.end.latest and spell.end.latest <= day)
        ):
            sides = (Position(spell.label, spell.supports), Position(f"not {denied.label}", denied.supports))
            return [Dispute("denied", spell.slot, spell.holder, spell.body, spell.label, sides)]
    return []
