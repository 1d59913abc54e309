"""Questions on the command line, in every format."""

import csv
import io
import json
import os

import polars as pl
import pytest

from comity.asking import rows
from comity.asking.desks.place import LATEST


def test_a_table_shows_modality_in_words_and_statement_ids_and_coverage(shop, samples):
    result = shop.run("members", "SCO")
    assert result.exit_code == 0
    assert "planned, says" in result.stdout
    assert "st-0123456+1" in result.stdout
    assert f"2 rows. Looked at {samples.coverage}. Data v1." in " ".join(result.stdout.split())


def test_dates_are_read_as_people_write_them(shop):
    shop.run("members", "SCO", "--at", "14 September 2022", "--asof", "2023")
    assert shop.desk.asked == [("members", ("SCO",), {"at": "2022-09-14", "asof": "2023", "reports_only": False})]


def test_two_actors_and_a_span(shop, samples):
    shop.desk.answers["timeline"] = samples.answer(rows.TimelineRow)
    shop.run("timeline", "China", "Russia", "--since", "2022")
    given = {"since": "2022", "until": None, "beside": None, "asof": None, "limit": LATEST}
    assert shop.desk.asked == [("timeline", ("China", "Russia"), given)]


@pytest.mark.parametrize("name", ["timeline", "quotes"])
@pytest.mark.parametrize(
    ("written", "limit"), [([], LATEST), (["--format", "csv"], None), (["--out", "all.parquet"], None)]
)
def test_data_holds_all_rows_and_a_screen_the_last(shop, samples, name, written, limit, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shop.desk.answers |= {"timeline": samples.answer(rows.TimelineRow), "quotes": samples.answer(rows.QuoteRow)}
    shop.run(name, "China", *written)
    ((_, _, given),) = shop.desk.asked
    assert given["limit"] == limit


def test_facts_and_relations_take_what_to_keep(shop, samples):
    shop.desk.answers |= {"facts": samples.answer(rows.FactRow), "relations": samples.answer(rows.RelationRow)}
    shop.run("facts", "SCO", "--property", "founded", "--value", "2001", "--asof", "2023")
    shop.run("relations", "China", "Russia", "--type", "ally", "--at", "June 2018", "--reports-only")
    clocks = {"at": None, "asof": "2023", "reports_only": False}
    assert shop.desk.asked == [
        ("facts", ("SCO",), {"property": "founded", "value": "2001", **clocks}),
        ("relations", ("China", "Russia"), {"type": "ally", "at": "2018-06", "asof": None, "reports_only": True}),
    ]


def test_one_date_is_a_span_for_a_timeline_and_an_end_for_changes(shop, samples):
    shop.desk.answers |= {"timeline": samples.answer(rows.TimelineRow), "changes": samples.answer(rows.ChangeRow)}
    shop.run("timeline", "China", "--at", "June 2018")
    shop.run("changes", "China", "--since", "2018", "--at", "2019")
    (_, _, timeline), (_, _, changes) = shop.desk.asked
    assert (timeline["since"], timeline["until"]) == ("2018-06", "2018-06")
    assert (changes["since"], changes["until"]) == ("2018", "2019")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["members", "SCO", "--at", "03/04/2022"], "2022-04-03 or 2022-03-04"),
        (["members", "SCO", "--at", "2022-02-30"], "does not exist"),
        (["members", "Ruritania"], "did you mean Mauritania?"),
        (["members", "SCO", "--record", "missing.db"], "There is no record at missing.db"),
        (["members", "SCO", "--out", "answer.txt"], "A table cannot go to answer.txt"),
        (["members", "SCO", "--out", "no/such/folder/a.csv"], "There is no folder no/such/folder"),
        (["members"], "Missing argument"),
        (["members", "SCO", "--format", "xml"], "xml"),
        (["changes", "SCO"], "--since"),
    ],
)
def test_what_the_user_can_mend_is_one_sentence_and_status_2(shop, arguments, sentence):
    result = shop.run(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_a_fault_of_our_own_is_one_sentence_and_status_1(shop):
    del shop.desk.answers["members"]
    result = shop.run("members", "SCO")
    assert result.exit_code == 1
    assert "a fault of Comity's own (KeyError" in result.stderr


def test_nothing_found_is_said_with_what_was_looked_at(shop):
    result = shop.run("quotes", "Niva Yau")
    assert "Nothing found." in result.stdout
    assert "Looked at 2 documents" in result.stdout


def test_json_holds_the_whole_answer(shop):
    told = json.loads(shop.run("members", "SCO", "--format", "json").stdout)
    assert told["coverage"]["documents"] == 2
    assert told["rows"][1]["said_by"] == ["Chinese state media"]


def test_json_lines_and_csv_hold_one_row_a_line_and_coverage_goes_to_standard_error(shop):
    result = shop.run("members", "SCO", "--format", "jsonl")
    assert [json.loads(line)["name"] for line in result.stdout.splitlines()] == ["India", "Iran"]
    assert "Looked at 2 documents" in result.stderr
    table = list(csv.DictReader(io.StringIO(shop.run("members", "SCO", "--format", "csv").stdout)))
    assert table[0]["statements"] == "st-0123456789abcdef; st-fedcba9876543210"


def test_an_empty_answer_as_csv_keeps_its_columns(shop):
    assert shop.run("quotes", "Niva Yau", "--format", "csv").stdout.startswith("speaker,name,text")


def test_the_name_of_out_gives_the_format(shop, tmp_path):
    result = shop.run("members", "SCO", "--out", tmp_path / "members.parquet")
    frame = pl.read_parquet(tmp_path / "members.parquet")
    assert frame["statements"].to_list()[0] == ["st-0123456789abcdef", "st-fedcba9876543210"]
    assert "2 rows written to" in result.stderr
    assert os.listdir(tmp_path) == ["members.parquet"]


def test_show_marks_the_evidence_and_names_its_source(shop):
    told = shop.run("show", "st-0123").stdout
    assert "⟦Iran is slated to join the SCO⟧. Leaders met." in told
    for words in (
        "membership",
        "planned, says state media",
        "Iran (state:IRN)",
        "Leaders meet, Meridian Wire, 2022-09-14",
    ):
        assert words in told


def test_documents_cannot_steer_the_terminal(shop, samples):
    shop.desk.answers["members"] = samples.answer(rows.MemberRow, samples.member("In\x1b[31mdia\u202e"))
    assert "In\ufffd[31mdia\ufffd" in shop.run("members", "SCO").stdout
    shop.desk.answers["statement"] = samples.answer(
        rows.StatementRow, samples.statement_row("Iran\x1b[2J joined", ((0, 4),))
    )
    assert "⟦Iran⟧\ufffd[2J joined" in shop.run("show", "st-0").stdout


def test_square_brackets_in_names_are_no_markup(shop, samples):
    shop.desk.answers["members"] = samples.answer(rows.MemberRow, samples.member("[red]India[/]"))
    assert "[red]India[/]" in shop.run("members", "SCO").stdout
