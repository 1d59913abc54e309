"""Running an archive: which shards are open, who reads them, how far it is, and how fast."""

import os
import time
from collections import Counter
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Literal

from comity.scaling.cluster import RayWorker, joined_cluster, spare_processors
from comity.scaling.executors import Event, Failed, Passed, run_here, run_workers
from comity.scaling.manifest import Manifest
from comity.scaling.pipeline import Pipeline, Recipe, Tools
from comity.scaling.processes import PATIENCE, ProcessWorker
from comity.scaling.storage import Done, Store, read_done
from comity.scaling.working import Task

ExecutorName = Literal["serial", "processes", "ray"]


@dataclass(frozen=True, slots=True)
class Crew:
    """Who reads: by which executor, how many at a time, on which cluster, and how long a silence is suffered."""

    executor: ExecutorName = "processes"
    workers: int | None = None
    """None for as many as there are processors, less one for a cluster of several."""
    address: str | None = None
    """Of a Ray cluster; None for one of this machine."""
    patience: float = PATIENCE


@dataclass(slots=True)
class Progress:
    """How far a run is: changes with every event."""

    total: int
    """Shards of the manifest."""
    before: int
    """Of these, done before the run."""
    finished: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    """Documents of finished shards by what became of them, and statements."""
    failures: list[Failed] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    _passed: dict[str, int] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """Count what happened."""
        match event:
            case Passed():
                self._passed[event.shard] = event.documents
            case Done():
                self._passed.pop(event.shard, None)
                self.finished += 1
                self.counts.update(event.counts)
            case Failed():
                self._passed.pop(event.shard, None)
                self.failures.append(event)

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.began

    @property
    def documents(self) -> int:
        """Documents dealt with in this run, those of shards in hand too."""
        return sum(count for what, count in self.counts.items() if what != "statements") + sum(self._passed.values())

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds if self.seconds else 0.0

    @property
    def left(self) -> int:
        """Shards that are still to be read."""
        return self.total - self.before - self.finished - len(self.failures)

    @property
    def remaining(self) -> float | None:
        """Seconds that the rest will take at this rate, None before a shard is done."""
        if not self.finished:
            return None
        done = sum(count for what, count in self.counts.items() if what != "statements")
        todo = max(0.0, self.left * done / self.finished - sum(self._passed.values()))
        return todo / self.rate if self.rate else None


def open_tasks(manifest: Manifest, pipeline: Pipeline, store: Store) -> list[Task]:
    """A task for each shard that these versions have not read, each once."""
    done = store.find_done(pipeline.hash)
    fresh = {shard.id: shard for shard in manifest.shards if shard.id not in done}
    return [Task(shard, pipeline) for shard in fresh.values()]


def run_archive(
    manifest: Manifest, recipe: Recipe, store: Store, crew: Crew
) -> Generator[tuple[Progress, Event | None]]:
    """Read all open shards; comes by with the progress at the start, and after every event.

    Close the iterator to stop; the same call goes on from what is published.
    """
    tools = recipe.make()
    tasks = open_tasks(manifest, tools.pipeline, store)
    total = len({shard.id for shard in manifest.shards})
    progress = Progress(total, total - len(tasks))
    yield progress, None
    if not tasks:
        return
    with closing(_perform(tasks, tools, recipe, store, crew)) as events:
        del tools
        for event in events:
            progress.take(event)
            yield progress, event


def _perform(tasks: list[Task], tools: Tools, recipe: Recipe, store: Store, crew: Crew) -> Generator[Event]:
    if crew.executor == "serial":
        yield from run_here(tasks, tools, store)
        return
    del tools  # workers load their own
    if crew.executor == "processes":
        count = crew.workers or os.cpu_count() or 1
        yield from run_workers(tasks, lambda: ProcessWorker(recipe, store, crew.patience), count)
        return
    with joined_cluster(crew.address) as ray:
        count = min(crew.workers or spare_processors(ray), spare_processors(ray))
        yield from run_workers(tasks, lambda: RayWorker(ray, recipe, store, crew.patience), count)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one pipeline is with a manifest."""

    pipeline: Pipeline
    done: int
    total: int
    counts: Counter[str]
    bytes: int


def take_stock(manifest: Manifest, store: Store) -> list[Standing]:
    """How far every pipeline is that has read something of a manifest."""
    found = (_standing(manifest, store, name) for name in store.find_pipelines())
    return [standing for standing in found if standing is not None]


def _standing(manifest: Manifest, store: Store, name: str) -> Standing | None:
    wanted = {shard.id for shard in manifest.shards}
    done = [read_done(store, name, shard) for shard in sorted(wanted & store.find_done(name))]
    if not done:
        return None
    counts: Counter[str] = Counter()
    for one in done:
        counts.update(one.counts)
    size = sum(file.bytes for one in done for file in one.files)
    return Standing(done[0].pipeline, len(done), len(wanted), counts, size)
