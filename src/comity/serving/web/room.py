"""A process that measures and nothing else, at the lowest priority: no page waits while it computes.

One order at a time: the others wait in its socket, in their order, and outlive a room that ends.
"""

import os
import signal
import socket
from collections import OrderedDict
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Client, Connection
from typing import Any

from comity.asking import Desk
from comity.errors import UserError
from comity.serving.web.calls import answer_call
from comity.serving.web.instruments import KEPT, Bench, Order, OwnBench

LIMIT = 600.0
"""Seconds that one measurement may take."""
NICENESS = 10


@dataclass(frozen=True, slots=True)
class Room:
    """A bench in the room that listens at `path`."""

    path: str

    def measure(self, order: Order) -> Any:
        """The numbers, waited for; raises what the work raises, and `UserError` where the room ended over it."""
        try:
            with Client(self.path, "AF_UNIX") as line:
                line.send(order)
                outcome: Outcome = line.recv()
        except (EOFError, OSError):
            raise UserError(
                f"Computing this took more than {LIMIT / 60:.0f} minutes or more memory than there is; ask for less."
            ) from None
        return outcome.get()


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
    os.nice(NICENESS)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    queue = Queue(OwnBench(desk), limit)
    while True:
        queue.serve(answer_call(listening))


class Queue:
    """One order is worked on at a time, and each once: who orders the same later is given the same."""

    def __init__(self, bench: Bench, limit: float = LIMIT) -> None:
        self._bench, self._limit = bench, limit
        self._known: OrderedDict[Hashable, Outcome] = OrderedDict()

    def serve(self, line: Connection) -> None:
        """Take the order of who called, and tell what came of it; who has gone meanwhile is told nothing."""
        with line, suppress(EOFError, OSError):
            line.send(self._measure(line.recv()))

    def _measure(self, order: Order) -> Outcome:
        if order.key not in self._known:
            signal.setitimer(signal.ITIMER_REAL, self._limit)
            self._known[order.key] = self._work(order)
            signal.setitimer(signal.ITIMER_REAL, 0)
        self._known.move_to_end(order.key)
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
        return self._known[order.key]

    def _work(self, order: Order) -> Outcome:
        try:
            return Outcome(self._bench.measure(order))
        except Exception as error:
            return Outcome(error=error)
