"""What a view tells of an actor, as of another day too, has every report of it, even those that leave the actor out."""

import datetime as dt
import random
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import NOON

from comity.recording import Record, Run, open_record

STATES = ("CHN", "RUS", "IND", "KAZ")


def summits(story: Any, seed: int, count: int = 12) -> list[Any]:
    """Reports of the same few summits that name all, or only some, of those who came."""
    rng = random.Random(seed)
    return [_summit(story, rng, number) for number in range(count)]


def _summit(story: Any, rng: random.Random, number: int) -> Any:
    told = story(f"Report {number}. They met.", f"2022-0{rng.randint(1, 4)}-{rng.randint(10, 28)}", f"Paper {number}")
    for _ in range(2):
        came = rng.sample(STATES, rng.randint(2, 4))
        told.event(
            "They met", "CONSULT", ", ".join(f"state:{one}" for one in came), mode="meet",
            when=rng.choice((None, "2022-02", "2022-03-15", "2022-03")),
            modality=rng.choice(("actual", "actual", "planned", "denied")),
        )  # fmt: skip
    return told


def told_of(record: Record, actor: str, *others: str, **scope: Any) -> list[Any]:
    with record.view("2022-05-01", **scope) as view:
        return view.happenings(actor, *others)


def stored_at(path: Path, stories: list[Any], *, resolve: bool = True) -> Record:
    minutes = count()
    record = open_record(path, create=True, clock=lambda: NOON + dt.timedelta(minutes=next(minutes)))
    writer = record.writer()
    for told in stories:
        writer.add(told.document, told.statements, run=Run("reader 1"))
    if resolve:
        writer.resolve()
    return record


@pytest.mark.parametrize("seed", range(2))
def test_as_of_a_day_is_what_a_record_of_that_day_had(tmp_path: Path, story: Any, seed: int) -> None:
    stories = summits(story, seed)
    known = [told for told in stories if told.document.published <= "2022-03-01"]
    with stored_at(tmp_path / "all.db", stories) as record, stored_at(tmp_path / "then.db", known) as then:
        for one in STATES:
            assert told_of(record, f"state:{one}", asof="2022-03-01") == told_of(then, f"state:{one}")
        with record.view(asof="2022-03-01") as past, then.view() as view:
            for one in STATES:
                assert past.count_beside(f"state:{one}", "CONSULT") == view.count_beside(f"state:{one}", "CONSULT")
                assert past.partners(f"state:{one}", 4) == view.partners(f"state:{one}", 4)
            assert past.latest(5) == view.latest(5)
            assert past.happenings(type="CONSULT") == view.happenings(type="CONSULT")
        pair = ("state:CHN", "state:IND")
        assert told_of(record, *pair, asof="2022-03-01") == told_of(then, *pair)


@pytest.mark.parametrize("seed", range(3))
def test_what_stays_in_a_block_is_dated_by_every_report_of_it(tmp_path: Path, story: Any, seed: int) -> None:
    stories = summits(story, seed)
    with stored_at(tmp_path / "once.db", stories), stored_at(tmp_path / "grown.db", stories[:1]) as grown:
        for told in stories[1:]:
            with grown.writer() as writer:
                writer.add(told.document, told.statements, run=Run("reader 1"))
    days = "SELECT actor, opens, happening, told, settled FROM happening_party ORDER BY 1, 2, 3"
    with closing(sqlite3.connect(tmp_path / "once.db")) as once, closing(sqlite3.connect(tmp_path / "grown.db")) as one:
        assert once.execute(days).fetchall() == one.execute(days).fetchall() != []


def test_who_met_whom_is_counted_alike_from_what_is_kept_and_anew(tmp_path: Path, story: Any) -> None:
    record = stored_at(tmp_path / "record.db", summits(story, 3))
    with record, record.view() as kept, record.view(recorded="2100-01-01") as anew:
        for one in STATES:
            counted = kept.count_beside(f"state:{one}", "CONSULT")
            assert counted == anew.count_beside(f"state:{one}", "CONSULT")
            assert counted.keys() == {f"state:{other}" for other in STATES if other != one}


@pytest.mark.parametrize("seed", range(2))
def test_what_waits_to_be_resolved_is_told_with_the_rest(tmp_path: Path, story: Any, seed: int) -> None:
    stories = summits(story, seed)
    with stored_at(tmp_path / "half.db", stories[:6]) as record, stored_at(tmp_path / "all.db", stories) as whole:
        writer = record.writer()
        for told in stories[6:]:
            writer.add(told.document, told.statements, run=Run("reader 1"))
        waiting = [told_of(record, f"state:{one}") for one in STATES]
        assert waiting == [told_of(whole, f"state:{one}") for one in STATES]
        writer.resolve()
        assert waiting == [told_of(record, f"state:{one}") for one in STATES]


@pytest.mark.parametrize("seed", range(2))
def test_what_stood_at_a_moment_is_told_when_all_was_read_anew(tmp_path: Path, story: Any, seed: int) -> None:
    stories = summits(story, seed)
    with stored_at(tmp_path / "record.db", stories) as record:
        before = [told_of(record, f"state:{one}") for one in STATES]
        with record.view() as view:
            moment = view.data_version.partition("@")[2]
        with record.writer() as writer:
            for told in stories:
                writer.add(told.document, told.statements[:1], run=Run("reader 2"))
        assert [told_of(record, f"state:{one}") for one in STATES] != before
        assert [told_of(record, f"state:{one}", recorded=moment) for one in STATES] == before


def test_of_a_day_that_is_past_what_is_settled_holds_as_it_is_kept(record: Record) -> None:
    def told(**scope: Any) -> list[Any]:
        with record.view("2024-08-01", asof="2023-01-01", **scope) as view:
            everything = view.happenings()
            one = view.happenings("state:CHN", limit=2)
            return [
                everything,
                one,
                view.count_beside("state:CHN", "CONSULT"),
                view.partners("state:CHN", 5),
                view.latest(5),
            ]

    assert told() == told(recorded="2100-01-01")
    assert told()[0] != []
