"""Why the record has a happening or a spell, and what became known between two states of it."""

from typing import Any

import pytest

from comity.asking.desk import Desk
from comity.errors import UserError
from comity.model import Document
from comity.recording import Record, Run

RUN = Run("reader 1")


def write(record: Record, *stories: Any) -> None:
    with record.writer() as writer:
        for told in stories:
            writer.add(told.document, told.statements, run=RUN)


@pytest.fixture
def plans(empty: Record, register: Any, story: Any) -> Desk:
    told = story("Iran is to join the club next year. China will meet Russia in May.", "2022-09-14", "Post")
    told.membership("Iran is to join", "state:IRN", "org:SCO", "member", modality="planned", when="2023")
    told.event("China will meet Russia", "CONSULT", "state:CHN, state:RUS", modality="planned", when="2023-05")
    after = story("Iran joined the club. Russia and China met.", "2023-07-05", "Herald")
    after.membership("Iran joined", "state:IRN", "org:SCO", "member", when="2023-07-04/..")
    after.event("Russia and China met", "CONSULT", "state:CHN, state:RUS", when="2023-05-12")
    third = story("In 2022 the club let Iran in.", "2023-08-01", "Gazette")
    third.membership("let Iran in", "state:IRN", "org:SCO", "member", when="2022/..")
    write(empty, told, after, third)
    return Desk(empty, register)


def test_a_plan_and_what_became_of_it_are_told_together(plans: Desk) -> None:
    [done] = plans.timeline("China", "Russia").rows
    [planned] = done.planned_statements
    why = plans.why(planned)
    assert [(row.part, row.words) for row in why.rows] == [
        ("first", "China will meet Russia"),
        ("outcome", "Russia and China met"),
    ]
    assert any("fulfilled" in note for note in why.notes)
    assert [row.part for row in plans.why(done.statements[0]).rows] == ["first", "plan"]
    early = plans.why(planned, asof="2022-12-31")
    assert [row.part for row in early.rows] == ["first"]
    assert any("No later text" in note for note in early.notes)


def test_the_first_grounds_are_those_of_all_and_the_others_are_counted(plans: Desk) -> None:
    [done] = plans.timeline("China", "Russia").rows
    spell = next(row.spell for row in plans.members("SCO", at="2023-08").rows if row.member == "state:IRN")
    for id in (done.happening, spell):
        every = plans.why(id)
        assert len(every) > 1
        some = plans.why(id, first=1)
        assert (some.rows, some.left_out) == (every.rows[:1], len(every) - 1)
        assert some.notes == every.notes


def test_joined_statements_give_their_grounds(plans: Desk, empty: Record, story: Any) -> None:
    again = story("Beijing and Moscow held talks.", "2023-05-13", "Third")
    again.event("Beijing and Moscow held talks", "CONSULT", "state:RUS, state:CHN", when="2023-05-12", mode="meet")
    write(empty, again)
    rows = plans.why(again.statements[0].id).rows
    [joined] = [row for row in rows if row.part == "joined"]
    assert joined.ground == "same type CONSULT, same parties, same date 2023-05-12"
    plans.judge("Ann").not_same(joined.statement, rows[0].statement, reason="two rounds of talks")
    assert "joined" not in [row.part for row in plans.why(again.statements[0].id).rows]


def test_a_spell_tells_what_it_rests_on_and_what_was_set_aside(plans: Desk) -> None:
    row = next(row for row in plans.members("SCO", at="2023-12-31").rows if row.modality == "actual")
    grounds = {r.words: (r.part, r.ground) for r in plans.why(row.spell).rows}
    assert grounds["Iran joined"] == ("supports", "gives the beginning 2023-07-04, on 1 independent text")
    assert grounds["let Iran in"] == ("supports", "gives another beginning, 2022, on 1 independent text")
    plans.judge("Ann").reject(
        next(r.statement for r in plans.why(row.spell).rows if r.words == "let Iran in"), reason="wrong year"
    )
    assert ("let Iran in", "rejected") in [(r.words, r.part) for r in plans.why(row.statements[0]).rows]


