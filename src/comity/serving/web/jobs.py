"""Readings asked for in the browser: each runs beside the server, and says how far it is and what became of it."""

import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

from comity.model import Document, Refusal
from comity.newsroom import Outcome, Reader, Tally, read_documents
from comity.recording import Record
from comity.register import Register
from comity.sources.defaults import STEP, Defaults
from comity.sources.files import open_bytes
from comity.sources.isolation import Isolation

KEPT = 50
"""Jobs that are remembered."""
LONGEST_NAME = 120
MOST_TEXTS = 2000
"""Texts that one file may hold here; `comity read` takes more."""
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

    @classmethod
    def of(cls, outcome: Outcome) -> "Line":
        """The line that tells an outcome; `document` is the id of a text that can be shown."""
        shown = None if outcome.refusal else outcome.document
        id, title = (shown.id, shown.title) if shown else (None, None)
        return cls(outcome.source, id, title, _tell(outcome), len(outcome.statements))


@dataclass(slots=True)
class Job:
    """One reading: changes while it runs, from one thread."""

    id: str
    total: int
    """Texts known of: the files, and what more was found in them."""
    lines: list[Line] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
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


class Jobs:
    """The readings of one server: one at a time into one record."""

    def __init__(self, open_record: Callable[[], Record], reader: Reader, register: Register) -> None:
        self._open_record, self._reader, self._register = open_record, reader, register
        self._jobs: dict[str, Job] = {}
        self._turn = threading.Lock()

    def start(self, uploads: Iterable[Upload], defaults: Defaults) -> Job:
        """Begin to read; the job says at once how many there are."""
        kept = tuple(Upload(_own_name(upload.name), upload.content) for upload in uploads)
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

    def _run(self, job: Job) -> None:
        try:
            with self._turn, self._open_record() as record, record.writer() as writer:
                writer.add_register(self._register)
                for outcome in read_documents(_open(job), self._reader, writer=writer):
                    job.tally = job.tally.plus(outcome)
                    job.lines.append(Line.of(outcome))
            job.uploads = _failed(job)
        except Exception as error:
            job.trouble = str(error)
        finally:
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
    """The files of which something was refused."""
    return tuple(upload for upload in job.uploads if any(upload.holds(refusal.source) for refusal in job.refused))


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
