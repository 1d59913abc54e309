"""Watching feeds, sitemaps and pages: asks politely, follows what they name, gives out documents one page at a time.

A page is settled in the ledger only after the caller has come back for more, so a crash between loses nothing; what a
source named and nobody fetched yet is taken up again at the next start.
"""

import random
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Protocol

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.agenda import Agenda, Errand
from comity.sources.fetch import Answer, Failed, Fetched, Fetcher, Internet, Redirected, Unchanged
from comity.sources.plans import Plan, Source
from comity.sources.robots import MAX_BYTES, Rules, load_rules, site_of
from comity.visits import Hint, Tip, Validators, Visit

STEP = "fetching"
NAME = "Comity"
"""What robots.txt calls this robot."""
PARTS = 20
"""So many parts of an index of sitemaps are asked, the first ones."""
AT_ONCE = 8
"""Hosts that are asked at the same time."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source says: articles to fetch, and documents that it carries itself."""

    tips: tuple[Tip, ...] = ()
    items: tuple[Document | Refusal, ...] = ()
    parts: tuple[str, ...] = ()
    """Further listings, as an index of sitemaps names them."""


class Ledger(Protocol):
    """What a watch remembers across restarts."""

    def visits(self) -> Iterable[Visit]:
        """Every source's last visit."""
        ...

    def waiting(self) -> Iterable[tuple[str, Tip]]:
        """Articles that were named and not settled, each after the address of its source."""
        ...

    def hear(self, visit: Visit, tips: Sequence[Tip], source: str) -> list[Tip]:
        """Keep a visit and those of its tips that are new, for the source at an address; the new ones come back."""
        ...

    def settle(self, url: str, result: str) -> None:
        """Remember that an article needs no more fetching, and what came of it."""
        ...


class Parsing(Protocol):
    """Makes listings and documents from bytes."""

    def listing(self, page: Fetched, source: Source) -> Listing:
        """What a source names; raises `SourceError` when it cannot be understood."""
        ...

    def documents(self, page: Fetched, source: Source, hint: Hint) -> tuple[Document | Refusal, ...]:
        """What a page holds."""
        ...


class Clock(Protocol):
    """Seconds since 1970, and waiting."""

    def now(self) -> float: ...
    def sleep(self, seconds: float) -> None: ...


