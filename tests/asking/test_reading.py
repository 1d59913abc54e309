"""Documents as they are read: text and evidence agree, and what came last comes first."""

from dataclasses import replace
from typing import Any

import pytest

from comity.asking.desk import Desk
from comity.asking.folders import name_of, without_folders
from comity.asking.rows import RefusalRow
from comity.recording import Record, Run


def test_a_document_holds_its_text_and_what_was_read_in_it(desk: Desk) -> None:
    id = desk.documents().rows[0].document
    (row,) = desk.document(id).rows
    assert row.document == id
    assert row.read
    assert {item.statement for item in row.read} == set(row.statements)
    for item in row.read:
        (shown,) = desk.statement(item.statement).rows
        marked = {(p.start + start, p.start + end) for p in shown.passages for start, end in p.marks}
        assert set(item.spans) == marked
    assert [item.spans for item in row.read] == sorted(item.spans for item in row.read)


def test_a_document_is_found_by_the_beginning_of_its_id(desk: Desk) -> None:
    id = desk.documents().rows[0].document
    assert desk.document(id[:14]).rows == desk.document(id).rows
    assert not desk.document("doc-ffffffffffffffff").found


def test_where_a_text_appeared_is_kept(desk: Desk) -> None:
    (row,) = desk.document(desk.documents().rows[0].document).rows
    assert [place.publisher for place in row.appearances] == [row.publisher]


def test_the_newest_report_comes_first_in_what_is_new(desk: Desk) -> None:
    days = [row.reported for row in desk.latest().rows]
    assert days
    newest = max(day for day in days if day)
    assert days[0] == newest


def test_the_stock_adds_up_to_the_documents(desk: Desk) -> None:
    stock = desk.coverage().rows
    documents = desk.documents().rows
    assert sum(row.documents for row in stock) == len(documents)
    assert sum(row.count for row in stock) == sum(row.count for row in documents)


def test_sources_are_the_documents_behind_statements(desk: Desk) -> None:
    (first, *_) = desk.documents().rows
    read = desk.document(first.document).rows[0].statements
    assert [row.document for row in desk.sources(read).rows] == [first.document]
    assert not desk.sources(()).found


def test_sentences_come_in_the_order_asked_and_unknown_ids_are_told(desk: Desk) -> None:
    wanted = desk.document(desk.documents().rows[0].document).rows[0].statements[:3]
    answer = desk.sentences([*reversed(wanted), "st-0000000000000000"])
    assert [row.statement for row in answer.rows] == [*reversed(wanted)]
    assert any("no statement" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("/home/anna/dw/sco.md", "sco.md"),
        ("C:\\Users\\Anna\\sco.md", "sco.md"),
        ("dw/sco.md", "sco.md"),
        ("register", "register"),
        ("https://dw.example/a/sco", "https://dw.example/a/sco"),
    ],
)
def test_a_discreet_desk_tells_no_folders(source: str, name: str) -> None:
    assert name_of(source) == name
    refused = without_folders(RefusalRow("refused", source, "read", f"{source} is empty", None, "2024-07-01", ()))
    assert (refused.source, refused.reason) == (name, f"{name} is empty")


def test_rows_of_a_discreet_desk_name_files_alone(record: Record, register: Any, story: Any, run: Run) -> None:
    told = story("France received Japan in Paris.", "2024-02-06")
    told.event("France received Japan", "CONSULT", "state:FRA, state:JPN")
    with record.writer() as writer:
        writer.add(replace(told.document, source="/home/anna/press/paris.md"), told.statements, run=run)
    plain, discreet = Desk(record, register), Desk(record, register, discreet=True)
    for ask in (Desk.documents, lambda desk: desk.statement(told.statements[0].id)):
        assert any(row.source == "/home/anna/press/paris.md" for row in ask(plain).rows)
        with discreet.sitting() as sitting:
            answer = ask(sitting)
        assert any(row.source == "paris.md" for row in answer.rows)
        assert "/home/anna" not in str(answer.records())
