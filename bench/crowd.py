"""Many at one record at once: eight readers beside one writer on SQLite, four writers and four readers on PostgreSQL.

usage: python bench/crowd.py [--seconds 300]

Writers add documents one by one and resolve after every twentieth. A reader opens one view after another and checks in
each what has to hold in every state: as many statements stand as documents count, every spell and happening rests on
statements that stand, and a question asked twice has one answer. In the end `comity fsck` must find nothing, and every
document that a writer added must be there.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NoReturn

from faults import Pair, documents_of
from figures import Figure, print_figures
from postgresql import MISSING, find_binaries, running_server
from world import World

from comity.recording import Run, View, open_record
from comity.recording.fsck import check_record
from comity.register import Register

RUN = Run("crowd")
AT_ONCE = 20
Work = Callable[[], list[str]]


@dataclass(slots=True)
class Done:
    """What one process did: views looked at or ids recorded, and what was wrong."""

    told: list[str]
    wrong: list[str]


class Worker:
    """A process of its own; `work` gives what it did and raises what went wrong."""

    def __init__(self, work: Work) -> None:
        reading, writing = os.pipe()
        self._pid, self._said = os.fork(), reading
        if self._pid == 0:
            _work(work, writing)
        os.close(writing)

    def wait(self) -> Done:
        """What it did, when it is done."""
        with open(self._said, encoding="utf-8") as pipe:
            said = pipe.read()
        os.waitpid(self._pid, 0)
        return Done(*json.loads(said)) if said else Done([], ["a process died without a word"])


def _work(work: Work, pipe: int) -> NoReturn:
    try:
        done = [work(), []]
    except BaseException as error:
        done = [[], [f"{type(error).__name__}: {error}"]]
    with open(pipe, "w", encoding="utf-8") as said:
        said.write(json.dumps(done))
    os._exit(0)


def write_until(address: str, pairs: Sequence[Pair], end: float) -> list[str]:
    """Add documents until the time is up; their ids."""
    written = []
    with open_record(address) as record:
        writer = record.writer()
        for number, (document, told) in enumerate(pairs):
            if time.monotonic() > end:
                break
            writer.add(document, told, run=RUN)
            written.append(document.id)
            if number % AT_ONCE == 0:
                writer.resolve()
        writer.resolve()
    return written


def read_until(address: str, actors: Sequence[str], seed: int, end: float) -> list[str]:
    """Look at one state after another until the time is up; raises when one cannot be. Gives a word for each."""
    rng, views = random.Random(seed), 0
    with open_record(address) as record:
        while time.monotonic() < end:
            with record.view() as view:
                _doubt(view, rng.choice(actors))
            views += 1
    return ["view"] * views


def _doubt(view: View, actor: str) -> None:
    looked = view.looked()
    spells = view.spells("membership", holder=actor)
    backing = {id for spell in spells for id in spell.backing.statements}
    backing |= {id for happening in view.happenings(actor) for id in happening.backing.statements}
    missing = backing - view.statements(backing).keys()
    if missing:
        raise ValueError(f"{sorted(missing)[0]} is told of and does not stand")
    if sum(head.count for head in view.documents() if not head.register) != looked.statements:
        raise ValueError("documents count other statements than stand")
    if view.spells("membership", holder=actor) != spells or view.looked() != looked:
        raise ValueError("one question has two answers in one view")


def crowd(address: str, pairs: Sequence[Pair], actors: Sequence[str], shape: tuple[int, int], seconds: float) -> Done:
    """Let so many writers and readers work; what they did in all, and what is wrong with the record then."""
    open_record(address, create=True).close()
    writers, readers = shape
    end = time.monotonic() + seconds
    writing = [Worker(lambda n=n: write_until(address, pairs[n::writers], end)) for n in range(writers)]  # type: ignore[misc]
    reading = [Worker(lambda n=n: read_until(address, actors, n, end)) for n in range(readers)]  # type: ignore[misc]
    done = [worker.wait() for worker in (*writing, *reading)]
    told = [word for one in done for word in one.told]
    wrong = [complaint for one in done for complaint in one.wrong]
    lost = {word for word in told if word != "view"} - documents_of(address)
    wrong += [f"{id} is lost" for id in sorted(lost)]
    return Done(told, wrong + list(map(str, check_record(address).faults)))


def measure(seconds: float) -> Iterator[Figure]:
    """All figures, in order."""
    world = World(Register.load(), 3)
    pairs = list(islice(world.documents(10**6), int(200 + seconds * 40)))
    actors = [world.states.pick().id for _ in range(30)]
    with tempfile.TemporaryDirectory() as folder:
        done = crowd(str(Path(folder, "crowd.db")), pairs, actors, (1, 8), seconds)
        yield from _report("SQLite, 1 writer and 8 readers", done)
    if find_binaries() is None:
        print(MISSING)
        return
    with running_server() as server:
        yield from _report("PostgreSQL, 4 writers and 4 readers", crowd(server.room(), pairs, actors, (4, 4), seconds))


def _report(where: str, done: Done) -> Iterator[Figure]:
    for complaint in done.wrong:
        print(complaint)
    views = done.told.count("view")
    yield Figure(f"{where}: documents added", len(done.told) - views, "")
    yield Figure(f"{where}: states looked at", views, "")
    yield Figure(f"{where}: errors, wrong rows and faults", len(done.wrong), "", 0)


def main() -> int:
    """Print the figures as they come; status 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300)
    return print_figures(measure(parser.parse_args().seconds))


if __name__ == "__main__":
    sys.exit(main())
