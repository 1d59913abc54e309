"""Copy, backup, check and upgrade from the command line: what is said, and the status to go on by."""

from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from comity.recording.engine import connect_for_writing, opened
from comity.serving.cli import app


def run(*arguments, status=0):
    result = CliRunner().invoke(app, list(map(str, arguments)))
    assert result.exit_code == status, result.stderr
    return result.stdout + result.stderr


def test_a_sound_record_is_said_to_be_sound(record):
    assert "derived rows: sound." in run("fsck", "--record", record.address)


def test_a_fault_is_named_and_gives_status_two(record):
    with opened(connect_for_writing(record.address)) as engine, engine.begin() as connection:
        connection.execute(text("DELETE FROM dispute"))
    told = run("fsck", "--record", record.address, status=2)
    assert "is missing when it is derived anew" in told
    assert "put back a backup" in told


def test_a_backup_is_a_record(record, tmp_path):
    assert "is a record itself" in run("backup", tmp_path / "kept.db", "--record", record.address)
    assert "2 documents" in run("fsck", "--record", tmp_path / "kept.db")
    assert "already" in run("backup", tmp_path / "kept.db", "--record", record.address, status=2)


def test_a_copy_is_compared(record, tmp_path):
    told = run("copy", record.address, tmp_path / "copy.db")
    assert "2 documents and 17 statements copied" in told
    assert "already" in run("copy", record.address, tmp_path / "copy.db", status=2)


def test_a_record_of_today_needs_no_upgrade(record, tmp_path):
    before = sorted(tmp_path.iterdir())
    assert "up to date" in run("upgrade", "--record", record.address)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", ["fsck", "backup", "upgrade"])
def test_where_there_is_no_record_none_is_made(address, tmp_path, command):
    more = [tmp_path / "b.db"] if command == "backup" else []
    assert "There is no record" in run(command, *more, "--record", address, status=2)
    assert not Path(address).exists()
