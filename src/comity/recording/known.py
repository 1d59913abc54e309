"""What a record holds of documents, their appearances and their readings: what the writer compares with."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, select

from comity.model import Document
from comity.recording import schema
from comity.recording.claims import published_day
from comity.recording.gathering import chunks
from comity.recording.soundness import Weight

HEAD = ("source", "title", "publisher", "published", "url")
"""What belongs to an appearance of a text."""


@dataclass(slots=True)
class Known:
    """A document of the record: its key and days, the run that read it last, and what stands from it."""

    key: int
    day: str
    published: str | None = None
    run: str | None = None
    standing: dict[str, tuple[int, Weight]] = field(default_factory=dict)

    def yields_to(self, appearance: Document) -> bool:
        """Whether the text was published earlier than known, or first says when: its dates are then read from that."""
        if not appearance.published:
            return False
        return self.published is None or published_day(appearance.published, self.day) < self.day


def head_of(document: Document) -> tuple[str | None, ...]:
    """Where and by whom a text was published, in the order of `HEAD`."""
    return tuple(getattr(document, name) for name in HEAD)


def digest_of(document: Document) -> str:
    """Tells one appearance of a text from another."""
    return digest_head(document.id, head_of(document))


def digest_head(document: str, head: Iterable[str | None]) -> str:
    """The same for a document's id and `HEAD`."""
    return hashlib.sha256(json.dumps([document, *head]).encode()).hexdigest()[:32]


def find_known(connection: Connection, documents: Iterable[str]) -> dict[str, Known]:
    """Those of the documents that the record holds."""
    found: dict[str, Known] = {}
    table = schema.document.c
    for part in chunks(sorted(documents)):
        heads = select(table.id, table.key, table.known, table.published).where(table.id.in_(part))
        for id, *head in connection.execute(heads):
            found[id] = Known(*head)
    by_key = {known.key: known for known in found.values()}
    for keys in chunks(by_key):
        for key, run in last_runs(connection, keys).items():
            by_key[key].run = run
        statement = schema.statement.c
        columns = (statement.confidence, statement.frame, statement.when_basis)
        current = and_(statement.document.in_(keys), statement.superseded.is_(None), statement.judgement.is_(None))
        standing = select(statement.document, statement.id, statement.key, *columns).where(current)
        for document, id, key, *weight in connection.execute(standing):
            by_key[document].standing[id] = (key, tuple(weight))
    return found


def last_runs(connection: Connection, documents: Iterable[int]) -> dict[int, str]:
    """Id of the run that read each document last."""
    reading, run = schema.reading.c, schema.run.c
    query = select(reading.document, run.id).join(schema.run, run.key == reading.run)
    by_reader = and_(reading.document.in_(list(documents)), reading.judgement.is_(None))
    rows = connection.execute(query.where(by_reader).order_by(reading.sequence))
    return {document: id for document, id in rows}  # noqa: C416


def find_last(connection: Connection, document: str) -> Known | None:
    """The document with the run that read it last and without what stands from it; None when nobody read it."""
    table, reading, run = schema.document.c, schema.reading.c, schema.run.c
    query = select(table.key, table.known, table.published, run.id)
    query = query.join(schema.reading, reading.document == table.key).join(schema.run, reading.run == run.key)
    by_reader = and_(table.id == document, reading.judgement.is_(None))
    row = connection.execute(query.where(by_reader).order_by(reading.sequence.desc()).limit(1)).first()
    return Known(*row) if row else None


def find_appearances(connection: Connection, digests: Iterable[str]) -> set[str]:
    """Those of the appearances that the record holds."""
    table = schema.appearance.c
    found: set[str] = set()
    for part in chunks(sorted(digests)):
        found |= set(connection.scalars(select(table.digest).where(table.digest.in_(part))))
    return found
