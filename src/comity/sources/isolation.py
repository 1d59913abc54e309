"""Reading what foreign code must parse in a process of its own, with limits of time and memory; the process is reused.

A part that hangs, grows or crashes its process becomes a refusal; a new process goes on behind it.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import suppress
from dataclasses import asdict
from queue import Empty, Queue
from types import TracebackType
from typing import Any, BinaryIO

from comity.model import Document, Refusal
from comity.sources.defaults import STEP, Defaults
from comity.sources.messages import Done, from_message
from comity.sources.opening import Begun

SECONDS = 18.0
"""Time for one document, or between two things heard of a source; with a new process nobody waits for 20."""
STARTING = 60.0
"""Time until a new process is heard of: it loads its libraries first."""
MEMORY = 1280 * 2**20
"""Bytes of its own that a process may take; with the libraries that it maps it stays below 1.5 GB."""
ATTEMPTS = 20
"""Processes that one source may cost."""
AHEAD = 64
"""Documents that are read ahead while nobody takes them."""


class Isolation:
    """One process that opens sources one after the other; closing ends it."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._room: _Room | None = None

    def __enter__(self) -> "Isolation":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._room is not None:
            self._room.end()
            self._room = None

    def open_file(self, path: str | os.PathLike[str], source: str, hints: Defaults) -> Generator[Document | Refusal]:
        """The documents and refusals of the file at `path`, which is called `source`."""
        return self._read({"path": os.fspath(path), "source": source, "hints": asdict(hints)}, b"")

    def open_bytes(self, data: bytes, source: str, hints: Defaults) -> Generator[Document | Refusal]:
        """The same of bytes that came without a file."""
        return self._read({"bytes": len(data), "source": source, "hints": asdict(hints)}, data)

    def _read(self, order: dict[str, Any], data: bytes) -> Generator[Document | Refusal]:
        done, settled = 0, False
        try:
            for _ in range(ATTEMPTS):
                room = self._room = self._room or _Room(self._memory)
                room.send({**order, "skip": done}, data)
                begun, at = 0, order["source"]
                while isinstance(heard := room.hear(self._seconds), Begun | Document | Refusal):
                    if isinstance(heard, Begun):
                        begun, at = begun + 1, heard.source
                    else:
                        yield heard
                if isinstance(heard, Done):
                    settled = True
                    return
                self.close()
                yield Refusal(at, STEP, _why(heard, self._seconds, self._memory))
                if begun <= max(done, 1):
                    return
                done = begun
            yield Refusal(order["source"], STEP, f"the rest of it is left: its reader broke off {ATTEMPTS} times")
        finally:
            if not settled:
                self.close()


def _why(fate: "Fate", seconds: float, memory: int) -> str:
    if fate.hung:
        return f"it was not read after {seconds:.0f} seconds; it may be made to stop readers"
    return f"its reader broke off ({fate.told}); it may be damaged, or need more than {memory // 2**20:,} MB"


class Fate:
    """How a process ended that was not to end."""

    def __init__(self, *, hung: bool, told: str = "") -> None:
        self.hung, self.told = hung, told


class _Room:
    """A process with the thread that listens to it."""

    def __init__(self, memory: int) -> None:
        # Where a process has one thread, its memory is what it reads and not what its libraries prepare for.
        alone = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS", "MKL_NUM_THREADS"), "1")
        place = os.pathsep.join(filter(None, sys.path))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "comity.sources.worker", str(memory)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, **alone, "PYTHONPATH": place}, start_new_session=True,
        )  # fmt: skip
        self._heard: Queue[bytes] = Queue(AHEAD)
        self._ended = False
        threading.Thread(target=self._listen, daemon=True).start()
        self.hear(STARTING)

    def send(self, order: dict[str, Any], data: bytes) -> None:
        """Say what is to be read."""
        with suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(order).encode() + b"\n" + data)
            self._process.stdin.flush()

    def hear(self, seconds: float) -> "Document | Refusal | Begun | Done | Fate":
        """The next thing that is heard within so many seconds."""
        try:
            line = self._heard.get(timeout=seconds)
        except Empty:
            return Fate(hung=True)
        if not line:
            return Fate(hung=False, told=self._ending())
        return from_message(json.loads(line))

    def end(self) -> None:
        """End the process, whatever it does."""
        self._ended = True
        self._process.kill()
        with suppress(Empty):
            while True:
                self._heard.get_nowait()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def _listen(self) -> None:
        pipe: BinaryIO | None = self._process.stdout  # type: ignore[assignment]
        assert pipe is not None
        with suppress(ValueError, OSError):
            for line in pipe:
                if self._ended:
                    return
                self._heard.put(line)
        if not self._ended:
            self._heard.put(b"")

    def _ending(self) -> str:
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "silent"
        return f"signal {-code}" if code < 0 else f"exit {code}"
