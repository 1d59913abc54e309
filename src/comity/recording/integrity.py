"""What has to hold of the rows of a record: numbers without gaps, true hashes, evidence that stands in its text.

Each check is a function over one state of the record; its docstring names what it looks at.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

from comity.model import Document, Statement
from comity.recording import schema
from comity.recording.claims import published_day
from comity.recording.gathering import chunks
from comity.recording.judgements import decide, keep_live
from comity.recording.known import digest_head
from comity.recording.rulings import find_documents, load_held, load_judgements, load_statements, trace
from comity.recording.soundness import find_fault
from comity.recording.stored import load_recorded

NUMBERED = (
    schema.document.c.key, schema.appearance.c.key, schema.run.c.key, schema.reading.c.sequence, schema.actor.c.key,
    schema.name.c.key, schema.statement.c.key, schema.passage.c.key, schema.refusal.c.key, schema.judgement.c.key,
)  # fmt: skip
"""Numbers given from 1 without a gap, because nothing is ever removed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with which row."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def _check_file(connection: Connection) -> Iterator[Fault]:
    """The file's own structure."""
    if connection.dialect.name == "sqlite":
        found = connection.scalars(text("PRAGMA integrity_check(20)"))
        yield from (Fault("file", line) for line in found if line != "ok")


def _check_references(connection: Connection) -> Iterator[Fault]:
    """What rows refer to."""
    for table in schema.metadata.sorted_tables:
        for key in table.foreign_keys:
            parent, column = key.column.table.alias("parent"), key.parent
            there = select(parent.c[key.column.name]).where(parent.c[key.column.name] == column)
            lost = select(func.count()).select_from(table).where(column.is_not(None), ~there.exists())
            if count := connection.scalar(lost):
                yield Fault(
                    table.name, f"{count} rows refer by “{column.name}” to a {key.column.table.name} that is gone"
                )


def _check_numbers(connection: Connection) -> Iterator[Fault]:
    """That nothing was removed."""
    for column in NUMBERED:
        last, count = connection.execute(select(func.max(column), func.count(column))).one()
        if (last or 0) != count:
            yield Fault(column.table.name, f"{(last or 0) - count} rows were removed")


def _check_readings(connection: Connection) -> Iterator[Fault]:
    """The order of readings."""
    reading, later = schema.reading.alias(), schema.reading.alias()
    query = select(later.c.sequence).join(reading, reading.c.sequence == later.c.sequence - 1)
    for sequence in connection.scalars(query.where(later.c.recorded_at < reading.c.recorded_at)):
        yield Fault(f"reading {sequence}", "was recorded before the one before it")
    statement = schema.statement.c
    early = select(statement.id).where(statement.superseded < statement.reading)  # a judgement may set it aside at once
    for id in connection.scalars(early):
        yield Fault(id, "was superseded by an earlier reading than its own")


def _check_documents(connection: Connection) -> Iterator[Fault]:
    """Texts and their hashes."""
    table, standing = schema.document.c, _standing(connection)
    for part in chunks(list(connection.scalars(select(table.key).order_by(table.key))), 100):
        for row in connection.execute(select(*_TOLD).where(table.key.in_(part))):
            document = Document(row.text, row.source)
            if (row.id, row.sha256) != (document.id, document.sha256):
                yield Fault(row.id, "its text has been changed: the hash is another")
            if row.characters != len(row.text):
                yield Fault(row.id, f"its text has {len(row.text)} characters, not {row.characters}")
            if row.stand != standing.get(row.key, 0):
                yield Fault(row.id, f"{standing.get(row.key, 0)} statements stand from it, not {row.stand}")
            if row.published and row.known != published_day(row.published, row.recorded_at):
                yield Fault(row.id, f"it counts as known by {row.known}, but was published {row.published}")


_TOLD = (*(column for column in schema.document.c if column.name != "count"), schema.document.c["count"].label("stand"))


