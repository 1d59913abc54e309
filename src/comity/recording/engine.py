"""Connections to a record: SQLite with write-ahead log, or PostgreSQL; and database errors told for people."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from comity.errors import RecordError

BUSY_SECONDS = 30.0
READERS = 8
"""Connections kept open for threads that read side by side; more are opened when they are needed."""
LOGGED, LOGGED_MUCH = 1000, 16384
"""Pages of 4 KiB in SQLite's log from which on they go into the file."""
LOG = 67_108_864
"""Bytes to which the log is cut once it is in the file."""
SORTING = "PRAGMA threads = 1; PRAGMA temp_store = FILE; PRAGMA cache_size = -8192"
"""Has SQLite sort in parts that fit the processor's cache, by a thread of its own while it reads on: indexes over a
million statements are made in two fifths of the time. Parts lie in the system's folder for temporary files."""
_LOCK = 0x434D5459
"""Names the writers' lock among the advisory locks of a database; the schema is its other half."""

_PASSWORD = re.compile(r"(?<=[?&])password=[^&]*&?")
_SAYINGS = {
    "disk is full": "there is no room left on the disk for it; make room and run again, nothing recorded is lost",
    "No space left": "there is no room left on the server's disk; make room and run again, nothing recorded is lost",
    "disk I/O error": "the disk it lies on cannot be read or takes no more; nothing recorded before is lost",
    "readonly": "it may not be written to; copy it to a place where you may write",
    "read-only transaction": "it may not be written to from here; ask for a connection that may write",
    "permission denied": "your role may not do this; ask its owner, who can give you another with “comity roles”",
    "must be owner": "your role may not do this; ask its owner, who can give you another with “comity roles”",
    "terminating connection": "the server broke off; run again, nothing recorded is lost",
    "server closed the connection": "the server broke off; run again, nothing recorded is lost",
    "unable to open": "it cannot be opened there; check that the folder exists and that you may write to it",
    "is locked": "another process is writing to it; try again when that is done",
    "malformed": "the file is damaged; put back a backup",
    "vtable constructor failed": "the file is damaged; put back a backup",
    "not a database": "the file is no Comity record; give the path of another one",
    "no such table": "the file is no Comity record; give the path of another one",
}


def is_server(address: str) -> bool:
    """Whether `address` is a database server's URL rather than a path."""
    return address.startswith(("postgresql://", "postgres://"))


def connect_for_writing(address: str, *, much: bool = False, sorting: bool = False) -> Engine:
    """An engine whose transactions take the write lock at once, so that a writer never works on stale rows.

    On a server `hold_lock` takes it. With `much` to write, SQLite's log grows before it goes into the file: pages that
    every transaction changes go there once for many. `sorting` is for making indexes over what is there.
    """
    if is_server(address):
        return _telling(_server_engine(address), address)
    uri = f"{Path(address).absolute().as_uri()}?mode=rwc"
    pages = LOGGED_MUCH if much else LOGGED
    setting = f"PRAGMA wal_autocheckpoint = {pages}" + (f"; {SORTING}" if sorting else "")
    return _telling(_sqlite_engine(uri, setting, begin="BEGIN IMMEDIATE"), address)


def connect_for_reading(address: str) -> Engine:
    """An engine that cannot write; each transaction sees one state of the record."""
    if is_server(address):
        sight = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        return _telling(_server_engine(address, execution_options=sight), address)
    uri = f"{Path(address).absolute().as_uri()}?mode=ro"
    shared = uri if _can_share_memory(uri) else f"{uri}&immutable=1"
    return _telling(_sqlite_engine(shared, begin="BEGIN"), address)


@contextmanager
def opened(engine: Engine) -> Iterator[Engine]:
    """The engine, let go of in the end."""
    try:
        yield engine
    finally:
        engine.dispose()


def hold_lock(connection: Connection) -> None:
    """Keep other writers out until the transaction ends; SQLite's writing transactions do so from their beginning.

    On PostgreSQL it comes first in a transaction: what is then read was committed by whoever held it before.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(text("SELECT pg_advisory_xact_lock(:ours, hashtext(current_schema()))"), {"ours": _LOCK})


@contextmanager
def tell_errors(address: str) -> Iterator[None]:
    """Turn what a database driver raises inside into a `RecordError` of one sentence; transactions are undone."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError, ModuleNotFoundError) as error:
        raise RecordError(f"The record “{without_password(address)}” cannot be used: {_reason(error)}.") from error


def _telling(engine: Engine, address: str) -> Engine:
    """The engine, with what users can mend told as `RecordError` in the middle of a question, too."""

    @event.listens_for(engine, "handle_error")
    def _tell(context: ExceptionContext) -> None:
        error = context.sqlalchemy_exception
        if isinstance(error, DatabaseError) and _saying(str(error.orig)):
            with tell_errors(address):
                raise error

    return engine


def _saying(raw: str) -> str | None:
    return next((saying for sign, saying in _SAYINGS.items() if sign in raw), None)


def _reason(error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError):
        return "the PostgreSQL driver is missing; install it with “pip install comity[postgres]”"
    raw = str(getattr(error, "orig", error))
    told = _saying(raw)
    if told is None and isinstance(error, OperationalError) and "connect" in raw:
        return "the server does not answer; check address, user and password"
    return told or " ".join(raw.split())


def without_password(address: str) -> str:
    """`address` as it may be shown."""
    if not is_server(address):
        return address
    scheme, _, rest = address.partition("://")
    return _PASSWORD.sub("", f"{scheme}://{rest.rpartition('@')[2]}")


def _server_url(address: str) -> str:
    return "postgresql+psycopg://" + address.partition("://")[2]


def _server_engine(address: str, **options: Any) -> Engine:
    engine = create_engine(_server_url(address), **options)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: ConnectionPoolEntry) -> None:
        # Translating a question into machine code takes longer than answering any of ours.
        connection.execute("SET jit = off")
        connection.commit()

    return engine


def _sqlite_engine(uri: str, setting: str = "", *, begin: str) -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    # Python's driver asks objects that it does not know for an adapter, None among them: told one, it binds it at once.
    sqlite3.register_adapter(type(None), {None: None}.get)
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=READERS, max_overflow=-1)
    writable = begin.endswith("IMMEDIATE")

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        if writable:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(
            # References are not checked row by row, which takes half of the time: the writer alone gives numbers.
            "PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY;"
            "PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824;"
            f"PRAGMA journal_size_limit = {LOG}; {setting};"
        )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _can_share_memory(uri: str) -> bool:
    """Whether the record can be read beside a writer; not so on read-only media, where nobody writes."""
    connection = sqlite3.connect(uri, uri=True)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        return "unable to open" not in str(error) and "readonly" not in str(error)
    finally:
        connection.close()
    return True
