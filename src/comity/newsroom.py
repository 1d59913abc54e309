"""The one module that knows sources, reading and recording together: order, batches, resume, progress.

Every assigned document comes out as one `Outcome`, in the order given and after it is recorded. Stopping at any
point loses nothing that came out, and the next run leaves out what the same reader has read before.
"""

import datetime as dt
import os
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol

from comity.edtf import bounds
from comity.model import STATEMENT_KINDS, Document, Refusal, Statement
from comity.reading.batches import BATCH, FAILED, Reader, Reading, read_batch, take_batch
from comity.reading.set_aside import FOREIGN, Selector, SetAside
from comity.reading.set_aside import STEP as SELECTING
from comity.recording.copies import Copies, Wording, word
from comity.recording.record import Run
from comity.register import Register
from comity.sources.defaults import UNSAID, Defaults
from comity.sources.fetch import Fetcher
from comity.sources.files import find_files, read_files
from comity.sources.parts import NO_ARTICLES, PASSED_OVER
from comity.sources.single_pages import is_url, read_pages

__all__ = [
    "BATCH", "FAILED", "FOREIGN", "Assignment", "Outcome", "Reader", "Selector", "Tally", "Writer", "assign",
    "read_documents", "record_documents",
]  # fmt: skip
LANGUAGE = "en"


class Writer(Protocol):
    """Records documents with what was read in them; leaving the context resolves what was added."""

    def __enter__(self) -> "Writer": ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def add(
        self,
        document: Document,
        statements: Sequence[Statement],
        *,
        run: Run,
        refusals: Sequence[Refusal] = (),
        warnings: Sequence[str] = (),
    ) -> object: ...
    def has(self, document: Document, run: Run) -> bool: ...
    def meet(self, document: Document, *, run: Run) -> None: ...
    def set_aside(self, document: Document, refusal: Refusal, *, run: Run) -> None: ...
    def find_repeated(self, wording: Wording, *, run: Run) -> str | None: ...
    def refuse(self, refusals: Sequence[Refusal], *, run: Run) -> None: ...
    def add_register(self, register: Register) -> object: ...


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is to be read: files and pages in order, what holds for those that do not say, paths that led nowhere."""

    files: tuple[Path, ...]
    refusals: tuple[Refusal, ...] = ()
    defaults: Defaults = UNSAID
    pages: tuple[str, ...] = ()
    """Addresses of the web, which `fetcher` gets."""
    fetcher: Fetcher | None = None

    @property
    def total(self) -> int:
        """How many outcomes there will be, or more: a file can hold many documents."""
        return len(self.files) + len(self.pages) + len(self.refusals)

    def documents(self) -> Iterator[Document | Refusal]:
        """The refusals of paths first, then each file's documents or refusals, then each page's."""
        yield from self.refusals
        yield from read_files(self.files, self.defaults)
        if self.fetcher is not None:
            yield from read_pages(self.pages, self.fetcher, self.defaults)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: read, known from before, set aside or refused.

    Without a document and a refusal it tells what of an archive held none.
    """

    source: str
    document: Document | None = None
    statements: tuple[Statement, ...] = ()
    warnings: tuple[str, ...] = ()
    refusal: Refusal | None = None
    passed_over: tuple[Refusal, ...] = ()
    """Passages of a document that were not used, or parts of an archive that hold no article."""
    known: bool = False
    """Whether this reader had read this text before, in this run or an earlier one."""
    set_aside: SetAside | None = None
    """Why it was not worth reading, for one that was kept unread."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over outcomes."""

    documents: int = 0
    known: int = 0
    refused: tuple[Refusal, ...] = ()
    set_aside: Mapping[str, int] = field(default_factory=dict)
    """How many were not worth reading, by why."""
    passed_over: tuple[Refusal, ...] = ()
    """What archives hold beside articles, counted."""
    statements: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(STATEMENT_KINDS, 0))

    def plus(self, outcome: Outcome) -> "Tally":
        """The tally with one more outcome."""
        counts = Counter(statement.kind for statement in outcome.statements)
        aside = {outcome.set_aside.why: 1} if outcome.set_aside else {}
        furniture = outcome.passed_over if outcome.document is None else ()
        unread = outcome.refusal or outcome.known or aside or furniture
        return Tally(
            documents=self.documents + (not unread),
            known=self.known + outcome.known,
            refused=self.refused + ((outcome.refusal,) if outcome.refusal else ()),
            set_aside=Counter(self.set_aside) + Counter(aside) if aside else self.set_aside,
            passed_over=self.passed_over + furniture,
            statements={kind: count + counts[kind] for kind, count in self.statements.items()},
        )

    @property
    def total(self) -> int:
        """Statements of all kinds."""
        return sum(self.statements.values())


def assign(
    paths: Iterable[str | os.PathLike[str]], defaults: Defaults = UNSAID, fetcher: Fetcher | None = None
) -> Assignment:
    """What is to be read under `paths`: files, folders and globs and, where there is a `fetcher`, web addresses."""
    given = list(paths)
    pages = [path for path in given if fetcher is not None and isinstance(path, str) and is_url(path)]
    found = find_files(path for path in given if path not in pages)
    return Assignment(found.files, found.refusals, defaults, tuple(dict.fromkeys(pages)), fetcher)


