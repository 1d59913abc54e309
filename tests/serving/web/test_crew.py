"""Processes of a server: they come back, wait to be called, and leave none behind. Tried in a small crew of its own."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Client
from pathlib import Path

import pytest

CREW = """
import os, pathlib, sys, time
from comity.serving.web.crew import Crew, Post
from comity.serving.web.calls import answer_call, listen

folder = pathlib.Path(sys.argv[1])

def work(name):
    (folder / f"{name}-{os.getpid()}").touch()
    while True:
        time.sleep(60)

def measure():
    with answer_call(bell):
        work("measuring")

def fail():
    (folder / f"failing-{os.getpid()}").touch()

bell = listen(str(folder / "bell"))
posts = [Post("one", lambda: work("one")), Post("two", lambda: work("two")), Post("measuring", measure, bell)]
Crew([Post("failing", fail)] if len(sys.argv) > 2 else posts, lambda told: print(told, flush=True)).keep()
"""


@contextlib.contextmanager
def crew(folder: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([sys.executable, "-c", CREW, str(folder), *more], stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def find(folder: Path, name: str) -> list[int]:
    return [int(path.name.partition("-")[2]) for path in folder.glob(f"{name}-*")]


def until(holds: Callable[[], object]) -> None:
    for _ in range(400):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it did not come about")


def is_there(process: int) -> bool:
    """Whether a process still runs; one that has ended and was not yet taken note of does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nobody_outlives_the_crew(tmp_path: Path, end: signal.Signals) -> None:
    with crew(tmp_path) as keeper:
        until(lambda: find(tmp_path, "one") and find(tmp_path, "two"))
        keeper.send_signal(end)
        assert keeper.wait(20) == (-9 if end == signal.SIGKILL else 0)
        until(lambda: not any(map(is_there, find(tmp_path, "*"))))


def test_who_was_killed_is_replaced_and_who_was_not_called_is_not_there(tmp_path: Path) -> None:
    with crew(tmp_path) as keeper:
        until(lambda: find(tmp_path, "one"))
        os.kill(find(tmp_path, "one")[0], signal.SIGKILL)
        until(lambda: len(find(tmp_path, "one")) == 2)
        assert find(tmp_path, "measuring") == []
        with Client(str(tmp_path / "bell"), "AF_UNIX"):
            until(lambda: find(tmp_path, "measuring"))
        assert keeper.stdout
        assert keeper.stdout.readline() == "The process “one” ended (SIGKILL); another takes its place.\n"


def test_a_crew_whose_processes_only_fall_gives_up(tmp_path: Path) -> None:
    with crew(tmp_path, "failing") as keeper:
        assert keeper.wait(30) == 1
    assert len(find(tmp_path, "failing")) == 5
