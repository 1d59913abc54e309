"""Members and memberships: who stands how on which day, as whom knows it."""

from typing import Any

import pytest

from comity.asking.desk import Desk
from comity.errors import DateError, UnknownActor
from comity.recording import Record, Run


def standings(answer: Any) -> set[tuple[str, str, str]]:
    return {(row.name, row.status, row.modality) for row in answer.rows}


def test_founders_joiners_observers_and_plans_stand_side_by_side(desk: Desk) -> None:
    assert standings(desk.members("SCO", at="2022-09-14")) == {
        ("China", "member", "actual"),
        ("Russia", "member", "actual"),
        ("Kazakhstan", "member", "actual"),
        ("India", "member", "actual"),
        ("Mongolia", "observer", "actual"),
        ("Iran", "member", "planned"),
    }


def test_what_was_planned_stays_planned_and_says_who_says_so(desk: Desk) -> None:
    answer = desk.members("SCO", at="2024-07-05")
    (iran,) = [row for row in answer.rows if row.member == "state:IRN"]
    assert (iran.modality, iran.said_by, iran.reported) == ("planned", ("State Television",), "2022-09-14")
    assert {("Belarus", "member", "actual"), ("Kazakhstan", "chair", "actual")} <= standings(answer)


def test_founders_are_members_and_marked(desk: Desk) -> None:
    founders = [row.name for row in desk.members("SCO", at="2005").rows if row.founder]
    assert founders == ["China", "Kazakhstan", "Russia"]


def test_asof_sees_what_was_published_by_then(desk: Desk) -> None:
    assert standings(desk.members("SCO", at="2023-12-31", asof="2022-09-20")) >= {("Iran", "member", "planned")}
    assert not any(row.name == "Belarus" for row in desk.members("SCO", at="2024-12-31", asof="2024-07-04").rows)
    assert not desk.members("SCO", asof="2022-01-01").found


def test_in_its_first_year_a_year_is_uncertain(desk: Desk) -> None:
    certain = {row.name: row.certain for row in desk.members("SCO", at="2017-03-01").rows}
    assert certain["India"] is False
    assert certain["China"] is True


def test_every_row_leads_to_its_statements(desk: Desk) -> None:
    answer = desk.members("SCO", at="2022-09-14")
    assert all(row.statements for row in answer.rows)
    assert all(desk.statement(id).found for id in answer.statements)


@pytest.mark.parametrize("name", ["SCO", "sco", "org:SCO", "Shanghai Cooperation Organization"])
def test_an_actor_goes_by_any_name(desk: Desk, name: str) -> None:
    assert desk.members(name).question.arguments[0] == ("organisation", "org:SCO")


def test_an_unknown_name_offers_the_nearest(desk: Desk) -> None:
    with pytest.raises(UnknownActor, match="Shanghai Cooperation"):
        desk.members("Shanghai Corporation Organisation")


@pytest.mark.parametrize("day", ["03/04/2022", "2022-02-30", "soon"])
def test_dates_that_cannot_be_are_told(desk: Desk, day: str) -> None:
    with pytest.raises(DateError):
        desk.members("SCO", at=day)


def test_nothing_found_says_what_was_looked_at(desk: Desk) -> None:
    answer = desk.members("OPEC")
    assert not answer.found
    assert (answer.coverage.documents, answer.coverage.first, answer.coverage.last) == (2, "2022-09-14", "2024-07-05")
    assert answer.coverage.publishers == ("Northern Post", "Southern Herald")


def test_memberships_are_the_other_way_round(desk: Desk) -> None:
    rows = desk.memberships("Kazakhstan", at="2024-07-05").rows
    assert [(row.organisation, row.status) for row in rows] == [("org:SCO", "member"), ("org:SCO", "chair")]


def test_register_and_reports_corroborate_in_one_row(informed: Desk) -> None:
    rows = {row.member: row for row in informed.members("SCO", at="2022-09-14").rows if row.status == "member"}
    assert (rows["state:IND"].since, rows["state:IND"].origin, rows["state:IND"].sources) == ("2017-06-09", "both", 1)


def test_the_register_fulfils_a_plan_and_can_be_left_out(informed: Desk) -> None:
    iran = [row for row in informed.members("SCO", at="2024-07-05").rows if row.member == "state:IRN"]
    assert [(row.modality, row.origin) for row in iran] == [("actual", "register")]
    alone = informed.members("SCO", at="2024-07-05", reports_only=True)
    assert ("Iran", "member", "planned") in standings(alone)
    assert all(row.origin == "reports" for row in alone.rows)


def test_a_plan_and_its_fulfilment_are_one_row_with_the_statements_of_each(informed: Desk) -> None:
    for answer in (
        informed.members("SCO", at="2024-07-05"),
        informed.members("SCO", at="2023"),  # when both hold at some day of the year
        informed.standings("SCO"),
    ):
        [iran] = [row for row in answer.rows if row.member == "state:IRN" and row.status == "member"]
        assert (iran.modality, iran.since) == ("actual", "2023-07-04")
        [plan] = iran.planned_statements
        assert informed.statement(plan).rows[0].modality == "planned"
        assert plan not in iran.statements
        assert plan in answer.statements
    [iran] = [row for row in informed.memberships("Iran", at="2024-07-05").rows if row.organisation == "org:SCO"]
    assert iran.planned_statements == (plan,)


def test_before_its_fulfilment_a_plan_stands_for_itself(informed: Desk) -> None:
    held = [row for row in informed.members("SCO", at="2022-12").rows if row.member == "state:IRN"]
    [plan] = [row for row in held if row.status == "member"]
    assert (plan.modality, plan.ending, plan.planned_statements) == ("planned", "fulfilled", ())


def test_a_register_of_today_is_no_knowledge_of_then(informed: Desk) -> None:
    answer = informed.members("SCO", asof="2022-09-20")
    assert all(row.origin == "reports" for row in answer.rows)
    assert any("register" in note for note in answer.notes)


def test_the_chair_passes_from_member_to_member(record: Record, desk: Desk, story: Any, run: Run) -> None:
    told = story("India is in the chair.", "2023-07-05", "Copy Daily")
    told.membership("India is in the chair", "state:IND", "org:SCO", "chair")
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)
    for question in ({}, {"asof": "2024-12-31"}):
        chairs = {day: _chairs(desk.members("SCO", at=day, **question)) for day in ("2023-07-05", "2024-07-05")}
        assert chairs == {"2023-07-05": {"India"}, "2024-07-05": {"Kazakhstan"}}
    assert not [row for row in desk.memberships("India", at="2024-07-05").rows if row.status == "chair"]
    assert not [row for row in desk.memberships("India", at="2024-07-05", asof="2025").rows if row.status == "chair"]


def _chairs(answer: Any) -> set[str]:
    return {row.name for row in answer.rows if row.status == "chair"}
