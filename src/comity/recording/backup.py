"""Backups while the record is in use: one state of it, in one SQLite file that is a record itself."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from comity.errors import RecordError
from comity.recording.copying import copy_outdated, copy_record
from comity.recording.engine import connect_for_reading, is_server, opened, tell_errors
from comity.recording.files import whole_file
from comity.recording.record import pending_steps


def back_up(address: str, place: Path, now: dt.datetime) -> Path:
    """Keep the record as it is in a new file at `place`, or in that folder under its day; where it now lies.

    Readers and writers go on meanwhile. Raises `RecordError` when there is something already, or no room.
    """
    target = place / f"{_name(address)}-{now:%Y-%m-%dT%H%M%S}.db" if place.is_dir() else place
    outdated = pending_steps(address)
    if not is_server(address):
        copy_file(address, target)
    elif outdated:
        copy_outdated(address, target)
    else:
        copy_record(address, str(target))
    return target


def copy_file(address: str, target: Path) -> None:
    """Copy an SQLite record, of whatever schema, page by page; one state of it, and sound as a file."""
    with tell_errors(address), opened(connect_for_reading(address)) as engine, whole_file(target) as unfinished:
        _copy_pages(engine, unfinished)


def _copy_pages(engine: Engine, target: Path) -> None:
    source = engine.raw_connection()
    try:
        with closing(sqlite3.connect(target)) as copy:
            source.driver_connection.backup(copy)  # type: ignore[union-attr]
            copy.execute("PRAGMA journal_mode = DELETE")
            found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        source.close()
    if found != "ok":
        raise RecordError(f"The record's file is damaged ({found}), and so no backup was kept; put back an older one.")


def _name(address: str) -> str:
    return "comity" if is_server(address) else Path(address).stem
