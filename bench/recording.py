"""A record of a million statements: how fast it is written, resolved, added to and asked, and how large it is.

usage: python bench/recording.py [--statements 1000000] [--rounds 200] [--record FILE or postgresql://…] [--postgresql]

The press of `world.py` reports; making its statements is not counted. Each figure stands as wall time and as processor
time of this process and the one that writes beside it (other work on the machine counts in the first only; a database
server's own time in the first only, too). With `--record` the record is kept, and only asked when it is there already.
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from figures import Figure, print_figures
from postgresql import running_server
from world import World

from comity.asking.desk import Desk, open_desk
from comity.model import Document, Statement
from comity.recording import Item, Record, Run, open_record
from comity.register import Register

Pair = tuple[Document, list[Statement]]
RUN = Run("bench")
CHUNK = 12000
"""Documents made before the clock runs, for one run to record: each run ends with a wait for its last commit."""
SERVER = "-c shared_buffers=1GB -c max_wal_size=8GB"
"""Settings of the server of our own; what is committed is on the disk."""
SINGLES = 15
"""Documents added one by one to the full record."""


class Clock:
    """Adds up the wall and processor seconds of what it runs."""

    def __init__(self) -> None:
        self.wall = self.busy = 0.0

    def run(self, call: Callable[[], object]) -> float:
        wall, busy = time.perf_counter(), _busy()
        call()
        spent = time.perf_counter() - wall
        self.wall += spent
        self.busy += _busy() - busy
        return spent


def _busy() -> float:
    """Processor seconds of this process and of those it started, which count once they have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def write(record: Record, register: Register, pairs: Iterator[Pair]) -> Iterator[Figure]:
    """Write all in bulk, resolve, then add some documents one by one."""
    writer, adding, resolving = record.writer(), Clock(), Clock()
    writer.add_register(register)
    written = 0
    with ExitStack() as load:
        load.enter_context(writer.loading())
        while chunk := list(islice(pairs, CHUNK)):
            items = [Item(*pair) for pair in chunk]
            adding.run(lambda items=items: list(writer.add_many(items, run=RUN)))  # type: ignore[misc]
            written += sum(len(told) for _, told in chunk)
            _report(f"{written:12,} written, {written / adding.wall:8,.0f} a second")
        _report("indexes")
        adding.run(load.close)
    _report("resolving")
    resolving.run(writer.resolve)
    yield Figure("written in bulk", written / adding.wall, "a second", least=20_000)
    yield Figure("  by processor time", written / adding.busy, "a second")
    yield Figure("resolving all", resolving.wall, "s")
    yield Figure("  by processor time", resolving.busy, "s")


def _report(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)


def add_singly(record: Record, pairs: Iterator[Pair]) -> Iterator[Figure]:
    """Add documents one by one, each with its resolution."""
    spent, busy = [], []
    for document, told in islice(pairs, SINGLES):
        clock = Clock()

        def add(document: Document = document, told: list[Statement] = told) -> None:
            with record.writer() as writer:
                writer.add(document, told, run=RUN)

        spent.append(clock.run(add))
        busy.append(clock.busy)
    yield Figure("one document more, with resolution: median", statistics.median(spent) * 1000, "ms", 300)
    yield Figure("  by processor time", statistics.median(busy) * 1000, "ms")
    yield Figure("  slowest", max(spent) * 1000, "ms")


def questions(desk: Desk, world: World) -> dict[str, Callable[[], object]]:
    """Each question about actors as often as the press names them."""
    days = ("2008-03-01", "2014-06-01", "2020-06-01")
    day = lambda: world.rng.choice(days)  # noqa: E731
    return {
        "members": lambda: desk.members(world.bodies.pick().id, at=day()),
        "members asof": lambda: desk.members(world.bodies.pick().id, at=day(), asof="2018"),
        "offices": lambda: desk.offices(world.states.pick().id, at=day()),
        "timeline of one": lambda: desk.timeline(world.states.pick().id),
        "timeline of two": lambda: desk.timeline(world.states.pick().id, world.states.pick().id),
        "timeline in a year": lambda: desk.timeline(world.states.pick().id, since="2014", until="2014"),
        "timeline asof": lambda: desk.timeline(world.states.pick().id, world.states.pick().id, asof="2018"),
        "changes of a body": lambda: desk.changes(world.bodies.pick().id, since="2012", until="2018"),
        "changes of a state": lambda: desk.changes(world.states.pick().id, since="2012", until="2018"),
        "search": lambda: desk.search(world.phrase()),
        "search one word": lambda: desk.search(world.words.pick()),
        "quotes": lambda: desk.quotes(world.people.pick().id),
        "disputes": lambda: desk.disputes(world.bodies.pick().id),
    }


def ask(record: Record, register: Register, world: World, rounds: int, only: str) -> Iterator[Figure]:
    """Ask each question many times; the first answer of a process, which loads the register's matcher, is left out."""
    with open_desk(record.address, register) as desk:
        desk.members("org:UN")
        for name, question in questions(desk, world).items():
            if not name.startswith(only):
                continue
            clocks = [Clock() for _ in range(rounds)]
            for clock in clocks:
                clock.run(question)
            wall, busy = sorted(clock.wall for clock in clocks), sorted(clock.busy for clock in clocks)
            last = min(rounds - 1, int(rounds * 0.99))
            yield Figure(f"{name}: median", statistics.median(wall) * 1000, "ms", 50)
            yield Figure("  99th percentile", wall[last] * 1000, "ms", 250)
            yield Figure("  by processor time: median", statistics.median(busy) * 1000, "ms")
            yield Figure("  99th percentile", busy[last] * 1000, "ms")


def size(address: str, statements: int) -> Iterator[Figure]:
    """Bytes of the file a statement, its journal counted."""
    if not address.startswith("postgres"):
        total = sum(os.path.getsize(path) for path in (address, f"{address}-wal") if os.path.exists(path))
        yield Figure("file", total / statements / 1000, "kB each", 1.2)


def measure(address: str, statements: int, rounds: int, only: str) -> Iterator[Figure]:
    """All figures, in order."""
    register = Register.load()
    world = World(register)
    with open_record(address, create=True) as record:
        with record.view() as view:
            full = view.looked().statements > 0
        if not full:
            yield from write(record, register, world.documents(statements))
            yield Figure("memory, largest", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB")
            beside = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            yield Figure("  of the process that writes beside it", beside, "MiB")
            yield from add_singly(record, World(register, 9).documents(100 * SINGLES))
            yield from size(address, statements)
        yield from ask(record, register, World(register, 8), rounds, only)


def main() -> int:
    """Print the figures as they come."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--record", help="path or postgresql:// address of the record to measure")
    parser.add_argument("--only", default="", help="ask only the questions whose names begin so")
    parser.add_argument("--postgresql", action="store_true", help="on a server of its own")
    given = parser.parse_args()
    if given.postgresql:
        with running_server(SERVER) as server:
            return print_figures(measure(server.room(), given.statements, given.rounds, given.only))
    with tempfile.TemporaryDirectory() as folder:
        address = given.record or str(Path(folder, "bench.db"))
        return print_figures(measure(address, given.statements, given.rounds, given.only))


if __name__ == "__main__":
    sys.exit(main())