class WallClock:
    """The time that it is."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Heard:
    """A source was asked: how many articles it named that were new; None when it had not changed."""

    source: Source
    new: int | None


@dataclass(frozen=True, slots=True)
class Missed:
    """An address gave nothing; `final` when it will not be asked again by this run."""

    source: Source
    url: str
    reason: str
    final: bool


@dataclass(frozen=True, slots=True)
class Arrived:
    """A page came, or a source that carries its texts itself: its documents and refusals."""

    source: Source
    url: str
    items: tuple[Document | Refusal, ...]


News = Heard | Missed | Arrived


def agent_of(plan: Plan, version: str) -> str:
    """How the watcher introduces itself: its name, its version and where to reach who runs it."""
    return f"{NAME}/{version} (+{plan.contact})"


@dataclass(slots=True)
class Watch:
    """One run over a plan. `once` asks every source that is due one time and ends when its articles are in."""

    plan: Plan
    ledger: Ledger
    parsing: Parsing
    fetcher: Fetcher
    clock: Clock = field(default_factory=WallClock)
    once: bool = False
    chance: random.Random = field(default_factory=random.Random)
    _agenda: Agenda = field(init=False)
    _rules: dict[str, Rules] = field(init=False, default_factory=dict)
    _visits: dict[str, Visit] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._agenda = Agenda(self.plan.gap, self.chance)

    def run(self) -> Generator[News]:
        """News as they come, without end unless `once`; close the iterator to stop."""
        self._begin()
        pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="fetching")
        under_way: dict[Future[Answer], Errand] = {}
        try:
            while True:
                for errand in self._agenda.take(self.clock.now()):
                    under_way[pool.submit(self._ask, errand)] = errand
                pause = self._agenda.wait(self.clock.now())
                if not under_way:
                    if pause is None:
                        return
                    self.clock.sleep(pause)
                    continue
                done, _ = wait(under_way, timeout=pause, return_when=FIRST_COMPLETED)
                for future in done:
                    yield from self._receive(under_way.pop(future), future.result())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    @property
    def left(self) -> int:
        """How many articles wait to be fetched."""
        return self._agenda.articles

    def _begin(self) -> None:
        """Plan what is due: sources by their last visit, articles left from before at once."""
        now = self.clock.now()
        self._visits = {visit.url: visit for visit in self.ledger.visits()}
        sources = {source.url: source for source in self.plan.sources}
        for source in self.plan.sources:
            visit = self._visits.get(source.url)
            due = max(now, visit.due) if visit else now
            if not (self.once and due > now):
                self._agenda.plan(Errand(source, source.url, source.url, "source"), due)
        for named_by, tip in self.ledger.waiting():
            if named_by in sources:
                self._agenda.plan(Errand(sources[named_by], tip.url, tip.url, "article", tip.hint), now)

    def _ask(self, errand: Errand) -> Answer:
        """The answer to an errand; its host's rules come first. Runs in a thread, one for each host."""
        site = site_of(errand.url)
        rules = self._rules.get(site)
        if rules is None or rules.until <= self.clock.now():
            rules = load_rules(site, lambda url: self.fetcher.get(url, max_bytes=MAX_BYTES), self.clock.now())
            self._rules[site] = rules
        refusal = rules.refusal(errand.url, NAME)
        if refusal:
            return Failed(errand.url, refusal, wait=rules.until - self.clock.now(), gone=not rules.closed)
        return self.fetcher.get(errand.url, self._last(errand).validators)

    def _receive(self, errand: Errand, answer: Answer) -> Iterator[News]:
        now = self.clock.now()
        asked = answer.wait if isinstance(answer, Failed) and answer.status in (429, 503) else None
        rules = self._rules.get(site_of(errand.url))
        self._agenda.free(errand, now, max(asked or 0.0, rules.delay(NAME) if rules else 0.0))
        match answer:
            case Redirected(_, target):
                if not self._agenda.hop(errand, target, now):
                    yield from self._fail(errand, Failed(errand.url, "it redirects again and again"), now)
            case Failed():
                yield from self._fail(errand, answer, now)
            case Unchanged():
                self._visited(errand, self._last(errand).validators, (), now)
                yield Heard(errand.source, None)
            case Fetched() if errand.kind != "article":
                yield from self._hear(errand, answer, now)
            case Fetched():
                items = self._documents(errand, answer)
                yield Arrived(errand.source, errand.named, items)
                self.ledger.settle(errand.named, _result(items))

    def _hear(self, errand: Errand, page: Fetched, now: float) -> Iterator[News]:
        """A source's listing: its own texts go out first, then its tips are kept with the visit."""
        source = errand.source
        try:
            listing = self._listing(errand, page)
        except SourceError as error:
            yield from self._fail(errand, Failed(page.url, str(error)), now)
            return
        if listing.items:
            yield Arrived(source, errand.named, listing.items)
        wanted = [tip for tip in listing.tips if source.wants(tip.url)][: source.most]
        new = self._visited(errand, page.validators, wanted, now)
        for tip in new:
            self._agenda.plan(Errand(source, tip.url, tip.url, "article", tip.hint), now)
        for part in listing.parts[:PARTS] if errand.kind == "source" else ():
            self._agenda.plan(Errand(source, part, part, "part"), now)
        yield Heard(source, len(new))

    def _listing(self, errand: Errand, page: Fetched) -> Listing:
        if errand.source.kind == "page" and errand.source.only is None:
            return Listing(items=self._documents(errand, page))
        return self.parsing.listing(page, errand.source)

    def _visited(self, errand: Errand, validators: Validators, tips: Sequence[Tip], now: float) -> list[Tip]:
        visit = Visit(errand.named, now + errand.source.every, validators)
        self._visits[errand.named] = visit
        new = self.ledger.hear(visit, tips, errand.source.url)
        if errand.kind == "source" and not self.once:
            self._agenda.again(errand, now)
        return new

    def _last(self, errand: Errand) -> Visit:
        return self._visits.get(errand.named) or Visit(errand.named, 0)

    def _documents(self, errand: Errand, page: Fetched) -> tuple[Document | Refusal, ...]:
        try:
            return self.parsing.documents(page, errand.source, errand.hint)
        except SourceError as error:
            return (Refusal(errand.named, STEP, str(error)),)

    def _fail(self, errand: Errand, failure: Failed, now: float) -> Iterator[News]:
        """Try again later, or settle an article that cannot be had as refused."""
        again = not failure.gone and not self.once and self._agenda.retry(errand, now, failure.wait)
        if errand.kind == "article" and not again and (failure.gone or not self.once):
            yield Arrived(errand.source, errand.named, (Refusal(errand.named, STEP, failure.reason),))
            self.ledger.settle(errand.named, failure.reason)
            return
        yield Missed(errand.source, errand.named, failure.reason, final=not again)


def open_watch(plan: Plan, ledger: Ledger, parsing: Parsing, version: str, *, once: bool = False) -> Watch:
    """A watch over the internet."""
    return Watch(plan, ledger, parsing, Fetcher(agent_of(plan, version), Internet()), once=once)


def _result(items: Sequence[Document | Refusal]) -> str:
    refusals = [item.reason for item in items if isinstance(item, Refusal)]
    if len(refusals) < len(items):
        return "fetched"
    return refusals[0] if refusals else "it holds no text"
