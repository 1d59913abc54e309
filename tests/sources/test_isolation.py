"""A process of its own for what foreign code parses: reused, limited, and replaced when it dies."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_sources import MAKERS, lines, mailbox, page

from comity.model import Document, Refusal
from comity.sources import isolation as isolating
from comity.sources.defaults import UNSAID
from comity.sources.files import find_files, read_files
from comity.sources.isolation import Isolation


@pytest.fixture(scope="module")
def isolation() -> Iterator[Isolation]:
    with Isolation(seconds=120) as room:
        yield room


def test_a_folder_of_every_kind_is_read_in_one_call(tmp_path: Path) -> None:
    for number, (suffix, (make, _)) in enumerate(MAKERS.items()):
        (tmp_path / f"made{number:02}{suffix}").write_bytes(make(number))
    items = list(read_files(find_files([tmp_path]).files))
    documents = [item for item in items if isinstance(item, Document)]
    assert len(documents) == sum(count for _, count in MAKERS.values())
    assert all(document.provenance for document in documents)


def test_one_process_reads_one_file_after_the_other(isolation: Isolation) -> None:
    (first,) = isolation.open_bytes(page(1), "one.html", UNSAID)
    room = isolation._room
    (second,) = isolation.open_bytes(page(2), "two.html", UNSAID)
    assert isolation._room is room
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.id != second.id


def test_a_process_that_dies_is_replaced_and_the_rest_is_read(isolation: Isolation) -> None:
    found = []
    for place, item in enumerate(isolation.open_bytes(mailbox(1) * 40, "made.mbox", UNSAID)):
        found.append(item)
        if place == 3:
            assert isolation._room
            isolation._room._process.kill()
    refusals = [item for item in found if isinstance(item, Refusal)]
    assert len(refusals) == 1
    assert "broke off (signal 9)" in refusals[0].reason
    assert len(found) >= 239
    documents = [item.source for item in found if isinstance(item, Document)]
    assert len(set(documents)) == len(documents)


def test_what_takes_too_long_is_refused_and_the_next_is_read() -> None:
    with Isolation(seconds=120) as room:
        assert [type(item) for item in room.open_bytes(page(1), "before.html", UNSAID)] == [Document]
        assert room._room
        os.kill(room._room._process.pid, signal.SIGSTOP)
        room._seconds = 0.2
        (refusal,) = room.open_bytes(page(2), "hangs.html", UNSAID)
        room._seconds = 120
        assert isinstance(refusal, Refusal)
        assert (refusal.source, refusal.reason[:32]) == ("hangs.html", "it was not read after 0 seconds;")
        assert [type(item) for item in room.open_bytes(page(3), "after.html", UNSAID)] == [Document]


def test_a_source_that_breaks_its_readers_again_and_again_is_left(
    isolation: Isolation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolating, "ATTEMPTS", 2)
    refusals = []
    for item in isolation.open_bytes(mailbox(1) * 40, "made.mbox", UNSAID):
        if isinstance(item, Refusal):
            refusals.append(item.reason)
        else:
            assert isolation._room
            isolation._room._process.kill()
    assert [reason[:16] for reason in refusals] == ["its reader broke", "its reader broke", "the rest of it i"]


def test_what_needs_too_much_memory_is_refused() -> None:
    with Isolation(seconds=120, memory=120 * 2**20) as narrow:
        found = list(narrow.open_bytes(b'{"text": "' + b"x" * (100 * 2**20) + b'"}', "large.json", UNSAID))
    assert len(found) == 1
    assert isinstance(found[0], Refusal)
    assert "memory" in found[0].reason or "broke off" in found[0].reason


def test_leaving_early_leaves_nothing_behind(isolation: Isolation) -> None:
    stream = isolation.open_bytes(lines(1) * 500, "made.jsonl", UNSAID)
    first = next(stream)
    stream.close()  # type: ignore[attr-defined]
    (after,) = isolation.open_bytes(page(9), "after.html", UNSAID)
    assert isinstance(first, Document)
    assert isinstance(after, Document)
    assert after.source == "after.html"
