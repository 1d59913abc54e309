"""Judgements as the record keeps them, and which statements each is about as they are read now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, func, or_, select, update

from comity.errors import RecordError
from comity.model import Statement
from comity.recording import schema
from comity.recording.encoding import columns_of
from comity.recording.gathering import chunks
from comity.recording.inserting import insert_rows
from comity.recording.judgements import ACTORS, REGISTER, Judgement, Ruling, builds_on, keep_live, read_judgement
from comity.recording.stored import load_recorded

Held = tuple[int, int, int]
"""What a row of `ruling` is about: statement, judgement, side."""


Look = tuple[str, str, str, str | None]
"""Kind, label, modality and date of a statement: two that say the same have the same."""


def look_of(statement: Statement) -> Look:
    """What is seen of a statement in its row."""
    own = columns_of(statement)
    return (own.kind, own.label, own.modality, own.when)


class Place(NamedTuple):
    """A document of the record: its number, the name under which it is judged, the day from which it counts."""

    key: int
    name: str
    day: str


@dataclass(slots=True)
class Lineage:
    """The rows of one document's statements: what its last reader read, what stands, and the newest row of each id."""

    read: dict[str, int] = field(default_factory=dict)
    standing: dict[str, list[tuple[int, bool]]] = field(default_factory=dict)
    """Keys, and whether a person made that row."""
    newest: dict[str, int] = field(default_factory=dict)
    looks: dict[str, Look] = field(default_factory=dict)

    def worth_loading(self, live: Iterable[Judgement]) -> list[int]:
        """Rows that were read and may be judged, or do not stand: the others need not be looked at."""
        live = list(live)
        if any(judgement.actors for judgement in live):
            return list(self.read.values())
        judged = {look_of(subject.statement) for judgement in live for subject in judgement.subjects}
        return [key for id, key in self.read.items() if id not in self.standing or self.looks[id] in judged]

    def sort(self, wanted: Collection[str]) -> tuple[dict[str, int], list[int]]:
        """Of the rows that stand, one for each wanted id, what was read before what a person made; and all others."""
        kept: dict[str, int] = {}
        gone: list[int] = []
        for id, rows in self.standing.items():
            best, *others = sorted(rows, key=lambda row: (row[1], row[0]))
            if id in wanted:
                kept[id] = best[0]
            else:
                others.append(best)
            gone += [key for key, _ in others]
        return kept, gone


def load_judgements(
    connection: Connection, documents: Collection[str] | None = None, *, sequence: int | None = None
) -> list[Judgement]:
    """Judgements, those taken back too, in order; those on some documents, or made by a place on our clock."""
    table = schema.judgement
    query = select(table).order_by(table.c.key)
    if documents is not None:
        touching = select(schema.judged.c.judgement).where(schema.judged.c.document.in_(documents))
        query = query.where(table.c.key.in_(touching))
    if sequence is not None:
        by_then = select(schema.reading.c.judgement).where(schema.reading.c.sequence <= sequence)
        query = query.where(table.c.key.in_(by_then))
    rows = [row._asdict() for row in connection.execute(query)]
    withdrawn = sorted({row["withdraws"] for row in rows if row["withdraws"]})
    ids: dict[int, str] = {}
    for part in chunks(withdrawn):
        ids.update((row.key, row.id) for row in connection.execute(select(table).where(table.c.key.in_(part))))
    return [read_judgement({**row, "withdraws": ids.get(row["withdraws"])}) for row in rows]


_ANY = select(schema.judgement.c.key).limit(1)


def is_judged(connection: Connection) -> bool:
    """Whether there is any judgement."""
    return connection.scalar(_ANY) is not None


def load_joins(connection: Connection, *, sequence: int | None = None) -> list[Judgement]:
    """The judgements that join actors and that nobody has taken back."""
    return [
        judgement
        for judgement in keep_live(load_judgements(connection, {ACTORS}, sequence=sequence))
        if judgement.actors
    ]


