"""Who holds which post of a state or organisation, or which posts a person holds, on a day."""

from collections.abc import Sequence
from operator import itemgetter

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.members import MODALITIES
from comity.asking.rows import OfficeRow
from comity.recording.summaries import HeldSpell, SpellOutline

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


def offices(asked: Asked, of: str, *, first: int | None = None) -> Answer[OfficeRow]:
    """Posts and their holders at the view's day, the `first` of them; a person's name asks for that person's posts."""
    actor = asked.actor("of", of)
    asked.take(at=asked.view.at)
    if actor.startswith("person:"):
        spells = asked.view.spells("office", holder=actor)
    elif first is None:
        spells = asked.view.spells("office", body=actor)
    else:
        return _first(asked, actor, first)
    rows = [_row(asked, spell) for spell in spells if spell.holds(asked.view.moment) != "no"]
    return asked.answer(OfficeRow, sorted(rows, key=_order))


def posts(asked: Asked, person: str) -> Answer[OfficeRow]:
    """Every post that a person ever held, is planned to hold or is denied, in order of time."""
    spells = asked.view.spells("office", holder=asked.actor("person", person))
    return asked.answer(OfficeRow, [_row(asked, spell) for spell in spells])


def _first(asked: Asked, body: str, first: int) -> Answer[OfficeRow]:
    """The first posts of a body; of the many others only what tells that they come later is looked at."""

    def choose(held: Sequence[SpellOutline]) -> list[SpellOutline]:
        placed = sorted(((_place(spell), spell) for spell in held), key=itemgetter(0))
        last = placed[min(first, len(placed)) - 1][0] if placed else None
        near = [item for item in placed if last is not None and item[0] <= last]
        named = sorted(((*place, asked.actors.name(spell.holder)), i, spell) for i, (place, spell) in enumerate(near))
        return [spell for _, _, spell in named[:first]]

    spells, held = asked.view.choose_spells("office", body, asked.view.moment, choose)
    return asked.answer(OfficeRow, [_row(asked, spell) for spell in spells], held - len(spells))


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
    return (*_rank(row.modality, row.role, row.since), row.name)


def _place(spell: SpellOutline) -> tuple[int, int, str, str]:
    """The order of its row, but for the name."""
    return _rank(spell.modality, spell.label, spell.since)


def _rank(modality: str, role: str, since: str | None) -> tuple[int, int, str, str]:
    return (MODALITIES.index(modality), LEADING.index(role) if role in LEADING else len(LEADING), role, since or "")
