"""The processes of a server: each is started anew when it ends, and all end with the one that keeps them."""

import gc
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

from comity.errors import InternalError

SOON, PAUSE = 5.0, 1.0
"""Who ends within so many seconds is started anew after a pause."""
MOST_FALLS = 5
"""So many such ends of one post in a row end the server."""
GRACE = 6.0
"""Seconds that processes are given to end."""


@dataclass(frozen=True, slots=True)
class Post:
    """Work for one process. With a `bell` it begins when somebody first calls there."""

    name: str
    work: Callable[[], None]
    bell: socket.socket | None = None


@dataclass(slots=True)
class Shift:
    """A post, who is at it since when, and how often in a row somebody fell there at once."""

    post: Post
    process: BaseProcess | None = None
    began: float = 0.0
    falls: int = 0

    def begin(self) -> None:
        """Put a process there. It is a copy of this one, so that nothing is loaded twice."""
        copying = multiprocessing.get_context("fork")
        self.process = copying.Process(target=_work, args=(self.post,), name=self.post.name)
        self.began = time.monotonic()
        self.process.start()

    def fall(self) -> None:
        """Take note that its process has ended; raises `InternalError` when that happens again and again."""
        self.falls = self.falls + 1 if time.monotonic() - self.began < SOON else 0
        self.process = None
        if self.falls >= MOST_FALLS:
            raise InternalError(f"The process “{self.post.name}” of the server ends as soon as it is started.")
        if self.falls:
            time.sleep(PAUSE)


@dataclass(slots=True)
class Crew:
    """All posts of a server. `tell` is told who was started anew, and why."""

    posts: Sequence[Post]
    tell: Callable[[str], object]
    _shifts: list[Shift] = field(default_factory=list)

    def keep(self) -> None:
        """Keep every post until this process is told to end (SIGINT, SIGTERM).

        This process must have no threads of Python's and no open record: both cannot be copied.
        """
        self._shifts = [Shift(post) for post in self.posts]
        signal.signal(signal.SIGTERM, _stop)
        gc.collect()
        gc.freeze()
        try:
            while True:
                self._look_after()
        except KeyboardInterrupt:
            pass
        finally:
            self._end()

    def _look_after(self) -> None:
        for shift in self._shifts:
            if shift.process is None and shift.post.bell is None:
                shift.begin()
        idle = {shift.post.bell.fileno(): shift for shift in self._shifts if shift.process is None and shift.post.bell}
        busy = {shift.process.sentinel: shift for shift in self._shifts if shift.process}
        for ready in wait([*idle, *busy]):
            assert isinstance(ready, int)
            if ready in idle:
                idle[ready].begin()
            else:
                self._replace(busy[ready])

    def _replace(self, shift: Shift) -> None:
        assert shift.process
        shift.process.join()
        self.tell(f"The process “{shift.post.name}” ended ({_why(shift.process.exitcode)}); another takes its place.")
        shift.fall()

    def _end(self) -> None:
        """End all: who only computes at once, the others in their own way first."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        present = [(shift.post, shift.process) for shift in self._shifts if shift.process]
        for post, process in present:
            if post.bell:
                process.kill()
            else:
                process.terminate()
        until = time.monotonic() + GRACE
        for _, process in present:
            process.join(max(0.0, until - time.monotonic()))
            process.kill()
            process.join()


def _work(post: Post) -> None:
    """The process: as the post says, until it is told to end or the process that keeps it is gone."""
    signal.signal(signal.SIGTERM, _stop)
    if post.bell:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, args=(post,), daemon=True, name="following").start()
    with suppress(KeyboardInterrupt):
        post.work()
    for started in multiprocessing.active_children():
        started.kill()
    os._exit(0)  # at once: a thread may wait for a measure that nobody takes any more


def _follow(post: Post) -> None:
    """End when the process that keeps this one is gone, however it went."""
    keeper = multiprocessing.parent_process()
    assert keeper
    keeper.join()
    os.kill(os.getpid(), signal.SIGKILL if post.bell else signal.SIGTERM)


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _why(status: int | None) -> str:
    if status is None or status >= 0:
        return f"status {status}"
    return signal.Signals(-status).name
