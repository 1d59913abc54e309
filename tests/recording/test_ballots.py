"""Votes in the record: kept once, under the names of their day, and seen as of a day."""

import sqlite3

import polars as pl
import pytest

from comity import register
from comity.errors import RecordError
from comity.recording import open_record
from comity.recording.engine import connect_for_writing
from comity.recording.migrations import migrate
from comity.votes import Fault, build_votes

CAST = [
    ("1", "state:RUS", 3),
    ("1", "state:USA", 1),
    ("2", "state:RUS", 1),
    ("2", "state:USA", 8),
    ("3", "state:USA", 2),
]


@pytest.fixture
def votes():
    rollcalls = pl.DataFrame({
        "rollcall": ["1", "2", "3"], "session": [35, 50, 60], "date": ["1980-12-01", "1995-12-01", None],
        "title": ["On rivers", "On roads", None], "issues": [["hr", "me"], [], []], "recurring": [None, "r", None],
    })  # fmt: skip
    cast = pl.DataFrame(CAST, schema={"rollcall": pl.String, "state": pl.String, "vote": pl.Int8}, orient="row")
    return build_votes(cast, rollcalls, "a file", [Fault("2", "does not add up")])


@pytest.fixture
def store(empty, votes):
    with empty.writer() as writer:
        assert writer.add_votes(votes, register.default())
    return empty


def test_what_goes_in_comes_out(store, votes):
    with store.view() as view:
        found = view.votes()
    assert found.version == votes.version
    assert found.rollcalls.equals(votes.rollcalls)
    assert found.faults == votes.faults
    assert found.source == "a file"


def test_the_same_votes_are_kept_once(store, votes):
    with store.writer() as writer:
        assert not writer.add_votes(votes, register.default())


def test_a_vote_stands_under_the_name_of_its_day(store):
    with store.view() as view:
        assert {id for id in ("state:SUN", "state:RUS") if view.actors_called(id)} == {"state:SUN", "state:RUS"}
        assert view.votes().of("state:SUN").tolist() == [3, 1, 0]


@pytest.mark.parametrize(("day", "calls"), [("1980-11-30", 0), ("1995-12-01", 2), ("2005-12-30", 2), ("2006-01-01", 3)])
def test_only_what_was_cast_by_then_is_seen(store, day, calls):
    with store.view(asof=day) as view:
        assert view.votes().rollcalls.height == calls


def test_what_was_recorded_later_is_not_seen(store):
    with store.view(recorded="2020-01-01") as view:
        assert view.votes() is None


def test_positions_belong_to_recorded_votes(store, votes):
    frame = pl.DataFrame({"state": ["state:USA"], "session": [35], "n": [9], "value": [1.5], "deviation": [0.2]})
    with store.writer() as writer:
        writer.add_positions(votes, frame, "model 1")
        writer.add_positions(votes, frame, "model 1")
        with pytest.raises(RecordError, match="record the votes first"):
            writer.add_positions(votes.select(sessions=(35, 35)), frame, "model 1")
    with store.view() as view:
        assert view.positions("model 1").rows() == [("state:USA", 35, 9, 1.5, 0.2)]
        assert view.positions("model 2") is None
    with store.view(asof="1990-01-01") as view:
        assert view.positions("model 1") is None


def test_a_record_laid_before_there_were_votes_gets_their_tables(tmp_path, votes):
    address = tmp_path / "old.db"
    open_record(address, create=True).close()
    with sqlite3.connect(address) as connection:
        fresh = sorted(connection.execute("SELECT name FROM pragma_table_info('rollcall')").fetchall())
        for table in ("position", "ballot", "rollcall", "votes"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DELETE FROM migration WHERE name = 'lay_votes'")
    connection.close()
    migrate(connect_for_writing(str(address)), str(address))
    with open_record(address) as opened, opened.writer() as writer:
        assert writer.add_votes(votes, register.default())
    with sqlite3.connect(address) as connection:
        assert sorted(connection.execute("SELECT name FROM pragma_table_info('rollcall')").fetchall()) == fresh
    connection.close()