def read_documents(
    incoming: Iterable[Document | Refusal],
    reader: Reader,
    *,
    run: Run | None = None,
    writer: Writer | None = None,
    selector: Selector | None = None,
) -> Generator[Outcome]:
    """Read what comes in, in batches; with a `writer`, each outcome is recorded before it is given out.

    With a `selector`, documents that are not worth reading are set aside: kept, and not read. A document that the
    reader fails on is refused and the rest goes on; errors of the record stop the run.
    """
    run = run or Run(reader=reader.version)
    seen: dict[str, Document] = {}
    sieve = Sieve(selector, writer, run) if selector else None
    stream = iter(incoming)
    while batch := take_batch(stream):
        settled = {}
        for place, item in enumerate(batch):
            if outcome := _settle(item, seen, writer, run) or (sieve and sieve.settle(item)):
                settled[place] = outcome
        fresh = [item for place, item in enumerate(batch) if place not in settled and isinstance(item, Document)]
        readings = map(_outcome, fresh, read_batch(fresh, reader))
        for place in range(len(batch)):
            outcome = settled.get(place) or next(readings)
            if sieve is None or not sieve.record(outcome):
                _record(outcome, writer, run)
            yield outcome


class Assigned(Protocol):
    """What is to be read, wherever it comes from."""

    @property
    def files(self) -> tuple[Path, ...]: ...
    @property
    def total(self) -> int: ...
    def documents(self) -> Iterator[Document | Refusal]: ...


def record_documents(
    assignment: Assigned,
    reader: Reader,
    writer: Writer,
    *,
    register: Register | None = None,
    selector: Selector | None = None,
) -> Generator[Outcome]:
    """Read an assignment into a record, `register` first when it is given and new to the record.

    Close the iterator to end early; all that came out is then resolved as after a whole run.
    """
    with writer:
        if register is not None:
            writer.add_register(register)
        yield from read_documents(assignment.documents(), reader, writer=writer, selector=selector)


class Sieve:
    """Sets aside what is not worth reading: by its own words, or because a text that was read before says it all."""

    def __init__(self, selector: Selector, writer: Writer | None, run: Run) -> None:
        self._selector, self._writer, self._reading = selector, writer, run
        self._selecting = Run(reader=selector.version)
        self._copies = Copies()

    def settle(self, item: Document | Refusal) -> Outcome | None:
        """The outcome of a document that is set aside, None of one that is to be read."""
        if isinstance(item, Refusal):
            return None
        selected = self._selector.select(item)
        aside = selected if isinstance(selected, SetAside) else self._compare(item)
        return Outcome(item.source, item, set_aside=aside) if aside else None

    def record(self, outcome: Outcome) -> bool:
        """Record a document that was set aside, under the selector's version; False for any other."""
        if outcome.set_aside is None:
            return False
        if self._writer is not None:
            document, reason = outcome.set_aside.document, outcome.set_aside.reason
            refusal = Refusal(document.source, SELECTING, reason, document.id)
            self._writer.set_aside(document, refusal, run=self._selecting)
        return True

    def _compare(self, document: Document) -> SetAside | None:
        """Set aside a text that repeats one that this reader has read."""
        wording = word(document.text, document.publisher)
        earlier = self._copies.find(wording)
        if earlier is None and self._writer is not None:
            earlier = self._writer.find_repeated(wording, run=self._reading)
        if earlier is None:
            self._copies.keep(document.id, wording)
            return None
        return SetAside(document, "copy", f"it says nothing that {earlier}, which was read, does not say")


def _settle(item: Document | Refusal, seen: dict[str, Document], writer: Writer | None, run: Run) -> Outcome | None:
    """The outcome of what needs no reading, else None."""
    if isinstance(item, Refusal):
        return (
            Outcome(item.source, passed_over=(item,))
            if item.step in (PASSED_OVER, NO_ARTICLES)
            else Outcome(item.source, refusal=item)
        )
    if item.language and not item.language.lower().startswith(LANGUAGE):
        reason = f"its language is “{item.language}”; only English is read"
        return Outcome(item.source, item, refusal=Refusal(item.source, FOREIGN, reason, item.id))
    first = seen.get(item.id)
    if _no_earlier(item, first) if first else writer is not None and writer.has(item, run):
        return Outcome(item.source, item, known=True)
    seen[item.id] = item
    return None


def _no_earlier(copy: Document, first: Document) -> bool:
    """Whether a copy says of no earlier day that it was published: relative dates are read from the earliest."""
    if not copy.published or copy.published == first.published:
        return True
    days = [bounds(document.published or "../..").latest or dt.date.max for document in (copy, first)]
    return days[0] >= days[1]


def _outcome(document: Document, reading: Reading | Refusal) -> Outcome:
    if isinstance(reading, Refusal):
        return Outcome(document.source, document, refusal=reading)
    doubts = document.provenance.doubts if document.provenance else ()
    warnings = (*doubts, *reading.warnings)
    return Outcome(document.source, document, reading.statements, warnings, passed_over=reading.refusals)


def _record(outcome: Outcome, writer: Writer | None, run: Run) -> None:
    if writer is None:
        return
    if outcome.known and outcome.document is not None:
        writer.meet(outcome.document, run=run)
        return
    if outcome.refusal and outcome.document and outcome.refusal.step == FOREIGN:
        writer.set_aside(outcome.document, outcome.refusal, run=Run(reader=FOREIGN))
        return
    if outcome.refusal or outcome.document is None:
        writer.refuse([outcome.refusal] if outcome.refusal else outcome.passed_over, run=run)
        return
    writer.add(outcome.document, outcome.statements, run=run, refusals=outcome.passed_over, warnings=outcome.warnings)
