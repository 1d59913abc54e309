"""A reader in a process of its own: a text that takes too long or too much memory costs that process alone."""

import multiprocessing
import resource
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from comity.errors import SourceError
from comity.model import Document, Refusal, Statement
from comity.newsroom import FAILED
from comity.settings import Settings

SECONDS = 60.0
"""How long a text may take for every `STRETCH` of it: ten times what it needs, since a server has more to do."""
STRETCH = 100_000
"""Characters of a text; a book of a million is read in a minute where nothing else is done."""
LOADING = 600.0
"""Seconds that the reader may take to load, on a machine that has everything else to do."""
UNSTARTED = "the reader could not be started, or was ended while it loaded; try again"
GIGABYTES = 6
"""Address space of the process; the reader itself takes two."""


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a text."""

    statements: tuple[Statement, ...] = ()
    warnings: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class Workshop:
    """Reads texts one at a time, as `comity.newsroom.Reader` does; close it to end its process."""

    def __init__(self, settings: Settings, seconds: float = SECONDS) -> None:
        self._settings, self._seconds = settings, seconds
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._version = ""

    @property
    def version(self) -> str:
        """Version of the reader; raises `SourceError` where it cannot be started."""
        with self._lock:
            self._open()
        return self._version

    def read_many(self, documents: Iterable[Document]) -> Iterator[Read]:
        """What is in each document, in their order."""
        for document in documents:
            with self._lock:
                yield self._read(document)

    def close(self) -> None:
        """End the process."""
        process, line = self._process, self._line
        self._process = self._line = None
        if line:
            line.close()
        if process:
            process.kill()
            process.join()

    def _read(self, document: Document) -> Read:
        try:
            line = self._open()
        except SourceError as error:
            return _refuse(document, str(error))
        try:
            line.send(document)
            if not line.poll(patience := self._patience(document)):
                self.close()
                return _refuse(document, f"reading it took longer than {patience:.0f} seconds")
            found = line.recv()
        except (EOFError, OSError):
            self.close()
            return _refuse(document, "the reader needed more memory for it than it is given, or broke down on it")
        return found if isinstance(found, Read) else _refuse(document, str(found))

    def _patience(self, document: Document) -> float:
        """Seconds that a text of this length may take."""
        return self._seconds * (1 + len(document.text) // STRETCH)

    def _open(self) -> Connection:
        if self._line is None:
            spawn = multiprocessing.get_context("spawn")
            ours, theirs = spawn.Pipe()
            self._process = spawn.Process(target=_work, args=(theirs, self._settings), daemon=True)
            self._process.start()
            theirs.close()
            try:
                if not ours.poll(LOADING):
                    raise TimeoutError
                self._version = ours.recv()
            except (EOFError, OSError):
                ours.close()
                self.close()
                raise SourceError(UNSTARTED) from None
            self._line = ours
        return self._line


def _work(line: Connection, settings: Settings) -> None:
    """The process: give the version, then answer each document with what is in it."""
    from comity.reading import Reader
    from comity.register import Register

    resource.setrlimit(resource.RLIMIT_AS, (GIGABYTES << 30, GIGABYTES << 30))
    reader = Reader(settings, Register.load(settings.overlay))
    line.send(reader.version)
    while True:
        try:
            document = line.recv()
        except EOFError:
            return
        try:
            found = next(iter(reader.read_many([document])))
            line.send(Read(found.statements, found.warnings, found.refusals))
        except Exception as error:
            line.send(f"the reader failed on it ({type(error).__name__})")


def _refuse(document: Document, reason: str) -> Read:
    return Read(refusals=(Refusal(document.source, FAILED, reason, document.id),))
