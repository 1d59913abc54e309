"""Opening: what is no record is told in one sentence and left as it was."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from comity.errors import RecordError
from comity.model import Document
from comity.recording import Record, Run, open_record, schema
from comity.recording.engine import connect_for_writing, without_password


def test_a_missing_record_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="comity read"):
        open_record(tmp_path / "none.db")


@pytest.mark.parametrize("create", [True, False])
def test_foreign_files_stay_as_they_are(tmp_path: Path, create: bool) -> None:
    text, other, folder = tmp_path / "a.txt", tmp_path / "b.db", tmp_path / "c"
    text.write_text("a shopping list, much longer than the head of a database would be " * 9)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE song (title)")
    connection.close()
    folder.mkdir()
    before = other.read_bytes()
    for path in (text, other, folder):
        with pytest.raises(RecordError):
            open_record(path, create=create)
    assert other.read_bytes() == before


def test_a_newer_record_is_not_touched(empty: Record) -> None:
    engine = connect_for_writing(empty.address)
    with engine.begin() as connection:
        connection.execute(insert(schema.migration).values(name="from_the_future", applied_at="2030-01-01"))
    engine.dispose()
    with pytest.raises(RecordError, match="newer Comity"):
        open_record(empty.address)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 200)
    with pytest.raises(RecordError, match="damaged"):
        open_record(path)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://ann:se@cret@db/comity", "postgresql://db/comity"),
        ("postgresql://db/comity?password=secret&sslmode=require", "postgresql://db/comity?sslmode=require"),
        ("a@b.db", "a@b.db"),
    ],
)
def test_no_password_is_shown(address: str, shown: str) -> None:
    assert without_password(address) == shown


def test_damage_met_in_the_middle_of_a_question_is_told(tmp_path: Path, reports: Any, run: Run) -> None:
    path = tmp_path / "test.db"
    with open_record(path, create=True) as record, record.writer() as writer:
        writer.add(reports[0].document, reports[0].statements, run=run)
    with open_record(path) as record, record.view() as view, path.open("r+b") as file:
        assert view.data_version
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))
        file.flush()
        for ask in (view.documents, lambda: view.happenings("state:CHN"), lambda: view.search("friends", limit=3)):
            with pytest.raises(RecordError, match="damaged"):
                ask()


def test_a_view_sees_one_state_while_others_write(record: Record) -> None:
    with record.view() as view:
        before = view.looked()
        with record.writer() as writer:
            writer.add(Document("News.", published="2024-07-30"), [], run=Run("reader 1"))
        assert view.looked() == before
    with record.view() as view:
        assert view.looked().documents == before.documents + 1
