"""What is kept of each actor in order of the reports chooses the statements that looking at all of them chooses."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from tests.conftest import Story

from comity.recording import Record, Run, schema
from comity.recording.engine import connect_for_reading, opened
from comity.recording.fsck import check_record
from comity.recording.looked import Memory
from comity.recording.reported import Part, number_of_words
from comity.recording.sayings import Sought, find_sayings
from comity.recording.scope import Scope
from comity.recording.sight import Sight
from comity.recording.stated import Few, _choose, _seek

ACTORS = ("state:CHN", "state:RUS", "person:xi-jinping for state:CHN", "org:SCO", "person:jo-lind")
PARTS = [
    ("relation", Part(("from", "to"), or_behind=True)), ("relation", Part(("from",), label="based-in")),
    ("relation", Part(("from", "to"), or_behind=True, label="ally")), ("fact", Part(("about",))),
]  # fmt: skip
FEWS = [None, Few(3), Few(2, of_each=True), Few(1000)]


def fill(record: Record, seed: int) -> None:
    """Ten texts out of order, of which some are read again with less in them and some met again at an earlier day."""
    rng = random.Random(seed)
    for turn in range(10):
        words = f"Something was told in text {rng.randint(0, 6)}."
        story = Story(words, f"20{rng.randint(10, 20)}-0{rng.randint(1, 9)}-11", rng.choice(["Post", "Times"]))
        for _ in range(rng.randint(1, 5)):
            one, other = rng.sample(ACTORS, 2)
            story.relation("was told", one, rng.choice(["ally", "based-in", "rival"]), other)
            story.fact("Something", one, rng.choice(["founded", "purpose"]), rng.choice(["2001", "peace"]))
            story.quotation(rng.choice(["Something", "was told", "told"]), one)
        with record.writer() as writer:
            writer.add(story.document, story.statements, run=Run(f"reader {turn % 3}"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_chooses_what_a_search_of_everything_finds(empty: Record, seed: int) -> None:
    fill(empty, seed)
    with opened(connect_for_reading(empty.address)) as engine, engine.connect() as connection:
        sight = Sight(connection, Scope())
        assert sight.is_derived
        keys = [key for key in sight.numbers(id.partition(" ")[0] for id in ACTORS) if key is not None]
        found = 0
        for kind, part in PARTS:
            for actor in keys:
                for few in FEWS:
                    if few and few.of_each and part.label:
                        continue
                    chosen = _choose(sight, kind, [actor], part, few)
                    assert sorted(chosen) == sorted(_seek(sight, kind, [actor], part, few))
                    found += len(chosen)
                for other in keys:
                    both = [actor, other]
                    assert sorted(_choose(sight, kind, both, part, None)) == sorted(
                        _seek(sight, kind, both, part, None)
                    )
        assert found > 20


@pytest.mark.parametrize("seed", [4, 5])
def test_it_is_kept_in_step_with_what_stands(empty: Record, seed: int) -> None:
    fill(empty, seed)
    assert check_record(empty.address).faults == ()
    with opened(connect_for_reading(empty.address)) as engine, engine.connect() as connection:
        said = select(schema.statement.c.key).where(
            schema.statement.c.kind == "quotation", schema.statement.c.superseded.is_(None)
        )
        kept = select(schema.reported.c.statement).where(schema.reported.c.role == "speaker")
        assert set(connection.scalars(kept)) == set(connection.scalars(said)) != set()


def test_the_last_quotations_are_the_same_without_what_is_kept(empty: Record) -> None:
    fill(empty, 6)
    with opened(connect_for_reading(empty.address)) as engine, engine.connect() as connection:
        for limit in (1, 2, 50):
            sought = Sought("state:CHN", limit=limit)
            quick = find_sayings(Sight(connection, Scope()), Memory(), sought)
            slow = find_sayings(Sight(connection, Scope(known="9000-01-01")), Memory(), sought)
            assert quick == slow
            assert quick[1] > 1


@given(st.text(), st.sampled_from(["  ", "\n", "\t "]))
def test_words_share_a_number_whatever_their_case_and_white_space(words: str, gap: str) -> None:
    same = gap.join(["", *words.split(), ""]).upper().lower()
    if same.casefold().split() == words.casefold().split():
        assert number_of_words(same) == number_of_words(words)
    assert number_of_words(words + "x") != number_of_words(words)