def _standing(connection: Connection) -> dict[int, int]:
    table = schema.statement.c
    query = select(table.document, func.count()).where(table.superseded.is_(None)).group_by(table.document)
    return {row[0]: row[1] for row in connection.execute(query)}


def _check_appearances(connection: Connection) -> Iterator[Fault]:
    """Where texts appeared."""
    table = schema.appearance.c
    query = select(
        table.digest, schema.document.c.id, table.source, table.title, table.publisher, table.published, table.url
    )
    for digest, document, *head in connection.execute(
        query.join(schema.document, schema.document.c.key == table.document)
    ):
        if digest != digest_head(document, head):
            yield Fault(document, "where or when it appeared has been changed: the hash is another")


def _check_statements(connection: Connection) -> Iterator[Fault]:
    """Statements and their evidence."""
    document, statement = schema.document.c, schema.statement.c
    keys: dict[int, list[int]] = defaultdict(list)
    for key, of in connection.execute(select(statement.key, statement.document).order_by(statement.key)):
        keys[of].append(key)
    for part in chunks(keys, 100):
        for row in connection.execute(select(document.key, document.id, document.text).where(document.key.in_(part))):
            try:
                found = load_recorded(connection, keys[row.key])
            except (LookupError, TypeError, ValueError) as error:
                yield Fault(row.id, f"a statement cannot be put together any more ({type(error).__name__}: {error})")
                continue
            text = Document(row.text, row.id)
            for recorded in found:
                yield from _doubt(text, recorded.id, recorded.statement)


def _doubt(document: Document, id: str, statement: Statement) -> Iterator[Fault]:
    if statement.id != id:
        yield Fault(id, "it says something else than when it was recorded: the hash is another")
    elif any(span.end > len(document.text) for span in statement.evidence):
        yield Fault(id, "its evidence lies behind the end of the text")
    elif reason := find_fault(document, statement):
        yield Fault(id, reason)


def _check_doubles(connection: Connection) -> Iterator[Fault]:
    """That nothing stands twice."""
    statement = schema.statement.c
    query = select(statement.id, func.count()).where(statement.superseded.is_(None)).group_by(statement.id)
    for id, count in connection.execute(query.having(func.count() > 1)):
        yield Fault(id, f"it stands {count} times")


def _check_parties(connection: Connection) -> Iterator[Fault]:
    """Whom parties act for."""
    party, statement = schema.party.c, schema.statement.c
    query = select(statement.id).join(schema.party, party.statement == statement.key)
    for id in connection.scalars(query.where(party.represents != func.coalesce(party.acts_for, party.actor))):
        yield Fault(id, "a party stands for somebody else than it acts for")


def _check_judgements(connection: Connection) -> Iterator[Fault]:
    """Judgements and what they rule."""
    ids = connection.scalars(select(schema.judgement.c.id).order_by(schema.judgement.c.key))
    for id, judgement in zip(list(ids), load_judgements(connection), strict=True):
        if judgement.id != id:
            yield Fault(id, "it says something else than when it was made: the hash is another")
    judged = connection.scalars(select(schema.judged.c.document).distinct())
    for place in find_documents(connection, list(judged)):
        rows, live = trace(connection, place.key), keep_live(load_judgements(connection, {place.name}))
        decision = decide(load_statements(connection, rows.read.values()), live)
        if decision.standing.keys() != rows.standing.keys():
            yield Fault(place.name, "what stands of it is not what its judgements leave")
        wanted = {(rows.newest.get(ruling.statement), ruling.judgement.key, ruling.side) for ruling in decision.rulings}
        if load_held(connection, place.key) != wanted:
            yield Fault(place.name, "what is ruled of it does not follow from its judgements")


CHECKS: tuple[Callable[[Connection], Iterator[Fault]], ...] = (
    _check_file, _check_references, _check_numbers, _check_readings, _check_documents, _check_appearances,
    _check_doubles, _check_parties, _check_statements, _check_judgements,
)  # fmt: skip
