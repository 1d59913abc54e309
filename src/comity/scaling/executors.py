"""Executors: who reads the shards, one after the other here, or workers side by side; dead workers are replaced.

A worker that dies costs its shard a new start. One document that kills three workers is read apart from its batch, and
left out with that reason when it kills three more, so that a shard always ends.
"""

import queue
import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Protocol

from comity.scaling.pipeline import Tools
from comity.scaling.shards import At
from comity.scaling.storage import Done, Store
from comity.scaling.working import Task, perform

DEATHS = 3
"""Workers that die at one place before it is read with more care."""
MOST_DEATHS = 30
"""Workers that die on one shard before it is given up."""


class WorkerDied(Exception):
    """A worker is gone: killed, out of memory, or silent for too long."""


class Worker(Protocol):
    """Somebody who reads shards, elsewhere."""

    def perform(self, task: Task) -> Iterator[At | Done]:
        """Read one; raises `WorkerDied` when it is gone and any other error when the shard cannot be read."""
        ...

    def end(self) -> None:
        """Let it go, whatever it is doing."""
        ...


@dataclass(frozen=True, slots=True)
class Passed:
    """So many documents of a shard have been passed."""

    shard: str
    documents: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A shard that was not read, and why; it is open for the next run."""

    shard: str
    reason: str


Event = Passed | Done | Failed


def run_here(tasks: Iterable[Task], tools: Tools, store: Store) -> Generator[Event]:
    """Read shards one after the other in this process."""
    for task in tasks:
        yield from _told(task, lambda task: perform(task, tools, store))


def run_workers(tasks: Sequence[Task], hire: Callable[[], Worker], count: int) -> Generator[Event]:
    """Read shards with `count` workers at a time, each of which has one shard in hand.

    Close the iterator to stop: workers are let go at once, and shards in hand stay open.
    """
    waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
    for task in tasks:
        waiting.put(task)
    events: queue.Queue[Event | None] = queue.Queue(maxsize=64)
    crew = [_Post(hire, waiting, events) for _ in range(min(count, len(tasks)))]
    try:
        for post in crew:
            post.start()
        working = len(crew)
        while working:
            event = events.get()
            working -= event is None
            if event is not None:
                yield event
    finally:
        for post in crew:
            post.stop()
        while any(post.is_alive() for post in crew):
            _drain(events)
        _drain(events)


class _Post(threading.Thread):
    """A worker's place: takes shards as long as there are any, and hires anew when the worker dies."""

    def __init__(
        self, hire: Callable[[], Worker], waiting: "queue.SimpleQueue[Task]", events: "queue.Queue[Event | None]"
    ) -> None:
        super().__init__(daemon=True)
        self._hire, self._waiting, self._events = hire, waiting, events
        self._worker: Worker | None = None
        self._stopped = threading.Event()
        self._lock = threading.Lock()

    def run(self) -> None:
        """Read shards until none is left."""
        try:
            while not self._stopped.is_set():
                try:
                    task = self._waiting.get_nowait()
                except queue.Empty:
                    break
                self._take(task)
        finally:
            self._let_go()
            self._events.put(None)

    def stop(self) -> None:
        """Let the worker go; the thread ends soon after."""
        self._stopped.set()
        self._let_go()

    def _take(self, task: Task) -> None:
        with closing(_told(task, self._perform)) as told:
            for event in told:
                if self._stopped.is_set():
                    return
                self._events.put(event)

    def _perform(self, task: Task) -> Iterator[At | Done]:
        deaths: Counter[int] = Counter()
        while True:
            place = -1
            try:
                for told in self._hired().perform(task):
                    place = told.place if isinstance(told, At) else place
                    yield told
                return
            except WorkerDied as death:
                self._let_go()
                if self._stopped.is_set():
                    return
                deaths[place] += 1
                if deaths.total() >= MOST_DEATHS or deaths[-1] >= DEATHS:
                    raise RuntimeError(f"workers keep dying on it ({death})") from death
                if deaths[place] % DEATHS == 0:
                    task = replace(task, care=task.care.after(place))

    def _hired(self) -> Worker:
        with self._lock:
            if self._stopped.is_set():
                raise WorkerDied("the run was stopped")
            self._worker = self._worker or self._hire()
            return self._worker

    def _let_go(self) -> None:
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()


def _told(task: Task, perform: Callable[[Task], Iterator[At | Done]]) -> Generator[Event]:
    """What is told of a shard; one that cannot be read stops no other."""
    try:
        for told in perform(task):
            yield told if isinstance(told, Done) else Passed(task.shard.id, told.place)
    except Exception as error:
        yield Failed(task.shard.id, f"{type(error).__name__}: {error}" if not str(error) else str(error))


def _drain(events: "queue.Queue[Event | None]") -> None:
    """Make room, so that nobody waits to say something that nobody hears."""
    try:
        while True:
            events.get(timeout=0.05)
    except queue.Empty:
        return
