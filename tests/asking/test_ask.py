"""Questions in plain English: what each is understood as, what it answers, what is refused and with which words."""

import datetime as dt
import shlex
from pathlib import Path
from typing import Any

import pytest

from comity.asking.actors import Actors
from comity.asking.ask import Context, Query, understand
from comity.asking.ask.grammar import load_patterns
from comity.asking.ask.times import Times, cut_times
from comity.asking.desk import QUESTIONS, Desk
from comity.errors import DateError, UnknownActor, UnknownQuestion, UserError
from comity.model import Document, Event, Evidence, Reference
from comity.recording import Record, Run
from comity.register import Register

LINES = (Path(__file__).parent / "cases" / "ask.txt").read_text("utf-8").splitlines()
CASES = [[part.strip() for part in line.split("|")] for line in LINES if not line.startswith("#")]
TODAY = dt.date(2024, 8, 1)


def test_every_question_is_understood(record: Record, register: Register) -> None:
    with record.view() as view:
        context = Context(Actors(view, register), register, TODAY)
        understood = [
            (case[0], query.pattern, query.command) for case in CASES for query in [try_out(case[0], context)]
        ]
    assert understood == [(case[0], case[1], f"comity {case[2]}") for case in CASES]


def try_out(question: str, context: Context) -> Query:
    """The query, or one that says why there is none."""
    try:
        return understand(question, context)
    except UserError as error:
        return Query(str(error), "refused")


def test_questions_are_answered_with_what_was_asked_and_what_was_looked_at(informed: Desk) -> None:
    cases = [case for case in CASES if case[3] != ":"]
    answers = [informed.ask(case[0]) for case in cases]
    assert [(case[0], told(answer, case[3])) for case, answer in zip(cases, answers, strict=True)] == [
        (case[0], case[3]) for case in cases
    ]
    assert all(answer.notes[0].startswith("This was asked: comity ") for answer in answers)
    assert all(answer.coverage.documents for answer in answers)


def told(answer: Any, like: str) -> str:
    """The answer, in the form that the expected one has."""
    if not answer.found:
        return "-"
    if like.endswith(("row", "rows")):
        return f"{len(answer)} row{'s' * (len(answer) != 1)}"
    if like.isdigit():
        return str(answer.rows[0].count)
    names = [row.name for row in answer.rows]
    return like if sorted(names) == sorted(like.split(", ")) else ", ".join(names)


def test_the_command_that_was_run_gives_the_rows_that_were_narrowed(informed: Desk) -> None:
    words = shlex.split(
        informed.ask("Which states joined the SCO in 2017?").notes[0].split("comity ")[1].split(" (")[0]
    )
    changed = informed.changes(words[1], since=words[3], until=words[5])
    assert {row.name for row in changed.rows if row.change == "joined"} == {"India", "Pakistan"}


@pytest.mark.parametrize(
    "question", ["What is the meaning of life?", "Should I invest in oil?", "", "?", "members", "Who did what to whom?"]
)
def test_a_question_outside_is_refused_with_the_nearest(informed: Desk, question: str) -> None:
    with pytest.raises(UnknownQuestion, match="nearest are: ") as refused:
        informed.ask(question)
    assert len(refused.value.nearest) == 3


def test_the_nearest_questions_are_about_the_same_thing(informed: Desk) -> None:
    with pytest.raises(UnknownQuestion) as refused:
        informed.ask("Explain to me why so many states joined organisations")
    assert any("join" in question for question in refused.value.nearest)


def test_names_and_dates_that_cannot_be_are_told(informed: Desk) -> None:
    with pytest.raises(UnknownActor, match="Arab League"):
        informed.ask("Who are the members of the Foo Bar League?")
    with pytest.raises(DateError, match="two ways"):
        informed.ask("Who were the members of the SCO on 03/04/2022?")


def test_a_pronoun_names_nobody_though_it_is_a_code_of_a_state(informed: Desk) -> None:
    with pytest.raises(UnknownActor, match="“it”"):
        informed.ask("Who said that it was founded in 1996?")
    assert informed.ask("Who are IT's allies?").notes[0] == "This was asked: comity relations state:ITA --type ally."


@pytest.mark.parametrize(
    "question",
    ["How many members did the SCO have in 2015 and in 2024?", "Which states in the EU in 1994 joined in 1995?"],
)
def test_a_question_of_two_times_is_not_answered_for_one(informed: Desk, question: str) -> None:
    with pytest.raises(UserError, match="more than one time"):
        informed.ask(question)


def test_one_who_does_not_belong_then_is_told_to_have_at_other_times(informed: Desk) -> None:
    answer = informed.ask("Was Iran a member of the SCO in 1990?")
    assert not answer.found
    (note,) = [note for note in answer.notes if note.startswith("Not then")]
    assert "member from 2023-07-04" in note


