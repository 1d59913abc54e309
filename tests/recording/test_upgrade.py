"""Records of every earlier schema (`schemas/NUMBER-DATABASE.sql`) come up to date, with a backup of what they were.

A change of the schema takes a step in `migrations.py`; a release with it takes a dump here, of the same two reports.
`schemas/today-DATABASE.json` is the schema after the last step: it changes with a new step and never without one.
"""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect

from comity.errors import RecordError
from comity.recording import Record, migrations, open_record
from comity.recording.engine import connect_for_reading, connect_for_writing, opened
from comity.recording.fsck import check_record
from comity.recording.record import pending_steps
from comity.recording.upgrade import upgrade

MOMENT = dt.datetime(2024, 8, 1, 12, tzinfo=dt.UTC)
SCHEMAS = Path(__file__).parent / "schemas"
VERSIONS = sorted({path.stem.partition("-")[0] for path in SCHEMAS.glob("*.sql")})


@pytest.fixture(params=VERSIONS)
def earlier(request: pytest.FixtureRequest, address: str) -> str:
    """A record as an earlier Comity left it."""
    server = address.startswith("postgresql")
    sql = (SCHEMAS / f"{request.param}-{'postgresql' if server else 'sqlite'}.sql").read_text(encoding="utf-8")
    if not server:
        with closing(sqlite3.connect(address)) as connection:
            connection.executescript(sql)
        return address
    with opened(connect_for_writing(address)) as engine, engine.begin() as connection:
        connection.connection.cursor().execute(sql)
    return address


def shape(connection: Connection) -> dict[str, Any]:
    """Columns, keys and indexes of every table, whatever the order they were made in."""
    look = inspect(connection)
    return {
        table: (
            {(column["name"], str(column["type"]), column["nullable"]) for column in look.get_columns(table)},
            look.get_pk_constraint(table)["constrained_columns"],
            {(*key["constrained_columns"], key["referred_table"]) for key in look.get_foreign_keys(table)},
            {(key["name"], *key["column_names"]) for key in look.get_indexes(table)},
            {tuple(key["column_names"]) for key in look.get_unique_constraints(table)},
        )
        for table in look.get_table_names()
        if not table.startswith("passage_words_")
    }


def shape_of(address: str) -> dict[str, Any]:
    with opened(connect_for_reading(address)) as engine, engine.connect() as connection:
        return shape(connection)


def standing(address: str) -> set[str]:
    kinds, actors = ("event", "membership", "fact", "office"), ("org:SCO", "state:KAZ", "person:xi-jinping")
    with open_record(address) as record, record.view() as view:
        return {row.id for actor in actors for kind in kinds for row in view.statements_about(kind, actor)}


@pytest.fixture
def today(request: pytest.FixtureRequest, tmp_path: Path, earlier: str) -> Iterator[str]:
    """A new record on the same database."""
    if not earlier.startswith("postgresql"):
        yield str(tmp_path / "today.db")
        return
    server = request.getfixturevalue("server")
    address = server.room()
    yield address
    server.clear(address)


def in_words(tables: dict[str, Any]) -> dict[str, Any]:
    """A shape as JSON has it, everything in one order."""
    return {
        table: {
            name: sorted([["" if cell is None else cell for cell in row] for row in rows], key=str)
            if isinstance(rows, set) else rows
            for name, rows in zip(("columns", "key", "references", "indexes", "unique"), parts, strict=True)
        }
        for table, parts in sorted(tables.items())
    }  # fmt: skip


def test_the_schema_changes_with_a_step_and_never_without(empty: Record, tmp_path: Path) -> None:
    name = f"today-{'postgresql' if empty.address.startswith('postgresql') else 'sqlite'}.json"
    now = {"step": migrations.MIGRATIONS[-1].__name__, "tables": in_words(shape_of(empty.address))}
    (tmp_path / name).write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
    kept = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    how = f"Copy {tmp_path / name} to {SCHEMAS}."
    if kept["step"] == now["step"]:
        how = "Records of this schema are with people: add a step to MIGRATIONS that takes them to the new one. " + how
    assert json.loads(json.dumps(now)) == kept, how


def test_an_earlier_record_is_not_opened_but_upgraded(earlier: str, today: str, tmp_path: Path, reports: Any) -> None:
    with pytest.raises(RecordError, match="comity upgrade"):
        open_record(earlier)
    done = upgrade(earlier, MOMENT, tmp_path)
    assert done.steps == tuple(step.__name__ for step in migrations.MIGRATIONS)
    open_record(today, create=True).close()
    assert shape_of(earlier) == shape_of(today)
    checked = check_record(earlier)
    assert (checked.documents, checked.waiting, checked.faults) == (2, 0, ())
    known = {statement.id for report in reports for statement in report.statements}
    assert len(standing(earlier)) > 10
    assert standing(earlier) <= known
    assert upgrade(earlier, MOMENT).backup is None


def test_the_backup_is_the_record_as_it_was(earlier: str, tmp_path: Path) -> None:
    kept = upgrade(earlier, MOMENT, tmp_path).backup
    assert kept
    assert pending_steps(str(kept)), "it has the schema that it had"
    upgrade(str(kept), MOMENT)
    assert check_record(str(kept)).faults == ()
    assert standing(str(kept)) == standing(earlier)


def test_a_step_that_fails_leaves_the_record_as_it_was(
    earlier: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half (done INTEGER)")
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (1)")

    before = shape_of(earlier)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, stumble))
    with pytest.raises(RecordError):
        upgrade(earlier, MOMENT, tmp_path)
    assert shape_of(earlier) == before


def test_a_record_of_today_has_every_step(empty: Record) -> None:
    assert pending_steps(empty.address) == []
