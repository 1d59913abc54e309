"""A record at an address: where reading rights (`view`) and writing rights (`writer`) part."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from sqlalchemy import Engine

from comity.errors import RecordError
from comity.recording.engine import (
    connect_for_reading,
    connect_for_writing,
    is_server,
    opened,
    tell_errors,
    without_password,
)
from comity.recording.ledger import Ledger
from comity.recording.looked import Looking, Memory
from comity.recording.migrations import Migration, lay_tables, migrate, pending
from comity.recording.pulse import Pulse
from comity.recording.schema import APPLICATION_ID
from comity.recording.sight import Sights
from comity.recording.sitting import Sitting
from comity.recording.view import View, open_view
from comity.recording.ways import Added, Run
from comity.recording.writer import Writer

__all__ = ["Added", "Clock", "Record", "Run", "View", "Writer", "open_record", "utc_now"]

Clock = Callable[[], dt.datetime]
MAKE_ONE = "make one with “comity read”"
_MAGIC = b"SQLite format 3\x00"
_ID_OFFSET = 68


def utc_now() -> dt.datetime:
    """The present moment."""
    return dt.datetime.now(dt.UTC)


class Record:
    """An open record: `view` for everyone, `writer` for one at a time."""

    def __init__(self, address: str, clock: Clock) -> None:
        self.address = address
        self._clock = clock
        self._reading: Engine | None = None
        self._writing: Engine | None = None
        self._memory = Memory()
        self._pulse: Pulse | None = None

    def view(
        self,
        at: str | None = None,
        asof: str | None = None,
        *,
        recorded: str | None = None,
        reports_only: bool = False,
        min_confidence: float = 0.0,
    ) -> View:
        """A read-only look at one state of the record; use it as a context manager.

        `at` is the day in the world (EDTF; default `asof`, else today), `asof` the last day of publication that
        counts, `recorded` the last moment of recording that counts (ISO), `min_confidence` the least confidence of
        statements that count. Raises `DateError` and `RecordError`.
        """
        return open_view(self._looking(), self._sights, at, asof, recorded, reports_only, min_confidence)

    def sitting(self) -> Sitting:
        """Several such looks at one state of the record; use it as a context manager."""
        with tell_errors(self.address):
            return Sitting(self._looking(), self._sights())

    def _sights(self) -> Sights:
        return Sights(self._reader().connect())

    def _looking(self) -> Looking:
        return Looking(self.address, self._memory, self._clock().date())

    def beat(self) -> int | None:
        """A number that stays the same while nobody writes to the record; None where that cannot be told cheaply."""
        with tell_errors(self.address):
            if self._pulse is None:
                self._pulse = Pulse(self._reader())
            return self._pulse.beat()

    def writer(self) -> Writer:
        """The one who may write; use it as a context manager."""
        return Writer(self._engine(), self.address, self._clock)

    def ledger(self) -> Ledger:
        """What a watch remembers here."""
        return Ledger(self._engine(), self.address, self._clock)

    def close(self) -> None:
        """Let go of the record."""
        if self._pulse is not None:
            self._pulse.close()
        for engine in (self._reading, self._writing):
            if engine is not None:
                engine.dispose()
        self._reading = self._writing = self._pulse = None

    def __enter__(self) -> "Record":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _reader(self) -> Engine:
        if self._reading is None:
            with tell_errors(self.address):
                self._reading = connect_for_reading(self.address)
        return self._reading

    def _engine(self) -> Engine:
        if self._writing is None:
            self._writing = connect_for_writing(self.address)
        return self._writing

    def prepare(self, *, create: bool) -> None:
        """Make the tables of a new record; raises `RecordError` when there is none or it needs `upgrade`."""
        with tell_errors(self.address):
            steps = self._pending(create)
            if lay_tables in steps:
                if not create:
                    raise RecordError(f"There is no record at “{without_password(self.address)}”; {MAKE_ONE}.")
                migrate(self._engine(), self.address)
            elif steps:
                raise RecordError(
                    f"An earlier Comity wrote the record “{without_password(self.address)}”; run “comity upgrade”, "
                    "which keeps a backup."
                )

    def _pending(self, create: bool) -> list[Migration]:
        """Which tables are to be made or changed; what is there is looked at read-only, for it may be foreign."""
        if create and not is_server(self.address) and not _has_content(Path(self.address)):
            return [lay_tables]
        self._reading = connect_for_reading(self.address)
        with self._reading.connect() as connection:
            return pending(connection, self.address)


def open_record(address: str | Path, *, create: bool = False, clock: Clock = utc_now) -> Record:
    """Open the record at `address`, a path or a `postgresql://` URL; `create` makes one where there is none.

    Raises `RecordError` when there is none, when it is no Comity record, or when a newer Comity wrote it.
    """
    record = Record(str(address), clock)
    if not is_server(record.address):
        _check_file(Path(record.address), create)
    try:
        record.prepare(create=create)
    except RecordError:
        record.close()
        raise
    return record


def pending_steps(address: str) -> list[Migration]:
    """The steps that an existing record is behind today's schema; raises `RecordError` when there is none."""
    if not is_server(address):
        _check_file(Path(address), create=False)
    with tell_errors(address), opened(connect_for_reading(address)) as engine, engine.connect() as connection:
        steps = pending(connection, address)
    if lay_tables in steps:
        raise RecordError(f"There is no record at “{without_password(address)}”; {MAKE_ONE}.")
    return steps


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _check_file(path: Path, create: bool) -> None:
    """Tell a missing, foreign or damaged file before a database driver stumbles over it."""
    if path.is_dir():
        raise RecordError(f"“{path}” is a folder; name a file in it as the record.")
    if not _has_content(path):
        if not create:
            raise RecordError(f"There is no record at “{path}”; {MAKE_ONE}.")
        return
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise RecordError(f"The record “{path}” cannot be opened: {error.strerror or error}.") from error
    if not head.startswith(_MAGIC):
        raise RecordError(f"“{path}” is no Comity record but another kind of file; give another path.")
    if int.from_bytes(head[_ID_OFFSET : _ID_OFFSET + 4], "big") not in (0, APPLICATION_ID):
        raise RecordError(f"“{path}” is another program's database, not a Comity record; give another path.")
