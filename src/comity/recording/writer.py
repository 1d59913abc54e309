"""The writer: appends documents and what was read in them, one transaction each, and resolves what they touch.

A reading is taken over whole or not at all. Reading a text again by the same run writes nothing; another run's
reading marks the statements that no longer stand as superseded and removes none.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, and_, insert, select, text, update

from comity.edtf import bounds, is_edtf
from comity.model import Document, Event, Refusal, Statement
from comity.recording import schema
from comity.recording.claims import published_day
from comity.recording.encoding import columns_of, parties_of
from comity.recording.engine import tell_errors
from comity.recording.happenings import window
from comity.recording.keys import Keys, insert_once, next_key
from comity.recording.passages import sentences
from comity.recording.register_document import write_register
from comity.recording.resolve import resolve_pending
from comity.recording.search import index_words
from comity.register import Register

STEP = "recording"
REGISTER_READER = "register"


@dataclass(frozen=True, slots=True)
class Run:
    """What read: versions of reader and register, and the options that change what is read."""

    reader: str
    register: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Hash over all of it."""
        parts = (self.reader, self.register, json.dumps(sorted(self.options)))
        return "run-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Added:
    """What one `Writer.add` did."""

    document: str
    statements: int
    """Statements that stand from this document now."""
    new: int
    """Of these, how many were not there before."""
    superseded: int
    """Statements of an older reading that no longer stand."""
    unchanged: bool
    """True when this run had read this text before and nothing was written but, maybe, a new appearance."""
    refused: int = 0
    """Statements not taken, because their evidence is not in the text or their date is none."""


class Writer:
    """Appends documents with their statements; use as a context manager. Leaving it resolves what was added."""

    def __init__(self, engine: Engine, address: str, clock: Callable[[], dt.datetime]) -> None:
        self._engine, self._address, self._clock = engine, address, clock
        self._keys = Keys()

    def __enter__(self) -> "Writer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or not issubclass(kind, Exception):
            self.resolve()

    def add(
        self,
        document: Document,
        statements: Sequence[Statement],
        *,
        run: Run,
        refusals: Sequence[Refusal] = (),
        warnings: Sequence[str] = (),
        register: bool = False,
    ) -> Added:
        """Record one document and what was read in it, in one transaction.

        `register` marks the register's own document. Raises `RecordError` when the record cannot be written; it
        then holds what it held before.
        """
        with tell_errors(self._address):
            try:
                with self._engine.begin() as connection:
                    entry = _Entry(connection, self._keys, self._now(connection), run)
                    return entry.add(document, statements, refusals, warnings, register)
            except BaseException:
                self._keys.forget()
                raise

    def add_register(self, register: Register) -> Added | None:
        """Record the register's rows as statements of its document; None when this version is there already."""
        run = Run(reader=REGISTER_READER, register=register.version)
        with tell_errors(self._address), self._engine.begin() as connection:
            if _speaks(connection, run):
                return None
        document, statements = write_register(register)
        return self.add(document, statements, run=run, register=True)

    def has(self, document: Document, run: Run) -> bool:
        """Whether `run` was the last to read this text, so that reading it again can be left out."""
        with tell_errors(self._address), self._engine.begin() as connection:
            return _last_run(connection, document.id) == run.id

    def refuse(self, refusals: Sequence[Refusal], *, run: Run) -> None:
        """Record what could not be used at all."""
        with tell_errors(self._address), self._engine.begin() as connection:
            _Entry(connection, self._keys, self._now(connection), run).note(refusals, "refused")

    def resolve(self) -> None:
        """Derive happenings, spells and disputes of what was added since the last time."""
        with tell_errors(self._address):
            resolve_pending(self._engine)

    def _now(self, connection: Connection) -> str:
        """The moment of recording; never before the last one, whatever the machine's clock says."""
        if connection.dialect.name != "sqlite":
            connection.execute(text("LOCK TABLE reading IN SHARE ROW EXCLUSIVE MODE"))
        now = self._clock().astimezone(dt.UTC).isoformat(timespec="microseconds")
        last = select(schema.reading.c.recorded_at).order_by(schema.reading.c.sequence.desc()).limit(1)
        return max(now, connection.scalar(last) or now)


