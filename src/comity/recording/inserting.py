"""Many rows into one table, handed to the driver as they are: what makes recording fast."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DatabaseError

Row = tuple[object, ...]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows whose values stand in the order of the table's columns."""
    if not rows:
        return
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(table.columns))
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', list(rows))
    else:
        _copy_rows(connection, f'COPY "{table.name}" ({names}) FROM STDIN', rows)


def _copy_rows(connection: Connection, command: str, rows: Sequence[Row]) -> None:
    """PostgreSQL's own way for many rows; what its driver raises is told as SQLAlchemy tells it."""
    dbapi: Any = connection.dialect.loaded_dbapi
    try:
        with connection.connection.cursor() as cursor, cursor.copy(command) as copy:  # type: ignore[attr-defined]
            for row in rows:
                copy.write_row(row)
    except dbapi.Error as error:
        raise DatabaseError(command, None, error) from error