def test_an_office_that_nobody_held_then_tells_who_did_at_other_times(informed: Desk) -> None:
    answer = informed.ask("Who was president of Kazakhstan in 1950?")
    assert not answer.found
    (note,) = [note for note in answer.notes if note.startswith("Not then")]
    assert "Nursultan Nazarbayev from 1990" in note


def test_what_is_shared_rests_on_the_statements_of_both(informed: Desk) -> None:
    answer = informed.ask("Which organisations do China and Russia share?")
    (row,) = answer.rows
    own = {id for row in informed.memberships("state:CHN").rows for id in row.statements}
    assert set(row.statements) - own
    assert "Beginning and end of each are those of China." in answer.notes


def test_what_was_left_out_is_counted_among_those_asked_about(informed: Desk) -> None:
    notes = informed.ask("When did Mongolia join the SCO?").notes
    assert [note for note in notes if note.startswith("Left out by change")] == [
        "Left out by change: 1 status; the command above shows them."
    ]


def test_a_surname_is_the_person_though_texts_call_the_state_so_too(record: Record, desk: Desk, run: Run) -> None:
    text = "Xi has pledged help. Xi flew home."
    document, spans = Document(text, source="xi.md"), [Evidence(0, 2, "Xi"), Evidence(21, 23, "Xi")]
    called = [Reference("state:CHN", "Xi"), Reference("person:xi-jinping", "Xi", "state:CHN")]
    told = [
        Event(document=document.id, evidence=(span,), event_type=type, actors=(actor,))
        for span, actor, type in zip(spans, called, ("AID", "CONSULT"), strict=True)
    ]
    with record.writer() as writer:
        writer.add(document, told, run=run)
    assert desk.find("Xi").actor == "person:xi-jinping"


def test_options_count_where_the_question_names_no_time(informed: Desk) -> None:
    assert dict(informed.ask("Who are the members of the SCO?", at="2005").question.arguments)["at"] == "2005"
    assert dict(informed.ask("Who were members of the SCO in 2010?", at="2005").question.arguments)["at"] == "2010"
    assert not informed.ask("Who are the members of the SCO?", asof="2022-01-01", reports_only=True).found


def test_every_example_is_understood_as_its_own_pattern(record: Record, register: Register) -> None:
    patterns = load_patterns(("president", "prime minister"))
    with record.view() as view:
        context = Context(Actors(view, register), register, TODAY)
        understood = {pattern.id: understand(pattern.shows, context).pattern for pattern in patterns if _known(pattern)}
    assert understood == {id: id for id in understood}
    assert all(pattern.runs in QUESTIONS for pattern in patterns)


def _known(pattern: Any) -> bool:
    """Whether the example names only actors that the register knows; some are people of the example articles."""
    return "Marchetti" not in pattern.shows


@pytest.mark.parametrize(
    ("question", "rest", "times"),
    [
        ("who joined between 2015 and 2024", "who joined", Times("2015", "2024")),
        ("who joined in 2015 and 2024", "who joined", Times("2015", "2024", moments=True)),
        ("who joined since 14 September 2022", "who joined", Times("2022-09-14")),
        ("who joined after 2015", "who joined", Times("2016-01-01")),
        ("who joined before March 2015", "who joined", Times(None, "2015-02-28")),
        ("who joined in the 1990s", "who joined", Times("199X", "199X")),
        ("who joined last year", "who joined", Times("2023", "2023")),
        ("who joined in 2015 as known by 2016-02", "who joined", Times("2015", "2015", "2016-02")),
        ("who met in Samarkand", "who met in Samarkand", Times()),
        ("who joined on the 3rd of May 2004", "who joined", Times("2004-05-03", "2004-05-03")),
        ("who joined 2015–2018", "who joined", Times("2015", "2018")),
    ],
)
def test_times_are_cut_out(question: str, rest: str, times: Times) -> None:
    assert cut_times(question, TODAY) == (rest, times)


def test_a_post_held_before_is_told_when_it_is_held_no_more(informed: Desk) -> None:
    answer = informed.ask("How long was Nursultan Nazarbayev president of Kazakhstan?", at="2024-01-01")
    (note,) = [note for note in answer.notes if note.startswith("Not then")]
    assert not answer.found
    assert "president from " in note
    assert " to 2019" in note


def test_a_verb_that_stands_for_a_wider_kind_is_told(informed: Desk) -> None:
    wider = [
        [note for note in informed.ask(f"Who was {verb} by Russia?").notes if "is wider" in note]
        for verb in ("accused", "criticised")
    ]
    assert [len(notes) for notes in wider] == [0, 1]
