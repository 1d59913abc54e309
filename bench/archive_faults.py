"""Runs of an archive that are killed again and again, driver or workers, and the bytes they leave in the end.

usage: python bench/archive_faults.py [--executor serial processes ray] [--kills N] [--real] [--tally FILE --minutes M]

Each trial reads the same archive into an empty folder. Its driver, or one of its workers, is killed after a random
number of events and up to 50 ms, and the driver started anew until all is read. Then every file is compared with those
of a run that nobody disturbed, and what was read is loaded into a record twice.

A hundred kills of a cluster take long where other work is done: with `--tally`, each call goes on from what the file
says was killed before, and with `--minutes` it ends after the trial in which that time is over.
"""

import argparse
import json
import math
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from articles import multiply_articles
from figures import Figure, print_figures
from word_reader import ByWord

from comity.recording import open_record
from comity.scaling.loading import choose_pipeline, load_archive
from comity.scaling.manifest import Manifest, plan_shards, read_manifest, write_manifest
from comity.scaling.pipeline import ByBook, Recipe
from comity.scaling.running import Crew, run_archive
from comity.scaling.storage import LocalStore
from comity.settings import Settings

STARTER = multiprocessing.get_context("forkserver")
ARTICLES, FILES = 60, 5
POISON = 2
"""Empty texts and texts on which the reader fails, of each so many."""
EVENTS = 30
"""Events after which a kill comes at the latest: two thirds of those of a whole run."""
SLOWLY = 0.005
"""Seconds that the stand-in for the reader takes for an article."""


def main() -> int:
    """Kill and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--executor", nargs="*", default=["serial", "processes", "ray"])
    parser.add_argument("--kills", type=int, default=100, help="kills of each executor")
    parser.add_argument("--real", action="store_true", help="the reader itself in place of a stand-in")
    parser.add_argument(
        "--within", type=int, default=EVENTS, help="events after which the next kill comes at the latest"
    )
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--tally", type=Path, help="file that keeps what was killed, for the next call to go on from")
    parser.add_argument("--minutes", type=float, default=math.inf, help="time after which no further trial begins")
    options = parser.parse_args()
    plan = Plan(options.kills, options.within, options.seed, options.tally, time.monotonic() + 60 * options.minutes)
    return print_figures(measure(options.executor, plan, real=options.real))


@dataclass(frozen=True)
class Plan:
    """How many kills, how soon after one another, from which seed, where they are counted, and when to stop."""

    kills: int
    within: int = EVENTS
    seed: int = 8
    tally: Path | None = None
    until: float = math.inf

    def before(self, executor: str) -> "Outcome":
        """What earlier calls did."""
        held = json.loads(self.tally.read_text("utf-8")) if self.tally and self.tally.exists() else {}
        return Outcome(**held.get(executor, {}))

    def keep(self, executor: str, outcome: "Outcome") -> None:
        """Say how far it is, here and to the next call."""
        print(f"{executor}: {outcome}", file=sys.stderr, flush=True)
        if self.tally:
            held = json.loads(self.tally.read_text("utf-8")) if self.tally.exists() else {}
            self.tally.write_text(json.dumps(held | {executor: asdict(outcome)}) + "\n", "utf-8")


def measure(executors: Sequence[str], plan: Plan, *, real: bool) -> Iterator[Figure]:
    """What a hundred kills do to the results of each executor."""
    also = ["ray"] if "ray" in executors else []
    STARTER.set_forkserver_preload(["comity.scaling.running", "word_reader", "articles", "figures", *also])
    with tempfile.TemporaryDirectory() as scratch:
        place = write_archive(Path(scratch), 12 if real else ARTICLES)
        manifest, whole = read_manifest(str(place)), LocalStore(Path(scratch, "undisturbed"))
        for _ in run_archive(manifest, recipe(real), whole, Crew("serial")):
            pass
        expected = contents(whole.root)
        for executor in executors:
            with cluster(executor) as address:
                outcome = torture(Driver(executor, place, address, real), expected, plan, Path(scratch))
            yield from report(executor, outcome)
        yield Figure(
            "rows that loading a second time changes", changed_by_loading(manifest, whole, Path(scratch)), "", 0
        )


@dataclass(frozen=True)
class Driver:
    """How a driver is started: from a process that has imported what it needs and run none of it."""

    executor: str
    manifest: Path
    address: str
    real: bool

    def start(self, results: Path) -> tuple[BaseProcess, Connection]:
        """One that sends a word for every event."""
        events, theirs = STARTER.Pipe(duplex=False)
        told = (self.executor, str(self.manifest), str(results), self.address, self.real, theirs)
        process = STARTER.Process(target=drive, args=told)
        process.start()
        theirs.close()
        return process, events


@dataclass
class Outcome:
    """What was killed, and what came of it."""

    drivers: int = 0
    workers: int = 0
    trials: int = 0
    different: int = 0
    """Files that are not as in the undisturbed run, or missing, or too many."""
    seconds: float = 0.0


def torture(driver: Driver, expected: dict[str, bytes], plan: Plan, scratch: Path) -> Outcome:
    """Trials until so many kills have been dealt, or the time is over."""
    outcome, begun = plan.before(driver.executor), time.monotonic()
    before, rng = outcome.seconds, random.Random(f"{plan.seed} {outcome.trials}")
    while outcome.drivers + outcome.workers < plan.kills and time.monotonic() < plan.until:
        with tempfile.TemporaryDirectory(dir=scratch) as results:
            while not disturb(driver, Path(results), rng, outcome, plan.within):
                pass
            found = contents(Path(results))
        outcome.trials += 1
        outcome.different += sum(found.get(name) != expected.get(name) for name in found.keys() | expected.keys())
        outcome.seconds = before + time.monotonic() - begun
        plan.keep(driver.executor, outcome)
    return outcome


def disturb(driver: Driver, results: Path, rng: random.Random, outcome: Outcome, within: int) -> bool:
    """One driver's life, with kills on its way; whether it came to the end of its work."""
    process, events = driver.start(results)
    point = rng.randint(0, within)
    for number in count():
        try:
            events.recv()
        except EOFError:
            break
        if number >= point and _kill_someone(driver.executor, process, rng, outcome):
            point = number + rng.randint(1, within)
    process.join()
    return process.exitcode == 0


