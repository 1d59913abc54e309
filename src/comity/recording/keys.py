"""Numbers for ids and names, so that each is stored once; and the next free number of a table."""

import unicodedata
from collections.abc import Iterable

from sqlalchemy import Column, Connection, Table, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from comity.recording import schema

CHUNK = 500

Named = tuple[str, str, str | None]
"""A reference by its values, which are quicker to tell apart: id, name, and whom it acts for."""
Person = tuple[int, int, int | None, int]
"""The numbers of a reference in the order of the columns of `party`: actor, name, acts_for, represents."""


def next_key(connection: Connection, column: "Column[int]") -> int:
    """The smallest number above all that `column` holds; only safe for the one who holds the write lock."""
    return (connection.scalar(select(func.max(column))) or 0) + 1


def insert_once(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that passes over rows that are there."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def fold(text: str) -> str:
    """`text` without case and accents, as names are compared."""
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


class Keys:
    """Numbers of actors and names; new ones are written at once, known ones remembered."""

    def __init__(self) -> None:
        self._actors: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._called: set[tuple[int, int]] = set()
        self._people: dict[Named, Person] = {}

    def people(self, connection: Connection, named: set[Named]) -> dict[Named, Person]:
        """The numbers of everyone named, and of all that came before."""
        if new := named.difference(self._people):
            ids = {id for id, _, _ in new} | {acts_for for _, _, acts_for in new if acts_for}
            actors, names = self.actors(connection, ids), self.names(connection, {name for _, name, _ in new})
            self.call(connection, {(actors[id], names[name]) for id, name, _ in new})
            for id, name, acts_for in new:
                behind = actors[acts_for] if acts_for else None
                self._people[id, name, acts_for] = (actors[id], names[name], behind, behind or actors[id])
        return self._people

    def actors(self, connection: Connection, ids: Iterable[str]) -> dict[str, int]:
        """The number of each actor id."""
        self._learn(connection, schema.actor, schema.actor.c.id, self._actors, set(ids))
        return self._actors

    def names(self, connection: Connection, names: Iterable[str]) -> dict[str, int]:
        """The number of each name as written."""
        self._learn(connection, schema.name, schema.name.c.name, self._names, set(names))
        return self._names

    def call(self, connection: Connection, pairs: set[tuple[int, int]]) -> None:
        """Keep which actor is called by which name."""
        if new := sorted(pairs - self._called):
            rows = [{"actor": actor, "name": name} for actor, name in new]
            connection.execute(insert_once(connection, schema.called), rows)
            self._called.update(new)

    def forget(self) -> None:
        """Drop what was learnt in a transaction that was undone."""
        self._actors.clear()
        self._names.clear()
        self._called.clear()
        self._people.clear()

    def _learn(
        self, connection: Connection, table: Table, column: "Column[str]", known: dict[str, int], wanted: set[str]
    ) -> None:
        missing = sorted(wanted - known.keys())
        for i in range(0, len(missing), CHUNK):
            part = missing[i : i + CHUNK]
            known.update(
                (value, key) for value, key in connection.execute(select(column, table.c.key).where(column.in_(part)))
            )
        new = [value for value in missing if value not in known]
        if not new:
            return
        first = next_key(connection, table.c.key)
        rows = [{"key": key, column.name: value} for key, value in enumerate(new, first)]
        if "folded" in table.c:
            rows = [{**row, "folded": fold(str(row[column.name]))} for row in rows]
        connection.execute(insert(table), rows)
        known.update({value: key for key, value in enumerate(new, first)})
