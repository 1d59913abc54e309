"""What is fetched next and when: one request a host at a time, gaps, retries, rest after failures. Knows no network.

Times are seconds on the caller's clock; the same answers at the same times give the same agenda.
"""

import heapq
import random
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from comity.sources.plans import Source
from comity.sources.robots import site_of
from comity.visits import UNTOLD, Hint

TRIES = 3
"""So often one article is asked for."""
GIVE_UP = 6
"""A source that fails so often in a row is left alone until the next start."""
RETRY = 60.0
LONGEST = 86_400.0
HOPS = 5


@dataclass(frozen=True, slots=True)
class Errand:
    """One request: for a source, a part of its listing or an article. `named` is its first address, `url` its last."""

    source: Source
    named: str
    url: str
    kind: Literal["source", "part", "article"]
    hint: Hint = UNTOLD
    tries: int = 0
    hops: int = 0


@dataclass(slots=True)
class _Host:
    waiting: deque[Errand] = field(default_factory=deque)
    free_at: float = 0.0
    busy: bool = False


class Agenda:
    """Errands by host; `take` gives what may go out now, `free`, `retry`, `hop` and `rest` say what came of it."""

    def __init__(self, gap: float, chance: random.Random) -> None:
        self._gap = gap
        self._chance = chance
        self._hosts: dict[str, _Host] = {}
        self._due: list[tuple[float, int, Errand]] = []
        self._count = 0
        self._failures: dict[str, int] = {}

    def plan(self, errand: Errand, at: float) -> None:
        """Have an errand run at a time, or later when its host is busy."""
        self._count += 1
        heapq.heappush(self._due, (at, self._count, errand))

    def again(self, errand: Errand, now: float) -> None:
        """Plan a source's next visit, a tenth sooner or later so that many do not fall on one moment."""
        self._failures.pop(errand.named, None)
        spread = 1 + self._chance.uniform(-0.1, 0.1)
        self.plan(replace(errand, url=errand.named, tries=0, hops=0), now + errand.source.every * spread)

    def take(self, now: float) -> list[Errand]:
        """Errands that go out now, one for each host that is free; their hosts are busy from here on."""
        while self._due and self._due[0][0] <= now:
            errand = heapq.heappop(self._due)[2]
            self._host(errand.url).waiting.append(errand)
        ready = []
        for host in self._hosts.values():
            if host.waiting and not host.busy and host.free_at <= now:
                host.busy = True
                ready.append(host.waiting.popleft())
        return ready

    def free(self, errand: Errand, now: float, delay: float = 0.0) -> None:
        """The errand's host answered; it is left alone for `delay` seconds, the plan's gap at least."""
        host = self._host(errand.url)
        host.busy = False
        host.free_at = max(host.free_at, now + min(max(self._gap, delay), LONGEST))

    def hop(self, errand: Errand, target: str, now: float) -> bool:
        """Follow a redirect as a new errand to the target's host; False when there were too many."""
        if errand.hops >= HOPS:
            return False
        self.plan(replace(errand, url=target, hops=errand.hops + 1), now)
        return True

    def retry(self, errand: Errand, now: float, wait: float | None) -> bool:
        """Plan another try, later with each failure; False when it was the last."""
        pause = min(max(RETRY * 4.0**errand.tries, wait or 0.0), LONGEST)
        if errand.kind != "source":
            if errand.tries + 1 >= TRIES:
                return False
        else:
            failures = self._failures[errand.named] = self._failures.get(errand.named, 0) + 1
            if failures >= GIVE_UP:
                return False
            pause = max(pause, errand.source.every)
        self.plan(replace(errand, url=errand.named, tries=errand.tries + 1, hops=0), now + pause)
        return True

    def wait(self, now: float) -> float | None:
        """Seconds until something may go out; None when nothing is planned but what is under way."""
        times = [self._due[0][0]] if self._due else []
        times += [host.free_at for host in self._hosts.values() if host.waiting and not host.busy]
        return max(0.0, min(times) - now) if times else None

    @property
    def articles(self) -> int:
        """How many articles wait to be fetched."""
        waiting: Iterable[Errand] = (errand for host in self._hosts.values() for errand in host.waiting)
        return sum(e.kind == "article" for e in waiting) + sum(e.kind == "article" for _, _, e in self._due)

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(site_of(url).split("://", 1)[1].lower(), _Host())
