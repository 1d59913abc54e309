"""Readings asked for in the browser: each runs beside the server, and says how far it is and what became of it."""

import datetime as dt
import logging
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

from comity.errors import ComityError, UserError
from comity.model import Document, Refusal
from comity.newsroom import Outcome, Reader, Tally, read_documents
from comity.recording import Record
from comity.register import Register
from comity.sources.defaults import STEP, Defaults
from comity.sources.files import open_bytes
from comity.sources.isolation import Isolation

log = logging.getLogger("comity.web")
KEPT = 50
"""Jobs that are remembered."""
LONGEST_NAME = 120
MOST_TEXTS = 2000
"""Texts that one file may hold here; `comity read` takes more."""
MOST_FILES, MOST_BYTES = 500, 64 << 20
"""Files and bytes of one reading."""
BYTES_AN_HOUR = 1 << 30
"""Bytes that are taken in within an hour, from all people together."""
MOST_AT_ONCE = 8
"""Readings that may run or wait; each keeps its files in memory until it ends."""
HOUR, SOON = 3600.0, 60.0
SHORT = 1 << 20
"""Bytes to which a plain text is opened at once, without a process."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came, with the name it was given."""

    name: str
    content: bytes

    def holds(self, source: str) -> bool:
        """Whether a source is this file or lies in it."""
        return source == self.name or source.startswith(f"{self.name}/")


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one text, without the text: an archive may hold more of it than memory does."""

    source: str
    document: str | None
    title: str | None
    told: str
    statements: int = 0
    publisher: str | None = None
    published: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, outcome: Outcome) -> "Line":
        """The line that tells an outcome; `document` is the id of a text that can be shown."""
        shown = None if outcome.refusal else outcome.document
        told, number = _tell(outcome), len(outcome.statements)
        if shown is None:
            return cls(outcome.source, None, None, told, number)
        return cls(outcome.source, shown.id, shown.title, told, number, shown.publisher, shown.published, shown.url)


@dataclass(slots=True)
class Job:
    """One reading: changes while it runs, from one thread."""

    id: str
    total: int
    """Texts known of: the files, and what more was found in them."""
    lines: list[Line] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    asked: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    began: float = field(default_factory=time.monotonic)
    ended: float | None = None
    trouble: str | None = None
    uploads: tuple[Upload, ...] = ()
    defaults: Defaults = field(default_factory=Defaults)

    @property
    def seconds(self) -> float:
        """How long it has been running."""
        return (self.ended or time.monotonic()) - self.began

    @property
    def done(self) -> int:
        """Texts dealt with."""
        return len(self.lines)

    @property
    def remaining(self) -> float | None:
        """Seconds it will still take at the rate so far, None before there is one."""
        return self.seconds / self.done * (self.total - self.done) if self.done and self.ended is None else None

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """What could not be used."""
        return self.tally.refused

    @property
    def state(self) -> str:
        """How it stands, in a word or two."""
        return "broke off" if self.trouble else "under way" if self.ended is None else "done"


class TooMuch(UserError):
    """More than a server takes in at once or in an hour; `wait` is the seconds after which it takes more."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class Jobs:
    """The readings of one server: one at a time into one record. `clock` gives seconds that never go back."""

    def __init__(
        self, open_record: Callable[[], Record], reader: Reader, register: Register,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._open_record, self._reader, self._register = open_record, reader, register
        self._jobs: dict[str, Job] = {}
        self._turn, self._door = threading.Lock(), threading.Lock()
        self._clock = clock
        self._taken: deque[tuple[float, int]] = deque()

    def start(self, uploads: Iterable[Upload], defaults: Defaults) -> Job:
        """Begin to read; the job says at once how many there are. Raises `TooMuch`."""
        kept = tuple(Upload(_own_name(upload.name), upload.content) for upload in uploads)
        with self._door:
            self._admit(kept)
            return self._begin(kept, defaults)

    def _admit(self, uploads: tuple[Upload, ...]) -> None:
        """Count what comes; raises `TooMuch` when the server would have to keep or read too much."""
        size, now = sum(len(upload.content) for upload in uploads), self._clock()
        while self._taken and now - self._taken[0][0] >= HOUR:
            self._taken.popleft()
        if len(uploads) > MOST_FILES:
            raise TooMuch(f"More than {MOST_FILES} files at once; read a folder with “comity read FOLDER”.")
        if size > MOST_BYTES:
            raise TooMuch(f"More than {MOST_BYTES >> 20} MB at once; read such files with “comity read FILE”.")
        if sum(job.ended is None for job in self._jobs.values()) >= MOST_AT_ONCE:
            raise TooMuch(f"{MOST_AT_ONCE} readings are under way; wait until one of them has ended.", SOON)
        if size + sum(taken for _, taken in self._taken) > BYTES_AN_HOUR:
            wait = HOUR - (now - self._taken[0][0])
            raise TooMuch(f"More than {BYTES_AN_HOUR >> 20} MB within an hour; read the rest with “comity read”.", wait)
        self._taken.append((now, size))

    def _begin(self, kept: tuple[Upload, ...], defaults: Defaults) -> Job:
        job = Job(secrets.token_hex(8), len(kept), uploads=kept, defaults=defaults)
        self._jobs[job.id] = job
        for old in list(self._jobs)[:-KEPT]:
            del self._jobs[old]
        threading.Thread(target=self._run, args=(job,), daemon=True).start()
        return job

    def retry(self, job: Job) -> Job:
        """Begin again with the files that could not be used, or not whole."""
        return self.start(_failed(job), job.defaults)

    def find(self, id: str) -> Job | None:
        """The job of an id."""
        return self._jobs.get(id)

    def latest(self) -> tuple[Job, ...]:
        """The jobs that are remembered, the last first."""
        return tuple(list(self._jobs.values())[::-1])

    def _run(self, job: Job) -> None:
        try:
            with self._turn, self._open_record() as record, record.writer() as writer:
                writer.add_register(self._register)
                for outcome in read_documents(_open(job), self._reader, writer=writer):
                    job.tally = job.tally.plus(outcome)
                    job.lines.append(Line.of(outcome))
        except ComityError as error:
            job.trouble = f"It broke off: {str(error).rstrip('.')}."
        except Exception as error:
            log.exception("a reading broke off")
            job.trouble = f"A fault broke it off ({type(error).__name__}); the server's log has it."
        finally:
            job.uploads = _failed(job)
            job.ended = time.monotonic()


def _open(job: Job) -> Iterator[Document | Refusal]:
    """The texts in the files that came; all but short plain ones are opened in a process of their own."""
    with Isolation() as isolation:
        for upload in job.uploads:
            short = len(upload.content) <= SHORT
            found = (
                open_bytes(upload.content, upload.name, isolation, job.defaults)
                if short
                else isolation.open_bytes(upload.content, upload.name, job.defaults)
            )
            for place, item in enumerate(islice(found, MOST_TEXTS)):
                job.total += place > 0
                yield item
            if next(found, None) is not None:
                job.total += 1
                reason = f"it holds more than {MOST_TEXTS:,} texts; read the rest of it with “comity read FILE”"
                yield Refusal(upload.name, STEP, reason)
            found.close()


def _failed(job: Job) -> tuple[Upload, ...]:
    """The files of which something was refused, and of a reading that broke off those that it did not come to."""
    met = [line.source for line in job.lines]
    return tuple(
        upload
        for upload in job.uploads
        if any(upload.holds(refusal.source) for refusal in job.refused)
        or (job.trouble is not None and not any(map(upload.holds, met)))
    )


def _tell(outcome: Outcome) -> str:
    """What became of a text, in words."""
    if outcome.refusal:
        return f"not used: {outcome.refusal.reason}"
    if outcome.document is None:
        return "; ".join(("passed over", *(refusal.reason for refusal in outcome.passed_over)))
    return "read before" if outcome.known else "; ".join(("read", *outcome.warnings))


def _own_name(name: str) -> str:
    """A file's own name: no path, no control signs, not endless."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    return "".join(sign for sign in bare if sign.isprintable())[-LONGEST_NAME:] or "text.txt"
