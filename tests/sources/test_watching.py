"""A watch on a press that misbehaves: nothing forbidden is asked, nothing named is lost, nothing comes twice."""

import contextlib
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.sources import press as at
from tests.sources.press import Press, Streets, open_press

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.fetch import Answer, Fetched, Fetcher
from comity.sources.plans import make_plan
from comity.sources.watching import Arrived, Heard, Listing, Missed, News, Watch
from comity.visits import Hint, Tip, Visit

FEED = "http://press.example/feed"


@dataclass
class Memory:
    """A ledger in memory, which outlives a watch as a record does."""

    sources: dict[str, Visit] = field(default_factory=dict)
    links: dict[str, tuple[str, Tip, str | None]] = field(default_factory=dict)

    def visits(self) -> list[Visit]:
        return list(self.sources.values())

    def waiting(self) -> list[tuple[str, Tip]]:
        return [(source, link) for source, link, result in self.links.values() if result is None]

    def hear(self, visit: Visit, tips: Any, source: str) -> list[Tip]:
        self.sources[visit.url] = visit
        new = [tip for tip in tips if tip.url not in self.links]
        self.links |= {tip.url: (source, tip, None) for tip in new}
        return new

    def settle(self, url: str, result: str) -> None:
        source, link, _ = self.links[url]
        self.links[url] = (source, link, result)

    def results(self) -> dict[str, str | None]:
        return {url: result for url, (_, _, result) in self.links.items()}


class Lines:
    """A listing is a link a line; a page is its text."""

    def listing(self, page: Fetched, source: object) -> Listing:
        if b"\x00" in page.body:
            raise SourceError("it is no listing")
        lines = page.body.decode().split()
        parts = tuple(line for line in lines if "/part/" in line)
        return Listing(tuple(Tip(line) for line in lines if line not in parts), parts=parts)

    def documents(self, page: Fetched, source: object, hint: Hint) -> tuple[Document | Refusal, ...]:
        return (Document(page.body.decode(), page.url),)


@dataclass
class Quick:
    """A clock on which waiting takes no time, until `last`."""

    time: float = 1_000_000.0
    last: float = 1_000_000.0 + 86_400

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds
        if self.time > self.last:
            raise KeyboardInterrupt


@pytest.fixture
def press() -> Iterator[Press]:
    with open_press() as press:
        yield press


@pytest.fixture
def streets(press: Press) -> Streets:
    return Streets(press.port, {"inner.example": ["127.0.0.1"], "meta.example": ["169.254.169.254"]})


def put(press: Press, pages: dict[str, at.Reply]) -> None:
    press.pages |= {f"press.example{path}": reply for path, reply in pages.items()}


def feed(*links: str) -> at.Reply:
    return at.page("\n".join(f"http://{link}" for link in links).encode(), ETag='"1"')


class Unhurried(Fetcher):
    """Waits long enough for a busy machine, and a moment only for what drips for ever."""

    def get(self, url: str, *rest: Any, **more: Any) -> Answer:
        seconds = 0.6 if url.endswith("/drip") else 120.0
        return Fetcher(self.agent, self.network, seconds, self.max_bytes).get(url, *rest, **more)


def watch(streets: Streets, ledger: Memory, clock: Quick | None = None, *, once: bool = True, **source: Any) -> Watch:
    plan = make_plan({"contact": "desk@example.org", "gap": "5s", "source": [{"feed": FEED, **source}]}, "plan")
    fetcher = Unhurried("Comity/1 (+desk@example.org)", streets, max_bytes=100_000)
    return Watch(plan, ledger, Lines(), fetcher, clock or Quick(), once, random.Random(1))


def follow(watching: Watch) -> list[News]:
    news: list[News] = []
    with contextlib.suppress(KeyboardInterrupt):
        news.extend(watching.run())
    return news


def test_what_a_feed_names_arrives_once(press: Press, streets: Streets) -> None:
    put(press, {"/feed": feed("press.example/1", "press.example/2"), "/1": at.page(b"one"), "/2": at.page(b"two")})
    ledger = Memory()
    news = follow(watch(streets, ledger))
    assert [n.new for n in news if isinstance(n, Heard)] == [2]
    assert [i.text for n in news if isinstance(n, Arrived) for i in n.items if isinstance(i, Document)] == [
        "one",
        "two",
    ]
    assert press.paths("press.example") == ["/robots.txt", "/feed", "/1", "/2"]
    assert follow(watch(streets, ledger)) == [], "it is not due"
    follow(watch(streets, ledger, Quick(2_000_000, 3_000_000)))
    assert press.paths("press.example")[4:] == ["/robots.txt", "/feed"]
    assert press.asked[-1].headers["if-none-match"] == '"1"'


def test_a_day_of_watching_keeps_the_beat(press: Press, streets: Streets) -> None:
    put(press, {"/feed": feed("press.example/1"), "/1": at.page(b"one")})
    follow(watch(streets, Memory(), once=False, every="1h"))
    paths = press.paths("press.example")
    assert 21 <= paths.count("/feed") <= 27
    assert paths.count("/1") == 1
    assert streets.most_at_once == {at.PUBLIC: 1}


