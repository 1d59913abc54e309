"""All that a record keeps of its documents, one after the other: what leaves it for other records and programs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, select

from comity.model import Document, Provenance, Refusal, Statement
from comity.recording import schema
from comity.recording.gathering import chunks
from comity.recording.known import HEAD, head_of
from comity.recording.refused import SET_ASIDE, Noted, kept_unread, noted_by_run
from comity.recording.rulings import load_makers, trace
from comity.recording.scope import Scope
from comity.recording.stored import load_recorded
from comity.recording.ways import Run

AT_ONCE = 100
"""Documents whose texts are in memory together."""


@dataclass(frozen=True, slots=True)
class KeptStatement:
    """A statement, whether it stands, and the judgement that made it if nobody read it."""

    statement: Statement
    stands: bool = True
    judgement: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A document with its text, where else it appeared, who read it last, and what stands or was set aside."""

    document: Document
    register: bool
    run: Run
    recorded_at: str
    appearances: tuple[Document, ...]
    """The text under every other head that it was met with."""
    statements: tuple[KeptStatement, ...]
    aside: Refusal | None = None
    """Why nobody read it, for one that `run` found not worth reading."""

    @property
    def read(self) -> tuple[Statement, ...]:
        """What the reader read, whatever people judged of it."""
        return tuple(kept.statement for kept in self.statements if kept.judgement is None)


@dataclass(frozen=True, slots=True)
class KeptNote:
    """What could not be used, or what a reader was warned of, that still holds, and which run said so."""

    noted: Noted
    run: Run


def stream_kept(connection: Connection, scope: Scope) -> Iterator[Kept]:
    """Documents that count in the order in which they were recorded; statements in the order of their numbers."""
    table = schema.document.c
    keys = connection.scalars(select(table.key).where(scope.documents).order_by(table.key)).all()
    unread = set(connection.scalars(kept_unread()))
    for part in chunks(keys, AT_ONCE):
        query = select(schema.document).where(table.key.in_(part)).order_by(table.key)
        for row in connection.execute(query).all():
            run = _last_run(connection, row.key, scope)
            if run is None or (row.register and not row._mapping["count"]):
                continue
            heads = _heads(connection, row.key, row.text, row.language)
            own = tuple(getattr(row, name) for name in HEAD)
            unsaid = Document(row.text, language=row.language, **dict(zip(HEAD, own, strict=True)))
            document = next((head for head in heads if head_of(head) == own), unsaid)
            others = tuple(head for head in heads if head is not document)
            said = tuple(_statements(connection, row.key, scope))
            aside = _why_aside(connection, row.id) if row.id in unread else None
            yield Kept(document, row.register, run, row.recorded_at, others, said, aside)


def load_notes(connection: Connection) -> list[KeptNote]:
    """Refusals and warnings that hold, of each run once, in the order of their last moment."""
    run = schema.run.c
    runs = {row.key: _run_of(row) for row in connection.execute(select(schema.run).order_by(run.key))}
    held = [(row, runs[row.run]) for row in connection.execute(noted_by_run())]
    return [KeptNote(Noted(*row[:6]), by) for row, by in held]


def _statements(connection: Connection, document: int, scope: Scope) -> Iterator[KeptStatement]:
    """What stands; of the record as it is now, also what was read and people set aside."""
    table = schema.statement.c
    within = and_(table.document == document, scope.statements)
    standing = set(connection.scalars(select(table.key).where(within)))
    aside = set(trace(connection, document).read.values()) if scope.sequence is None else set()
    made = connection.execute(select(table.key, table.id).where(within, table.judgement.is_not(None))).all()
    makers = load_makers(connection, [row.id for row in made])
    made_by = {row.key: makers[row.id].id for row in made}
    if scope.min_confidence:  # what stands and is not sure enough was not set aside by anybody
        aside -= set(connection.scalars(select(table.key).where(table.document == document, scope.standing)))
    keys = sorted(standing | aside)
    for key, recorded in zip(keys, load_recorded(connection, keys), strict=True):
        yield KeptStatement(recorded.statement, key in standing, made_by.get(key))


def _last_run(connection: Connection, document: int, scope: Scope) -> Run | None:
    reading, run = schema.reading.c, schema.run.c
    query = select(run.reader, run.register, run.options).join(schema.reading, reading.run == run.key)
    query = query.where(reading.document == document, reading.judgement.is_(None))
    if scope.sequence is not None:
        query = query.where(reading.sequence <= scope.sequence)
    row = connection.execute(query.order_by(reading.sequence.desc()).limit(1)).first()
    return _run_of(row) if row else None


def _run_of(row: Any) -> Run:
    return Run(row.reader, row.register, tuple(sorted(json.loads(row.options).items())))


def _why_aside(connection: Connection, document: str) -> Refusal | None:
    """Why a document was set aside, as said last."""
    note = schema.refusal.c
    query = select(note.source, note.step, note.reason, note.document)
    query = query.where(note.document == document, note.severity == SET_ASIDE).order_by(note.key.desc()).limit(1)
    row = connection.execute(query).first()
    return Refusal(*row) if row else None


def _heads(connection: Connection, key: int, text: str, language: str | None) -> list[Document]:
    """The text under every head that it was met with."""
    table = schema.appearance.c
    columns = (table.provenance, *(table[name] for name in HEAD))
    rows = connection.execute(select(*columns).where(table.document == key).order_by(table.key))
    return [
        Document(text, language=language, provenance=read_provenance(told), **dict(zip(HEAD, head, strict=True)))
        for told, *head in rows
    ]


def read_provenance(told: str | None) -> Provenance | None:
    """The provenance in a row of an appearance."""
    return Provenance.from_json(json.loads(told)) if told else None
