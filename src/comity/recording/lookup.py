"""What pages look up in a record beyond its questions: a document with its statements, and what came in last."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from comity.errors import RecordError
from comity.model import Provenance
from comity.recording import schema
from comity.recording.claims import published_day
from comity.recording.gathering import chunks
from comity.recording.kept import read_provenance
from comity.recording.stored import HEAD, DocumentHead, head_of


@dataclass(frozen=True, slots=True)
class Appearance:
    """One place in which a text, or a copy of it, appeared."""

    document: str
    source: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    recorded_at: str
    provenance: Provenance | None


@dataclass(frozen=True, slots=True)
class Stock:
    """How many documents of a publisher, language and month of publication there are, with their statements."""

    publisher: str | None
    language: str | None
    month: str | None
    documents: int
    statements: int


def find_document(connection: Connection, id: str) -> tuple[int, DocumentHead] | None:
    """Number and head of the document of an id or of its unique beginning; raises `RecordError` if not unique."""
    table = schema.document
    beginning = id if id.startswith("doc-") else f"doc-{id}"
    query = select(table.c.key, *HEAD).where(table.c.id >= beginning, table.c.id < f"{beginning}g").limit(2)
    rows = connection.execute(query).all()
    exact = [row for row in rows if row._mapping["id"] == beginning]
    if len(rows) > 1 and not exact:
        raise RecordError(f"More than one document begins with “{id}”; give more of its id.")
    row = next(iter(exact or rows), None)
    return (row.key, head_of(row._asdict())) if row else None


def load_appearances(connection: Connection, family: int, known: str) -> tuple[Appearance, ...]:
    """Where the texts of a family, copies of one another, were published by the day `known`, each place once."""
    document, met = schema.document.c, schema.appearance.c
    columns = [met[name] for name in Appearance.__slots__ if name != "document"]
    query = select(document.id.label("document"), *columns).join(schema.document, document.key == met.document)
    ordered = query.where(document.family == family).order_by(met.published.is_(None), met.published, met.key)
    places: dict[tuple[str | None, ...], Appearance] = {}
    for row in connection.execute(ordered):
        if row.published is None or published_day(row.published, row.published) <= known:
            found = {**row._asdict(), "provenance": read_provenance(row.provenance)}
            places.setdefault((row.document, row.publisher, row.published, row.url), Appearance(**found))
    return tuple(places.values())


def latest_documents(connection: Connection, within: ColumnElement[bool], limit: int) -> list[tuple[int, DocumentHead]]:
    """Number and head of the reports published last."""
    table = schema.document.c
    query = select(table.key, *HEAD).where(within, table.register.is_(False))
    rows = connection.execute(query.order_by(table.known.desc(), table.key.desc()).limit(limit))
    return [(row.key, head_of(row._asdict())) for row in rows]


def documents_behind(connection: Connection, statements: Iterable[str]) -> list[DocumentHead]:
    """Heads of the documents that statements stand in, in the order of their publication."""
    statement = schema.statement.c
    found: dict[str, DocumentHead] = {}
    for part in chunks(dict.fromkeys(statements)):
        wanted = select(statement.document).where(statement.id.in_(part))
        for row in connection.execute(select(*HEAD).where(schema.document.c.key.in_(wanted))):
            found[row._mapping["id"]] = head_of(row._asdict())
    return sorted(found.values(), key=lambda head: (head.published or "", head.id))


def take_stock(connection: Connection, within: ColumnElement[bool]) -> list[Stock]:
    """The reports by publisher, language and month of publication."""
    table: Any = schema.document.c
    month = func.substr(table.published, 1, 7)
    query = select(table.publisher, table.language, month, func.count(), func.sum(table.count))
    grouped = query.where(within, table.register.is_(False)).group_by(table.publisher, table.language, month)
    rows = connection.execute(grouped)
    return sorted((Stock(*row) for row in rows), key=lambda s: (s.month or "", s.publisher or "", s.language or ""))
