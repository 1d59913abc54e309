"""Documents as they are read: text and evidence agree, and what came last comes first."""

from comity.asking.desk import Desk


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
