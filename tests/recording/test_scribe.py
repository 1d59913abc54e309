"""A process of its own writes what another prepares: what it says, how either ends, and what the record then holds."""

import dataclasses
import datetime as dt
import io
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from comity.errors import RecordError
from comity.model import Document, Evidence, Office, Reference
from comity.recording import Item, Record, Run, Writer, open_record
from comity.recording.fsck import check_record
from comity.recording.scribe import can_help, receive, send

RUN = Run("reader")
MOMENT = dt.datetime(2024, 8, 1, 12, tzinfo=dt.UTC)
pytestmark = pytest.mark.skipif(not can_help(), reason="there is no processor for it")


@pytest.fixture
def empty(address: str) -> Iterator[Record]:
    with open_record(address, create=True, clock=lambda: MOMENT) as record:
        yield record


@contextmanager
def handing_over(record: Record) -> Iterator[Writer]:
    """A writer whose next batch another process writes."""
    with record.writer() as writer, writer.loading(much=0):
        assert not list(writer.add_many([], run=RUN))
        list(writer.add_many([item(0)], run=RUN))
        yield writer


def item(number: int, **change: Any) -> Item:
    text = f"Ada Holm, minister number {number}, spoke."
    document = Document(text, published="2024-05-01")
    ada, where = Reference("person:ada-holm", "Ada Holm"), Reference("state:NOR", "Norway")
    said = Office(document=document.id, evidence=(Evidence.of(text, 0, 8),), person=ada, role=f"no {number}", of=where)
    return Item(document, [dataclasses.replace(said, **change)])


def children() -> list[int]:
    """Numbers of the processes that this one started."""
    with open(f"/proc/self/task/{os.getpid()}/children") as file:
        return [int(number) for number in file.read().split()]


def test_what_it_did_with_each_document_comes_back(empty: Record) -> None:
    with handing_over(empty) as writer:
        first = list(writer.add_many([item(1), item(2, confidence=0.9)], run=RUN))
        again = list(writer.add_many([item(1), item(3)], run=RUN))
    assert [(added.document, added.new, added.unchanged) for added in first] == [
        (item(1).document.id, 1, False), (item(2).document.id, 1, False),
    ]  # fmt: skip
    assert [added.unchanged for added in again] == [True, False]
    with empty.view("2024-06-01") as view:
        assert len(view.spells("office")) == 4
    assert check_record(empty.address).faults == ()


def test_the_moment_is_that_of_the_clock_here(empty: Record) -> None:
    with handing_over(empty) as writer:
        list(writer.add_many([item(1)], run=RUN))
    with empty.view() as view:
        assert {head.recorded_at for head in view.documents()} == {MOMENT.isoformat(timespec="microseconds")}


def test_what_cannot_be_recorded_is_told_and_the_rest_stands(empty: Record) -> None:
    broken = item(2, confidence=None)

    def load() -> None:
        with handing_over(empty) as writer:
            list(writer.add_many([item(1)], run=RUN))
            list(writer.add_many([broken], run=RUN))

    with pytest.raises(RecordError, match=r"(?i)not.null"):
        load()
    with empty.writer() as writer:
        assert writer.knows(item(1).document)
        assert not writer.knows(broken.document)
    assert check_record(empty.address).faults == ()


def test_what_cannot_be_handed_over_is_not_passed_over_in_silence(empty: Record) -> None:
    stuck = dataclasses.replace(item(2), warnings=(io.BytesIO().getbuffer(),))

    def load() -> None:
        with handing_over(empty) as writer:
            list(writer.add_many([stuck], run=RUN))

    with pytest.raises(TypeError, match="pickle"):
        load()
    with empty.writer() as writer:
        assert not writer.knows(stuck.document)


@pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="children are found by Linux's /proc")
def test_when_it_is_killed_the_load_ends_with_a_sentence(empty: Record) -> None:
    before = set(children())

    def load() -> None:
        with handing_over(empty) as writer:
            list(writer.add_many([item(1)], run=RUN))
            (scribe,) = set(children()) - before
            os.kill(scribe, signal.SIGKILL)
            list(writer.add_many([item(2)], run=RUN))

    with pytest.raises(RecordError, match="ended; run again"):
        load()
    assert set(children()) <= before
    with empty.writer() as writer:
        assert writer.knows(item(1).document)
        assert not writer.knows(item(2).document)
    assert check_record(empty.address).faults == ()


@pytest.mark.parametrize("cut", [0, 5, 8, 20])
def test_a_message_that_breaks_off_is_none(cut: int) -> None:
    pipe = io.BytesIO()
    send(pipe, "the address of a record")
    assert receive(io.BytesIO(pipe.getvalue())) == "the address of a record"
    assert receive(io.BytesIO(pipe.getvalue()[:cut])) is None
