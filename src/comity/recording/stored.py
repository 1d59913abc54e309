"""Recorded statements and documents, read back whole."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, select

from comity.model import Evidence, Reference, Statement
from comity.recording import schema
from comity.recording.among import among
from comity.recording.encoding import Columns, Part, build
from comity.recording.gathering import chunks


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """A document without its text."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    source: str
    language: str | None
    recorded_at: str
    register: bool
    characters: int
    family: int
    """Number that copies of one text share."""
    agency: str | None
    """Wire service that the text credits."""
    count: int
    """How many statements stand from it."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A statement with where it stands and when it was recorded."""

    statement: Statement
    id: str
    document: DocumentHead
    recorded_at: str
    superseded_at: str | None
    reader: str


HEAD = tuple(schema.document.c[name] for name in DocumentHead.__slots__)
_COLUMNS = tuple(schema.statement.c[name] for name in Columns._fields)


def load_recorded(connection: Connection, keys: Iterable[int]) -> list[Recorded]:
    """The statements of the keys, in their order."""
    wanted = list(dict.fromkeys(keys))
    found: dict[int, Recorded] = {}
    for part in chunks(sorted(wanted)):  # neighbours stand in one document
        found |= _load_part(connection, part)
    return [found[key] for key in wanted if key in found]


def head_of(row: dict[str, Any]) -> DocumentHead:
    """The head in a row that holds `HEAD`."""
    return DocumentHead(**{name: row[name] for name in DocumentHead.__slots__})


def _load_part(connection: Connection, keys: list[int]) -> dict[int, Recorded]:
    rows = connection.execute(_statement_query(), {"keys": keys}).all()
    documents = _documents(connection, {row[2] for row in rows})
    parties = _parties(connection, keys)
    evidence = _evidence(connection, keys, {row[0]: documents[row[2]][1] for row in rows})
    found = {}
    for key, id, document, *columns, read_at, superseded_at, reader in rows:
        head = documents[document][0]
        statement_value = build(head.id, Columns(*columns), parties[key], evidence[key])
        found[key] = Recorded(statement_value, id, head, read_at, superseded_at, reader)
    return found


@cache
def _statement_query() -> Select[Any]:
    """Made once, as those below: putting it together takes longer than answering it."""
    statement, reading, later = schema.statement, schema.reading, schema.reading.alias("later")
    return (
        select(
            statement.c.key, statement.c.id, statement.c.document, *_COLUMNS, reading.c.recorded_at,
            later.c.recorded_at, schema.run.c.reader,
        )
        .join(reading, reading.c.sequence == statement.c.reading)
        .join(schema.run, schema.run.c.key == reading.c.run)
        .outerjoin(later, later.c.sequence == statement.c.superseded)
        .where(among(statement.c.key, "keys"))
    )  # fmt: skip


def _documents(connection: Connection, keys: Collection[int]) -> dict[int, tuple[DocumentHead, str]]:
    rows = connection.execute(_document_query(), {"keys": list(keys)}).all()
    return {key: (DocumentHead(*head), text) for key, text, *head in rows}


@cache
def _document_query() -> Select[Any]:
    table = schema.document.c
    return select(table.key, table.text, *HEAD).where(among(table.key, "keys"))


def _evidence(connection: Connection, keys: list[int], texts: dict[int, str]) -> dict[int, tuple[Evidence, ...]]:
    found: dict[int, list[Evidence]] = defaultdict(list)
    for key, start, end in connection.execute(_evidence_query(), {"keys": keys}).all():
        found[key].append(Evidence(start, end, texts[key][start:end]))
    return {key: tuple(found[key]) for key in keys}


@cache
def _evidence_query() -> Select[Any]:
    table = schema.evidence.c
    query = select(table.statement, table.start, table.end).where(among(table.statement, "keys"))
    return query.order_by(table.statement, table.position)


def _parties(connection: Connection, keys: list[int]) -> dict[int, list[Part]]:
    found: dict[int, list[Part]] = defaultdict(list)
    for statement, role, position, id, name, acts_for in connection.execute(_party_query(), {"keys": keys}).all():
        found[statement].append((role, position, Reference(id, name, acts_for)))
    return found


@cache
def _party_query() -> Select[Any]:
    party, who, behind = schema.party, schema.actor.alias("who"), schema.actor.alias("behind")
    return (
        select(party.c.statement, party.c.role, party.c.position, who.c.id, schema.name.c.name, behind.c.id)
        .join(who, who.c.key == party.c.actor)
        .join(schema.name, schema.name.c.key == party.c.name)
        .outerjoin(behind, behind.c.key == party.c.acts_for)
        .where(among(party.c.statement, "keys"))
    )
