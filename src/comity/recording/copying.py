"""A whole record into a new one, between SQLite and PostgreSQL either way: streamed, then compared row by row."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, Table, inspect, select
from sqlalchemy import Text as AnyText

from comity.errors import RecordError
from comity.recording import schema
from comity.recording.engine import (
    connect_for_reading,
    connect_for_writing,
    hold_lock,
    is_server,
    opened,
    tell_errors,
    without_password,
)
from comity.recording.files import seal, whole_file
from comity.recording.inserting import Row, insert_rows
from comity.recording.migrations import lay_tables
from comity.recording.record import open_record
from comity.recording.wording import index_all_words

AT_ONCE = 2_000
Progress = Callable[[str, int], None]
"""Is told the table at work and how many of its rows are done."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied and found equal on both sides."""

    documents: int
    statements: int
    rows: int


def copy_record(source: str, target: str, progress: Progress = lambda table, rows: None) -> Copied:
    """Copy the record at `source` to `target`, where nothing may be yet.

    All of it is one state of the source, others may go on writing. Raises `RecordError`, also when a row differs in the
    copy; there is then no copy.
    """
    open_record(source).close()
    with (
        tell_errors(source),
        opened(connect_for_reading(source)) as reading,
        reading.connect() as seen,
        tell_errors(target),
        _new(target) as engine,
        engine.begin() as writing,
    ):
        hold_lock(writing)
        if inspect(writing).get_table_names():
            raise RecordError(f"There is something at “{without_password(target)}” already; copy to another place.")
        return fill(seen, writing, schema.metadata, progress)


def copy_outdated(source: str, place: Path) -> None:
    """Copy a server's record of whatever schema, as it is, into an SQLite file."""
    with (
        tell_errors(source),
        opened(connect_for_reading(source)) as reading,
        reading.connect() as seen,
        _new(str(place)) as engine,
        engine.begin() as writing,
    ):
        fill(seen, writing, reflect_tables(seen))


def reflect_tables(connection: Connection) -> MetaData:
    """The tables that a record has, as any database can lay them."""
    found = MetaData()
    found.reflect(bind=connection)
    found.remove(found.tables["passage_words"])
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, AnyText):
                column.type = AnyText()
    return found


def fill(
    source: Connection, target: Connection, tables: MetaData, progress: Progress = lambda table, rows: None
) -> Copied:
    """Lay the tables of an empty database and copy every row of `source` into them."""
    lay_tables(target, tables)
    rows = {table.name: _copy_table(source, target, table, progress) for table in tables.sorted_tables}
    index_all_words(target)
    return Copied(rows["document"], rows["statement"], sum(rows.values()))


def stream(connection: Connection, table: Table) -> Iterator[list[Row]]:
    """All rows of a table in the order of its primary key, some at a time."""
    query = select(table).order_by(*table.primary_key.columns)
    found = connection.execute(query.execution_options(yield_per=AT_ONCE))
    for part in found.partitions():
        yield [tuple(row) for row in part]


def digest(connection: Connection, table: Table) -> str:
    """A hash over all rows of a table; equal contents give equal hashes on either database."""
    seen = hashlib.sha256()
    for rows in stream(connection, table):
        seen.update(repr(rows).encode("utf-8", "surrogatepass"))
    return seen.hexdigest()


def _copy_table(source: Connection, target: Connection, table: Table, progress: Progress) -> int:
    seen, count = hashlib.sha256(), 0
    for rows in stream(source, table):
        seen.update(repr(rows).encode("utf-8", "surrogatepass"))
        insert_rows(target, table, rows)
        count += len(rows)
        progress(table.name, count)
    if digest(target, table) != seen.hexdigest():
        raise RecordError(f"Rows of “{table.name}” differ in the copy; nothing was kept of it, please report this.")
    return count


@contextmanager
def _new(address: str) -> Iterator[Engine]:
    """An engine for a new record; a file has its name only once it is whole."""
    if is_server(address):
        with opened(connect_for_writing(address)) as engine:
            yield engine
        return
    with whole_file(Path(address)) as unfinished, opened(connect_for_writing(str(unfinished))) as engine:
        yield engine
        seal(engine)
