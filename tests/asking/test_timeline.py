"""Timelines: who acts for a state counts for it, plans and absences are marked."""

import dataclasses
from typing import Any

import pytest

from comity.asking.desk import Desk
from comity.errors import DateError
from comity.model import Evidence
from comity.recording import Record, Run


def test_persons_count_for_their_states_and_plans_are_marked(desk: Desk) -> None:
    told = {(row.type, row.modality, row.where) for row in desk.timeline("China", "Russia", since="2022").rows}
    assert told == {("CONSULT", "planned", "place:samarkand"), ("SUPPORT", "actual", None)}


def test_absence_is_shown_as_absence(desk: Desk) -> None:
    (row,) = desk.timeline("India").rows
    assert (row.modality, row.what, row.recipients) == ("denied", "Narendra Modi stayed away", ("org:SCO",))


def test_a_person_has_a_timeline_of_its_own(desk: Desk) -> None:
    assert len(desk.timeline("Xi Jinping").rows) == 1


def test_what_no_text_dates_stands_at_its_report(desk: Desk) -> None:
    answer = desk.timeline("SCO", since="2024-07-01", until="2024-07")
    assert {(row.date, row.reported) for row in answer.rows} == {(None, "2024-07-05")}
    assert not desk.timeline("SCO", until="2024-06-30").found
    assert answer.notes


@pytest.mark.parametrize("question", ["timeline", "changes", "quotes"])
def test_a_stretch_that_ends_before_it_begins_is_refused(desk: Desk, question: str) -> None:
    who = "Anna Berg" if question == "quotes" else "SCO"
    with pytest.raises(DateError, match="2024 is after 2022"):
        getattr(desk, question)(who, since="2024", until="2022")


def test_asof_resolves_from_what_was_known(desk: Desk) -> None:
    assert len(desk.timeline("China", "Russia", asof="2023").rows) == 2
    assert not desk.timeline("SCO", asof="2023").found


def test_the_fullest_span_tells_the_happening(record: Record, desk: Desk, story: Any, run: Run) -> None:
    told = story("They met. France received Japan in Paris on Monday.", "2024-02-06")
    told.event("They met", "CONSULT", "state:FRA, state:JPN")
    fuller = Evidence(10, 50, told.document.text[10:50])
    both = dataclasses.replace(told.statements[0], evidence=(*told.statements[0].evidence, fuller))
    with record.writer() as writer:
        writer.add(told.document, [both], run=run)
    (row,) = desk.timeline("France").rows
    assert row.what == fuller.exact


def test_a_limit_keeps_the_last_and_says_so(desk: Desk) -> None:
    whole, short = desk.timeline("China", "Russia"), desk.timeline("China", "Russia", limit=1)
    assert [row.happening for row in short.rows] == [whole.rows[-1].happening]
    assert any("Only the last 1" in note for note in short.notes)
    assert not any("Only" in note for note in whole.notes)
    then = desk.timeline("China", "Russia", limit=1, asof="2023")
    assert [row.happening for row in then.rows] == [whole.rows[-1].happening]
