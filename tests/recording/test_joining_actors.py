"""Two ids for one actor: what is said of the first is said of the second, in what was read and what is read later."""

from typing import Any

import pytest

from comity.model import Office
from comity.recording import Record, Run
from comity.recording.fsck import check_record
from comity.recording.judgements import Judgement, Subject, joined, mentions, rename

RUN = Run("reader 1")
GONE, KEPT = "person:a-berg", "person:anna-berg"


def tell(story: Any, person: str, day: str, words: str) -> Any:
    told = story(f"{words} Officials were there.", day, "Post")
    return told.office(words, person, "foreign minister", "state:SWE", when=f"{day}/..")


def write(record: Record, told: Any, run: Run = RUN) -> None:
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)


def join(record: Record, gone: str = GONE, kept: str = KEPT) -> str:
    made = Judgement("one-actor", "Ann Reader", "the text gives her first letter only", "", actors=(gone, kept))
    return record.writer().judge(made).id


def undo(record: Record, judgement: str) -> None:
    record.writer().judge(Judgement("undo", "Ann Reader", "two people after all", "", withdraws=judgement))


def holders(record: Record, **scope: Any) -> list[tuple[str, int]]:
    with record.view("2024-01-01", **scope) as view:
        spells = view.spells("office", body="state:SWE")
    return sorted((spell.holder, len(spell.backing.statements)) for spell in spells)


@pytest.fixture
def told(empty: Record, story: Any) -> Record:
    write(empty, tell(story, GONE, "2023-08-01", "A. Berg is foreign minister of Sweden."))
    write(empty, tell(story, KEPT, "2023-09-01", "Anna Berg, foreign minister of Sweden, spoke."))
    return empty


def test_two_holders_become_one_and_two_again(told: Record) -> None:
    assert holders(told) == [(GONE, 1), (KEPT, 1)]
    judgement = join(told)
    assert holders(told) == [(KEPT, 2)]
    assert not check_record(told.address).faults
    undo(told, judgement)
    assert holders(told) == [(GONE, 1), (KEPT, 1)]
    assert not check_record(told.address).faults


def test_what_is_read_later_is_joined_too(told: Record, story: Any) -> None:
    judgement = join(told)
    write(told, tell(story, GONE, "2023-10-01", "Sweden's foreign minister A. Berg left."))
    assert holders(told) == [(KEPT, 3)]
    undo(told, judgement)
    assert holders(told) == [(GONE, 2), (KEPT, 1)]


def test_a_newer_reading_changes_nothing(told: Record, story: Any) -> None:
    join(told)
    write(told, tell(story, GONE, "2023-08-01", "A. Berg is foreign minister of Sweden."), Run("reader 2"))
    assert holders(told) == [(KEPT, 2)]
    assert not check_record(told.address).faults


def test_joins_follow_one_another(told: Record) -> None:
    first = join(told)
    second = join(told, KEPT, "person:anna-maria-berg")
    assert holders(told) == [("person:anna-maria-berg", 2)]
    undo(told, first)
    assert holders(told) == [(GONE, 1), ("person:anna-maria-berg", 1)]
    undo(told, second)
    assert holders(told) == [(GONE, 1), (KEPT, 1)]


def test_verdicts_go_with_the_statement(told: Record) -> None:
    with told.view() as view:
        (one,) = view.statements_about("office", GONE)
    told.writer().judge(Judgement("reject", "Ann", "a slip", "", (Subject(one.statement),)))
    join(told)
    assert holders(told) == [(KEPT, 1)]


def test_names_stay_as_they_stand_in_the_text(story: Any) -> None:
    statement = tell(story, GONE, "2023-08-01", "A. Berg is foreign minister of Sweden.").statements[0]
    renamed = rename(statement, GONE, KEPT)
    assert isinstance(renamed, Office)
    assert (renamed.person.id, renamed.person.name) == (KEPT, statement.person.name)
    assert mentions(statement, GONE)
    assert not mentions(renamed, GONE)
    assert renamed.evidence == statement.evidence


def test_the_last_one_stands_for_all() -> None:
    live = [Judgement("one-actor", "A", "b", "", actors=pair) for pair in (("a", "b"), ("b", "c"))]
    assert joined(live) == {"a": "c", "b": "c"}
