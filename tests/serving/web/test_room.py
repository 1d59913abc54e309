"""The process that measures: the same numbers as in one's own, each once, and what it cannot do is told."""

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from comity.asking.desk import Desk, open_desk
from comity.errors import UnknownActor, UserError
from comity.serving.web.calls import listen
from comity.serving.web.instruments import Instruments, Order, OwnBench, Sight
from comity.serving.web.measuring import read_question, take_measure
from comity.serving.web.room import Counter, Room, keep_room

DONE: list[str] = []


class Counting(OwnBench):
    """Notes what it was asked."""

    def measure(self, order: Order) -> object:
        DONE.append(str(order.key))
        return super().measure(order)


def fail(sight: Sight) -> None:
    raise UnknownActor("Ruritania", ["Mauritania"])


def count(sight: Sight) -> int:
    return len(sight.view.documents())


gates: dict[str, threading.Event] = {}


def wait_at_gate(sight: Sight) -> bool:
    return gates["slow"].wait(60)


def hang(sight: Sight) -> None:
    time.sleep(60)


def keep(path: str, address: str, limit: float) -> None:
    with listen(path) as listening, open_desk(address) as desk:
        keep_room(listening, desk, limit)


@pytest.fixture
def room(desk: Desk, tmp_path: Path) -> Iterator[Room]:
    DONE.clear()
    with listen(str(tmp_path / "room")) as listening:
        threading.Thread(target=Counter(Counting(desk)).open, args=(listening,), daemon=True).start()
        yield Room(str(tmp_path / "room"))


def test_a_room_gives_the_same_numbers(desk: Desk, room: Room) -> None:
    question = read_question("events", {"actor": "KAZ", "by": "year"})
    here, there = (take_measure(Instruments(desk, bench=bench), question, 60) for bench in (None, room))
    assert here.to_json() == there.to_json()
    assert here.frame.equals(there.frame)


def test_what_several_processes_want_is_measured_once(desk: Desk, room: Room) -> None:
    instruments = [Instruments(desk, bench=room) for _ in range(3)]
    assert {one.take("n", count, patience=60) for one in instruments} == {len(desk.documents().rows)}
    assert len(DONE) == 1


def test_an_error_comes_through_as_it_was(room: Room) -> None:
    with pytest.raises(UnknownActor) as raised:
        room.measure(Order("f", fail, None, None))
    assert raised.value.nearest == ("Mauritania",)
    assert str(raised.value) == str(UnknownActor("Ruritania", ["Mauritania"]))


def test_many_at_once_are_measured_once_and_a_slow_one_holds_up_nobody(desk: Desk, room: Room) -> None:
    gates["slow"] = threading.Event()
    with ThreadPoolExecutor(4) as pool:
        slow = pool.submit(room.measure, Order("slow", wait_at_gate, None, None))
        quick = [pool.submit(room.measure, Order("quick", count, None, None)) for _ in range(3)]
        assert {one.result(60) for one in quick} == {len(desk.documents().rows)}
        assert not slow.done()
        gates["slow"].set()
        assert slow.result(60) is True
    assert sorted(DONE) == ["quick", "slow"]


def test_what_takes_too_long_ends_the_room_and_is_told(desk: Desk, record_address: str, tmp_path: Path) -> None:
    path = str(tmp_path / "room")
    spawn = multiprocessing.get_context("spawn")
    process = spawn.Process(target=keep, args=(path, record_address, 0.2))
    process.start()
    while not os.path.exists(path):
        process.join(0.05)
    with pytest.raises(UserError, match="ask for less"):
        Room(path).measure(Order("h", hang, None, None))
    process.join(10)
    assert process.exitcode == -14
