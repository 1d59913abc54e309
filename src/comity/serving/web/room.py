"""A process that measures and nothing else, so that no page waits while it computes; what takes long comes last."""

import os
import signal
import socket
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Hashable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Client, Connection
from typing import Any

from comity.asking import Desk
from comity.errors import UserError
from comity.serving.web.calls import answer_call
from comity.serving.web.instruments import AT_ONCE, KEPT, Bench, Order, OwnBench

LIMIT = 600.0
"""Seconds that one measurement may take."""
TRIES = 2
QUICK, NICENESS = 0.5, 10
"""Seconds after which a measurement lets everything else go first, and how far."""


@dataclass(frozen=True, slots=True)
class Room:
    """A bench in the room that listens at `path`."""

    path: str

    def measure(self, order: Order) -> Any:
        """The numbers, waited for; raises what the work raises, and `UserError` where the room ended over it."""
        until = time.monotonic() + LIMIT
        for _ in range(TRIES):  # the room may have ended over what somebody else ordered
            outcome = self._order(order) if time.monotonic() < until else None
            if outcome is not None:
                return outcome.get()
        raise UserError(
            f"Computing this took more than {LIMIT / 60:.0f} minutes or more memory than there is; ask for less."
        )

    def _order(self, order: Order) -> "Outcome | None":
        """What came of it; None when the room ended before it was done."""
        with suppress(EOFError, OSError), Client(self.path, "AF_UNIX") as line:
            line.send(order)
            outcome: Outcome = line.recv()
            return outcome
        return None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an order: numbers, or why there are none."""

    found: Any = None
    error: Exception | None = None

    def get(self) -> Any:
        """The numbers; raises what there is instead."""
        if self.error is not None:
            raise self.error
        return self.found


def keep_room(listening: socket.socket, desk: Desk, limit: float = LIMIT) -> None:
    """Measure what is ordered, for ever; what takes too long ends the process, whatever it is doing."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    Counter(OwnBench(desk), limit).open(listening)


class Counter:
    """Where orders are taken: few at once, each worked on once, and who orders the same later is given the same.

    Whoever has to wait, waits in the socket, in order, and outlives a room that ends.
    """

    def __init__(self, bench: Bench, limit: float = LIMIT) -> None:
        self._bench, self._limit = bench, limit
        self._known: OrderedDict[Hashable, Future[Outcome]] = OrderedDict()
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._ends: dict[Hashable, float] = {}

    def open(self, listening: socket.socket) -> None:
        """Take orders for ever, each in a thread of its own: it begins at the usual priority."""
        while True:
            self._turns.acquire()
            threading.Thread(target=self._serve, args=(answer_call(listening),), daemon=True).start()

    def _serve(self, line: Connection) -> None:
        """Take the order of who called, and tell what came of it; who has gone meanwhile is told nothing."""
        try:
            with line, suppress(EOFError, OSError):
                line.send(self._measure(line.recv()))
        finally:
            self._turns.release()

    def _measure(self, order: Order) -> Outcome:
        with self._lock:
            future, is_new = self._known.get(order.key), order.key not in self._known
            if future is None:
                future = self._known[order.key] = Future()
            self._known.move_to_end(order.key)
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        if is_new:
            future.set_result(self._work(order))
        return future.result()

    def _work(self, order: Order) -> Outcome:
        stepping_back = threading.Timer(QUICK, _step_back, [threading.get_native_id()])
        stepping_back.start()
        self._watch(order.key, time.monotonic() + self._limit)
        try:
            return Outcome(self._bench.measure(order))
        except Exception as error:
            return Outcome(error=error)
        finally:
            stepping_back.cancel()
            self._watch(order.key, None)

    def _watch(self, key: Hashable, end: float | None) -> None:
        """Have the kernel end this process when the first of the orders under way has had its time."""
        with self._lock:
            self._ends.pop(key, None)
            if end is not None:
                self._ends[key] = end
            left = min(self._ends.values()) - time.monotonic() if self._ends else 0.0
            signal.setitimer(signal.ITIMER_REAL, max(left, 0.001) if self._ends else 0.0)


def _step_back(thread: int) -> None:
    """Let a thread come after all others; where priority is not a thread's own, it stays."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, thread, NICENESS)
