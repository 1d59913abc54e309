"""From one schema to the next: ordered, named functions, each applied in one transaction with its record."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Connection, Engine, insert, inspect, select, text

from comity.errors import RecordError
from comity.recording import schema
from comity.recording.search import create_index

Migration = Callable[[Connection], None]


def lay_tables(connection: Connection) -> None:
    """The tables of the first release, with the index of words."""
    schema.metadata.create_all(connection)
    create_index(connection)
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA application_id = {schema.APPLICATION_ID}"))


MIGRATIONS: tuple[Migration, ...] = (lay_tables,)


def applied(connection: Connection) -> list[str]:
    """Names of the migrations that the record has had; none for an empty database."""
    if not inspect(connection).has_table("migration"):
        return []
    return list(connection.scalars(select(schema.migration.c.name)))


def pending(connection: Connection, address: str) -> list[Migration]:
    """What is still to be applied; raises `RecordError` for a foreign database and for a newer record."""
    done = applied(connection)
    if not done and inspect(connection).get_table_names():
        raise RecordError(f"“{address}” is another program's database, not a Comity record; give another path.")
    unknown = set(done) - {step.__name__ for step in MIGRATIONS}
    if unknown:
        raise RecordError(f"A newer Comity wrote the record “{address}”; update Comity to open it.")
    return [step for step in MIGRATIONS if step.__name__ not in done]


def migrate(engine: Engine, address: str) -> None:
    """Apply what is pending, each step with its record in one transaction."""
    with engine.connect() as connection:
        steps = pending(connection, address)
    for step in steps:
        with engine.begin() as connection:
            if step in pending(connection, address):
                step(connection)
                moment = dt.datetime.now(dt.UTC).isoformat()
                connection.execute(insert(schema.migration).values(name=step.__name__, applied_at=moment))
