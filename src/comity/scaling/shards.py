"""Reading a shard: a pure function from a shard's files to tables, in parts of bounded size."""

import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.reading.batches import BATCH, CHARACTERS, FAILED, Reading, read_batch, take_batch
from comity.reading.set_aside import FOREIGN, SetAside
from comity.reading.set_aside import STEP as SELECTING
from comity.recording import Run
from comity.recording.copies import Copies, word
from comity.scaling.manifest import Shard, Source, hash_source
from comity.scaling.pipeline import Tools
from comity.scaling.remote import is_remote, local_copy, open_table
from comity.scaling.tables import Rows
from comity.sources.defaults import Defaults
from comity.sources.files import open_file
from comity.sources.isolation import Isolation
from comity.sources.parquet import copy_rows, hash_rows
from comity.sources.parts import PASSED_OVER

PART = 1_000
"""Documents in a part: what of a shard is in memory together."""
PART_CHARACTERS = 8_000_000
"""Characters of documents beyond which none joins a part, however few they are."""
SLOWEST = 1_000
"""Characters a second that are read on a slow machine under heavy load; an idle one reads fifteen times as many."""
LANGUAGE = "en"
ARCHIVE = "archive"
"""The step named in refusals of files that are not what the manifest says, and of texts that took workers down."""


@dataclass(frozen=True, slots=True)
class Care:
    """What earlier workers died on: places whose batch is read one by one, and places that are not read at all."""

    alone: frozenset[int] = frozenset()
    skipped: frozenset[int] = frozenset()

    def after(self, place: int) -> "Care":
        """More care at a place where workers keep dying."""
        if place in self.alone:
            return replace(self, skipped=self.skipped | {place})
        return replace(self, alone=self.alone | frozenset(range(place, place + BATCH)))


UNHARMED = Care()


@dataclass(frozen=True, slots=True)
class At:
    """A worker begins with the document at this place of the shard; so many have come out of it."""

    place: int
    characters: int = 0
    """What it reads before it says a word again, where that is much: a report of thousands of pages takes its time."""

    def stretch(self, patience: float) -> float:
        """The seconds of silence that are suffered from here on."""
        return patience + self.characters / SLOWEST


@dataclass(frozen=True, slots=True)
class Part:
    """Some documents of a shard as tables: rows and Parquet of each."""

    number: int
    tables: dict[str, tuple[int, bytes]]
    counts: Counter[str] = field(default_factory=Counter)
    """Documents by what became of them, and statements."""


def read_shard(
    shard: Shard, tools: Tools, care: Care = UNHARMED, part: int = PART, characters: int = PART_CHARACTERS
) -> Iterator[At | Part]:
    """The parts of a shard, and before each batch the place where it begins.

    A file or text that cannot be used goes to the errors and stops nothing. The parts depend on the shard's files and
    the tools' versions alone, as long as no worker has died on it. Raises `SourceError` where no file of the shard is
    to be found: that tells of this machine and not of the archive.
    """
    _check_presence(shard)
    reading = _Reading(tools)
    incoming = _open(shard)
    number = place = 0
    while True:
        yield At(place)
        batch = take_batch(incoming, 1 if place in care.alone else BATCH)
        if not batch:
            break
        if (length := sum(len(item.text) for item in batch if isinstance(item, Document))) > CHARACTERS:
            yield At(place, length)
        reading.read([item for at, item in enumerate(batch, place) if at not in care.skipped])
        reading.skip([item for at, item in enumerate(batch, place) if at in care.skipped])
        place += len(batch)
        if reading.rows.documents >= part or reading.rows.characters >= characters:
            yield reading.end_part(number)
            number += 1
    if number == 0 or any(reading.rows.by_table.values()):
        yield reading.end_part(number)


