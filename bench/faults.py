"""Kills, full disks and media that cannot be written: what a record keeps of it.

usage: python bench/faults.py [--kills 200] [--server-kills 50] [--statements 800] [--seed 1]

Processes that record documents and resolve them are killed (`kill -9`) after a random time and started again, until a
record is whole; then the next one begins. After every kill all that a process said to have recorded must be there, and
`comity fsck` must find nothing: no gap, no double, every derived row derivable. A whole record must equal, row for row,
one that nobody disturbed. Of the reader only its statements are replayed, so that nearly every kill meets the writer.
Half of the processes load in bulk, where after a while another process writes, which outlives the one that is killed.
"""

import argparse
import datetime as dt
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from figures import Figure, print_figures
from postgresql import MISSING, find_binaries, running_server
from world import World

from comity.errors import RecordError
from comity.model import Document, Refusal, Statement
from comity.newsroom import read_documents
from comity.recording import Item, Run, Writer, open_record, schema
from comity.recording.copying import digest
from comity.recording.engine import connect_for_reading, opened
from comity.recording.fsck import check_record
from comity.register import Register

Pair = tuple[Document, list[Statement]]
MOMENT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""The clock of every record, so that records can be compared."""
ALONE = 200
"""Statements of a load after which another process writes."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What was once read in a document."""

    statements: Sequence[Statement]
    warnings: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class Replay:
    """A reader that knows what it read."""

    version = "replay"

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._told = {document.id: told for document, told in pairs}

    def read_many(self, documents: Iterable[Document]) -> Iterator[Replayed]:
        """One reading each."""
        for document in documents:
            yield Replayed(self._told[document.id])


@dataclass(slots=True)
class Outcome:
    """What kills did to records on one database."""

    kills: int = 0
    resumed: int = 0
    """Kills that left a record half-way."""
    records: int = 0
    lost: int = 0
    faults: int = 0
    different: int = 0


class Recorder:
    """A process of its own that records the pairs, resolves, and says what is done."""

    def __init__(
        self, address: str, pairs: Sequence[Pair], largest_file: int | None = None, *, loading: bool = False
    ) -> None:
        reading, writing = os.pipe()
        self._pid = os.fork()  # this process has no threads and holds no record open
        if self._pid == 0:
            os.close(reading)
            _record(address, pairs, writing, largest_file, loading)
        os.close(writing)
        self._said = reading

    def kill(self) -> None:
        """`kill -9`."""
        os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> tuple[list[str], bool]:
        """The lines that it said, and whether it came to its end."""
        with open(self._said, encoding="utf-8") as pipe:
            lines = pipe.read().split("\n")[:-1]
        return lines, os.waitpid(self._pid, 0)[1] == 0


def _record(address: str, pairs: Sequence[Pair], pipe: int, largest_file: int | None, loading: bool) -> NoReturn:
    """Say the id of every document that is recorded, or why none can be; `loading`: in bulk. Never comes back."""
    try:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
        with (
            open_record(address, create=True, clock=lambda: MOMENT) as record,
            record.writer() as writer,
            writer.loading(much=ALONE) if loading else nullcontext(),
        ):
            for id in _load(writer, pairs) if loading else _read(writer, pairs):
                os.write(pipe, f"{id}\n".encode())
    except RecordError as error:
        os.write(pipe, f"{error}\n".encode())
        os._exit(2)
    except BaseException as error:
        os.write(pipe, f"unforeseen: {error!r}\n".encode())
        os._exit(1)
    os._exit(0)


def _read(writer: Writer, pairs: Sequence[Pair]) -> Iterator[str]:
    for outcome in read_documents((document for document, _ in pairs), Replay(pairs), writer=writer):
        assert outcome.document
        yield outcome.document.id


def _load(writer: Writer, pairs: Sequence[Pair]) -> Iterator[str]:
    """One document in a transaction, as they are numbered where they are read."""
    for document, told in pairs:
        for added in writer.add_many([Item(document, told)], run=Run(Replay.version)):
            yield added.document


def kill_after(seconds: float, address: str, pairs: Sequence[Pair], *, loading: bool) -> tuple[set[str], bool]:
    """Ids that a process said to have recorded before it was killed, and whether it came to its end before that."""
    process = Recorder(address, pairs, loading=loading)
    time.sleep(seconds)
    process.kill()
    lines, finished = process.wait()
    assert all(line.startswith("doc-") for line in lines), lines[-1]
    return set(lines), finished


def contents(address: str) -> dict[str, str]:
    """A hash of every table."""
    with opened(connect_for_reading(address)) as engine, engine.connect() as connection:
        tables = (table for table in schema.metadata.sorted_tables if table.name != "migration")
        return {table.name: digest(connection, table) for table in tables}


