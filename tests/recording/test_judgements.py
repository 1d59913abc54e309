"""Judgements: what people decide is heeded, kept through new readings, and can be taken back one by one."""

from dataclasses import replace
from typing import Any

import pytest

from comity.errors import RecordError
from comity.recording import Record, Run
from comity.recording.judgements import Judgement, Subject, Verdict

RUN, NEWER = Run("reader 1"), Run("reader 2")
WORDS = "Iran became a member in 2023"


def tell(story: Any, when: str | None = "2023/..", status: str = "member", words: str = WORDS) -> Any:
    told = story(f"{WORDS} of the club. China met Russia in Paris.", "2023-08-01", "Post")
    told.membership(words, "state:IRN", "org:SCO", status, when=when)
    return told.event("China met Russia in Paris", "CONSULT", "state:CHN, state:RUS", mode="meet", when="2023-07")


def write(record: Record, told: Any, run: Run = RUN) -> None:
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)


def judge(record: Record, verdict: Verdict, *statements: Any, made: Any = None, withdraws: str | None = None) -> str:
    judgement = Judgement(
        verdict,
        "Ann Reader",
        "because",
        "",
        tuple(map(Subject, statements)),
        Subject(made) if made else None,
        withdraws,
    )
    return record.writer().judge(judgement).id


def iran(record: Record, **scope: Any) -> list[tuple[str, str | None]]:
    with record.view("2024-01-01", **scope) as view:
        return [(spell.label, spell.since) for spell in view.spells("membership", holder="state:IRN")]


def test_what_is_rejected_leaves_the_spells_and_comes_back(empty: Record, story: Any) -> None:
    told = tell(story)
    write(empty, told)
    rejection = judge(empty, "reject", told.statements[0])
    assert iran(empty) == iran(empty, asof="2030") == []
    with empty.view() as view:
        [ruling] = view.rulings([told.statements[0].id])[told.statements[0].id]
        assert (ruling.verdict, ruling.judgement.person, ruling.judgement.id) == ("reject", "Ann Reader", rejection)
        assert view.find_statement(told.statements[0].id) is not None, "what is rejected stays visible"
    withdrawal = judge(empty, "undo", withdraws=rejection)
    assert iran(empty) == [("member", "2023")]
    judge(empty, "undo", withdraws=withdrawal)
    assert iran(empty) == [], "a withdrawal can be taken back too"


def test_our_clock_shows_what_stood_before(empty: Record, story: Any) -> None:
    told = tell(story)
    write(empty, told)
    with empty.view() as view:
        before = view.data_version
    judge(empty, "reject", told.statements[0])
    with empty.view() as view:
        assert view.data_version != before
    with empty.view("2024-01-01") as view:
        view._sight = replace(view._sight, scope=replace(view._sight.scope, sequence=1))
        assert view.spells("membership", holder="state:IRN")
        assert not view.rulings([told.statements[0].id])


def test_a_correction_stands_in_place_of_what_was_read(empty: Record, story: Any) -> None:
    told, right = tell(story), tell(story, "2022/..").statements[0]
    write(empty, told)
    correction = judge(empty, "correct", told.statements[0], made=right)
    assert iran(empty) == iran(empty, asof="2030") == [("member", "2022")]
    further = judge(empty, "correct", right, made=tell(story, "2021/..").statements[0])
    assert iran(empty) == [("member", "2021")]
    with pytest.raises(RecordError, match=further):
        judge(empty, "undo", withdraws=correction)
    judge(empty, "undo", withdraws=further)
    judge(empty, "undo", withdraws=correction)
    assert iran(empty) == [("member", "2023")]
    with pytest.raises(RecordError, match="already"):
        judge(empty, "undo", withdraws=correction)


def test_what_was_missed_can_be_added(empty: Record, story: Any) -> None:
    told = tell(story)
    write(empty, told)
    missed = story(told.document.text, "2023-08-01", "Post").office("China met Russia", "person:x", "guest", "org:SCO")
    addition = judge(empty, "add", made=missed.statements[0])
    with empty.view("2024-01-01") as view:
        assert [spell.holder for spell in view.spells("office", body="org:SCO")] == ["person:x"]
    write(empty, told, NEWER)
    with empty.view("2024-01-01") as view:
        assert view.spells("office", body="org:SCO"), "no new reading takes it away"
        assert view.documents()[0].count == 3
    judge(empty, "undo", withdraws=addition)
    with empty.view("2024-01-01") as view:
        assert not view.spells("office", body="org:SCO")
    wrong = story(f"{told.document.text} And more.", "2023-08-01").office("And more", "person:x", "guest", "org:SCO")
    elsewhere = replace(wrong.statements[0], document=told.document.id)
    with pytest.raises(RecordError, match="does not stand"):
        judge(empty, "add", made=elsewhere)


