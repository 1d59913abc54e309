"""Quotations found by speaker and time: the last ones are the end of all, and none is sought among everybody's."""

import pytest
from sqlalchemy import event
from tests.conftest import RUN, Story

from comity.recording.record import Record
from comity.recording.sayings import Sought
from comity.recording.told import ALWAYS

BERG, LIND = "person:anna-berg", "person:jo-lind"
TOLD = (
    ("2020-01-01", BERG, "We begin."), ("2021-01-01", BERG, "We go on."), ("2021-05-01", LIND, "I doubt it."),
    ("2022-01-01", BERG, "we  begin."), ("2022-06-01", BERG, "We rest."),
    ("2023-01-01", f"{LIND} for {BERG}", "She rests."),
)  # fmt: skip
"""Day of report, speaker and words; the first of them are told again two years later, and one speaks for another."""


@pytest.fixture
def spoken(empty: Record) -> Record:
    with empty.writer() as writer:
        for number, (day, speaker, words) in enumerate(TOLD):
            story = Story(f"{number}: {words}", day, f"Paper {number}").quotation(words, speaker)
            writer.add(story.document, story.statements, run=RUN)
    return empty


def _told(record: Record, speaker: str, limit: int | None, asof: str | None = None) -> tuple[list[str], int]:
    with record.view(asof=asof) as view:
        found, many = view.sayings(Sought(speaker, limit=limit))
        return [item.statement.text for item in found], many


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (1, ["She rests."]), (2, ["We rest.", "She rests."]),
        (3, ["We begin.", "we  begin.", "We rest.", "She rests."]),
        (9, ["We begin.", "We go on.", "we  begin.", "We rest.", "She rests."]),
    ],
)  # fmt: skip
def test_the_last_texts_of_a_speaker_come_with_all_their_reports(spoken: Record, limit: int, words: list[str]) -> None:
    found, many = _told(spoken, BERG, limit)
    assert (sorted(found), many) == (sorted(words), 4)


def test_what_was_not_yet_published_is_neither_told_nor_counted(spoken: Record) -> None:
    assert _told(spoken, BERG, 1, asof="2021-12-31") == (["We go on."], 2)
    assert _told(spoken, LIND, 5, asof="2019") == ([], 0)
    assert _told(spoken, "person:nobody", 5) == ([], 0)


def test_a_speakers_quotations_are_never_sought_among_everybodys(spoken: Record) -> None:
    """A plan that walks over all statements or parties is as quick here, and takes seconds on a large record."""
    asked: list[tuple[str, object]] = []
    with spoken.view() as view:
        if view._connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL walks over a table of six rows whatever the indexes")

        @event.listens_for(view._connection, "before_cursor_execute")
        def keep(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
            asked.append((statement, parameters))

        for sought in (Sought(BERG, limit=5), Sought(BERG, ("rest",), ALWAYS, 5), Sought(BERG)):
            assert view.sayings(sought)[0]
        event.remove(view._connection, "before_cursor_execute", keep)
        plans = [
            step[-1]
            for statement, parameters in asked
            for step in view._connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        ]
    assert any("SEARCH statement" in step for step in plans), plans
    assert not [step for step in plans if step.startswith(("SCAN statement", "SCAN party", "SCAN document"))], plans