def _kill_someone(executor: str, driver: BaseProcess, rng: random.Random, outcome: Outcome) -> bool:
    """Kill a worker or, three times in ten and where there is none, the driver; whether the driver lives."""
    time.sleep(rng.random() / 20)
    workers = find_workers(executor, driver.pid)
    if not workers or rng.random() < 0.3:
        driver.kill()
        outcome.drivers += 1
        return False
    with suppress(ProcessLookupError):
        os.kill(rng.choice(workers), signal.SIGKILL)
        outcome.workers += 1
    return True


def drive(executor: str, manifest: str, results: str, address: str, real: bool, events: Connection) -> None:
    """Read an archive, with a word for every event; leave with status 1 when a shard failed."""
    crew = Crew(executor, workers=2, address=address or None)  # type: ignore[arg-type]
    failures = 0
    for progress, event in run_archive(read_manifest(manifest), recipe(real), LocalStore(Path(results)), crew):
        events.send(type(event).__name__)
        failures = len(progress.failures)
    sys.exit(bool(failures))


def recipe(real: bool) -> Recipe:
    """The reader itself, or its stand-in."""
    return ByBook(Settings(), select=True) if real else ByWord(SLOWLY)


def write_archive(folder: Path, articles: int) -> Path:
    """Articles as files, with some that are no use, and the manifest of them."""
    texts = folder / "texts"
    texts.mkdir()
    for article in multiply_articles(articles):
        text = f"---\npublished: {article.published}\n---\n{article.text}"
        (texts / f"{article.source.zfill(8)}").write_text(text, "utf-8")
    for number in range(POISON):
        (texts / f"{number}-empty.md").write_text("", "utf-8")
        (texts / f"{number}-poison.md").write_text(f"A breaker came for time {number}.", "utf-8")
    place = folder / "manifest.jsonl"
    write_manifest(plan_shards([str(texts)], files=FILES), place)
    return place


def contents(folder: Path) -> dict[str, bytes]:
    """Every file that can be seen under a folder, with its bytes."""
    seen = (path for path in folder.glob("*/[!.]*/*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in seen}


def find_workers(executor: str, driver: int) -> list[int]:
    """Processes that read for a driver."""
    if executor == "serial":
        return []
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command, parent = (entry / "cmdline").read_text(), (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
            ours = command.startswith("ray::_Reading") if executor == "ray" else "spawn_main" in command
            if ours and (executor == "ray" or int(parent) == driver):
                found.append(int(entry.name))
    return found


@contextmanager
def cluster(executor: str) -> Iterator[str]:
    """A Ray cluster of this machine for the time of a measurement; no address for other executors."""
    if executor != "ray":
        yield ""
        return
    ray = Path(sys.executable).with_name("ray")
    start = [
        ray,
        "start",
        "--head",
        "--port=0",
        "--num-cpus=3",
        "--object-store-memory=100000000",
        "--include-dashboard=false",
    ]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    subprocess.run(start, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield "auto"
    finally:
        subprocess.run([ray, "stop"], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def changed_by_loading(manifest: Manifest, store: LocalStore, scratch: Path) -> int:
    """Rows of a record that differ after an archive has been loaded once more."""
    held = [_load(manifest, store, scratch) for _ in range(2)]
    return len(set(held[0]) ^ set(held[1]))


def _load(manifest: Manifest, store: LocalStore, scratch: Path) -> list[str]:
    with open_record(scratch / "loaded.db", create=True) as record:
        with record.writer() as writer:
            pipeline = choose_pipeline(manifest, store).pipeline
            for _ in load_archive(manifest, store, pipeline, writer):
                pass
        with record.view() as view:
            return [repr(row) for row in (*view.kept(), *view.refusals(), *view.happenings(), view.data_version)]


def report(executor: str, outcome: Outcome) -> Iterator[Figure]:
    """What came of it."""
    told = f"{outcome.drivers} drivers and {outcome.workers} workers in {outcome.trials} runs"
    yield Figure(f"{executor}: files that differ after killing {told}", outcome.different, "files", 0)
    yield Figure("  time", outcome.seconds, "s")


if __name__ == "__main__":
    sys.exit(main())
