"""What measures the record for pages: numbers are kept by the state of the data, and no request waits for slow ones."""

import copy
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np

from comity.asking import Desk
from comity.measuring.attendance import tell_absent
from comity.recording import View
from comity.register import Register
from comity.serving.doors import choose_desk
from comity.serving.web.begun import Begun
from comity.votes import Votes

T = TypeVar("T")
KEPT = 400
"""Results that are kept."""
AT_ONCE = 2
"""Measurements that one process waits for beside each other; the others wait."""
PATIENCE = 0.6
"""Seconds that a page waits for a number."""
LONG_PATIENCE = 60.0
"""Seconds that a program waits for one."""


class StillMeasuringError(Exception):
    """The number is being computed and will be there when it is asked for again."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a measurement may look at: the record as known on a day, the register, and the votes if there are any."""

    view: View
    register: Register
    votes: Callable[[], Votes | None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be measured. Equal keys mean equal numbers: they name the state of the data too."""

    key: Hashable
    work: Callable[[Sight], Any]
    at: str | None
    asof: str | None
    recorded: str | None = None
    min_confidence: float = 0.0


class Bench(Protocol):
    """Where measurements are done."""

    def measure(self, order: Order) -> Any:
        """The numbers; raises what the work raises."""
        ...


class OwnBench:
    """Measures in this process. Safe to use from many threads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._loading = threading.Lock()
        self._votes: tuple[str, Votes | None] | None = None

    def measure(self, order: Order) -> Any:
        """The numbers, computed here and now."""
        desk = choose_desk(self._desk, order.recorded, order.min_confidence)
        with desk.view(order.at, order.asof) as view:
            return order.work(Sight(view, self._desk.register, lambda: self._load_votes(desk, view)))

    def _load_votes(self, desk: Desk, view: View) -> Votes | None:
        """The votes cast by the day of knowledge; the whole file is read once."""
        with self._loading:
            version = view.votes_version
            if self._votes is None or self._votes[0] != version:
                with desk.view() as whole:
                    votes = whole.votes()
                    self._votes = version, tell_absent(votes, self._desk.register) if votes else None
            votes = self._votes[1]
        if votes is None or view.asof is None:
            return votes
        days = votes.rollcalls["date"].to_list()
        ends = [day or f"{session + 1945}-12-31" for day, session in zip(days, votes.sessions.tolist(), strict=True)]
        return votes.keep(np.array(ends, dtype=str) <= view.asof.isoformat())


class Instruments:
    """Measures one record at a bench. Safe to use from many threads; `close` it to let go of what still waits."""

    def __init__(self, desk: Desk, patience: float = PATIENCE, bench: Bench | None = None) -> None:
        self.desk, self.patience, self.begun = desk, patience, Begun()
        self._bench = bench or OwnBench(desk)
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="measuring")

    def before(self, desk: Desk) -> "Instruments":
        """The same at another desk before the record, of another moment or confidence; what is measured is shared."""
        others = copy.copy(self)
        others.desk = desk
        return others

    def take(
        self, key: Hashable, work: Callable[[Sight], T], *, at: str | None = None, asof: str | None = None,
        patience: float | None = None,
    ) -> T:  # fmt: skip
        """What `work` gives for a sight of the record, computed once for each key and state of the data.

        Raises `StillMeasuringError` when it is not there after some patience; it is computed on all the same.
        """
        seen = (self.desk.recorded, self.desk.min_confidence)
        future = self._begin(Order((self.desk.versions(), at, asof, *seen, key), work, at, asof, *seen))
        try:
            found: T = future.result(self.patience if patience is None else patience)
        except TimeoutError:
            if not future.done():
                raise StillMeasuringError from None
            raise
        return found

    def close(self) -> None:
        """Start nothing any more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _begin(self, order: Order) -> "Future[Any]":
        with self._lock:
            future = self._known.get(order.key)
            if future is None:
                future = self._known[order.key] = self._pool.submit(self._bench.measure, order)
                while len(self._known) > KEPT:
                    self._known.popitem(last=False)
            self._known.move_to_end(order.key)
            return future