class _Entry:
    """One transaction of the writer."""

    def __init__(self, connection: Connection, keys: Keys, now: str, run: Run) -> None:
        self._connection, self._keys, self._now = connection, keys, now
        self._run_id, self._run = run.id, self._run_key(run)

    def add(
        self,
        document: Document,
        statements: Sequence[Statement],
        refusals: Sequence[Refusal],
        warnings: Sequence[str],
        register: bool,
    ) -> Added:
        last_run = _last_run(self._connection, document.id)
        key, moved = self._document(document, register)
        if moved:
            self._connection.execute(insert_once(self._connection, schema.unresolved), {"document": key})
        standing = self._standing(key)
        if register:
            self._retire_registers(key)
        if last_run == self._run_id and (standing or not statements):
            return Added(document.id, len(standing), 0, 0, unchanged=True)
        sound, unsound = _sift(document, statements)
        sequence = next_key(self._connection, schema.reading.c.sequence)
        reading = {"sequence": sequence, "document": key, "run": self._run, "recorded_at": self._now}
        self._connection.execute(insert(schema.reading), reading)
        fresh, gone = _difference(standing, sound)
        if gone:
            outdated = update(schema.statement).where(schema.statement.c.key.in_(gone))
            self._connection.execute(outdated.values(superseded=sequence))
        self._statements(key, document, fresh, sequence)
        counted = update(schema.document).where(schema.document.c.key == key).values(count=len(sound))
        self._connection.execute(counted)
        self.note([*refusals, *unsound], "refused")
        self.note([Refusal(document.source, STEP, warning, document.id) for warning in warnings], "warning")
        if not moved:
            self._connection.execute(insert_once(self._connection, schema.unresolved), {"document": key})
        return Added(document.id, len(sound), len(fresh), len(gone), unchanged=False, refused=len(unsound))

    def _retire_registers(self, key: int) -> None:
        """Supersede what stands from registers of other versions: one register speaks at a time."""
        table, reading = schema.document.c, next_key(self._connection, schema.reading.c.sequence)
        others = list(
            self._connection.scalars(select(table.key).where(table.register, table.key != key, table.count > 0))
        )
        if not others:
            return
        current = and_(schema.statement.c.document.in_(others), schema.statement.c.superseded.is_(None))
        self._connection.execute(update(schema.statement).where(current).values(superseded=reading))
        self._connection.execute(update(schema.document).where(table.key.in_(others)).values(count=0))
        waiting = [{"document": other} for other in others]
        self._connection.execute(insert_once(self._connection, schema.unresolved), waiting)

    def note(self, refusals: Sequence[Refusal], severity: str) -> None:
        """Keep what was refused or warned of."""
        if not refusals:
            return
        first = next_key(self._connection, schema.refusal.c.key)
        common = {"severity": severity, "run": self._run, "recorded_at": self._now}
        rows = [{"key": key, **asdict(refusal), **common} for key, refusal in enumerate(refusals, first)]
        self._connection.execute(insert(schema.refusal), rows)

    def _run_key(self, run: Run) -> int:
        known = self._connection.scalar(select(schema.run.c.key).where(schema.run.c.id == run.id))
        if known:
            return int(known)
        key = next_key(self._connection, schema.run.c.key)
        options = json.dumps(dict(run.options), sort_keys=True)
        row = {"key": key, "id": run.id, "reader": run.reader, "register": run.register, "options": options}
        self._connection.execute(insert(schema.run), row)
        return key

    def _document(self, document: Document, register: bool) -> tuple[int, bool]:
        """The document's key, and whether its day of publication moved."""
        table = schema.document
        known = self._connection.execute(select(table.c.key, table.c.known).where(table.c.id == document.id)).first()
        head = {name: getattr(document, name) for name in ("title", "publisher", "published", "url", "source")}
        day = published_day(document.published, self._now)
        if known is None:
            key = next_key(self._connection, table.c.key)
            own = {"id": document.id, "sha256": document.sha256, "text": document.text, "language": document.language}
            state = {"known": day, "register": register, "recorded_at": self._now}
            state |= {"characters": len(document.text), "count": 0}
            self._connection.execute(insert(table), {"key": key, **own, **head, **state})
            if not register:
                self._passages(key, document.text)
            self._appearance(key, document, head)
            return key, False
        key, earliest = known
        if not self._appearance(key, document, head) or not document.published or day >= earliest:
            return key, False
        self._connection.execute(update(table).where(table.c.key == key).values(**head, known=day))
        return key, True

    def _appearance(self, key: int, document: Document, head: dict[str, str | None]) -> bool:
        """Keep where and by whom the text was published, once; whether that was new."""
        digest = hashlib.sha256(json.dumps([document.id, head], sort_keys=True).encode()).hexdigest()[:32]
        table = schema.appearance
        if self._connection.scalar(select(table.c.key).where(table.c.digest == digest)):
            return False
        row = {"key": next_key(self._connection, table.c.key), "document": key, **head, "digest": digest}
        self._connection.execute(insert(table), {**row, "recorded_at": self._now})
        return True

    def _passages(self, document: int, text: str) -> None:
        first = next_key(self._connection, schema.passage.c.key)
        spans = list(enumerate(sentences(text), first))
        if not spans:
            return
        rows = [{"key": key, "document": document, "start": start, "end": end} for key, (start, end) in spans]
        self._connection.execute(insert(schema.passage), rows)
        index_words(self._connection, [(key, text[start:end]) for key, (start, end) in spans])

    def _standing(self, document: int) -> dict[str, tuple[int, tuple[object, ...]]]:
        table = schema.statement
        current = select(table.c.id, table.c.key, table.c.confidence, table.c.frame, table.c.when_basis).where(
            and_(table.c.document == document, table.c.superseded.is_(None))
        )
        return {
            row.id: (row.key, (row.confidence, row.frame, row.when_basis)) for row in self._connection.execute(current)
        }

    def _statements(self, document: int, source: Document, fresh: dict[str, Statement], sequence: int) -> None:
        if not fresh:
            return
        published = dt.date.fromisoformat(published_day(source.published, self._now))
        first = next_key(self._connection, schema.statement.c.key)
        rows: list[dict[str, Any]] = []
        spans: list[dict[str, Any]] = []
        parties = [parties_of(statement) for statement in fresh.values()]
        references = [part.who for parts in parties for part in parts]
        actors = self._keys.actors(
            self._connection, [r.id for r in references] + [r.acts_for for r in references if r.acts_for]
        )
        names = self._keys.names(self._connection, (r.name for r in references))
        self._keys.call(self._connection, {(actors[r.id], names[r.name]) for r in references})
        cast: list[dict[str, Any]] = []
        for key, ((id, statement), parts) in enumerate(zip(fresh.items(), parties, strict=True), first):
            opens, closes = _window(statement, published)
            rows.append({
                "key": key, "id": id, "document": document, **_columns(statement), "opens": opens, "closes": closes,
                "reading": sequence,
            })  # fmt: skip
            spans += [
                {"statement": key, "position": place, "start": span.start, "end": span.end}
                for place, span in enumerate(statement.evidence)
            ]
            cast += [
                {
                    "statement": key, "role": part.role, "position": part.position, "actor": actors[part.who.id],
                    "name": names[part.who.name], "represents": actors[part.who.represents],
                    "acts_for": actors[part.who.acts_for] if part.who.acts_for else None,
                }
                for part in parts
            ]  # fmt: skip
        self._connection.execute(insert(schema.statement), rows)
        self._connection.execute(insert(schema.evidence), spans)
        self._connection.execute(insert(schema.party), cast)