class _Reading:
    """A shard while it is read: rows that wait, and what was met before."""

    def __init__(self, tools: Tools) -> None:
        self._tools, self._run = tools, Run(tools.reader.version)
        self._seen: set[str] = set()
        self._copies = Copies()
        self.rows, self._counts = Rows(), Counter[str]()

    def end_part(self, number: int) -> Part:
        """What has come since the last part."""
        part = Part(number, self.rows.encode(), self._counts)
        self.rows, self._counts = Rows(), Counter()
        return part

    def read(self, items: Sequence[Document | Refusal]) -> None:
        """Read some documents, in their order."""
        settled = {at: told for at, item in enumerate(items) if (told := self._settle(item))}
        fresh = [item for at, item in enumerate(items) if at not in settled and isinstance(item, Document)]
        readings = read_batch(fresh, self._tools.reader)
        for at, item in enumerate(items):
            self._keep(item, settled.get(at) or next(readings))

    def skip(self, items: Sequence[Document | Refusal]) -> None:
        """Note texts that workers died on; kept unread."""
        for item in items:
            reason = "it took the worker that read it down each time; please report it"
            self._refuse(item if isinstance(item, Refusal) else Refusal(item.source, FAILED, reason, item.id))

    def _settle(self, item: Document | Refusal) -> Refusal | SetAside | str | None:
        """What becomes of what needs no reading, else None."""
        if isinstance(item, Refusal):
            return item
        if item.id in self._seen:
            return "known"
        self._seen.add(item.id)
        if item.language and not item.language.lower().startswith(LANGUAGE):
            return SetAside(item, FOREIGN, f"its language is “{item.language}”; only English is read")
        return self._select(item)

    def _select(self, document: Document) -> SetAside | None:
        if self._tools.selector is None:
            return None
        selected = self._tools.selector.select(document)
        if isinstance(selected, SetAside):
            return selected
        wording = word(document.text, document.publisher)
        earlier = self._copies.find(wording)
        if earlier is None:
            self._copies.keep(document.id, wording)
            return None
        return SetAside(document, "copy", f"it says nothing that {earlier}, which was read, does not say")

    def _keep(self, item: Document | Refusal, told: Reading | Refusal | SetAside | str) -> None:
        if isinstance(item, Refusal):
            self._refuse(item)
        elif isinstance(told, Refusal):
            self._refuse(told)
        elif isinstance(told, SetAside):
            self._keep_unread(item, told)
        elif isinstance(told, str):
            self._counts["known"] += 1
            self.rows.add(item, "known", self._run)
        else:
            self._keep_reading(item, told)

    def _keep_unread(self, document: Document, aside: SetAside) -> None:
        """Keep a text for a later reader, under the name of who set it aside, which is no reader."""
        selector = self._tools.selector
        by, step = (FOREIGN, FOREIGN) if aside.why == FOREIGN or selector is None else (selector.version, SELECTING)
        self._counts["set-aside"] += 1
        self.rows.add(document, "set-aside", Run(by))
        self.rows.note(Refusal(document.source, step, aside.reason, document.id), "set-aside")

    def _keep_reading(self, document: Document, reading: Reading) -> None:
        self._counts.update({"read": 1, "statements": len(reading.statements)})
        self.rows.add(document, "read", self._run, reading.statements)
        for refusal in reading.refusals:
            self.rows.note(refusal, "refused")
        doubts = document.provenance.doubts if document.provenance else ()
        for warning in (*doubts, *reading.warnings):
            self.rows.note(Refusal(document.source, FAILED, warning, document.id), "warning")

    def _refuse(self, refusal: Refusal) -> None:
        failed = refusal.step == FAILED
        if refusal.step != PASSED_OVER:
            self._counts["failed" if failed else "refused"] += 1
        self.rows.note(refusal, "failed" if failed else "refused")


def _check_presence(shard: Shard) -> None:
    local = [source.path for source in shard.sources if not is_remote(source.path)]
    if local and len(local) == len(shard.sources) and not any(os.path.lexists(path) for path in local):
        raise SourceError(
            f"none of its files is here, {local[0]} the first; run from the folder in which the archive was planned, "
            "on machines that have its files"
        )


def _open(shard: Shard) -> Iterator[Document | Refusal]:
    """The documents in the files of a shard, in their order."""
    defaults = Defaults(shard.publisher, shard.published)
    with Isolation() as isolation:
        for source in shard.sources:
            try:
                yield from _open_source(source, isolation, defaults)
            except Exception as error:  # an extractor's fault costs its own file only
                reason = f"it cannot be opened ({type(error).__name__}: {error})"
                yield Refusal(source.path, ARCHIVE, reason)


def _open_source(source: Source, isolation: Isolation, defaults: Defaults) -> Iterator[Document | Refusal]:
    if _hash(source) != source.sha256:
        yield Refusal(source.path, ARCHIVE, "it has changed since the manifest was written; plan the archive anew")
        return
    with _copy(source) as file:
        yield from open_file(file, source.path, isolation, replace(defaults, rows_before=source.rows))


def _hash(source: Source) -> str:
    """What the manifest's hash must be today."""
    if source.count is not None:
        with open_table(source.path) as file:
            return hash_rows(file, source.rows or 0, source.count)
    start, size = (0, None) if source.start is None else (source.start, source.bytes)
    return hash_source(source.path, start, size, source.head)[0]


@contextmanager
def _copy(source: Source) -> Iterator[Path]:
    """A local file of the source: its rows where it is some rows of Parquet, else its bytes."""
    if source.count is None:
        with local_copy(source.path, source.start, source.bytes, source.head) as file:
            yield file
        return
    with tempfile.TemporaryDirectory(prefix="comity-") as folder, open_table(source.path) as whole:
        copy = Path(folder, "rows.parquet")
        copy_rows(whole, source.rows or 0, source.count, copy)
        yield copy
