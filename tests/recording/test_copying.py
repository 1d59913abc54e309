"""Copies and backups: all of a record in another place, on either database, while others go on writing."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from comity.errors import RecordError
from comity.model import Refusal
from comity.outside import OutsideEvent, OutsideFile, Party
from comity.recording import Record, Run, open_record, schema
from comity.recording.backup import back_up
from comity.recording.copying import copy_record, digest
from comity.recording.engine import connect_for_reading
from comity.recording.fsck import check_record
from comity.recording.judgements import Judgement, Subject

MOMENT = dt.datetime(2024, 8, 1, 12, tzinfo=dt.UTC)


def contents(address: str) -> dict[str, str]:
    engine = connect_for_reading(address)
    with engine.connect() as connection:
        found = {table.name: digest(connection, table) for table in schema.metadata.sorted_tables}
    engine.dispose()
    return found


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, record: Record, tmp_path: Path) -> Any:
    """An empty place on the other database than the record's."""
    if record.address.startswith("postgresql"):
        yield str(tmp_path / "copy.db")
        return
    server = request.getfixturevalue("server")
    address = server.room()
    yield address
    server.clear(address)


@pytest.fixture
def laden(record: Record, reports: Any) -> Record:
    """With a judgement, one taken back, what was refused and a layer of what others coded."""
    subject = Subject(reports[0].statements[0])
    event = OutsideEvent(
        "1", 1, "2024-07-03", "2024-07-03", "CONSULT", "meet", "043", (Party("state:CHN", "CHN", "C"),)
    )
    with record.writer() as writer:
        writer.judge(Judgement("reject", "Ada", "not so", "", (subject,)))
        undone = writer.judge(Judgement("accept", "Ada", "so", "", (Subject(reports[1].statements[0]),)))
        writer.judge(Judgement("undo", "Bo", "not yet", "", withdraws=undone.id))
        writer.refuse([Refusal("a.pdf", "open", "it is empty")], run=Run("reader 1"))
        writer.add_outside(OutsideFile("icews", "events.tab", "0" * 64, "1"), [event])
    return record


def test_what_people_and_others_said_and_what_was_refused_is_copied(laden: Record, elsewhere: str) -> None:
    copied: dict[str, int] = {}
    copy_record(laden.address, elsewhere, lambda table, rows: copied.update({table: rows}))
    assert all(copied[table] for table in ("judgement", "ruling", "outside_event", "outside_party", "refusal"))
    assert contents(elsewhere) == contents(laden.address)
    assert check_record(elsewhere).faults == ()


def test_a_copy_on_the_other_database_is_the_same_record(record: Record, elsewhere: str, tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    copied = copy_record(record.address, elsewhere, lambda table, rows: told.append((table, rows)))
    assert (copied.documents, copied.statements) == (2, 17)
    assert ("statement", 17) in told
    assert contents(elsewhere) == contents(record.address)
    assert check_record(elsewhere).faults == ()
    back = str(tmp_path / "back.db")
    copy_record(elsewhere, back)
    assert contents(back) == contents(record.address)
    with open_record(elsewhere) as copy, copy.view() as view:
        assert [found.text for found in view.search("grows faster", limit=3)]


def test_a_copy_goes_on_as_the_record_would(record: Record, elsewhere: str, reports: Any) -> None:
    copy_record(record.address, elsewhere)
    with open_record(elsewhere) as copy, copy.writer() as writer:
        assert writer.add(reports[0].document, [], run=Run("reader 2")).superseded == len(reports[0].statements)
    assert check_record(elsewhere).faults == ()


def test_nothing_is_copied_over_something(record: Record, elsewhere: str, tmp_path: Path) -> None:
    copy_record(record.address, elsewhere)
    with pytest.raises(RecordError, match="already"):
        copy_record(record.address, elsewhere)
    with pytest.raises(RecordError, match="already"):
        back_up(record.address, Path(__file__), MOMENT)
    with pytest.raises(RecordError, match="no record"):
        copy_record(str(tmp_path / "none.db"), str(tmp_path / "copy.db"))
    assert not list(tmp_path.glob(".*partial*"))


def test_a_backup_holds_what_was_recorded_when_it_began(record: Record, tmp_path: Path, story: Any) -> None:
    before = contents(record.address)
    later = story("Chad left.", "2024-07-09")
    with record.view() as view, record.writer() as writer:
        view.looked()
        place = back_up(record.address, tmp_path, MOMENT)
        writer.add(later.document, [], run=Run("reader 1"))
    assert place.name.endswith("-2024-08-01T120000.db")
    assert contents(str(place)) == before
    assert check_record(str(place)).faults == ()


def test_a_file_that_cannot_be_written_is_told(record: Record, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be"):
        back_up(record.address, tmp_path / "no" / "folder" / "b.db", MOMENT)