def find_mentioning(connection: Connection, actor: str, documents: Collection[str] | None = None) -> list[str]:
    """Documents, of some or of all, a statement of which was ever read with a part for an actor."""
    party, statement, document = schema.party.c, schema.statement.c, schema.document.c
    key = connection.scalar(select(schema.actor.c.key).where(schema.actor.c.id == actor))
    if key is None:
        return []
    playing = select(party.statement).where(or_(party.actor == key, party.acts_for == key))
    query = select(document.id).join(schema.statement, statement.document == document.key)
    query = query.where(statement.key.in_(playing)).distinct()
    if documents is None:
        return sorted(connection.scalars(query))
    return sorted(
        {id for part in chunks(sorted(documents)) for id in connection.scalars(query.where(document.id.in_(part)))}
    )


def find_judged(connection: Connection, documents: Iterable[str]) -> set[str]:
    """Those of the documents about which there is a judgement."""
    found: set[str] = set()
    for part in chunks(sorted(documents)):
        found |= set(connection.scalars(select(schema.judged.c.document).where(schema.judged.c.document.in_(part))))
    return found


def trace(connection: Connection, document: int) -> Lineage:
    """The rows of a document's statements, newest last."""
    statement, closing = schema.statement.c, schema.reading.alias("closing")
    last = last_sequence(connection, document)
    query = (
        select(
            statement.key, statement.id, statement.kind, statement.label, statement.modality, statement.when,
            statement.judgement, statement.reading, statement.superseded,
            closing.c.judgement.label("closed_by"),
        )
        .outerjoin(closing, closing.c.sequence == statement.superseded)
        .where(statement.document == document)
        .order_by(statement.key)
    )  # fmt: skip
    found = Lineage()
    for row in connection.execute(query):
        found.newest[row.id] = row.key
        found.looks[row.id] = (row.kind, row.label, row.modality, row.when)
        if row.superseded is None:
            found.standing.setdefault(row.id, []).append((row.key, row.judgement is not None))
        if row.judgement is None and (row.superseded is None or _was_set_aside(row, last)):
            found.read[row.id] = row.key
    return found


def _was_set_aside(row: Any, last: int) -> bool:
    """Whether only a judgement keeps a row from standing that the last reading has."""
    if row.superseded == last == row.reading:
        return True
    return bool(row.superseded > last and row.closed_by is not None)


def load_statements(connection: Connection, keys: Iterable[int]) -> list[Statement]:
    """The statements of rows."""
    return [recorded.statement for recorded in load_recorded(connection, keys)]


def find_touched(connection: Connection, judgement: int) -> tuple[str, ...]:
    """The documents that a judgement of the record touches."""
    table = schema.judged.c
    return tuple(connection.scalars(select(table.document).where(table.judgement == judgement)))


def find_withdrawn(connection: Connection, undo: Judgement) -> Judgement:
    """The judgement that an `undo` takes back; raises `RecordError` when it cannot."""
    everything = load_judgements(connection)
    wanted = next((judgement for judgement in everything if judgement.id == undo.withdraws), None)
    if wanted is None:
        raise RecordError(f"The record has no judgement {undo.withdraws}; “comity judge list” shows all.")
    taken_back = {judgement.withdraws for judgement in _standing(everything)}
    if wanted.id in taken_back:
        raise RecordError(f"The judgement {wanted.id} has been taken back already.")
    if later := builds_on(wanted, keep_live(everything)):
        names = ", ".join(judgement.id for judgement in later)
        raise RecordError(f"Another judgement builds on {wanted.id}; take back {names} first.")
    return wanted


def _standing(everything: Sequence[Judgement]) -> list[Judgement]:
    """Judgements, withdrawals among them, that no later one has taken back."""
    withdrawn: set[str] = set()
    standing = []
    for judgement in reversed(everything):
        if judgement.id not in withdrawn:
            standing.append(judgement)
            withdrawn |= {judgement.withdraws} if judgement.withdraws else set()
    return standing