def test_what_is_no_spell_or_happening_is_said(desk: Desk) -> None:
    assert not desk.why("hp-00").found
    assert not desk.why("sp-00").found
    assert not desk.why("st-00").found
    quoted = desk.quotes("Anna Berg").rows[0].statements[0]
    with pytest.raises(UserError, match="Only events"):
        desk.why(quoted)


def test_who_was_expected_then(plans: Desk) -> None:
    rows = plans.members("SCO", at="2023-12-31", asof="2022-09-20").rows
    assert [(row.member, row.modality, row.since) for row in rows] == [("state:IRN", "planned", "2023")]


def test_what_became_known_between_two_dates(plans: Desk) -> None:
    learnt = plans.changes("SCO", until="2023-12-31", asof_since="2022-12-31", asof="2023-07-31")
    assert [(row.change, row.date) for row in learnt.rows] == [
        ("plan-fulfilled", "2023-07-04"),
        ("learned", "2023-07-05"),
    ]
    assert "Newly known: Iran, a member of the Shanghai" in learnt.rows[1].what
    later = plans.changes("SCO", until="2023-12-31", asof_since="2023-07-31").rows
    assert [row.change for row in later] == ["disputed"]
    talks = plans.changes("China", until="2023-12-31", asof_since="2022-12-31").rows
    assert [(row.change, row.what) for row in talks] == [
        ("plan-fulfilled", "The plan was fulfilled: China will meet Russia")
    ]
    assert not plans.changes("SCO", asof_since="2023-09-01").found
    for clocks in ({}, {"since": "2022", "asof_since": "2022"}):
        with pytest.raises(UserError, match="since when"):
            plans.changes("SCO", **clocks)


def test_what_a_judgement_changed_is_learnt_on_our_clock(plans: Desk) -> None:
    row = next(row for row in plans.members("SCO", at="2023-12-31").rows if row.modality == "actual")
    plans.judge("Ann").accept(row.statements[-1], reason="the decree is dated so")
    assert plans.changes("SCO", recorded_since="2000-01-01", until="2023-12-31").found


def test_plans_missed_are_changes(empty: Record, register: Any, story: Any) -> None:
    told = story("Iran joins in 2021. India will visit Russia in May 2021.", "2020-09-14", "Post")
    told.membership("Iran joins in 2021", "state:IRN", "org:SCO", "member", modality="planned", when="2021")
    told.event("India will visit Russia", "CONSULT", "state:IND", "state:RUS", modality="planned", when="2021-05")
    after = story("Iran is still no member. India's visit to Russia fell through.", "2022-02-05", "Herald")
    after.membership("Iran is still no member", "state:IRN", "org:SCO", "member", modality="denied")
    after.event("visit to Russia fell", "CONSULT", "state:IND", "state:RUS", modality="denied", when="2021-05")
    write(empty, told, after)
    desk = Desk(empty, register)
    changes = desk.changes("SCO", since="2021-06-01", until="2022-12-31").rows
    assert [(row.change, row.date) for row in changes] == [("plan-missed", "../2022-02-05")]
    missed = desk.changes("Russia", since="2021-01-01", until="2021-12-31").rows
    assert [(row.change, row.date) for row in missed] == [("plan-missed", "2021-05")]
    assert not [row for row in desk.members("SCO", at="2022-12-31").rows if row.modality == "planned"]


def test_refusals_and_statements_have_their_clock(desk: Desk, record: Record) -> None:
    with record.writer() as writer:
        writer.add(
            Document("Talks opened on Monday.", source="undated.md"), [], run=RUN, warnings=["no date of publication"]
        )
    assert desk.refusals(at="2024-08").found
    assert not desk.refusals(at="2024-07").found
    assert not desk.refusals(asof="2024-07-31").found
    [belarus] = [row for row in desk.members("SCO", at="2024-07-05").rows if row.member == "state:BLR"]
    assert desk.statement(belarus.statements[0]).found
    early = desk.statement(belarus.statements[0], asof="2023-01-01")
    assert (early.found, any("not known by 2023-01-01" in note for note in early.notes)) == (False, True)
