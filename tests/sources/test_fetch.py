"""One GET: what comes back, and what servers may do without harm."""

import socket
import sys
from collections.abc import Iterator

import pytest
from tests.sources import press as at
from tests.sources.press import Press, Streets, open_press

from comity.sources.fetch import Failed, Fetched, Fetcher, Redirected, Unchanged
from comity.visits import Validators

HOST = "press.example"
URL = f"http://{HOST}/a"
PATIENT, HASTY = 120.0, 0.6
"""Seconds: a busy machine answers within the first, and what drips lasts far longer than the second."""


@pytest.fixture
def press() -> Iterator[Press]:
    with open_press() as press:
        yield press


@pytest.fixture
def streets(press: Press) -> Streets:
    return Streets(press.port)


@pytest.fixture
def fetcher(streets: Streets) -> Fetcher:
    return fetching(streets)


def fetching(streets: Streets, seconds: float = PATIENT) -> Fetcher:
    return Fetcher("Comity/1 (+desk@example.org)", streets, seconds=seconds, max_bytes=200_000)


def put(press: Press, reply: at.Reply, path: str = "/a") -> None:
    press.pages[f"{HOST}{path}"] = reply


def test_a_page_comes_with_its_type_and_marks(press: Press, fetcher: Fetcher) -> None:
    put(
        press, at.page(ETag='"one"', Last_Modified="Fri, 20 Nov 2026 10:00:00 GMT", Content_Type="Text/HTML; charset=x")
    )
    marks = Validators('"one"', "Fri, 20 Nov 2026 10:00:00 GMT")
    assert fetcher.get(URL) == Fetched(URL, at.TEXT, "text/html", marks)


def test_the_server_learns_who_asks_and_what_is_known(press: Press, fetcher: Fetcher) -> None:
    put(press, at.page(b"", "304 Not Modified"))
    assert fetcher.get(URL, Validators('"one"', "yesterday")) == Unchanged(URL)
    (request,) = press.asked
    assert request.headers["user-agent"] == "Comity/1 (+desk@example.org)"
    assert (request.headers["if-none-match"], request.headers["if-modified-since"]) == ('"one"', "yesterday")


def test_packed_pages_are_unpacked(press: Press, fetcher: Fetcher) -> None:
    put(press, at.page(at.gzip.compress(at.TEXT * 500), Content_Encoding="gzip"))
    answer = fetcher.get(URL)
    assert isinstance(answer, Fetched)
    assert answer.body == at.TEXT * 500


def test_addresses_keep_query_and_lose_fragment(press: Press, fetcher: Fetcher) -> None:
    put(press, at.page(), "/s?q=caf%C3%A9")
    assert isinstance(fetcher.get(f"http://{HOST}/s?q=café#top"), Fetched)


def test_redirects_are_told_and_not_followed(press: Press, fetcher: Fetcher) -> None:
    put(press, at.moved("../b?c=d", "301 Moved Permanently"))
    assert fetcher.get(URL) == Redirected(URL, f"http://{HOST}/b?c=d")
    assert press.paths(HOST) == ["/a"]


@pytest.mark.parametrize(
    ("reply", "reason"),
    {
        "a bomb": (at.bomb, "longer than 200,000 bytes"),
        "no end": (at.endless, "longer than 200,000 bytes"),
        "drops": (at.dripping, "within"),
        "a head in drops": (at.dripping_head, "within"),
        "silence": (at.silent, "within"),
        "too short": (at.short, "connection failed"),
        "no HTTP": (at.garbage, "connection failed"),
        "no gzip": (at.page(b"plain", Content_Encoding="gzip"), "says to be packed"),
        "half a gzip": (at.page(at.gzip.compress(at.TEXT)[:-9], Content_Encoding="gzip"), "breaks off"),
        "brotli": (at.page(Content_Encoding="br"), "not asked for"),
        "an error": (at.page(b"", "500 Oh no"), "answered 500"),
        "gone": (at.page(b"", "410 Gone"), "not there"),
        "nowhere": (at.page(b"", "302 Found"), "nowhere"),
        "reserved": (at.page(TDM_Reservation="1"), "reserves"),
        "not to be kept": (at.page(X_Robots_Tag="noindex, NOARCHIVE"), "reserves"),
    }.values(),
)  # fmt: skip
def test_what_servers_do_becomes_a_reason(press: Press, streets: Streets, reply: at.Reply, reason: str) -> None:
    put(press, reply)
    answer = fetching(streets, HASTY if reason == "within" else PATIENT).get(URL)
    assert isinstance(answer, Failed)
    assert reason in answer.reason


def test_a_server_may_ask_to_wait(press: Press, fetcher: Fetcher) -> None:
    put(press, at.page(b"", "429 Too Many Requests", Retry_After="120"))
    put(press, at.page(b"", "503 Busy", Retry_After="Fri, 31 Dec 2100 23:59:59 GMT"), "/b")
    put(press, at.page(b"", "503 Busy", Retry_After="soon"), "/c")
    answers = [fetcher.get(f"http://{HOST}/{path}") for path in "abc"]
    waits = [answer.wait for answer in answers if isinstance(answer, Failed)]
    assert waits[0] == 120
    assert waits[1] is not None
    assert waits[1] > 1e9
    assert waits[2] is None


def test_inner_addresses_are_never_connected_to(press: Press, streets: Streets, fetcher: Fetcher) -> None:
    streets.names |= {
        "inner.example": ["127.0.0.1"], "both.example": [at.PUBLIC, "169.254.169.254"], "none.example": [],
    }  # fmt: skip
    urls = ("http://inner.example/", "http://both.example/", "http://none.example/", "http://127.0.0.1/",
            "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://[::ffff:10.0.0.1]/")  # fmt: skip
    real: list[object] = []
    watching = [True]
    sys.addaudithook(lambda event, details: real.append(details[1]) if watching and event == "socket.connect" else None)
    answers = [fetcher.get(url) for url in urls]
    watching.clear()
    assert all(isinstance(answer, Failed) and answer.gone for answer in answers)
    assert streets.connected == []
    assert press.asked == []
    assert real == []


def test_a_name_is_resolved_once_for_a_request(press: Press, streets: Streets, fetcher: Fetcher) -> None:
    put(press, at.page())
    fetcher.get(URL)
    assert streets.resolved == [HOST]
    assert streets.connected == [at.PUBLIC]


def test_an_unknown_name_may_be_asked_again(fetcher: Fetcher) -> None:
    class Offline(Streets):
        def resolve(self, host: str, port: int) -> list[str]:
            raise socket.gaierror(-2, "Name or service not known")

    answer = Fetcher("Comity/1", Offline(0)).get(URL)
    assert answer == Failed(URL, "the name of its host cannot be looked up")
