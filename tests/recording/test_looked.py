"""What a view looks at on a day: counted once for all days, and the same as counting that day's documents alone."""

import itertools
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from tests.conftest import RUN, Bookshelf, Story

from comity.errors import UserError
from comity.recording.looked import Memory
from comity.recording.record import Record
from comity.recording.sight import Sight
from comity.register import Register

PUBLISHED = (
    ("2022-03-01", "Northern Post"), ("2022-03-01", "Southern Herald"), ("2023-05-09", "Northern Post"),
    (None, "Southern Herald"), ("2024-01-02", None), ("2021-12-31", "Southern Herald"),
)  # fmt: skip


@pytest.fixture
def shelved(empty: Record, register: Register) -> Record:
    with empty.writer() as writer:
        for number, (day, publisher) in enumerate(PUBLISHED):
            story = Story(f"China met Russia, for the {number}. time.", day, publisher)
            story.event("China met Russia", "CONSULT", "state:CHN, state:RUS")
            writer.add(story.document, story.statements, run=RUN)
        writer.add_register(Bookshelf(register))
    return empty


@pytest.mark.parametrize("day", ["2021-12-30", "2021-12-31", "2022-02-28", "2022-03-01", "2023", "2024-06-01", None])
@pytest.mark.parametrize("reports_only", [False, True])
def test_what_was_looked_at_by_a_day_is_what_its_documents_hold(
    shelved: Record, day: str | None, reports_only: bool
) -> None:
    with shelved.view(asof=day, reports_only=reports_only) as view:
        looked = view.looked()
    with shelved.view(asof=day, reports_only=True) as view:
        heads = view.documents()
    dated = [head.published for head in heads if head.published]
    named = [head.publisher for head in heads if head.publisher]
    assert (looked.documents, looked.statements) == (len(heads), len(heads))
    assert looked.register is (day is None and not reports_only)
    assert (looked.first, looked.last) == (min(dated, default=None), max(dated, default=None))
    assert sorted(looked.publishers) == sorted(set(named))
    counts = [named.count(publisher) for publisher in looked.publishers]
    assert all(more >= fewer for more, fewer in itertools.pairwise(counts))


def test_what_several_ask_for_at_once_is_counted_once(shelved: Record) -> None:
    memory, counted, all_there = Memory(), [], Barrier(4)

    def count(_: Sight) -> int:
        counted.append(1)
        time.sleep(0.2)
        return 7

    def ask(_: int) -> int:
        with shelved.view() as view:
            all_there.wait(20)
            return memory.recall(view._sight, "something", count)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [7] * 4
    assert len(counted) == 1


def test_what_failed_is_counted_again(shelved: Record) -> None:
    memory = Memory()

    def fail(_: Sight) -> int:
        raise UserError("not now")

    with shelved.view() as view:
        with pytest.raises(UserError):
            memory.recall(view._sight, "something", fail)
        assert memory.recall(view._sight, "something", lambda _: 3) == 3


def test_the_text_of_the_register_is_loaded_once_for_all_states(shelved: Record) -> None:
    loaded: list[int] = []
    memory = Memory()
    for _ in range(2):
        assert memory.recall_for_good(("text", "doc-1"), lambda: loaded.append(1) or "the text") == "the text"
    assert loaded == [1]
    with shelved.view() as view:
        (register,) = (head.id for head in view.documents() if head.register)
        first = view.texts([register])[register]
    with shelved.view(asof="2024-01-01") as view:
        assert view.texts([register])[register] is first
