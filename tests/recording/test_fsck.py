"""Checking a record: what is sound passes, and each thing that can go wrong is told by name."""

import dataclasses
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import text

from comity.recording import Record, Run
from comity.recording.engine import connect_for_writing
from comity.recording.fsck import check_record
from comity.recording.judgements import Judgement, Subject, Verdict

DAMAGES = [
    {
        "UPDATE document SET text = replace(text, '2001', '2002') WHERE key = 1": "its text has been changed",
        "UPDATE document SET known = '2020-01-01' WHERE key = 1": "counts as known by",
        "UPDATE document SET count = count + 1 WHERE key = 1": "statements stand from it",
        "UPDATE appearance SET publisher = 'Elsewhere' WHERE document = 2": "where or when it appeared",
        "DELETE FROM appearance WHERE document = 1": "1 rows were removed",
        "UPDATE party SET represents = 1 WHERE represents > 1": "acts for",
    },
    {
        "UPDATE statement SET label = 'observer' WHERE label = 'founder'": "says something else",
        "UPDATE reading SET recorded_at = '1999-01-01' WHERE sequence = 2": "before the one before",
    },
    {"UPDATE evidence SET start = start + 1 WHERE statement = 1": "says something else"},
    {'UPDATE evidence SET "end" = "end" + 100000 WHERE statement = 1': "says something else"},
    {"DELETE FROM evidence WHERE statement = 1": "says something else"},
    {
        "UPDATE spell SET since = '1999' WHERE since = '2001'": "differs when it is derived anew",
        "DELETE FROM happening_party": "is missing when it is derived anew",
        "UPDATE happening SET outcome = 'missed'": "happening",
        "DELETE FROM dispute": "dispute",
    },
]


def damage(record: Record, sql: str) -> None:
    engine = connect_for_writing(record.address)
    with engine.begin() as connection:
        connection.execute(text(sql))
    engine.dispose()


def test_a_sound_record_has_no_faults(record: Record, bookshelf: Any) -> None:
    with record.writer() as writer:
        writer.add_register(bookshelf)
    checked = check_record(record.address)
    assert (checked.documents, checked.waiting, checked.faults) == (3, 0, ())
    assert checked.statements
    assert checked.derived


def test_what_waits_is_no_fault(empty: Record, reports: Any, run: Any) -> None:
    empty.writer().add(reports[0].document, reports[0].statements, run=run)
    checked = check_record(empty.address)
    assert (checked.waiting, checked.faults) == (1, ())


@pytest.fixture
def judged(record: Record, reports: Any) -> Record:
    """The two reports, with statements rejected, corrected, added, and a judgement taken back."""
    first, second, third, fourth, *_ = reports[0].statements
    corrected = dataclasses.replace(second, when="2002")

    def judge(verdict: Verdict, *about: Any, made: Any = None, withdraws: str | None = None) -> str:
        subjects = tuple(map(Subject, about))
        said = Judgement(verdict, "Ann Reader", "so", "", subjects, Subject(made) if made else None, withdraws)
        return record.writer().judge(said).id

    judge("reject", first)
    judge("correct", second, made=corrected)
    judge("add", made=dataclasses.replace(third, status="observer"))
    judge("undo", withdraws=judge("reject", fourth))
    record.writer().resolve()
    return record


def test_a_judged_record_is_sound(judged: Record, reports: Any) -> None:
    assert check_record(judged.address).faults == ()
    with judged.writer() as writer:
        writer.add(reports[0].document, reports[0].statements[1:], run=Run("reader 2"))
    assert check_record(judged.address).faults == ()


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE judgement SET person = 'Somebody Else' WHERE key = 1", "says something else"),
        ("DELETE FROM ruling", "does not follow from its judgements"),
        ("UPDATE statement SET superseded = NULL WHERE superseded IS NOT NULL", "not what its judgements leave"),
    ],
)
def test_damage_to_judgements_is_told(judged: Record, sql: str, told: str) -> None:
    damage(judged, sql)
    faults = check_record(judged.address).faults
    assert any(told in fault.what for fault in faults), faults


@pytest.mark.parametrize("damages", DAMAGES)
def test_damage_is_told(record: Record, damages: dict[str, str]) -> None:
    for sql in damages:
        damage(record, sql)
    faults = "\n".join(map(str, check_record(record.address).faults))
    for told in damages.values():
        assert told in faults


def test_families_of_copies_are_found_anew(record: Record, story: Any, run: Run) -> None:
    words = " ".join(f"word{n} of the long agreement" for n in range(30))
    with record.writer() as writer:
        for n in range(3):
            writer.add(story(f"{words} edition {n}", f"2024-07-1{n}", f"Paper {n}").document, [], run=run)
    assert check_record(record.address).faults == ()
    damage(record, "UPDATE document SET family = key WHERE publisher = 'Paper 2'")
    assert any("copy of" in fault.what for fault in check_record(record.address).faults)


def test_rows_that_refer_to_nothing_are_told(record: Record) -> None:
    if record.address.startswith("postgresql"):
        pytest.skip("PostgreSQL takes no such rows")
    with closing(sqlite3.connect(record.address)) as connection:
        connection.executescript("DELETE FROM actor WHERE key = 1;")
    assert any("that is gone" in fault.what for fault in check_record(record.address).faults)


def test_a_passage_that_is_not_indexed_is_told(record: Record) -> None:
    damage(record, 'UPDATE passage SET "end" = "end" - 9 WHERE key = 1')
    assert any(fault.where == "search" for fault in check_record(record.address).faults)
