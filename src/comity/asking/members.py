"""Who stands how to an organisation, and what an actor belongs to, on a day."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.rows import MemberRow, MembershipRow
from comity.recording.summaries import HeldSpell

MODALITIES = ("actual", "planned", "possible", "denied")
STANDINGS = (
    "member", "suspended", "chair", "host", "associate", "partner", "observer", "dialogue-partner", "candidate",
)  # fmt: skip
GONE = "withdrawn"
Turn = tuple[str, str, str, tuple[str | None, str | None]]
"""Who came to stand how to what, and between which days."""


def members(asked: Asked, organisation: str) -> Answer[MemberRow]:
    """Everyone who stands in some way to the organisation at the view's day."""
    body = asked.actor("organisation", organisation, "organisation")
    asked.take(at=asked.view.at)
    spells = asked.view.spells("membership", body=body)
    return asked.answer(MemberRow, sorted(_members(asked, spells, _holding(asked, spells, "holder")), key=_order))


def memberships(asked: Asked, actor: str) -> Answer[MembershipRow]:
    """Everything that the actor belongs to at the view's day."""
    holder = asked.actor("actor", actor)
    asked.take(at=asked.view.at)
    spells = asked.view.spells("membership", holder=holder)
    shown = joined(spells, _holding(asked, spells, "body"))
    rows = [MembershipRow(s.body, asked.actors.name(s.body), **standing(asked, s, plan)) for s, plan in shown]
    return asked.answer(MembershipRow, sorted(rows, key=_order))


def standings(asked: Asked, organisation: str) -> Answer[MemberRow]:
    """Every standing that anybody ever had in the organisation, is planned to have or is denied, in order of time."""
    body = asked.actor("organisation", organisation, "organisation")
    spells = asked.view.spells("membership", body=body)
    return asked.answer(MemberRow, _members(asked, spells, spells))


def joined(spells: Sequence[HeldSpell], shown: Iterable[HeldSpell]) -> list[tuple[HeldSpell, HeldSpell | None]]:
    """Those of the spells that are shown, each with the plan that it fulfilled, which then stands in no row of its own.

    A plan whose fulfilment is not shown, for the day asked about is before it, stands for itself.
    """
    plans = {_turn(spell, spell.end): spell for spell in spells if spell.ending == "fulfilled"}
    rows = [(spell, _fulfilled(spell, plans)) for spell in shown]
    told = {plan.id for _, plan in rows if plan}
    return [(spell, plan) for spell, plan in rows if spell.id not in told]


def _fulfilled(spell: HeldSpell, plans: Mapping[Turn, HeldSpell]) -> HeldSpell | None:
    return plans.get(_turn(spell, spell.start)) if spell.modality == "actual" else None


def _turn(spell: HeldSpell, day: tuple[str | None, str | None]) -> Turn:
    return (spell.holder, spell.body, spell.label, day)


def _members(asked: Asked, spells: Sequence[HeldSpell], shown: Iterable[HeldSpell]) -> list[MemberRow]:
    name = asked.actors.name
    return [MemberRow(s.holder, name(s.holder), **standing(asked, s, plan)) for s, plan in joined(spells, shown)]


def standing(asked: Asked, spell: HeldSpell, plan: HeldSpell | None = None) -> dict[str, Any]:
    """What rows of both questions tell of a spell, and of the plan that it fulfilled."""
    backing = spell.backing
    return {
        "status": spell.label,
        "founder": spell.founder,
        "since": spell.since,
        "until": spell.until,
        "ending": spell.ending,
        "modality": spell.modality,
        "certain": spell.holds(asked.view.moment) == "certainly",
        "sources": backing.sources,
        "said_by": backing.said_by,
        "publishers": backing.publishers,
        "reported": backing.reported,
        "last_reported": backing.last_reported,
        "origin": backing.origin,
        "date_kind": spell.date_kind,
        "dissent": spell.dissent,
        "spell": spell.id,
        "statements": backing.statements,
        "planned": plan.since if plan else None,
        "planned_statements": plan.backing.statements if plan else (),
    }


def _holding(asked: Asked, spells: Iterable[HeldSpell], side: Literal["holder", "body"]) -> list[HeldSpell]:
    """The spells that hold at the moment; who has left, or what was left, is told in a note by its `side`."""
    held = [spell for spell in spells if spell.holds(asked.view.moment) != "no"]
    gone = [spell for spell in held if spell.label == GONE and spell.modality == "actual"]
    if gone:
        names = ", ".join(asked.actors.name(getattr(spell, side)) for spell in gone[:5])
        asked.notes.append(f"Left by then: {names}{' and others' if len(gone) > 5 else ''}.")
    return [spell for spell in held if spell not in gone]


def _order(row: MemberRow | MembershipRow) -> tuple[int, int, str, str]:
    rank = STANDINGS.index(row.status) if row.status in STANDINGS else len(STANDINGS)
    return (MODALITIES.index(row.modality), rank, row.since or row.reported or "", row.name)