def test_robots_rules_hold_and_are_asked_again_after_a_day(press: Press, streets: Streets) -> None:
    put(press, {"/feed": feed("press.example/closed/1", "press.example/2"), "/2": at.page(b"two")})
    put(press, {"/robots.txt": at.page(b"User-agent: *\nDisallow: /closed/"), "/closed/1": at.page(b"one")})
    ledger, clock = Memory(), Quick()
    follow(watch(streets, ledger, clock))
    assert "/closed/1" not in press.paths("press.example")
    assert "robots.txt" in (ledger.results()["http://press.example/closed/1"] or "")
    put(press, {"/robots.txt": at.page(b"User-agent: *\nDisallow: /")})
    news = follow(watch(streets, ledger, Quick(clock.time + 90_000, clock.time + 180_000), once=False))
    assert press.paths("press.example").count("/robots.txt") == 2
    assert press.paths("press.example").count("/feed") == 1
    assert [n.final for n in news if isinstance(n, Missed)] == [True]


def test_bad_pages_become_refusals_and_the_rest_arrives(press: Press, streets: Streets) -> None:
    bad = {"/bomb": at.bomb, "/endless": at.endless, "/drip": at.dripping, "/short": at.short, "/garbage": at.garbage,
           "/loop": at.moved("/loop"), "/in": at.moved("http://127.0.0.1/admin"), "/err": at.page(b"", "500 No"),
           "/meta": at.moved("http://169.254.169.254/latest/meta-data/"), "/name": at.moved("http://inner.example/x"),
           "/file": at.moved("file:///etc/passwd"), "/port": at.moved("http://press.example:22/")}  # fmt: skip
    links = [f"press.example{path}" for path in bad]
    put(press, {"/feed": feed(*links, "meta.example/a", "press.example/good"), "/good": at.page(b"good"), **bad})
    real: list[object] = []
    watching = [True]
    sys.addaudithook(lambda event, details: real.append(details[1]) if watching and event == "socket.connect" else None)
    ledger = Memory()
    follow(watch(streets, ledger, once=False, every="2d"))
    watching.clear()
    results = ledger.results()
    assert "within" in (results["http://press.example/drip"] or "")
    assert results.pop("http://press.example/good") == "fetched"
    assert None not in results.values()
    assert "fetched" not in results.values()
    assert set(streets.connected) == {at.PUBLIC}
    assert set(real) == {("127.0.0.1", press.port)}, "the press itself, which stands for the public address"


def test_what_was_named_and_not_fetched_is_taken_up_again(press: Press, streets: Streets) -> None:
    put(press, {"/feed": feed("press.example/1", "press.example/2"), "/1": at.page(b"one"), "/2": at.page(b"two")})
    ledger = Memory()
    running = watch(streets, ledger).run()
    while not isinstance(next(running), Arrived):
        pass
    running.close()
    assert list(ledger.results().values()) == [None, None], "the first was not taken over before the end"
    follow(watch(streets, ledger))
    assert set(ledger.results().values()) == {"fetched"}
    assert press.paths("press.example").count("/feed") == 1


def test_once_leaves_what_may_come_later_for_the_next_run(press: Press, streets: Streets) -> None:
    put(press, {"/feed": feed("press.example/1"), "/1": at.page(b"", "503 Busy", Retry_After="60")})
    ledger = Memory()
    news = follow(watch(streets, ledger))
    assert [n.reason for n in news if isinstance(n, Missed)] == ["its server answered 503"]
    put(press, {"/1": at.page(b"one")})
    follow(watch(streets, ledger))
    assert ledger.results() == {"http://press.example/1": "fetched"}


def test_a_source_that_fails_again_and_again_is_given_up(press: Press, streets: Streets) -> None:
    put(press, {"/feed": at.page(b"", "500 No")})
    news = follow(watch(streets, Memory(), Quick(last=1e7), once=False, every="1h"))
    finals = [n.final for n in news if isinstance(n, Missed)]
    assert finals == [False] * 5 + [True]


def test_a_listing_that_cannot_be_understood_is_told(press: Press, streets: Streets) -> None:
    put(press, {"/feed": at.page(b"\x00")})
    news = follow(watch(streets, Memory()))
    assert [n.reason for n in news if isinstance(n, Missed)] == ["it is no listing"]


def test_a_source_that_moved_is_asked_where_it_is(press: Press, streets: Streets) -> None:
    put(press, {"/feed": at.moved("http://www.example/new", "301 Moved"), "/1": at.page(b"one")})
    press.pages["www.example/new"] = feed("press.example/1")
    ledger = Memory()
    follow(watch(streets, ledger))
    assert ledger.results() == {"http://press.example/1": "fetched"}
    assert list(ledger.sources) == [FEED]


def test_parts_of_a_listing_are_asked_too_and_only_again_when_they_changed(press: Press, streets: Streets) -> None:
    put(press, {"/feed": feed("press.example/part/1"), "/part/1": feed("press.example/1"), "/1": at.page(b"one")})
    ledger = Memory()
    follow(watch(streets, ledger))
    assert ledger.waiting() == []
    assert ledger.results() == {"http://press.example/1": "fetched"}
    put(press, {"/feed": feed("press.example/part/1")})
    follow(watch(streets, ledger, Quick(2_000_000, 3_000_000)))
    assert press.asked[-1].path == "/part/1"
    assert press.asked[-1].headers["if-none-match"] == '"1"'