def last_sequence(connection: Connection, document: int) -> int:
    """Place on our clock at which a document was last read."""
    reading = schema.reading.c
    by_reader = and_(reading.document == document, reading.judgement.is_(None))
    return connection.scalar(select(func.max(reading.sequence)).where(by_reader)) or 0


def keep_rulings(connection: Connection, document: int, rulings: Mapping[Held, str], sequence: int) -> None:
    """Have the rulings of a document's statements be these from `sequence` on."""
    held, table = load_held(connection, document), schema.ruling
    for statement, judgement, side in sorted(held - rulings.keys()):
        row = and_(table.c.statement == statement, table.c.judgement == judgement, table.c.side == side)
        closed = update(table).where(row, table.c.superseded.is_(None))
        connection.execute(closed.values(superseded=sequence))
    fresh = [(*new, sequence, rulings[new], None) for new in sorted(rulings.keys() - held)]
    insert_rows(connection, table, fresh)


def load_held(connection: Connection, document: int) -> set[Held]:
    """What is ruled of a document's statements now."""
    ruling, statement = schema.ruling.c, schema.statement.c
    query = select(ruling.statement, ruling.judgement, ruling.side).join(
        schema.statement, statement.key == ruling.statement
    )
    rows = connection.execute(query.where(statement.document == document, ruling.superseded.is_(None)))
    return {(row.statement, row.judgement, row.side) for row in rows}


def find_documents(connection: Connection, documents: Iterable[str]) -> list[Place]:
    """Those of the documents that the record holds."""
    table = schema.document.c
    wanted = set(documents)
    query = select(table.key, table.id, table.known).order_by(table.key)
    found = []
    for part in chunks(sorted(wanted - {REGISTER})):
        found += [Place(row.key, row.id, row.known) for row in connection.execute(query.where(table.id.in_(part)))]
    if REGISTER in wanted:
        rows = connection.execute(query.where(table.register, table.count > 0))
        found += [Place(row.key, REGISTER, row.known) for row in rows]
    return found


def load_rulings(connection: Connection, statements: Iterable[str], sequence: int | None) -> dict[str, list[Ruling]]:
    """What is ruled of statements, by id; as it was at a place on our clock where given."""
    ruling, table = schema.ruling.c, schema.statement.c
    columns = [column for column in schema.judgement.c if column.name not in ("id", "verdict")]
    query = select(table.id, ruling.verdict, ruling.side, *columns).select_from(
        schema.ruling.join(schema.statement, table.key == ruling.statement).join(
            schema.judgement, schema.judgement.c.key == ruling.judgement
        )
    )
    if sequence is None:
        query = query.where(ruling.superseded.is_(None))
    else:
        later = ruling.superseded.is_(None) | (ruling.superseded > sequence)
        query = query.where(ruling.reading <= sequence, later)
    found: dict[str, list[Ruling]] = {}
    for part in chunks(dict.fromkeys(statements)):
        for row in connection.execute(query.where(table.id.in_(part)).order_by(schema.judgement.c.key)):
            judgement = read_judgement({**row._asdict(), "withdraws": None})
            found.setdefault(row.id, []).append(Ruling(row.id, judgement, row.verdict, row.side))
    return found


def load_makers(connection: Connection, statements: Iterable[str]) -> dict[str, Judgement]:
    """The judgements that corrected or added those of the statements that nobody read, by id."""
    table, maker = schema.statement.c, schema.judgement
    columns = [column for column in maker.c if column.name != "id"]
    query = select(table.id, *columns).join(maker, maker.c.key == table.judgement)
    found: dict[str, Judgement] = {}
    for part in chunks(dict.fromkeys(statements)):
        for row in connection.execute(query.where(table.id.in_(part)).order_by(table.key)):
            found[row.id] = read_judgement({**row._asdict(), "withdraws": None})
    return found