def _columns(statement: Statement) -> dict[str, Any]:
    columns = columns_of(statement)
    return {name: getattr(columns, name) for name in columns.__slots__}


def _speaks(connection: Connection, run: Run) -> bool:
    """Whether the register that stands was recorded by this run."""
    table = schema.document.c
    standing = connection.scalars(select(table.id).where(table.register, table.count > 0))
    return any(_last_run(connection, document) == run.id for document in standing)


def _last_run(connection: Connection, document: str) -> str | None:
    """Id of the run that read the document last."""
    reading = schema.reading
    return connection.scalar(
        select(schema.run.c.id)
        .join(reading, reading.c.run == schema.run.c.key)
        .join(schema.document, schema.document.c.key == reading.c.document)
        .where(schema.document.c.id == document)
        .order_by(reading.c.sequence.desc())
        .limit(1)
    )


def _sift(document: Document, statements: Iterable[Statement]) -> tuple[dict[str, Statement], list[Refusal]]:
    """Sound statements by id, and why the others are not taken."""
    sound, unsound = {}, []
    for statement in statements:
        if reason := _unsound(document, statement):
            unsound.append(Refusal(document.source, STEP, reason, document.id))
        else:
            sound[statement.id] = statement
    return sound, unsound


def _unsound(document: Document, statement: Statement) -> str | None:
    if statement.document != document.id:
        return f"A statement belongs to {statement.document}, not to this document."
    if not statement.evidence:
        return f"A statement of kind {statement.kind} has no evidence."
    for span in statement.evidence:
        if not 0 <= span.start < span.end or document.text[span.start : span.end] != span.exact:
            return f"The evidence “{span.exact[:60]}” does not stand at {span.start}–{span.end} of the text."
    if statement.when is not None and not is_edtf(statement.when):
        return f"“{statement.when}” is no EDTF date."
    return None


def _difference(
    standing: dict[str, tuple[int, tuple[object, ...]]], sound: dict[str, Statement]
) -> tuple[dict[str, Statement], list[int]]:
    """New or newly weighed statements, and keys of those that no longer stand."""
    fresh = {
        id: statement
        for id, statement in sound.items()
        if id not in standing or standing[id][1] != (statement.confidence, statement.frame, statement.when_basis)
    }
    gone = [key for id, (key, _) in standing.items() if id not in sound or id in fresh]
    return fresh, gone


def _window(statement: Statement, published: dt.date) -> tuple[str | None, str | None]:
    if isinstance(statement, Event):
        opens, closes = window(statement.when, statement.modality, published)
        return opens.isoformat(), closes.isoformat()
    if statement.when is None:
        return None, None
    span = bounds(statement.when)
    earliest, latest = (day.isoformat() if day else None for day in (span.earliest, span.latest))
    return earliest, latest
