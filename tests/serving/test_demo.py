"""The demo's record: what an earlier Comity made is set aside, everything else is left alone."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from comity.recording import open_record
from comity.recording.record import pending_steps
from comity.serving.demo import RECORD, find_articles, find_examples, set_old_aside

MOMENT = dt.datetime(2024, 8, 1, 12, tzinfo=dt.UTC)
EARLIER = Path(__file__).parents[1] / "recording" / "schemas" / "1-sqlite.sql"


def lay_earlier(record: Path) -> None:
    with closing(sqlite3.connect(record)) as connection:
        connection.executescript(EARLIER.read_text(encoding="utf-8"))


def test_a_demo_record_of_an_earlier_version_is_kept_beside_a_new_one(tmp_path: Path) -> None:
    record = tmp_path / RECORD
    lay_earlier(record)
    kept = set_old_aside(str(record), MOMENT)
    assert kept is not None
    assert pending_steps(str(kept))
    open_record(record, create=True).close()
    assert set_old_aside(str(record), MOMENT) is None


def test_a_record_by_another_name_is_not_moved(tmp_path: Path) -> None:
    record = tmp_path / "mine.db"
    lay_earlier(record)
    assert set_old_aside(str(record), MOMENT) is None
    assert record.exists()


@pytest.mark.parametrize("content", [b"", b"no record at all"])
def test_what_is_no_record_is_left_to_be_told(tmp_path: Path, content: bytes) -> None:
    record = tmp_path / RECORD
    record.write_bytes(content)
    assert set_old_aside(str(record), MOMENT) is None
    assert record.read_bytes() == content


def test_the_demo_reads_articles_alone() -> None:
    found = find_articles(find_examples())
    assert len(found) >= 14
    assert all(path.suffix == ".md" and path.read_text("utf-8").startswith("---") for path in found)
