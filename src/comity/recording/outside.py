"""Events that others coded, in tables of their own: nothing is resolved, counted or searched from them."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select, update
from sqlalchemy import Row as SqlRow

from comity.outside import LayeredEvent, LayerFile, OutsideEvent, OutsideFile, Party
from comity.recording import schema
from comity.recording.gathering import chunks
from comity.recording.inserting import insert_rows
from comity.recording.keys import Keys, next_key
from comity.recording.scope import Scope
from comity.recording.told import Wanted

BATCH = 5_000
"""Events that are in memory together."""


@dataclass(frozen=True, slots=True)
class Layered:
    """How many events of a file were taken, and how many the layer had from another file."""

    taken: int
    repeated: int


@dataclass(frozen=True, slots=True)
class KeptLayer:
    """A file of a layer as it leaves a record; `events` can be gone through once."""

    file: OutsideFile
    count: int
    recorded_at: str
    events: Iterator[OutsideEvent]


def write_outside(
    connection: Connection, keys: Keys, file: OutsideFile, events: Iterable[OutsideEvent], now: str
) -> Layered | None:
    """Keep a file's events under its layer; None when the same file is there already."""
    table = schema.outside_file.c
    id = f"{file.layer}-{file.sha256}"
    if connection.scalar(select(table.key).where(table.id == id)) is not None:
        return None
    key = next_key(connection, table.key)
    head = (key, id, file.layer, file.source, file.sha256, file.register, 0, now)
    insert_rows(connection, schema.outside_file, [head])
    taken = repeated = 0
    for part in chunks(events, BATCH):
        fresh = _fresh(connection, file.layer, part)
        _write_events(connection, keys, key, fresh)
        taken += len(fresh)
        repeated += len(part) - len(fresh)
    connection.execute(update(schema.outside_file).where(table.key == key).values(events=taken))
    return Layered(taken, repeated)


def find_outside(connection: Connection, scope: Scope, layers: Iterable[str], wanted: Wanted) -> list[LayeredEvent]:
    """What layers hold of an actor (with one of others), the oldest first; of more than `limit` the last ones."""
    event, file, party = schema.outside_event.c, schema.outside_file.c, schema.outside_party.c
    query = select(file.layer, file.source, schema.outside_event).join(schema.outside_file, file.key == event.file)
    query = query.join(schema.outside_party, party.event == event.key)
    first, last = wanted.within.earliest or dt.date.min, wanted.within.latest or dt.date.max
    query = query.where(party.actor == wanted.actor, party.day.between(first.toordinal(), last.toordinal()))
    query = _seen(query.where(file.layer.in_(list(layers))), scope)
    if wanted.others:
        beside = schema.outside_party.alias("beside")
        query = query.where(
            select(beside.c.actor).where(beside.c.event == party.event, beside.c.actor.in_(wanted.others)).exists()
        )
    if wanted.limit is not None:
        query = query.limit(wanted.limit)
    rows = connection.execute(query.order_by(party.day.desc(), party.event.desc())).all()
    return [_load(row) for row in reversed(rows)]


def stream_layers(connection: Connection) -> Iterator[KeptLayer]:
    """Every file of every layer with its events, in the order in which they were recorded."""
    table = schema.outside_file.c
    for row in connection.execute(select(schema.outside_file).order_by(table.key)).all():
        file = OutsideFile(row.layer, row.source, row.sha256, row.register)
        yield KeptLayer(file, row.events, row.recorded_at, _events_of(connection, row.key))


def _events_of(connection: Connection, file: int) -> Iterator[OutsideEvent]:
    table, last = schema.outside_event.c, 0
    query = select(schema.outside_event).where(table.file == file).order_by(table.key).limit(BATCH)
    while rows := connection.execute(query.where(table.key > last)).all():
        yield from map(_load_event, rows)
        last = rows[-1].key


def layer_files(connection: Connection, scope: Scope) -> list[LayerFile]:
    """The files that were taken in, in their order."""
    table = schema.outside_file.c
    columns = (table.layer, table.source, table.sha256, table.events, table.recorded_at)
    query = select(*columns).order_by(table.key)
    if scope.moment is not None:
        query = query.where(table.recorded_at <= scope.moment)
    return [LayerFile(*row) for row in connection.execute(query)]


def _fresh(connection: Connection, layer: str, part: Sequence[OutsideEvent]) -> dict[str, OutsideEvent]:
    """Those of the events that the layer has not, each once, by digest."""
    coming: dict[str, OutsideEvent] = {}
    for event in part:
        coming.setdefault(_digest(layer, event), event)
    column = schema.outside_event.c.digest
    for some in chunks(list(coming)):
        for known in connection.scalars(select(column).where(column.in_(some))):
            del coming[known]
    return coming


def _digest(layer: str, event: OutsideEvent) -> str:
    """Tells events apart: ICEWS gives one number to several, and files of one source overlap."""
    sides = (_parties(event.actors), _parties(event.recipients))
    whole = [layer, event.id, event.date, event.code, *sides, event.place]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()[:32]


def _write_events(connection: Connection, keys: Keys, file: int, events: dict[str, OutsideEvent]) -> None:
    numbers = keys.actors(connection, {id for event in events.values() for id in _whom(event)})
    first = next_key(connection, schema.outside_event.c.key)
    rows, parties = [], []
    for key, (digest, event) in enumerate(events.items(), first):
        rows.append((
            key, file, event.line, event.id, event.date, event.known, event.type, event.mode, event.code,
            _parties(event.actors), _parties(event.recipients), event.place, event.intensity, event.mentions,
            event.publisher, event.url, digest,
        ))  # fmt: skip
        day = dt.date.fromisoformat(event.date).toordinal()
        parties += [(numbers[id], day, key) for id in _whom(event)]
    insert_rows(connection, schema.outside_event, rows)
    insert_rows(connection, schema.outside_party, parties)


def _whom(event: OutsideEvent) -> set[str]:
    """Under whom an event is found: its parties and those behind them."""
    return {id for who in (*event.actors, *event.recipients) for id in (who.id, who.of) if id}


def _parties(parties: Iterable[Party]) -> str:
    values = [[who.id, who.code, who.name, who.of] for who in parties]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _seen(query: Select[Any], scope: Scope) -> Select[Any]:
    query = query.where(schema.outside_event.c.known <= scope.known)
    return query if scope.moment is None else query.where(schema.outside_file.c.recorded_at <= scope.moment)


def _load(row: SqlRow[Any]) -> LayeredEvent:
    return LayeredEvent(row.layer, row.source, _load_event(row))


def _load_event(row: SqlRow[Any]) -> OutsideEvent:
    actors, recipients = (_read_parties(text) for text in (row.actors, row.recipients))
    return OutsideEvent(
        row.id, row.line, row.date, row.known, row.type, row.mode, row.code, actors, recipients, row.place,
        row.intensity, row.mentions, row.publisher, row.url,
    )  # fmt: skip


def _read_parties(text: str) -> tuple[Party, ...]:
    return tuple(Party(*values) for values in json.loads(text))
