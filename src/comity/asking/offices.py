"""Who holds which post of a state or organisation, or which posts a person holds, on a day."""

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.members import MODALITIES
from comity.asking.rows import OfficeRow
from comity.recording.summaries import HeldSpell

LEADING = (
    "head of state",
    "president",
    "leader",
    "king",
    "prime minister",
    "premier",
    "chancellor",
    "secretary-general",
)
"""Posts shown first."""


def offices(asked: Asked, of: str) -> Answer[OfficeRow]:
    """Posts and their holders at the view's day; a person's name asks for that person's posts."""
    actor = asked.actor("of", of)
    asked.take(at=asked.view.at)
    person = actor.startswith("person:")
    spells = asked.view.spells("office", holder=actor) if person else asked.view.spells("office", body=actor)
    rows = [_row(asked, spell) for spell in spells if spell.holds(asked.view.moment) != "no"]
    return asked.answer(OfficeRow, sorted(rows, key=_order))


def _row(asked: Asked, spell: HeldSpell) -> OfficeRow:
    backing = spell.backing
    return OfficeRow(
        person=spell.holder,
        name=asked.actors.name(spell.holder),
        role=spell.label,
        of=spell.body,
        of_name=asked.actors.name(spell.body),
        since=spell.since,
        until=spell.until,
        ending=spell.ending,
        modality=spell.modality,
        certain=spell.holds(asked.view.moment) == "certainly",
        sources=backing.sources,
        said_by=backing.said_by,
        publishers=backing.publishers,
        reported=backing.reported,
        last_reported=backing.last_reported,
        origin=backing.origin,
        spell=spell.id,
        statements=backing.statements,
    )


def _order(row: OfficeRow) -> tuple[int, int, str, str, str]:
    rank = LEADING.index(row.role) if row.role in LEADING else len(LEADING)
    return (MODALITIES.index(row.modality), rank, row.role, row.since or "", row.name)
