"""Checking a record as a whole: its rows, its index of words, and whether what is derived can be derived again.

What is derived is derived anew in a copy, so that a record can be checked where nobody may write, and while others do.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, delete, func, select, update

from comity.recording import schema
from comity.recording.backup import copy_file
from comity.recording.copying import copy_record, stream
from comity.recording.engine import connect_for_reading, connect_for_writing, is_server, opened, tell_errors
from comity.recording.families import join_all
from comity.recording.integrity import CHECKS, Fault
from comity.recording.record import open_record
from comity.recording.resolve import DERIVED, resolve_all, resolve_pending
from comity.recording.wording import find_unindexed

Progress = Callable[[str], None]
Rows = dict[tuple[object, ...], int]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at and what is wrong with it."""

    documents: int
    statements: int
    evidence: int
    derived: int
    """Spells, happenings and disputes, with what ties them to statements."""
    waiting: int
    """Documents whose slots are still to be resolved: no fault, the next reading does it."""
    faults: tuple[Fault, ...]


def check_record(address: str, progress: Progress = lambda step: None) -> Checked:
    """Look for faults in the record at `address`, without writing to it; raises `RecordError` when there is none."""
    open_record(address).close()
    with tempfile.TemporaryDirectory(prefix="comity-fsck-") as folder:
        with tell_errors(address), opened(connect_for_reading(address)) as engine, engine.connect() as connection:
            counts = [_count(connection, table) for table in _COUNTED]
            faults = list(_check_rows(connection, progress))
        progress("deriving everything anew")
        derived, wrong = _check_copy(_copy(address, Path(folder, "copy.db")))
    documents, statements, evidence, waiting = counts
    return Checked(documents, statements, evidence, derived, waiting, (*faults, *wrong))


_COUNTED = (schema.document, schema.statement, schema.evidence, schema.unresolved)


def _check_rows(connection: Connection, progress: Progress) -> Iterator[Fault]:
    for check in CHECKS:
        progress((check.__doc__ or "").partition(".")[0].lower())
        yield from check(connection)
    progress("the index of words")
    yield from (Fault("search", what) for what in find_unindexed(connection))


def _copy(address: str, place: Path) -> str:
    if is_server(address):
        copy_record(address, str(place))
    else:
        copy_file(address, place)
    return str(place)


def _check_copy(address: str) -> tuple[int, list[Fault]]:
    """How many rows are derived in a copy, and where deriving them anew gives others."""
    with tell_errors(address), opened(connect_for_writing(address)) as engine:
        try:
            resolve_pending(engine)
            faults = _check_families(engine)
            with engine.begin() as connection:
                before = {table: _fingerprints(connection, table) for table in DERIVED}
                resolve_all(connection)
                faults += [fault for table in DERIVED for fault in _compare(table, before[table], connection)]
        except (LookupError, TypeError, ValueError) as error:
            return 0, [Fault("derived", f"nothing can be derived from such rows ({type(error).__name__}: {error})")]
    return sum(map(len, before.values())), faults


def _check_families(engine: Engine) -> list[Fault]:
    """Where finding the copies among all texts anew gives other families; the copy stays as it was.

    A text met again keeps the family that it had by its first date, so such families are left out.
    """
    with engine.connect() as connection, connection.begin() as attempt:
        before = _families(connection)
        table = schema.appearance.c
        met_again = select(table.document).group_by(table.document).having(func.count() > 1)
        moved = {before[key][1] for key in connection.scalars(met_again) if key in before}
        connection.execute(delete(schema.band))
        connection.execute(update(schema.document).values(family=schema.document.c.key, agency=None))
        join_all(connection)
        after = _families(connection)
        attempt.rollback()
    moved |= {after[key][1] for key, (_, family, _) in before.items() if family in moved}
    return [
        Fault(known[0], "the texts it is a copy of differ when they are found anew")
        for key, known in before.items()
        if after[key] != known and not {known[1], after[key][1]} & moved
    ]


def _families(connection: Connection) -> dict[int, tuple[str, int, str | None]]:
    table = schema.document.c
    rows = connection.execute(select(table.key, table.id, table.family, table.agency).order_by(table.key))
    return {key: (id, family, agency) for key, id, family, agency in rows}


def _compare(table: Table, before: Rows, connection: Connection) -> Iterator[Fault]:
    after = _fingerprints(connection, table)
    for key in sorted(before.keys() | after.keys(), key=str):
        if before.get(key) != after.get(key):
            what = "follows from no statement" if key not in after else "is missing" if key not in before else "differs"
            yield Fault(f"{table.name} {' '.join(map(str, key))}", f"{what} when it is derived anew")


def _fingerprints(connection: Connection, table: Table) -> Rows:
    places = [list(table.columns).index(column) for column in table.primary_key.columns]
    return {tuple(row[place] for place in places): hash(row) for rows in stream(connection, table) for row in rows}


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
