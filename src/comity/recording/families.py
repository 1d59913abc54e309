"""Families of documents: copies of one text under one number, found as documents come in.

A new document is compared only with those that share a MinHash band with it (`band`, one row for each band). A family
is what a chain of copies joins, so the order of arrival does not matter.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from sqlalchemy import Connection, func, select, text, update

from comity.edtf import bounds
from comity.recording import schema
from comity.recording.copies import Wording, is_copy, repeats, word
from comity.recording.gathering import chunks
from comity.recording.inserting import insert_rows
from comity.recording.keys import insert_once
from comity.recording.known import last_runs

MOST_COMPARED = 64
"""Texts of other families with which one text is compared, those that share most bands first: a form letter that
thousands share must not make every new one slow."""


def join_families(connection: Connection, fresh: dict[int, Wording]) -> set[int]:
    """Find the copies of new documents, by key; gives the keys of older documents whose family became another."""
    numbers = {key: wording.bands for key, wording in fresh.items()}
    shared = _sharing(connection, numbers)
    insert_rows(connection, schema.band, sorted({(number, key) for key, found in numbers.items() for number in found}))
    if not shared:
        return set()
    families = _Families(connection, fresh, {key for found in shared.values() for key in found})
    for key in sorted(shared):
        families.place(key, shared[key])
    return families.write()


def settle_families(connection: Connection, fresh: dict[int, Wording]) -> None:
    """The same, with the older documents noted as not resolved."""
    note_unresolved(connection, join_families(connection, fresh))
    fresh.clear()


def note_unresolved(connection: Connection, documents: set[int]) -> None:
    """Have the slots of documents, by key, be resolved again."""
    if documents:
        waiting = [{"document": key} for key in sorted(documents)]
        connection.execute(insert_once(connection, schema.unresolved), waiting)


def _sharing(connection: Connection, numbers: Mapping[int, Sequence[int]]) -> dict[int, dict[int, int]]:
    """For each new document those that came before it and share bands with it, with the count of these bands."""
    holders: dict[int, list[int]] = defaultdict(list)
    for key in sorted(numbers):
        for number in numbers[key]:
            holders[number].append(key)
    shared: dict[int, dict[int, int]] = {}
    pairs = [(number, other) for number, keys in holders.items() if len(keys) > 1 for other in keys]
    for number, other in chain(_held(connection, holders), pairs):
        for key in holders[number]:
            if other < key:
                counts = shared.setdefault(key, {})
                counts[other] = counts.get(other, 0) + 1
    return shared


def _held(connection: Connection, numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The documents of the record that have one of the bands; bands go to the database as one value, not thousands."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text(_SQLITE_HELD), {"numbers": json.dumps(list(numbers))})
    else:
        rows = connection.execute(text(_POSTGRESQL_HELD), {"numbers": list(numbers)})
    yield from rows


_SQLITE_HELD = "SELECT hash, document FROM band WHERE hash IN (SELECT value FROM json_each(:numbers))"
_POSTGRESQL_HELD = "SELECT hash, document FROM band WHERE hash = ANY(:numbers)"


class _Families:
    """Families of the documents in question while copies are told apart."""

    def __init__(self, connection: Connection, fresh: dict[int, Wording], others: Iterable[int]) -> None:
        self._connection, self._fresh, self._wordings = connection, fresh, dict(fresh)
        self._family = {key: key for key in fresh}
        table = schema.document.c
        for part in chunks(sorted(set(others) - fresh.keys())):
            rows = connection.execute(select(table.key, table.family).where(table.key.in_(part)))
            self._family.update((row.key, row.family) for row in rows)
        self._became: dict[int, int] = {}
        """Family number by the one that took it over."""

    def place(self, key: int, shared: dict[int, int]) -> None:
        """Join a new document with the families of its copies; one copy in a family is enough."""
        strangers = 0
        for other in sorted(shared, key=lambda other: (-shared[other], other)):
            mine, its = self._root(self._family[key]), self._root(self._family[other])
            if mine == its or strangers == MOST_COMPARED:
                continue
            if is_copy(self._wording(key), self._wording(other)):
                self._became[max(mine, its)] = min(mine, its)
            else:
                strangers += 1

    def write(self) -> set[int]:
        """Write the families; gives the older documents that changed theirs."""
        table, changed = schema.document.c, set()
        for family in sorted(self._became):
            held = list(self._connection.scalars(select(table.key).where(table.family == family)))
            changed |= set(held)
            to = update(schema.document).where(table.family == family)
            self._connection.execute(to.values(family=self._root(family)))
        return changed - self._fresh.keys()

    def _root(self, family: int) -> int:
        while family in self._became:
            family = self._became[family]
        return family

    def _wording(self, key: int) -> Wording:
        if key not in self._wordings:
            table = schema.document.c
            query = select(table.text, table.publisher, table.published).where(table.key == key)
            row = self._connection.execute(query).one()
            self._wordings[key] = word(row.text, row.publisher, day_of(row.published))
        return self._wordings[key]


def find_repeated(connection: Connection, wording: Wording, run: str) -> str | None:
    """The document, if any, that a new text repeats, of those that a run read last; by its id."""
    band, document = schema.band.c, schema.document.c
    query = select(band.document, func.count().label("shared")).where(band.hash.in_(wording.bands))
    nearest = query.group_by(band.document).order_by(func.count().desc(), band.document).limit(MOST_COMPARED)
    keys = list(connection.scalars(nearest))
    runs = last_runs(connection, keys)
    for key in (key for key in keys if runs.get(key) == run):
        row = connection.execute(
            select(document.id, document.text, document.publisher).where(document.key == key)
        ).one()
        if repeats(wording, word(row.text, row.publisher)):
            return str(row.id)
    return None


def day_of(published: str | None) -> int | None:
    """The last day that a date of publication can mean as a number, None where it names none."""
    latest = bounds(published).latest if published else None
    return latest.toordinal() if latest else None


def join_all(connection: Connection) -> None:
    """Find the families of all documents of a record that has none yet."""
    table = schema.document.c
    keys = list(connection.scalars(select(table.key).where(~table.register).order_by(table.key)))
    for part in chunks(keys, 200):
        columns = (table.key, table.text, table.publisher, table.published)
        rows = connection.execute(select(*columns).where(table.key.in_(part)))
        fresh = {row.key: word(row.text, row.publisher, day_of(row.published)) for row in rows}
        for key, wording in fresh.items():
            if wording.agency:
                credited = update(schema.document).where(table.key == key)
                connection.execute(credited.values(agency=wording.agency))
        join_families(connection, fresh)
