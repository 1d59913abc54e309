"""Writing: nothing doubled, nothing lost, a newer reading supersedes, what cannot be true is refused."""

import dataclasses
import datetime as dt
import re
from typing import Any

import pytest

from comity.errors import DateError
from comity.model import Evidence
from comity.recording import Item, Record, Run

NEWER = Run("reader 2")


def add(record: Record, story: Any, run: Run, statements: Any = None) -> Any:
    with record.writer() as writer:
        return writer.add(story.document, story.statements if statements is None else statements, run=run)


def standing(record: Record) -> int:
    with record.view() as view:
        return view.looked().statements


def test_statements_come_back_as_they_went_in(record: Record, reports: Any) -> None:
    with record.view() as view:
        for statement in (statement for story in reports for statement in story.statements):
            assert view.statements([statement.id])[statement.id].statement == statement


def test_reading_again_changes_nothing(record: Record, reports: Any, run: Run) -> None:
    before = standing(record)
    added = add(record, reports[0], run)
    assert added.unchanged
    assert (added.new, added.superseded, standing(record)) == (0, 0, before)


def test_a_newer_reader_supersedes_and_keeps(record: Record, reports: Any) -> None:
    kept, dropped = reports[0].statements[:-1], reports[0].statements[-1]
    added = add(record, reports[0], NEWER, kept)
    assert (added.statements, added.new, added.superseded) == (len(kept), 0, 1)
    with record.view() as view:
        assert not view.statements([dropped.id])
        found = view.find_statement(dropped.id)
    assert found
    assert found.superseded_at


def test_a_superseded_statement_can_come_back(record: Record, reports: Any, run: Run) -> None:
    add(record, reports[0], NEWER, [])
    assert add(record, reports[0], Run("reader 3")).new == len(reports[0].statements)


def test_a_new_weight_is_a_new_row_of_the_same_statement(record: Record, reports: Any) -> None:
    surer = [dataclasses.replace(s, confidence=0.9) for s in reports[0].statements]
    assert add(record, reports[0], NEWER, surer).superseded == len(surer)
    with record.view() as view:
        assert view.statements([surer[0].id])[surer[0].id].statement.confidence == 0.9


def test_the_past_state_can_be_seen(record: Record, reports: Any) -> None:
    with record.view(recorded="2024-07-31") as view:
        assert view.looked().documents == 0
    with record.view(recorded="2024-08-01") as view:
        assert view.looked().documents == 2


def test_one_text_in_two_places_is_one_document(record: Record, reports: Any, run: Run) -> None:
    again = dataclasses.replace(reports[1].document, publisher="Copy Daily", published="2024-07-04", source="copy.md")
    with record.writer() as writer:
        writer.add(again, reports[1].statements, run=run)
    with record.view() as view:
        heads = {head.id: head for head in view.documents()}
    assert len(heads) == 2
    assert heads[again.id].published == "2024-07-04", "the earliest appearance is the document's"


def test_a_date_given_later_is_read_from(record: Record, reports: Any, run: Run) -> None:
    undated = dataclasses.replace(reports[0].document, text="On Monday they met.", published=None)
    dated = dataclasses.replace(undated, published="2024-05-07")
    with record.writer() as writer:
        writer.add(undated, [], run=run)
        assert writer.has(undated, run)
        assert not writer.has(dated, run), "what was undated is read again once its day is known"
        assert not writer.add(dated, [], run=run).unchanged
        assert writer.has(dated, run)
        assert writer.has(undated, run), "a text without a date takes no date away"
    with record.view() as view:
        assert {head.published for head in view.documents() if head.id == dated.id} == {"2024-05-07"}


@pytest.mark.parametrize(
    "change",
    [
        {"evidence": (Evidence(0, 3, "xyz"),)},
        {"evidence": ()},
        {"when": "next week"},
        {"document": "doc-other"},
    ],
)
def test_unsound_statements_are_refused_and_the_rest_recorded(
    empty: Record, reports: Any, run: Run, change: dict[str, Any]
) -> None:
    good, *_ = reports[0].statements
    added = add(empty, reports[0], run, [good, dataclasses.replace(good, **change)])
    assert (added.statements, added.refused) == (1, 1)


def test_a_broken_transaction_leaves_the_record_as_it_was(record: Record, reports: Any) -> None:
    before = standing(record)
    broken = dataclasses.replace(reports[0].statements[0], confidence=None)
    with pytest.raises(Exception, match=r"(?i)not.null"), record.writer() as writer:
        writer.add(reports[0].document, [broken], run=NEWER)
    assert standing(record) == before


def test_who_read_a_text_last_is_known(record: Record, reports: Any, run: Run) -> None:
    with record.writer() as writer:
        assert writer.has(reports[0].document, run)
        assert not writer.has(reports[0].document, NEWER)


def test_batches_are_recorded_in_their_order_until_one_breaks(empty: Record, reports: Any, run: Run) -> None:
    good = Item(reports[0].document, reports[0].statements)
    broken = Item(reports[1].document, [dataclasses.replace(reports[1].statements[0], confidence=None)])
    writer = empty.writer()
    with pytest.raises(Exception, match=r"(?i)not.null"):
        list(writer.add_many([good, good, broken], run=run))  # the second batch holds what cannot be recorded
    assert writer.has(good.document, run)
    assert not writer.knows(broken.document)
    assert [added.unchanged for added in writer.add_many([good, good], run=run)] == [True, True]


@pytest.mark.parametrize("written", ["not a moment", "2024-13-01", "2024-08-01T99:99", "12:30 on Friday"])
def test_a_moment_that_cannot_be_is_refused(record: Record, written: str) -> None:
    with pytest.raises(DateError, match=re.escape(written)):
        record.view(recorded=written)


def test_a_moment_of_recording_is_understood_in_its_zone_and_to_the_end_of_its_second(
    record: Record, reports: Any
) -> None:
    with record.view() as view:
        last = view.data_version.partition("@")[2]
    zoned = dt.datetime.fromisoformat(last).astimezone(dt.timezone(dt.timedelta(hours=2))).isoformat(timespec="seconds")
    earlier = (dt.datetime.fromisoformat(last) - dt.timedelta(days=400)).isoformat(timespec="seconds")
    for moment, known in ((last, True), (zoned, True), (earlier, False)):
        with record.view(recorded=moment) as view:
            assert bool(view.looked().statements) == known
