"""A snapshot holds the record in tables; what is damaged, newer or without texts is refused in a sentence."""

import datetime as dt
import json

import polars as pl
import pytest

from comity.errors import SourceError
from comity.exchanging import snapshot
from comity.exchanging.snapshot import read_snapshot, write_snapshot
from comity.exchanging.taking import take
from comity.recording import open_record
from comity.recording.judgements import Judgement, Subject

NOON = dt.datetime(2024, 8, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def address(tmp_path):
    return str(tmp_path / "one.db")


@pytest.fixture
def folder(record, reports, tmp_path):
    with record.writer() as writer:
        writer.judge(Judgement("reject", "Ada", "not so", "", (Subject(reports[0].statements[2]),)))
    return written(record, tmp_path / "out")


def written(record, folder, kind="parquet", with_texts=True):
    folder.mkdir()
    with record.view() as view:
        write_snapshot(view, folder, kind, with_texts=with_texts)
    return folder


@pytest.mark.parametrize("at_once", [1, 50_000])
def test_a_round_trip_loses_nothing(folder, record, tmp_path, monkeypatch, at_once):
    monkeypatch.setattr(snapshot, "AT_ONCE", at_once)
    other = open_record(str(tmp_path / "other.db"), create=True, clock=lambda: NOON)
    with other.writer() as writer:
        taken = take(read_snapshot(folder), writer)
    assert (taken.documents, taken.statements, taken.judgements, taken.refusals) == (2, 17, 1, [])
    again = written(other, tmp_path / "again")
    for name in snapshot.TABLES:
        one, two = (pl.read_parquet(place / f"{name}.parquet") for place in (folder, again))
        assert one.drop("recorded_at", strict=False).equals(two.drop("recorded_at", strict=False)), name


def test_the_manifest_says_what_is_there(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    assert {name: file["rows"] for name, file in manifest["files"].items()} == {
        name: pl.read_parquet(folder / f"{name}.parquet").height for name in snapshot.TABLES
    }
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["manifest.json", *(f"{name}.parquet" for name in snapshot.TABLES)]
    )


def test_csv_holds_the_same_rows(folder, record, tmp_path):
    plain = written(record, tmp_path / "plain", "csv")
    for name in snapshot.TABLES:
        assert pl.read_csv(plain / f"{name}.csv").height == pl.read_parquet(folder / f"{name}.parquet").height


def test_a_changed_file_is_refused(folder):
    pl.read_parquet(folder / "evidence.parquet").head(1).write_parquet(folder / "evidence.parquet")
    with pytest.raises(SourceError, match=r"evidence\.parquet is not the file that was exported"):
        list(read_snapshot(folder))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"version": 99}, "A newer Comity"),
        ({"with_texts": False}, "--with-texts"),
        ({"format": "tea"}, "no manifest"),
        ({"files": {}}, "no manifest"),
        ({"files": None}, "no manifest"),
    ],
)
def test_other_manifests_are_refused(folder, change, told):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(SourceError, match=told):
        list(read_snapshot(folder))


def test_where_no_snapshot_is_that_is_said(tmp_path):
    with pytest.raises(SourceError, match="There is no snapshot"):
        list(read_snapshot(tmp_path))
