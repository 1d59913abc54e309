"""Workers that are processes of this machine, each with one model and one thread of numerics."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from comity.scaling.executors import WorkerDied
from comity.scaling.pipeline import Recipe
from comity.scaling.shards import At
from comity.scaling.storage import Done, Store
from comity.scaling.working import Task, perform

PATIENCE = 300.0
"""Seconds without a word after which a worker counts as hung."""
MOST_MEMORY = 1_500_000_000
"""Bytes; a worker that has grown beyond them is replaced when its shard is done."""
_LIBRARIES = ("OMP", "OPENBLAS", "MKL", "BLIS", "NUMEXPR", "RAYON")
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in _LIBRARIES} | {"POLARS_MAX_THREADS": "1"}
"""Numerics of a worker use one thread: the cores are shared by processes."""


@dataclass(frozen=True, slots=True)
class _Error:
    """A shard that cannot be read, told across the pipe."""

    reason: str


@dataclass(slots=True)
class ProcessWorker:
    """One process; starts with its first shard."""

    recipe: Recipe
    store: Store
    patience: float = PATIENCE
    _process: BaseProcess | None = None
    _pipe: Connection | None = field(default=None, repr=False)

    def perform(self, task: Task) -> Iterator[At | Done]:
        """Read a shard there."""
        pipe = self._start()
        grown, patience = False, self.patience
        try:
            pipe.send(task)
            while True:
                if not pipe.poll(patience):
                    raise WorkerDied(f"it said nothing for {patience:.0f} seconds")
                told, grown = pipe.recv()
                if isinstance(told, _Error):
                    raise RuntimeError(told.reason)
                yield told
                if isinstance(told, Done):
                    return
                patience = told.stretch(self.patience)
        except (EOFError, OSError) as error:
            raise WorkerDied(self._say_how()) from error
        finally:
            if grown:
                self.end()

    def end(self) -> None:
        """Kill it: what it has not published is nobody's loss."""
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if process is not None:
            process.kill()
            process.join()
            process.close()
        if pipe is not None:
            pipe.close()

    def _start(self) -> Connection:
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs, self.recipe, self.store), daemon=True)
            with _environment(ONE_THREAD):
                self._process.start()
            theirs.close()
        return self._pipe

    def _say_how(self) -> str:
        if self._process is None:
            return "it was let go"
        self._process.join(5)
        code = self._process.exitcode
        return f"it was killed by signal {-code}" if code and code < 0 else f"it left with status {code}"


def _work(pipe: Connection, recipe: Recipe, store: Store) -> None:
    """A worker's life: shards in, what comes of them out, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's, which lets workers go
    tools = None
    with suppress(EOFError, OSError):
        while True:
            task = pipe.recv()
            try:
                tools = tools or recipe.make()
                for told in perform(task, tools, store):
                    pipe.send((told, _has_grown()))
            except BrokenPipeError:
                return
            except Exception as error:
                pipe.send((_Error(f"{type(error).__name__}: {error}"), _has_grown()))


def _has_grown() -> bool:
    """Whether this process has used more memory than a worker should."""
    try:
        import resource  # not on every system
    except ImportError:
        return False
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) > MOST_MEMORY


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """The environment of processes that start meanwhile."""
    before: dict[str, Any] = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
