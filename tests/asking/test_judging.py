"""Judging by name and reason, what follows for answers, and what is refused."""

from typing import Any

import pytest

from comity.asking.desk import Desk
from comity.errors import UserError
from comity.recording import Record, Run
from comity.register import Register


def founders(desk: Desk, **scope: Any) -> dict[str, str | None]:
    return {row.member: row.since for row in desk.members("SCO", at="2024-07-05", **scope).rows}


def statement_of(desk: Desk, member: str) -> str:
    return next(row for row in desk.members("SCO", at="2024-07-05").rows if row.member == member).statements[0]


def test_a_rejected_statement_leaves_the_answers_and_says_so_on_its_page(desk: Desk) -> None:
    india = statement_of(desk, "state:IND")
    judge = desk.judge("Ann Reader")
    row = judge.reject(india, reason="the sentence is about another body")
    assert "state:IND" not in founders(desk)
    page = desk.statement(india)
    assert page.found
    assert any("rejected by Ann Reader" in note for note in page.notes)
    judge.undo(row.judgement[:8], reason="it is not")
    assert founders(desk)["state:IND"] == "2017"
    listed = desk.judgements().rows
    assert [(r.verdict, bool(r.taken_back)) for r in listed] == [("undo", False), ("reject", True)]


def test_a_correction_shows_the_original_beside_it(desk: Desk) -> None:
    india = statement_of(desk, "state:IND")
    desk.judge("Ann").correct(india[:9], reason="the summit was in June", when="2017-06-09/..")
    answer = desk.members("SCO", at="2024-07-05")
    assert founders(desk)["state:IND"] == "2017-06-09"
    assert any("corrected by Ann" in note and "2017/.." in note for note in answer.notes)
    (standing,) = [row.statement for row in desk.why(india).rows]
    assert any(f"In its place stands {standing[:10]}" in note for note in desk.statement(india).notes)
    desk.judge("Ben").correct(india, reason="no", member="Pakistan")
    assert founders(desk).get("state:PAK") == "2017"


def test_actors_dates_and_words_are_understood(desk: Desk) -> None:
    document = desk.documents().rows[0].document
    row = desk.judge("Ann").add(
        document, "membership", "Kazakhstan holds the chair", reason="missed", member="Kazakhstan", organisation="SCO",
        status="host", when="5 July 2024",
    )  # fmt: skip
    made = desk.statement(row.statements[0]).rows[0]
    assert (made.when, made.reader) == ("2024-07-05", "judgement")
    assert any("added by Ann" in note for note in desk.members("SCO", at="2024-07-05").notes)


@pytest.mark.parametrize(
    ("values", "saying"),
    [
        ({"status": "boss"}, "no status"),
        ({"when": "31 February"}, "31 February"),
        ({"colour": "red"}, "colour"),
        ({"member": "Ruritania of the Hills"}, "Ruritania"),
        ({}, "already"),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, values: dict[str, str], saying: str) -> None:
    before = founders(desk)
    with pytest.raises(UserError, match=saying):
        desk.judge("Ann").correct(statement_of(desk, "state:IND"), reason="why not", **values)
    assert founders(desk) == before


def test_nobody_judges_without_name_reason_and_object(desk: Desk) -> None:
    india = statement_of(desk, "state:IND")
    with pytest.raises(UserError, match="Who judges"):
        desk.judge(" ").reject(india, reason="so")
    with pytest.raises(UserError, match="Why"):
        desk.judge("Ann").reject(india, reason=" ")
    with pytest.raises(UserError, match="st-0000"):
        desk.judge("Ann").reject("st-0000", reason="so")
    with pytest.raises(UserError, match="jd-0000"):
        desk.judge("Ann").undo("jd-0000", reason="so")
    with pytest.raises(UserError, match="Only events"):
        desk.judge("Ann").same(india, india, reason="so")
    document = desk.documents().rows[0].document
    with pytest.raises(UserError, match="do not stand"):
        desk.judge("Ann").add(document, "membership", "no such words", reason="so")
    with pytest.raises(UserError, match="lacks"):
        desk.judge("Ann").add(document, "membership", "Kazakhstan holds the chair", reason="so", member="Kazakhstan")
    assert not desk.judgements().found


def test_the_desk_as_recorded_knows_nothing_of_later_judgements(record: Record, desk: Desk) -> None:
    desk.judge("Ann").reject(statement_of(desk, "state:IND"), reason="so")
    assert not desk.as_recorded("2020-01-01").judgements().found
    assert desk.as_recorded("2030-01-01").judgements().found


def test_a_dispute_judged_says_who_was_believed(record: Record, desk: Desk) -> None:
    [dispute] = desk.disputes("SCO").rows
    side = next(side for side in dispute.sides if side.value == "2001")
    assert dispute.state == "open"
    desk.judge("Ann").accept(side.statements[0], reason="the declaration says so")
    [dispute] = desk.disputes("SCO").rows
    assert (dispute.state, {s.value: s.judged for s in dispute.sides}) == ("judged", {"2001": "accept", "1996": None})


def test_judgements_are_kept_when_the_texts_are_read_anew(record: Record, desk: Desk, reports: Any) -> None:
    desk.judge("Ann").reject(statement_of(desk, "state:IND"), reason="so")
    with record.writer() as writer:
        for story in reports:
            writer.add(story.document, story.statements, run=Run("reader 99"))
    assert "state:IND" not in founders(desk)
    assert desk.judgements().rows[0].person == "Ann"


def test_two_names_become_one_actor_on_every_question(empty: Record, story: Any, register: Register) -> None:
    for words, person in (("Trade will grow", "person:a-berg"), ("The dam must wait", "person:anna-berg")):
        told = story(f"“{words},” she said.", "2024-01-05", "Post")
        told.quotation(words, person)
        with empty.writer() as writer:
            writer.add(told.document, told.statements, run=Run("reader"))
    desk = Desk(empty, register)
    before = desk.quotes("person:a-berg")
    row = desk.judge("Ann").one_actor("person:a-berg", "person:anna-berg", reason="her first letter only")
    after = desk.quotes("person:a-berg")
    assert [len(answer) for answer in (before, after)] == [1, 2]
    assert {quote.speaker for quote in after.rows} == {"person:anna-berg"}
    assert after.rows == desk.quotes("person:anna-berg").rows
    assert any("her first letter only" in note for note in after.notes)
    desk.judge("Ann").undo(row.judgement, reason="two people")
    assert desk.quotes("person:a-berg").rows == before.rows


@pytest.mark.parametrize(
    ("gone", "kept", "saying"),
    [("India", "China", "of the register"), ("India", "Bharat", "already"), ("Nobody", "India", "No actor")],
)
def test_only_some_actors_can_be_one(informed: Desk, gone: str, kept: str, saying: str) -> None:
    with pytest.raises(UserError, match=saying):
        informed.judge("Ann").one_actor(gone, kept, reason="why not")
