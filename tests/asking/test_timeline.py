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


@pytest.fixture
def visited(record: Record, desk: Desk, story: Any, run: Run) -> Desk:
    """A record in which a visit is announced, and then told; another one is only announced."""
    announced = story("France will receive Japan on 5 February. Spain will receive Japan in May.", "2024-01-20")
    announced.event("France will receive Japan", "CONSULT", "state:FRA, state:JPN", modality="planned", when="2024-02")
    announced.event("Spain will receive Japan", "CONSULT", "state:ESP, state:JPN", modality="planned", when="2024-05")
    told = story("France received Japan in Paris on Monday.", "2024-02-06")
    told.event("France received Japan", "CONSULT", "state:FRA, state:JPN", when="2024-02-05")
    with record.writer() as writer:
        for one in (announced, told):
            writer.add(one.document, one.statements, run=run)
    return desk


def test_a_plan_that_came_about_is_part_of_the_row_it_became(visited: Desk) -> None:
    for answer in (visited.timeline("Japan"), visited.latest(), visited.timeline("Japan", asof="2024-03")):
        rows = {row.modality: row for row in answer.rows if "state:JPN" in row.actors}
        assert (rows["actual"].date, rows["actual"].planned, rows["actual"].outcome) == (
            "2024-02-05", "2024-02", "as-planned",
        )  # fmt: skip
        [plan] = rows["actual"].planned_statements
        assert visited.statement(plan).rows[0].modality == "planned"
        assert plan not in rows["actual"].statements
        assert plan in answer.statements
        assert (rows["planned"].date, rows["planned"].planned_statements) == ("2024-05", ())
        assert sum("state:JPN" in row.actors for row in answer.rows) == 2


def test_before_it_came_about_a_planned_happening_stands_for_itself(visited: Desk) -> None:
    rows = visited.timeline("Japan", asof="2024-01-31").rows
    assert [(row.date, row.modality, row.planned_statements) for row in rows] == [
        ("2024-02", "planned", ()), ("2024-05", "planned", ()),
    ]  # fmt: skip


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


@pytest.mark.parametrize("clocks", [{}, {"asof": "2024-03-07"}])
def test_what_happened_at_a_place_is_told_of_it(
    desk: Desk, record: Record, story: type, run: Run, clocks: dict[str, str]
) -> None:
    told = story("Chad met Togo in Brussels on 5 March. Togo met Mali in Vienna.", "2024-03-06")
    told.event("Chad met Togo", "CONSULT", "state:TCD, state:TGO", when="2024-03-05", where="place:brussels")
    told.event("Togo met Mali", "CONSULT", "state:TGO, state:MLI", where="place:vienna")
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)
    assert [row.what for row in desk.timeline("Brussels", since="2024-03", **clocks).rows] == ["Chad met Togo"]
    assert desk.timeline("Brussels", since="2024-04", **clocks).rows == ()
    assert desk.timeline("Brussels", asof="2024-03-01").rows == ()