def test_judgements_survive_new_readings(empty: Record, story: Any) -> None:
    told = tell(story)
    write(empty, told)
    rejection = judge(empty, "reject", told.statements[0])
    shorter = tell(story, words="Iran became a member")
    write(empty, shorter, NEWER)
    assert iran(empty) == [], "the same words at the same place are rejected whoever reads them"
    with empty.view() as view:
        assert view.rulings([shorter.statements[0].id])
    write(empty, tell(story, status="observer"), Run("reader 3"))
    assert iran(empty) == [("observer", "2023")], "what says something else is not"
    judge(empty, "undo", withdraws=rejection)
    assert iran(empty) == [("observer", "2023")], "what the last reader did not read does not come back"
    write(empty, told, Run("reader 4"))
    assert iran(empty) == [("member", "2023")]


def test_corrections_survive_new_readings(empty: Record, story: Any) -> None:
    told, right = tell(story), tell(story, "2022/..").statements[0]
    write(empty, told)
    correction = judge(empty, "correct", told.statements[0], made=right)
    write(empty, told, NEWER)
    assert iran(empty) == [("member", "2022")]
    write(empty, tell(story, "2022/.."), Run("reader 3"))
    assert iran(empty) == [("member", "2022")]
    judge(empty, "undo", withdraws=correction)
    assert iran(empty) == [("member", "2022")], "the newest reader reads it so itself"


def test_judgements_may_come_before_the_document(empty: Record, story: Any) -> None:
    told = tell(story)
    judge(empty, "reject", told.statements[0])
    write(empty, told)
    assert iran(empty) == []


def other(story: Any, day: str = "2023-08-02", when: str = "2023-09") -> Any:
    told = story("Beijing saw Moscow's envoys. Iran joined in 2021.", day, "Herald")
    told.event("Beijing saw Moscow's envoys", "CONSULT", "state:CHN, state:RUS", mode="visit", when=when)
    return told.membership("Iran joined in 2021", "state:IRN", "org:SCO", "member", when="2021/..")


def meetings(record: Record, **scope: Any) -> list[int]:
    with record.view("2024-01-01", **scope) as view:
        return sorted(len(told.backing.statements) for told in view.happenings("state:CHN"))


def test_people_join_and_part_happenings(empty: Record, story: Any) -> None:
    one, two = tell(story), other(story)
    write(empty, one)
    write(empty, two)
    assert meetings(empty) == [1, 1]
    joined = judge(empty, "same", one.statements[1], two.statements[0])
    assert meetings(empty) == meetings(empty, asof="2030") == [2]
    write(empty, two, NEWER)
    assert meetings(empty) == [2]
    judge(empty, "undo", withdraws=joined)
    assert meetings(empty) == [1, 1]
    alike = story("Xi and Putin met in Paris.", "2023-08-03", "Third")
    alike.event("Xi and Putin met in Paris", "CONSULT", "state:CHN, state:RUS", mode="meet", when="2023-07")
    write(empty, alike)
    assert meetings(empty) == [1, 2]
    judge(empty, "not-same", alike.statements[0], one.statements[1])
    assert meetings(empty) == meetings(empty, asof="2030") == [1, 1, 1]


def test_a_dispute_is_judged_by_accepting_or_rejecting_a_side(empty: Record, story: Any) -> None:
    one, two = tell(story), other(story)
    write(empty, one)
    write(empty, two)

    def disputes(**scope: Any) -> list[tuple[str, list[tuple[str, str | None]]]]:
        with empty.view("2024-01-01", **scope) as view:
            return [(d.state, [(side.value, side.judged) for side in d.sides]) for d in view.disputes()]

    assert [state for state, _ in disputes()] == ["open"]
    accepted = judge(empty, "accept", one.statements[0])
    assert disputes() == disputes(asof="2030") == [("judged", [("2023", "accept"), ("2021", None)])]
    assert iran(empty) == [("member", "2023")]
    judge(empty, "undo", withdraws=accepted)
    judge(empty, "reject", one.statements[0])
    assert iran(empty) == [("member", "2021")]
    [(state, sides)] = disputes()
    assert (state, sorted(sides, key=str)) == ("judged", [("2021", None), ("2023", "reject")])


def test_the_same_judgement_is_taken_once(empty: Record, story: Any) -> None:
    told = tell(story)
    write(empty, told)
    kept = empty.writer().judge(Judgement("reject", "Ann", "wrong", "2024-01-01", (Subject(told.statements[0]),)))
    again = empty.writer().judge(Judgement("reject", "Ann", "wrong", "2024-01-01", (Subject(told.statements[0]),)))
    assert kept.id == again.id
    with empty.view() as view:
        assert [judgement.id for judgement in view.judgements()] == [kept.id]
