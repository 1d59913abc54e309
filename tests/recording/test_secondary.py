"""Indexes laid aside for a load come back: in its end, after an error, and after a kill in the middle of it."""

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select, text

from comity.model import Document, Evidence, Office, Reference
from comity.recording import Item, Record, Run, Writer, open_record, schema
from comity.recording.engine import connect_for_reading, is_server, opened
from comity.recording.fsck import check_record
from comity.recording.judgements import Judgement, Subject
from comity.recording.preparing import BATCH
from comity.recording.secondary import SECONDARY, VECTORS

RUN = Run("reader")
MOMENT = dt.datetime(2024, 8, 1, 12, tzinfo=dt.UTC)
WHO_WRITES = (BATCH, 0)
"""Statements after which another process writes: never so many here, or the next batch."""
KILLED = """
import os, signal, sys
sys.path.insert(0, {here!r})
from test_secondary import load
from comity.recording import open_record
with open_record({address!r}) as record, record.writer() as writer, writer.loading(much={much}):
    load(writer, 0, 1)
    load(writer, 1, 4)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def empty(address: str) -> Iterator[Record]:
    with open_record(address, create=True, clock=lambda: MOMENT) as record:
        yield record


def item(number: int) -> Item:
    text = f"Ada Holm, minister number {number}, spoke."
    document = Document(text, published="2024-05-01")
    ada, where = Reference("person:ada-holm", "Ada Holm"), Reference("state:NOR", "Norway")
    said = Office(document=document.id, evidence=(Evidence.of(text, 0, 8),), person=ada, role=f"no {number}", of=where)
    return Item(document, [said])


def load(writer: Writer, begin: int, end: int) -> None:
    list(writer.add_many(map(item, range(begin, end)), run=RUN))


def all_of(record: Record) -> frozenset[str]:
    return SECONDARY | {VECTORS} if is_server(record.address) else SECONDARY


def away(record: Record) -> frozenset[str]:
    with opened(connect_for_reading(record.address)) as engine, engine.connect() as connection:
        look, tables = inspect(connection), ("statement", "party", "passage_words")
        return all_of(record) - {str(index["name"]) for table in tables for index in look.get_indexes(table)}


def test_a_load_into_an_empty_record_lays_them_aside_and_again(empty: Record) -> None:
    with empty.writer() as writer:
        with writer.loading():
            load(writer, 0, 4)
            assert away(empty) == all_of(empty)
        assert not away(empty), "before anything is resolved"
    assert check_record(empty.address).faults == ()


def rows_of(record: Record) -> dict[str, list[str]]:
    """All rows of a record, actors and names by what they are: their numbers follow the order within a batch."""
    with opened(connect_for_reading(record.address)) as engine, engine.connect() as connection:
        values = {
            column: dict(connection.execute(select(column.table.c.key, column)).all())
            for column in (schema.actor.c.id, schema.name.c.name)
        }
        by_table = {column.table: found for column, found in values.items()}
        found = {column.table.name: sorted(by_key.values()) for column, by_key in values.items()}
        for table in schema.metadata.sorted_tables:
            if table.name not in (*found, "migration"):
                targets = [next((by_table.get(k.column.table) for k in c.foreign_keys), None) for c in table.columns]
                rows = connection.execute(select(table)).all()
                found[table.name] = sorted(
                    repr([told.get(value) if told else value for told, value in zip(targets, row, strict=True)])
                    for row in rows
                )
    return found


@pytest.mark.parametrize("much", WHO_WRITES)
def test_a_loaded_record_is_the_one_written_singly_row_for_row(
    empty: Record, reports: Any, tmp_path: Path, much: int
) -> None:
    items = [*map(item, range(4)), *(Item(story.document, story.statements) for story in reports), item(4)]
    with empty.writer() as writer, writer.loading(much=much):
        for part in (items[:3], items[3:5], items[5:]):
            list(writer.add_many(part, run=RUN))
    with open_record(tmp_path / "singly.db", create=True, clock=lambda: MOMENT) as other:
        with other.writer() as writer:
            for one in items:
                writer.add(one.document, one.statements, run=RUN)
        assert rows_of(empty) == rows_of(other)
        assert {name for name, rows in rows_of(other).items() if rows} >= {"party", "spell", "happening", "passage"}


def test_words_are_merged_in_the_end_of_a_load(empty: Record) -> None:
    if is_server(empty.address):
        pytest.skip("a server keeps no words apart")
    gathered = text("SELECT count(*) FROM passage_words_config WHERE k = 'automerge' AND v = 0")
    segments = text("SELECT count(DISTINCT segid) FROM passage_words_idx")
    with opened(connect_for_reading(empty.address)) as engine:
        with empty.writer() as writer, writer.loading():
            for number in range(6):
                load(writer, number, number + 1)
            with engine.connect() as connection:
                assert connection.scalar(gathered) == 1
        with engine.connect() as connection:
            assert (connection.scalar(gathered), connection.scalar(segments)) == (0, 1)
    with empty.view() as view:
        assert len(view.search("minister", limit=10)) == 6


def test_a_load_that_is_small_beside_the_record_leaves_them(empty: Record) -> None:
    with empty.writer() as writer:
        load(writer, 0, 8)
        with writer.loading():
            load(writer, 8, 12)
            assert not away(empty)


def test_an_error_in_the_middle_lays_them_again(empty: Record) -> None:
    def broken() -> Iterator[Item]:
        yield item(0)
        raise ValueError("the file ends in the middle of a line")

    def load_broken(writer: Writer) -> None:
        with writer.loading():
            load(writer, 1, 3)
            list(writer.add_many(broken(), run=RUN))

    with empty.writer() as writer, pytest.raises(ValueError, match="in the middle"):
        load_broken(writer)
    assert not away(empty)


def test_a_judgement_ends_a_load_and_a_judged_record_keeps_them(empty: Record) -> None:
    rejected = Judgement("reject", "Bo", "no such post", "", (Subject(item(0).statements[0]),))
    with empty.writer() as writer, writer.loading():
        load(writer, 0, 4)
        writer.take_judgement(rejected)
        assert not away(empty)
        with writer.loading():
            load(writer, 4, 20)
            assert not away(empty)
    assert check_record(empty.address).faults == ()


@pytest.mark.parametrize("much", WHO_WRITES)
def test_after_a_kill_the_next_writer_lays_them_again(empty: Record, much: int) -> None:
    code = KILLED.format(here=str(Path(__file__).parent), address=empty.address, much=much)
    killed = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert killed.returncode == -9, killed.stderr
    assert away(empty) == all_of(empty)
    with empty.view() as view:
        assert view.looked().statements == 4, "a record without them is slower, not wrong"
    assert check_record(empty.address).faults == ()
    with empty.writer():
        pass
    assert not away(empty)
    with empty.view("2024-06-01") as view:
        assert len(view.spells("office")) == 4