def torture(rooms: Callable[[], str], pairs: Sequence[Pair], kills: int, rng: random.Random) -> Outcome:
    """Kill so many times, in fresh records from `rooms`."""
    outcome, whole = Outcome(), {}
    for loading in (True, False):
        begun, undisturbed = time.monotonic(), rooms()
        Recorder(undisturbed, pairs, loading=loading).wait()
        whole[loading] = time.monotonic() - begun
    wanted, address, said = contents(undisturbed), rooms(), set[str]()
    while outcome.kills < kills:
        loading = rng.random() < 0.5
        told, finished = kill_after(rng.uniform(0, whole[loading]), address, pairs, loading=loading)
        said |= told
        outcome.kills += not finished
        if not has_tables(address):
            continue
        outcome.faults += len(check_record(address).faults)
        found = documents_of(address)
        outcome.lost += len(said - found)
        outcome.resumed += not finished and bool(found)
        if finished:
            outcome.records += 1
            outcome.different += contents(address) != wanted
            address, said = rooms(), set()
    return outcome


def has_tables(address: str) -> bool:
    """Whether a process lived long enough to make the record."""
    try:
        open_record(address).close()
    except RecordError:
        return False
    return True


def documents_of(address: str) -> set[str]:
    """Ids of all documents of a record."""
    with open_record(address) as record, record.view() as view:
        return {head.id for head in view.documents()}


def fill_file(address: str, pairs: Sequence[Pair], limit: int) -> list[str]:
    """What is wrong after a process that may write only so large a file came to its limit, and after one that may."""
    *said, reason = Recorder(address, pairs, limit).wait()[0]
    wrong = [] if "nothing recorded" in reason else [f"it did not say why: {reason}"]
    if has_tables(address):
        wrong += map(str, check_record(address).faults)
        wrong += [f"{id} is lost" for id in set(said) - documents_of(address)]
    Recorder(address, pairs).wait()
    return wrong + list(map(str, check_record(address).faults))


def mount_disk(disk: Path) -> bool:
    """Whether this user may mount a disk of two megabytes."""
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    return (
        bool(shutil.which("mount")) and subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0
    )


def fill_disk(disk: Path, pairs: Sequence[Pair]) -> list[str]:
    """The same on a disk of two megabytes, which is then made read-only."""
    try:
        address = str(disk / "small.db")
        *said, reason = Recorder(address, pairs).wait()[0]
        wrong = [] if "no room left on the disk" in reason else [f"it did not say why: {reason}"]
        wrong += [f"{id} is lost" for id in set(said) - documents_of(address)]
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        reason = Recorder(address, pairs).wait()[0][-1]
        wrong += [] if "may not be written to" in reason else [f"read-only: it did not say why: {reason}"]
        return wrong + list(map(str, check_record(address).faults))
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def rooms_in(folder: Path) -> Callable[[], str]:
    """Gives a path for a new record each time."""
    numbers = iter(range(10**6))
    return lambda: str(folder / f"{next(numbers)}.db")


def measure(kills: int, server_kills: int, statements: int, seed: int) -> Iterator[Figure]:
    """All figures, in order."""
    pairs = list(World(Register.load(), seed).documents(statements))
    with tempfile.TemporaryDirectory() as name:
        rooms = rooms_in(Path(name))
        yield from _report("SQLite", torture(rooms, pairs, kills, random.Random(seed)))
        for limit in (50_000, 250_000, 500_000):
            yield _count(f"file limited to {limit:,} bytes: faults", fill_file(rooms(), pairs, limit))
        if mount_disk(disk := Path(name, "disk")):
            many = list(World(Register.load(), seed).documents(5000))
            yield _count("disk of 2 MB full, then read-only: faults", fill_disk(disk, many))
        else:
            print("no disk could be mounted here: a full disk and a read-only one were not tried")
    if server_kills and find_binaries() is None:
        print(MISSING)
    elif server_kills:
        with running_server() as server:
            yield from _report("PostgreSQL", torture(server.room, pairs, server_kills, random.Random(seed)))


def _report(database: str, outcome: Outcome) -> Iterator[Figure]:
    yield Figure(f"{database}: kills", outcome.kills, "")
    yield Figure(f"{database}: of these with a record half-way", outcome.resumed, "")
    yield Figure(f"{database}: records brought to their end", outcome.records, "")
    yield Figure(f"{database}: documents said to be recorded and lost", outcome.lost, "", 0)
    yield Figure(f"{database}: faults that fsck finds after a kill", outcome.faults, "", 0)
    yield Figure(f"{database}: whole records that differ from an undisturbed one", outcome.different, "", 0)


def _count(name: str, wrong: list[str]) -> Figure:
    for line in wrong:
        print(line)
    return Figure(name, len(wrong), "", 0)


def main() -> int:
    """Print the figures as they come; status 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--server-kills", type=int, default=50)
    parser.add_argument("--statements", type=int, default=800, help="statements of a whole record")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    return print_figures(measure(given.kills, given.server_kills, given.statements, given.seed))


if __name__ == "__main__":
    sys.exit(main())
