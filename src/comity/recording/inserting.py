"""Many rows into one table, handed to the driver as they are: what makes recording fast."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DatabaseError

Row = tuple[object, ...]
Values = list[object]
"""Rows one after another."""
MOST_VALUES = 4_000
"""Values in one command; SQLite takes 32,766, of which a small batch would make no use."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows whose values stand in the order of the table's columns."""
    insert_values(connection, table, list(chain.from_iterable(rows)))


def insert_values(connection: Connection, table: Table, values: Values) -> None:
    """Insert rows whose values stand one after another, of each in the order of the table's columns."""
    if not values:
        return
    names = [f'"{column.name}"' for column in table.columns]
    into = f'"{table.name}" ({", ".join(names)})'
    if connection.dialect.name == "sqlite":
        insert_many(connection, f"INSERT INTO {into} VALUES", len(names), values)
    else:
        _copy_rows(connection, f"COPY {into} FROM STDIN", _rows(values, len(names)))


def insert_many(connection: Connection, command: str, width: int, values: Values) -> None:
    """Many rows by each command of SQLite's that ends in `VALUES`: while it works, Python's lock is free for others."""
    marks = f"({', '.join('?' * width)})"
    step = MOST_VALUES // width * width
    whole = len(values) - len(values) % step
    if whole:
        many = f"{command} {', '.join([marks] * (step // width))}"
        for start in range(0, whole, step):
            connection.exec_driver_sql(many, tuple(values[start : start + step]))
    if whole < len(values):
        connection.exec_driver_sql(f"{command} {marks}", list(_rows(values[whole:], width)))


def _rows(values: Values, width: int) -> Iterable[Row]:
    return zip(*[iter(values)] * width, strict=True)


def _copy_rows(connection: Connection, command: str, rows: Iterable[Row]) -> None:
    """PostgreSQL's own way for many rows; what its driver raises is told as SQLAlchemy tells it."""
    dbapi: Any = connection.dialect.loaded_dbapi
    try:
        with connection.connection.cursor() as cursor, cursor.copy(command) as copy:  # type: ignore[attr-defined]
            for row in rows:
                copy.write_row(row)
    except dbapi.Error as error:
        raise DatabaseError(command, None, error) from error
