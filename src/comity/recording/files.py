"""Record files that appear under their name only when they are whole, in one piece and on the disk."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from comity.errors import RecordError


@contextmanager
def whole_file(place: Path) -> Iterator[Path]:
    """A path to write a record at, which gets the name `place` when all went well and is removed otherwise."""
    if place.exists():
        raise RecordError(f"There is something at “{place}” already; name another file.")
    unfinished = place.with_name(f".{place.name}.{os.getpid()}.partial")
    try:
        yield unfinished
        _flush(unfinished)
        unfinished.rename(place)
        _flush(place.parent)
    except OSError as error:
        raise RecordError(f"“{place}” cannot be written: {error.strerror or error}.") from error
    finally:
        for leftover in place.parent.glob(f"{unfinished.name}*"):
            leftover.unlink()


def seal(engine: Engine) -> None:
    """Fold an SQLite record's log into its one file, so that it can be handed on and read from where none may write."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


def _flush(path: Path) -> None:
    """Have the disk keep what was written to a file or folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
