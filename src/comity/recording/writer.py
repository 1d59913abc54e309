"""The writer: appends documents and what was read in them, and resolves what they touch.

A reading is taken over whole or not at all. Reading a text again by the same run writes nothing; another run's
reading, or one from an earlier date of publication, marks the statements that no longer stand as superseded and
removes none.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType

import polars as pl
from sqlalchemy import Connection, Engine, select

from comity.model import Document, Refusal, Statement
from comity.outside import OutsideEvent, OutsideFile
from comity.recording import schema
from comity.recording.ballots import write_positions, write_votes
from comity.recording.copies import Wording
from comity.recording.dictating import Dictation
from comity.recording.engine import connect_for_writing, hold_lock, opened, tell_errors
from comity.recording.entry import Entry
from comity.recording.families import find_repeated, settle_families
from comity.recording.judgements import Judgement
from comity.recording.kept_beside import KeptVotes, KeptWatch, write_kept_votes, write_watches
from comity.recording.keys import Keys
from comity.recording.known import digest_of, find_appearances, find_last
from comity.recording.outside import Layered, write_outside
from comity.recording.preparing import BATCH, PORTION, Item, Prepared, batched, prepare, undisturbed
from comity.recording.register_document import write_register
from comity.recording.resolve import resolve_pending
from comity.recording.scribe import Portion, Scribe, can_help
from comity.recording.secondary import Loading, lay_missing
from comity.recording.ways import Added, Run, Way
from comity.register import Register
from comity.votes import Votes

REGISTER_READER = "register"
JUDGING = "judgement"
"""Stands for a reader where a person judged."""


class Writer:
    """Appends documents with their statements; use as a context manager. Leaving it resolves what was added."""

    def __init__(self, engine: Engine, address: str, clock: Callable[[], dt.datetime]) -> None:
        self._engine, self._address, self._clock = engine, address, clock
        self._keys = Keys()
        self._loading: Loading | None = None
        self._scribe: Scribe | None = None

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
    ) -> Added:
        """Record one document and what was read in it, in one transaction.

        Raises `RecordError` when the record cannot be written; it then holds what it held before.
        """
        return self.record([prepare(Item(document, statements, refusals, warnings))], Way(run), self._loading)[0]

    def add_many(
        self, items: Iterable[Item], *, run: Run, register: bool = False, defer: bool = False
    ) -> Iterator[Added]:
        """Record many documents fast, some in each transaction; each comes out once it is recorded.

        While the database takes one batch, in a thread or process of its own, the next is taken from `items` and
        prepared.
        `register` is for a register's document that comes from another record; with `defer` a text that another run
        has read keeps that reading. Of thousands of documents it is faster inside `loading`.
        """
        way = Way(run, register=register, defer=defer)
        with undisturbed(), ThreadPoolExecutor(1) as beside, ThreadPoolExecutor(1) as listening:
            batches = batched(items, self._most, register=register)
            if self._scribe is None:
                yield from self._write_ahead(batches, way, beside)
            if self._scribe is not None:
                yield from self._dictate(Dictation(self._scribe, beside, listening), batches, way)

    def _most(self) -> int:
        return BATCH if self._scribe is None else PORTION

    def _write_ahead(self, batches: Iterable[list[Prepared]], way: Way, beside: Executor) -> Iterator[Added]:
        """Write each batch while the next is prepared, until another process has been started that is to write."""
        under_way: Future[list[Added]] | None = None
        for batch in batches:
            if under_way:
                yield from under_way.result()
            under_way = beside.submit(self.record, batch, way, self._loading)
            if self._loading and self._loading.is_much(batch) and can_help():
                self._scribe = Scribe(self._address)  # it starts up while this batch is written here
                break
        if under_way:
            yield from under_way.result()

    def _dictate(self, dictation: Dictation, batches: Iterable[list[Prepared]], way: Way) -> Iterator[Added]:
        try:
            for batch in batches:
                yield from dictation.hand(Portion(batch, way, self._clock()), self._loading or Loading())
        finally:
            try:
                rest = dictation.end()
            except Exception:
                self._dismiss()
                raise
            self._loading = dictation.loading or self._loading
        yield from rest

    def _dismiss(self) -> None:
        scribe, self._scribe = self._scribe, None
        if scribe:
            scribe.end()

    @contextmanager
    def loading(self, *, much: int = BATCH) -> Iterator[None]:
        """Much is to be written: indexes that only questions need are laid aside, and laid again in the end.

        That is done once more has been written than was there before, and nobody has judged. Others who read the
        record meanwhile wait longer for answers, which are as right as ever. After `much` statements another process
        writes the others, where there is a processor for it.
        """
        if self._loading:
            yield
            return
        self._loading = Loading(much)
        try:
            yield
        finally:
            self._end_loading()

    def add_register(self, register: Register) -> Added | None:
        """Record the register's rows as statements of its document; None when this version is there already."""
        run = Run(reader=REGISTER_READER, register=register.version)
        with tell_errors(self._address), self._engine.begin() as connection:
            if _speaks(connection, run):
                return None
        item = prepare(Item(*write_register(register)), register=True)
        return self.record([item], Way(run, register=True), self._loading)[0]

    def add_votes(self, votes: Votes, register: Register) -> bool:
        """Record a file of votes, each under its state's name of the day; False when the same is there already."""
        with self._transaction() as connection:
            return write_votes(connection, self._keys, votes, register, self._now(connection))

    def add_positions(self, votes: Votes, positions: pl.DataFrame, model: str) -> None:
        """Record ideal points estimated from votes that are recorded, in place of those before."""
        with self._transaction() as connection:
            write_positions(connection, self._keys, votes, positions, model)

    def take_votes(self, votes: KeptVotes) -> int:
        """Record a file of votes that another record kept, all of it or nothing; how many roll calls are new."""
        with self._transaction() as connection:
            return write_kept_votes(connection, self._keys, votes, self._now(connection))

    def take_watches(self, watches: Iterable[KeptWatch]) -> int:
        """Remember addresses that another record watched, as it did; how many are new."""
        with self._transaction() as connection:
            hold_lock(connection)
            return write_watches(connection, watches)

    def add_outside(self, file: OutsideFile, events: Iterable[OutsideEvent]) -> Layered | None:
        """Record a file of events that others coded, all of it or nothing; None when the same is there already."""
        with self._transaction() as connection:
            return write_outside(connection, self._keys, file, events, self._now(connection))

    def has(self, document: Document, run: Run) -> bool:
        """Whether reading this text again can be left out: `run` read it last, from no later a date of publication."""
        with tell_errors(self._address), self._engine.begin() as connection:
            known = find_last(connection, document.id)
        return known is not None and known.run == run.id and not known.yields_to(document)

    def knows(self, document: Document) -> bool:
        """Whether anybody has read this text for the record."""
        with tell_errors(self._address), self._engine.begin() as connection:
            return find_last(connection, document.id) is not None

    def has_register(self) -> bool:
        """Whether a register, of whatever version, speaks in the record."""
        table = schema.document.c
        standing = select(table.key).where(table.register, table.count > 0).limit(1)
        with tell_errors(self._address), self._engine.begin() as connection:
            return connection.scalar(standing) is not None

    def meet(self, document: Document, *, run: Run) -> None:
        """Record that a text the record holds was met once more, where and published by whom."""
        with tell_errors(self._address), self._engine.begin() as connection:
            if find_appearances(connection, {digest_of(document)}):
                return
        with self._entry(run) as entry:
            entry.meet(document)

    def set_aside(self, document: Document, refusal: Refusal, *, run: Run) -> None:
        """Record a text that was not worth reading, with the reason; `run` is who found so, and no reader.

        Any reader can take it up later. Of a text that the record holds already only the appearance is recorded.
        """
        with self._entry(run) as entry:
            entry.set_aside(document, refusal)

    def find_repeated(self, wording: Wording, *, run: Run) -> str | None:
        """The document that a text repeats word for word, or nearly, of those that `run` read; by its id."""
        with tell_errors(self._address), self._engine.begin() as connection:
            return find_repeated(connection, wording, run.id)

    def refuse(self, refusals: Sequence[Refusal], *, run: Run) -> None:
        """Record what could not be used at all."""
        with self._entry(run) as entry:
            entry.note(refusals, "refused")
            entry.write()

    def refuse_once(self, refusals: Sequence[Refusal], *, run: Run, severity: str = "refused") -> int:
        """Record what could not be used and is not recorded so by this run; how many that were."""
        with self._entry(run) as entry:
            fresh = entry.without_noted(refusals, severity)
            entry.note(fresh, severity)
            entry.write()
        return len(fresh)

    def judge(self, judgement: Judgement) -> Judgement:
        """Record what a person decided, with the moment unless it has one, and derive what follows from it.

        Raises `RecordError` when what it makes is not sound or what it takes back cannot be.
        """
        kept = self.take_judgement(judgement)
        self.resolve()
        return kept

    def take_judgement(self, judgement: Judgement) -> Judgement:
        """The same without deriving what follows from it, which leaving the writer does."""
        self._end_loading()
        with self._entry(Run(reader=JUDGING)) as entry:
            return entry.judge(judgement)

    def resolve(self) -> None:
        """Derive happenings, spells and disputes of what was added since the last time."""
        self._end_loading()
        with tell_errors(self._address):
            resolve_pending(self._engine)

    def record(self, items: Sequence[Prepared], way: Way, loading: Loading | None = None) -> list[Added]:
        """Record what is prepared in one transaction, as a part of a load that has come so far, if it is of one."""
        with self.stretch(loading) as stretch:
            return stretch.add(items, way)

    @contextmanager
    def stretch(self, loading: Loading | None) -> Iterator["Stretch"]:
        """One transaction that takes several batches."""
        with self._transaction() as connection:
            stretch = Stretch(connection, self._keys, self._now(connection), loading)
            yield stretch
            settle_families(connection, stretch.met)

    def _end_loading(self) -> None:
        self._dismiss()
        loading, self._loading = self._loading, None
        if loading and loading.away:
            sorting = connect_for_writing(self._address, much=True, sorting=True)
            with tell_errors(self._address), opened(sorting) as engine, engine.begin() as connection:
                hold_lock(connection)
                lay_missing(connection)

    @contextmanager
    def _entry(self, run: Run, *, register: bool = False) -> Iterator[Entry]:
        with self._transaction() as connection:
            yield Entry(connection, self._keys, self._now(connection), run, register=register)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """All or nothing, what was learnt of numbers too."""
        with tell_errors(self._address):
            try:
                with self._engine.begin() as connection:
                    yield connection
            except BaseException:
                self._keys.forget()
                raise

    def _now(self, connection: Connection) -> str:
        """The moment of recording; never before the last one, whatever the machine's clock says."""
        hold_lock(connection)
        now = self._clock().astimezone(dt.UTC).isoformat(timespec="microseconds")
        last = select(schema.reading.c.recorded_at).order_by(schema.reading.c.sequence.desc()).limit(1)
        return max(now, connection.scalar(last) or now)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A transaction that batches are written in, at one moment of recording."""

    connection: Connection
    keys: Keys
    now: str
    loading: Loading | None
    met: dict[int, Wording] = field(default_factory=dict)
    """Wordings of new documents by key: copies among many are found at once, which touches each page once."""

    def add(self, items: Sequence[Prepared], way: Way) -> list[Added]:
        """Write a batch."""
        entry = Entry(self.connection, self.keys, self.now, way.run, register=way.register, met=self.met)
        before = entry.statements
        added = entry.add(items, defer=way.defer)
        if self.loading:
            self.loading.go_on(self.connection, before, entry.statements)
        return added


def _speaks(connection: Connection, run: Run) -> bool:
    """Whether the register that stands was recorded by this run."""
    table = schema.document.c
    standing = connection.scalars(select(table.id).where(table.register, table.count > 0))
    last = (find_last(connection, document) for document in list(standing))
    return any(known is not None and known.run == run.id for known in last)
