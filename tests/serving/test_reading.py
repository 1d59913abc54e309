"""`comity read` on the command line: what it says, what it keeps, how it leaves."""

import errno
import json

import pytest


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.md").write_text("---\npublished: 2022-09-14\n---\nIran met India.\n")
    (tmp_path / "b.txt").write_text("India met Iran.\n")
    return tmp_path


def test_a_run_is_told_in_one_line(shop, folder):
    result = shop.run("read", folder)
    assert result.exit_code == 0
    assert result.stdout.startswith("2 documents, 2 statements (2 events), 0 refused, ")
    assert "Recorded in comity.db" in result.stderr
    assert "b.txt: it has no date of publication" in result.stderr


def test_of_a_long_text_each_portion_is_told_in_a_line_of_its_own(shop, folder):
    (folder / "c.txt").write_text("LONG text of a meeting.\n")
    for more in ((), ("--format", "jsonl")):
        told = [line for line in shop.run("read", folder, *more).stderr.splitlines() if "characters" in line]
        assert [line.rpartition("/")[2] for line in told] == ["c.txt: 0 of 24 characters", "c.txt: 5 of 24 characters"]
        shop.store.kept.clear()


def test_reading_again_says_so(shop, folder):
    shop.run("read", folder)
    assert "0 documents, 0 statements, 2 read before, 0 refused" in shop.run("read", folder).stdout


def test_the_stream_holds_documents_before_their_statements_and_touches_no_record(shop, folder):
    result = shop.run("read", folder, "--format", "jsonl", "--published", "1 May 2020", "--publisher", "Gazette")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["kind"] for line in lines] == ["document", "event", "document", "event"]
    assert lines[1]["document"] == lines[0]["id"]
    assert (lines[2]["published"], lines[2]["publisher"]) == ("2020-05-01", "Gazette")
    assert shop.store.kept == []
    assert "2 documents" in result.stderr


def test_the_stream_can_go_to_a_file(shop, folder):
    shop.run("read", folder, "--out", folder / "out.jsonl")
    assert len((folder / "out.jsonl").read_text().splitlines()) == 4


def test_bad_documents_are_refused_with_reasons_and_the_rest_is_read(shop, folder):
    (folder / "empty.md").write_text("")
    (folder / "noise.txt").write_bytes(bytes(range(256)))
    result = shop.run("read", folder)
    assert result.exit_code == 0
    assert "2 refused" in result.stdout
    assert "empty.md: it is empty" in result.stderr
    assert "noise.txt: it is a binary file" in result.stderr


def test_a_named_path_that_cannot_be_used_gives_status_2_after_the_rest_is_read(shop, folder):
    result = shop.run("read", folder, folder / "gone.md")
    assert result.exit_code == 2
    assert "there is no such file or folder" in result.stderr
    assert len(shop.store.kept) == 2


def test_nothing_to_read_makes_no_record(shop, tmp_path):
    result = shop.run("read", tmp_path)
    assert result.exit_code == 2
    assert "the folder holds no file of a kind that is read" in result.stderr
    assert "Recorded" not in result.stderr


def test_a_failure_of_the_reader_gives_status_1(shop, folder):
    (folder / "c.md").write_text("FAIL")
    result = shop.run("read", folder)
    assert result.exit_code == 1
    assert "1 refused" in result.stdout
    assert "ValueError: no verb" in result.stderr


def test_ctrl_c_keeps_what_was_read_and_gives_status_130(shop, folder):
    (folder / "b.txt").write_text("STOP")
    result = shop.run("read", folder)
    assert result.exit_code == 130
    assert result.stdout.startswith("1 document, 1 statement")
    assert "Kept in comity.db" in result.stderr
    assert len(shop.store.kept) == 1


def test_a_full_disk_is_one_sentence(shop, folder):
    shop.store.error = OSError(errno.ENOSPC, "No space left on device")
    result = shop.run("read", folder)
    assert result.exit_code == 2
    assert "the disk is full" in result.stderr


def test_an_ambiguous_day_is_refused(shop, folder):
    result = shop.run("read", folder, "--published", "03/04/2022")
    assert result.exit_code == 2
    assert "can be read two ways" in result.stderr


def test_what_cannot_hold_a_statement_can_be_set_aside(shop, folder):
    (folder / "soup.md").write_text("Boil the water and add the salt.\n")
    result = shop.run("read", folder, "--select")
    assert "1 set aside (1 for want of actors)" in result.stdout
    assert "0 refused" in result.stdout
    lines = [json.loads(line) for line in shop.run("read", folder, "--select", "--format", "jsonl").stdout.splitlines()]
    assert [line["set_aside"]["why"] for line in lines if "set_aside" in line] == ["actors"]


def test_a_table_of_articles_is_read_by_its_columns(shop, tmp_path):
    (tmp_path / "a.csv").write_text("words,when\nOne text.,2024-07-04\nAnother text.,2024-07-05\n")
    result = shop.run("read", tmp_path / "a.csv", "--columns", "text=words,published=when", "--format", "jsonl")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    told = [line for line in lines if line["kind"] == "document"]
    assert [line["published"] for line in told] == ["2024-07-04", "2024-07-05"]
    assert [line["provenance"]["part"] for line in told] == ["row 1", "row 2"]
    assert "no column “body”" in shop.run("read", tmp_path / "a.csv", "--columns", "text=body").stderr
    assert "“body” maps no column" in shop.run("read", tmp_path / "a.csv", "--columns", "body").stderr


def test_many_refusals_for_one_reason_are_told_as_one(shop, tmp_path):
    (tmp_path / "a.jsonl").write_text("{broken\n" * 20)
    stderr = shop.run("read", tmp_path).stderr
    assert "refused: 20 documents, " in stderr
    assert stderr.count("refused:") == 1
