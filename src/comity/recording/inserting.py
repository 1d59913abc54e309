"""Many rows into one table, handed to the driver as they are: what makes recording fast."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DatabaseError

Row = tuple[object, ...]
MOST_VALUES = 4_000
"""Values in one command; SQLite takes 32,766, of which a small batch would make no use."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows whose values stand in the order of the table's columns."""
    if not rows:
        return
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    if connection.dialect.name == "sqlite":
        insert_many(connection, f'INSERT INTO "{table.name}" ({names}) VALUES', rows)
    else:
        _copy_rows(connection, f'COPY "{table.name}" ({names}) FROM STDIN', rows)


def insert_many(connection: Connection, command: str, rows: Sequence[Row]) -> None:
    """Many rows by each command of SQLite's that ends in `VALUES`: while it works, Python's lock is free for others."""
    width = len(rows[0])
    marks = f"({', '.join('?' * width)})"
    at_once = MOST_VALUES // width
    whole = len(rows) - len(rows) % at_once
    if whole:
        many = f"{command} {', '.join([marks] * at_once)}"
        for start in range(0, whole, at_once):
            values = tuple(chain.from_iterable(rows[start : start + at_once]))
            connection.exec_driver_sql(many, values)
    if whole < len(rows):
        connection.exec_driver_sql(f"{command} {marks}", list(rows[whole:]))


def _copy_rows(connection: Connection, command: str, rows: Sequence[Row]) -> None:
    """PostgreSQL's own way for many rows; what its driver raises is told as SQLAlchemy tells it."""
    dbapi: Any = connection.dialect.loaded_dbapi
    try:
        with connection.connection.cursor() as cursor, cursor.copy(command) as copy:  # type: ignore[attr-defined]
            for row in rows:
                copy.write_row(row)
    except dbapi.Error as error:
        raise DatabaseError(command, None, error) from error
