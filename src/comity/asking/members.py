"""Who stands how to an organisation, and what an actor belongs to, on a day."""

from collections.abc import Iterable
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


def members(asked: Asked, organisation: str) -> Answer[MemberRow]:
    """Everyone who stands in some way to the organisation at the view's day."""
    body = asked.actor("organisation", organisation, "organisation")
    asked.take(at=asked.view.at)
    spells = _holding(asked, asked.view.spells("membership", body=body), "holder")
    rows = [MemberRow(spell.holder, asked.actors.name(spell.holder), **standing(asked, spell)) for spell in spells]
    return asked.answer(MemberRow, sorted(rows, key=_order))


def memberships(asked: Asked, actor: str) -> Answer[MembershipRow]:
    """Everything that the actor belongs to at the view's day."""
    holder = asked.actor("actor", actor)
    asked.take(at=asked.view.at)
    spells = _holding(asked, asked.view.spells("membership", holder=holder), "body")
    rows = [MembershipRow(spell.body, asked.actors.name(spell.body), **standing(asked, spell)) for spell in spells]
    return asked.answer(MembershipRow, sorted(rows, key=_order))


def standings(asked: Asked, organisation: str) -> Answer[MemberRow]:
    """Every standing that anybody ever had in the organisation, is planned to have or is denied, in order of time."""
    body = asked.actor("organisation", organisation, "organisation")
    spells = asked.view.spells("membership", body=body)
    return asked.answer(
        MemberRow,
        [MemberRow(spell.holder, asked.actors.name(spell.holder), **standing(asked, spell)) for spell in spells],
    )


def standing(asked: Asked, spell: HeldSpell) -> dict[str, Any]:
    """What rows of both questions tell of a spell."""
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
