"""Quotes, disputes, search, single statements and documents."""

import json

import pytest

from comity.asking.desk import Desk, open_desk
from comity.errors import RecordError
from comity.recording import Record, Run


def test_quotes_have_their_words_and_paper(desk: Desk) -> None:
    (row,) = desk.quotes("Anna Berg").rows
    assert (row.text, row.publisher) == ("The club grows faster than its agenda.", "Northern Post")
    assert desk.quotes("anna berg", about="agenda").found
    assert not desk.quotes("Anna Berg", about="China").found


def test_a_reprinted_quotation_is_one_row_with_two_sources(record: Record, desk: Desk, story: type, run: Run) -> None:
    words = "The club grows faster than its agenda."
    copy = story(f"Reprint. “{words}”", "2022-09-15", "Copy Daily").quotation(words, "person:anna-berg")
    with record.writer() as writer:
        writer.add(copy.document, copy.statements, run=run)
    (row,) = desk.quotes("Anna Berg").rows
    assert (row.sources, row.published) == (2, "2022-09-14")


@pytest.mark.parametrize(
    ("published", "when", "kept"),
    [
        ("2021-03-01", None, False), ("2023-03-01", None, True), (None, None, True), ("2023-03-01", "2020", False),
        ("2021-03-01", "2020/..", True), ("2021-03-01", "2019/2023", True), ("2021-03-01", "../..", True),
    ],
)  # fmt: skip
def test_quotations_from_a_day_on_go_by_their_day_else_by_that_of_the_report(
    published: str | None, when: str | None, kept: bool, record: Record, desk: Desk, story: type, run: Run
) -> None:
    report = story("“Ferries come first.”", published, "Copy Daily")
    report.quotation("Ferries come first.", "person:anna-berg", when=when)
    with record.writer() as writer:
        writer.add(report.document, report.statements, run=run)
    for about in ({"about": "ferries"}, {"speaker": "person:anna-berg", "about": "ferries"}):
        assert desk.quotes(**about, since="2022").found == kept


def test_a_dispute_shows_both_sides_with_who_says_so(desk: Desk) -> None:
    (row,) = desk.disputes("SCO").rows
    assert (row.name, row.what, row.state) == ("Shanghai Cooperation Organisation", "founded", "open")
    assert {(side.value, side.publishers, side.said_by) for side in row.sides} == {
        ("2001", ("Northern Post",), ()),
        ("1996", ("Southern Herald",), ("Jo Lind",)),
    }
    assert not desk.disputes("SCO", asof="2023").found
    assert not desk.disputes("India").found


def test_open_disputes_come_with_their_number_and_only_as_many_as_asked_for(desk: Desk) -> None:
    everything = [row for row in desk.disputes().rows if row.state == "open"]
    first, count = desk.open_disputes(6)
    assert (list(first.rows), count) == (everything[:6], len(everything))
    none, count = desk.open_disputes(0)
    assert (none.rows, count) == ((), len(everything))
    assert none.notes == (f"Only the first 0 of {len(everything)} open disputes are shown.",)


def test_search_finds_passages_with_their_statements(desk: Desk) -> None:
    (row,) = desk.search('"fellow of" institute').rows
    assert row.publisher == "Northern Post"
    assert len(row.statements) == 2
    assert not desk.search("").found


def test_a_statement_shows_its_sentence_with_the_evidence_marked(desk: Desk) -> None:
    (id,) = desk.search("observer").rows[0].statements
    (row,) = desk.statement(id[:9]).rows
    assert row.says == "Mongolia is an observer of Sco"  # the state by its name, the rest as the text has it
    (passage,) = row.passages
    ((start, end),) = passage.marks
    assert passage.text[start:end] == "Mongolia still watches as an observer"
    assert json.loads(row.keys)["id"] == id
    assert (row.publisher, row.published) == ("Northern Post", "2022-09-14")


def test_an_unknown_statement_is_not_found_and_two_are_told(desk: Desk) -> None:
    assert not desk.statement("st-ffffffffffffffff").found
    with pytest.raises(RecordError, match="More than one"):
        desk.statement("st-")


def test_every_count_of_the_coverage_can_be_followed(desk: Desk) -> None:
    for some in desk.coverage().rows:
        chosen = {"publisher": some.publisher or "-", "language": some.language or "-", "month": some.month or "-"}
        found = desk.documents(**chosen)
        assert len(found) == some.documents
        assert all(row.publisher == some.publisher and row.language == some.language for row in found.rows)
        for part in range(some.documents):
            one = desk.documents(**chosen, part=(part, 1))
            assert (one.rows, one.left_out) == (found.rows[part : part + 1], some.documents - 1)
    assert not desk.documents(publisher="Nobody's Post").found
    assert {row.publisher for row in desk.documents(publisher="Northern Post").rows} == {"Northern Post"}


def test_documents_come_newest_first(desk: Desk) -> None:
    rows = desk.documents().rows
    assert [(row.publisher, row.count) for row in rows] == [("Southern Herald", 6), ("Northern Post", 11)]
    assert len(desk.documents(asof="2022").rows) == 1


def test_frames_carry_statement_ids(desk: Desk) -> None:
    frame = desk.members("SCO", at="2022-09-14").frame()
    assert all(ids for ids in frame["statements"].to_list())


def test_a_record_that_is_missing_is_told(tmp_path: object) -> None:
    with pytest.raises(RecordError):
        open_desk(f"{tmp_path}/none.db")


def test_of_several_who_bear_a_name_the_one_told_of_is_meant(record: Record, desk: Desk, story: type, run: Run) -> None:
    told = story("The door is open, the secretary general said.", "2023-04-05")
    told.quotation("The door is open", "person:jens-stoltenberg for org:NATO")
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)
    for answer in (desk.quotes("Stoltenberg"), desk.ask("What did Stoltenberg say?")):
        assert [row.speaker for row in answer.rows] == ["person:jens-stoltenberg"]
        assert any("it can also mean Gerhard Stoltenberg" in note for note in answer.notes)
