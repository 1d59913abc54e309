"""Questions in other words than those of a template: met in any order, refused when a word is not accounted for."""

import datetime as dt
from collections.abc import Iterator

import pytest

from comity.asking.actors import Actors
from comity.asking.ask import Context, understand
from comity.asking.ask.sketches import load_sketches, stem
from comity.errors import UserError
from comity.recording import Record
from comity.register import Register

IN_OTHER_WORDS = {
    "Into ASEAN, which countries have been admitted since 1990?": "joined",
    "Of the SCO, who are the founders?": "founders",
    "To which organisations, all in all, does Kazakhstan belong?": "memberships",
    "Between China and Russia, when was the latest summit?": "meetings-last",
    "Prime minister of India in 2010: who was it?": "office",
}
NOT_THAT = [
    "Which countries have not joined the SCO?", "Which small countries joined the SCO?", "Why did India join the SCO?",
    "Who should join the SCO?", "How many visits from China to Russia meet standards?", "India SCO NATO EU join",
]  # fmt: skip


@pytest.fixture
def context(record: Record, register: Register) -> Iterator[Context]:
    with record.view() as view:
        yield Context(Actors(view, register), register, dt.date(2024, 8, 1))


@pytest.mark.parametrize(("question", "pattern"), IN_OTHER_WORDS.items())
def test_order_is_left_aside(question: str, pattern: str, context: Context) -> None:
    assert understand(question, context).pattern == pattern


@pytest.mark.parametrize("question", NOT_THAT)
def test_a_word_that_no_pattern_knows_is_not_passed_over(question: str, context: Context) -> None:
    with pytest.raises(UserError):
        understand(question, context)


def test_who_acts_on_whom_is_never_guessed() -> None:
    assert all(sketch.pattern.side is None for sketch in load_sketches(("president",)))


def test_forms_of_a_word_have_one_stem() -> None:
    assert len({stem(word) for word in ("join", "joins", "joined", "joining")}) == 1
    assert stem("states") != stem("statements")
