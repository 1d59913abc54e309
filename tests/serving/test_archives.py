"""`comity archive` on the command line: planned, read, looked after, loaded."""

import json

import polars as pl
import pytest


@pytest.fixture
def folder(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.md").write_text("---\npublished: 2022-09-14\n---\nIran met India in Tehran on Monday.\n")
    (texts / "b.md").write_text("---\npublished: 2022-09-15\n---\nBoil the water and add the salt.\n")
    (texts / "c.md").write_text("")
    return tmp_path


@pytest.fixture
def planned(shop, folder):
    shop.run("archive", "plan", folder / "texts", "--to", folder / "m.jsonl", "--files", 2)
    return folder / "m.jsonl"


def test_a_plan_lists_shards(shop, folder, planned):
    lines = [json.loads(line) for line in planned.read_text().splitlines()]
    assert lines[0]["shards"] == len(lines) - 1 == 2
    assert [len(line["sources"]) for line in lines[1:]] == [2, 1]


def test_a_plan_of_nothing_gives_status_2(shop, folder):
    result = shop.run("archive", "plan", folder / "gone", "--to", folder / "m.jsonl")
    assert result.exit_code == 2
    assert "there is no such file or folder" in result.stderr


def test_an_archive_is_read_and_loaded(shop, folder, planned):
    assert "0 of 2 shards read." in shop.run("archive", "status", planned).stdout
    result = shop.run("archive", "run", planned, "--executor", "serial", "--select")
    assert result.exit_code == 0
    assert "2 of 2 shards, 1 document read" in result.stdout
    assert "1 set aside, 1 refused" in result.stdout
    assert "2 shards, all read before" in shop.run("archive", "run", planned, "--select").stdout
    assert "2 of 2 shards, 1 document read" in shop.run("archive", "status", planned).stdout


def test_a_run_elsewhere_reads_nothing_and_spoils_nothing(shop, folder, planned):
    (folder / "texts").rename(folder / "elsewhere")
    result = shop.run("archive", "run", planned, "--executor", "serial")
    assert result.exit_code == 1
    assert result.stderr.count("none of its files is here") == 2
    (folder / "elsewhere").rename(folder / "texts")
    assert "2 of 2 shards" in shop.run("archive", "run", planned, "--executor", "serial").stdout


def test_loading_before_reading_is_told(shop, planned):
    result = shop.run("archive", "load", planned)
    assert result.exit_code == 2
    assert "run “comity archive run” first" in result.stderr


def test_a_file_that_is_no_manifest_is_told(shop, folder):
    (folder / "m.jsonl").write_text("no\n")
    result = shop.run("archive", "run", folder / "m.jsonl")
    assert result.exit_code == 2
    assert "is no manifest of an archive" in result.stderr


def test_what_was_not_used_is_counted_by_its_reason(shop, planned):
    shop.run("archive", "run", planned, "--executor", "serial", "--select")
    shown = shop.run("archive", "refusals", planned).stdout
    assert "set-aside" in shown
    assert "b.md" in shown
    assert "c.md" in shown
    assert "2 rows. Row by row" in " ".join(shown.split())
    only = shop.run("archive", "refusals", planned, "--severity", "refused").stdout
    assert "b.md" not in only
    assert "Nothing of the kind" in shop.run("archive", "refusals", planned, "--source", "nowhere").stdout


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_what_was_not_used_goes_into_a_file_row_by_row(shop, folder, planned, form):
    shop.run("archive", "run", planned, "--executor", "serial", "--select")
    target = folder / f"not-used.{form}"
    assert "2 rows in" in shop.run("archive", "refusals", planned, "--to", target).stdout
    read = {"csv": pl.read_csv, "jsonl": pl.read_ndjson, "parquet": pl.read_parquet}[form]
    frame = read(target)
    assert frame.columns == ["shard", "severity", "source", "step", "reason", "document"]
    assert sorted(frame["severity"]) == ["refused", "set-aside"]


def test_refusals_to_another_kind_of_file_or_of_no_such_severity_give_status_2(shop, folder, planned):
    shop.run("archive", "run", planned, "--executor", "serial", "--select")
    assert shop.run("archive", "refusals", planned, "--to", folder / "x.xlsx").exit_code == 2
    assert "there are refused" in shop.run("archive", "refusals", planned, "--severity", "bad").stderr
