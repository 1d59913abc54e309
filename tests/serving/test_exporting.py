"""`comity export` and `comity import` from the command line: what is said, and that nothing half-written stays."""

from importlib.util import find_spec

import pytest
from typer.testing import CliRunner

from comity.serving.cli import app
from comity.serving.exporting import Target


@pytest.fixture
def address(tmp_path):
    return str(tmp_path / "one.db")


def run(*arguments, status=0):
    result = CliRunner().invoke(app, list(map(str, arguments)))
    assert result.exit_code == status, result.stderr
    return result.stdout + result.stderr


def test_a_record_goes_out_and_comes_in(record, tmp_path):
    out, other = tmp_path / "out.jsonl", tmp_path / "other.db"
    assert "19 lines" in run("export", "jsonl", "--out", out, "--with-texts", "--record", record.address)
    assert "2 documents with 17 statements" in run("import", "jsonl", out, "--record", other)
    assert "2 documents were there already" in run("import", "jsonl", out, "--record", other)


def test_every_format_is_written(record, tmp_path):
    missing = {Target.FTM, Target.FTM_STATEMENTS} if find_spec("followthemoney") is None else set()
    for target in set(Target) - missing:
        told = run("export", target.value, "--out", tmp_path / f"out.{target.value}", "--record", record.address)
        assert f"out.{target.value}" in "".join(told.split()), target
    assert not list(tmp_path.glob(".*"))
    assert len(list((tmp_path / "out.csv").iterdir())) == 17


def test_a_snapshot_comes_in_and_a_folder_is_not_written_over(record, tmp_path):
    out, other = tmp_path / "snapshot", tmp_path / "other.db"
    run("export", "parquet", "--out", out, "--with-texts", "--record", record.address)
    assert "2 documents with 17 statements" in run("import", "parquet", out, "--record", other)
    assert "There is something at" in run("export", "csv", "--out", out, "--record", record.address, status=2)


def test_where_there_is_no_record_nothing_is_written(tmp_path):
    out = tmp_path / "out.jsonl"
    assert "There is no record" in run("export", "jsonl", "--out", out, "--record", tmp_path / "no.db", status=2)
    assert list(tmp_path.iterdir()) == []


def test_an_unusable_line_gives_status_two(tmp_path):
    (tmp_path / "bad.jsonl").write_text("{}\n", "utf-8")
    told = run("import", "jsonl", tmp_path / "bad.jsonl", "--record", tmp_path / "new.db", status=2)
    assert "is no stream of statements: line 1 lacks 'kind'" in told
