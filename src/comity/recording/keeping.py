"""Derived rows and how they are written: only what differs from what stands is touched."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Table, delete, select, update

from comity.edtf import Bounds
from comity.recording import schema
from comity.recording.among import among
from comity.recording.disputes import Dispute
from comity.recording.gathering import actor_keys, chunks
from comity.recording.happenings import Happening
from comity.recording.inserting import Row, insert_rows
from comity.recording.spells import Spell, number_of_slot
from comity.recording.summaries import (
    dump,
    summarise_dispute,
    summarise_happening,
    summarise_spell,
)

_BLOCK = list(schema.happening.columns).index(schema.happening.c.block)


def write_slots(
    connection: Connection,
    slots: Collection[int],
    spells: Sequence[Spell],
    disputes: Sequence[Dispute],
    *,
    fresh: bool = False,
) -> None:
    """Make these all that stands in the slots; `fresh`: nothing stands in them."""
    ids = {id for spell in spells for id in (spell.holder, spell.body)}
    ids |= {id for dispute in disputes for id in (dispute.about, dispute.body)}
    actors = actor_keys(connection, ids)
    for table, rows in (
        (schema.spell, [_spell_row(spell, actors) for spell in spells]),
        (schema.dispute, [_dispute_row(dispute, actors) for dispute in disputes]),
    ):
        stand = {} if fresh else _standing(connection, table, table.c.slot, slots)
        coming = {row[0]: row for row in rows}
        gone = [id for id, row in stand.items() if coming.get(id) != row]
        for part in chunks(gone):
            connection.execute(delete(table).where(table.c.id.in_(part)))
        insert_rows(connection, table, [row for id, row in coming.items() if stand.get(id) != row])


def write_happenings(
    connection: Connection, blocks: Collection[int], happenings: Iterable[Happening], *, fresh: bool = False
) -> None:
    """Make these all that stands in the blocks; `fresh`: nothing stands in them."""
    coming = {happening.key: (_happening_row(happening), happening) for happening in happenings}
    stand = {} if fresh else _standing(connection, schema.happening, schema.happening.c.block, blocks)
    gone = [key for key, row in stand.items() if key not in coming or coming[key][0] != row]
    for part in chunks(gone):
        for table in (schema.happening_party, schema.happening_statement):
            connection.execute(delete(table).where(table.c.happening.in_(part)))
        connection.execute(delete(schema.happening).where(schema.happening.c.key.in_(part)))
    new = [(row, happening) for key, (row, happening) in coming.items() if stand.get(key) != row]
    insert_rows(connection, schema.happening, [row for row, _ in new])
    members = [(report.key, happening.key) for _, happening in new for report in happening.reports]
    insert_rows(connection, schema.happening_statement, members)
    told = _days_told(happening for _, happening in coming.values())
    parties = [row for _, happening in new for row in _party_rows(happening, *told[happening.block])]
    insert_rows(connection, schema.happening_party, parties)
    touched = {row[_BLOCK] for row, _ in new} | {stand[key][_BLOCK] for key in gone}
    staying = [happening for key, (row, happening) in coming.items() if stand.get(key) == row]
    _date_again(connection, touched, staying, told)


def _date_again(
    connection: Connection,
    touched: Collection[object],
    staying: Iterable[Happening],
    told: Mapping[int, tuple[int, int]],
) -> None:
    """Tell happenings that stay as they are, in blocks where others changed, when their block was told."""
    by_days: dict[tuple[int, int], list[int]] = {}
    for happening in staying:
        if happening.block in touched:
            by_days.setdefault(told[happening.block], []).append(happening.key)
    table = schema.happening_party
    for (first, last), keys in by_days.items():
        for part in chunks(keys):
            other = (table.c.told != first) | (table.c.settled != last)
            connection.execute(update(table).where(table.c.happening.in_(part), other).values(told=first, settled=last))


def _days_told(happenings: Iterable[Happening]) -> dict[int, tuple[int, int]]:
    """The days of the first and of the last report of each block, as numbers."""
    days: dict[int, tuple[int, int]] = {}
    for happening in happenings:
        known = [report.known.toordinal() for report in happening.reports]
        first, last = days.get(happening.block, (known[0], known[0]))
        days[happening.block] = (min(first, *known), max(last, *known))
    return days


def days_of(span: Bounds) -> tuple[int, int]:
    """The first and last day of a span as numbers."""
    return (span.earliest or dt.date.min).toordinal(), (span.latest or dt.date.max).toordinal()


def _standing(
    connection: Connection, table: Table, column: ColumnElement[int], values: Collection[int]
) -> dict[object, Row]:
    """The rows that stand, by the first of their columns."""
    found: dict[object, Row] = {}
    for part in chunks(sorted(values)):
        found |= {row[0]: tuple(row) for row in connection.execute(select(table).where(among(column, part)))}
    return found


def _spell_row(spell: Spell, actors: Mapping[str, int]) -> Row:
    held = summarise_spell(spell)
    return (
        held.id, number_of_slot(spell.slot), held.kind, actors[held.holder], actors[held.body], held.label,
        held.modality, held.since, held.until, held.ending, dump(held),
    )  # fmt: skip


def _dispute_row(dispute: Dispute, actors: Mapping[str, int]) -> Row:
    held = summarise_dispute(dispute)
    # The body of a dispute over a fact is its property, which is no actor.
    return (
        held.id, number_of_slot(dispute.slot), actors[held.about], actors.get(held.body), held.kind, held.state,
        dump(held),
    )  # fmt: skip


def _happening_row(happening: Happening) -> Row:
    told = summarise_happening(happening)
    return (
        happening.key, told.id, happening.block, told.type, told.modality, told.date, told.outcome, dump(told),
    )  # fmt: skip


def _party_rows(happening: Happening, told: int, settled: int) -> list[Row]:
    opens, closes = days_of(summarise_happening(happening).place)
    cast = sorted({actor for report in happening.reports for actor in report.cast})
    return [(actor, opens, happening.key, closes, happening.head.type, told, settled) for actor in cast]
