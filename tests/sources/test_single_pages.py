"""Single pages on a press that misbehaves: what is asked of whom, and what is said where there is no page."""

from collections.abc import Iterator

import pytest
from tests.sources import press as at
from tests.sources.press import Press, Streets, open_press

from comity.model import Document, Refusal
from comity.sources.defaults import Defaults
from comity.sources.fetch import Failed, Fetched, Fetcher
from comity.sources.single_pages import Caller, is_url, open_fetcher, read_pages

URL = "http://press.example/accord"


class Waited:
    """A clock that adds up what is waited."""

    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds


@pytest.fixture
def press() -> Iterator[Press]:
    with open_press() as one:
        one.pages["press.example/accord"] = at.page()
        yield one


@pytest.fixture
def streets(press: Press) -> Streets:
    return Streets(press.port)


@pytest.fixture
def fetcher(streets: Streets) -> Fetcher:
    return Fetcher("Comity/test", streets, seconds=120.0)


def reason(caller: Caller, url: str = URL) -> str:
    answer = caller.get(url)
    assert isinstance(answer, Failed)
    assert answer.url == url
    return answer.reason


def test_robots_are_asked_first(press: Press, fetcher: Fetcher) -> None:
    assert isinstance(Caller(fetcher, Waited()).get(URL), Fetched)
    assert press.paths("press.example") == ["/robots.txt", "/accord"]


def test_what_robots_are_to_leave_is_left(press: Press, fetcher: Fetcher) -> None:
    press.pages["press.example/robots.txt"] = at.page(b"User-agent: Comity\nDisallow: /")
    assert "robots.txt asks robots to leave" in reason(Caller(fetcher, Waited()))
    assert press.paths("press.example") == ["/robots.txt"]


def test_a_host_is_not_asked_twice_without_a_pause(press: Press, fetcher: Fetcher) -> None:
    press.pages["press.example/robots.txt"] = at.page(b"User-agent: *\nCrawl-delay: 20")
    clock = Waited()
    caller = Caller(fetcher, clock)
    caller.get(URL)
    assert clock.time == 0
    caller.get(URL)
    assert clock.time == 20
    assert press.paths("press.example").count("/robots.txt") == 1


def test_a_host_that_wants_long_pauses_is_asked_once(press: Press, fetcher: Fetcher) -> None:
    press.pages["press.example/robots.txt"] = at.page(b"User-agent: *\nCrawl-delay: 900")
    caller = Caller(fetcher, Waited())
    caller.get(URL)
    assert "wants 900 seconds" in reason(caller)


@pytest.mark.parametrize("target", ["http://127.0.0.1/", "http://169.254.169.254/latest", "http://inside.example/x"])
def test_a_redirect_leads_to_no_private_address(press: Press, streets: Streets, fetcher: Fetcher, target: str) -> None:
    streets.names["inside.example"] = ["10.0.0.7"]
    press.pages["press.example/accord"] = at.moved(target)
    assert reason(Caller(fetcher, Waited())).startswith(f"it redirects to {target}, and ")
    assert set(streets.connected) == {at.PUBLIC}


def test_a_redirect_is_followed_by_the_rules_of_where_it_leads(press: Press, fetcher: Fetcher) -> None:
    press.pages["press.example/accord"] = at.moved("http://www.press.example/accord")
    press.pages["www.press.example/robots.txt"] = at.page(b"User-agent: *\nDisallow: /")
    assert "robots.txt asks" in reason(Caller(fetcher, Waited()))
    press.pages["press.example/accord"] = at.moved(URL)
    assert reason(Caller(fetcher, Waited())) == "it redirects again and again"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://press.example/a", "only http and https are fetched"),
        ("http://me:secret@press.example/", "carries a user name"),
        ("http://", "names no host"),
        ("http://press.example:8080/", "is not the usual one"),
    ],
)
def test_an_address_that_is_none_is_asked_of_nobody(streets: Streets, fetcher: Fetcher, url: str, why: str) -> None:
    assert why in reason(Caller(fetcher, Waited()), url)
    assert streets.resolved == []


def test_pages_are_read_or_refused_in_their_order(press: Press, fetcher: Fetcher) -> None:
    gone = "http://other.example/gone"
    first, second = read_pages([gone, URL], fetcher, Defaults("The Press", "2024-05-01"))
    assert isinstance(first, Refusal)
    assert (first.source, first.reason) == (gone, "it is not there (404)")
    assert isinstance(second, Document)
    assert (second.url, second.publisher, second.published) == (URL, "The Press", "2024-05-01")
    assert "signed an accord" in second.text


def test_addresses_are_told_from_files() -> None:
    assert is_url("HTTPS://press.example")
    assert is_url("ftp://press.example/accord")
    assert not is_url("http.txt")


def test_who_asks_says_so() -> None:
    assert open_fetcher("1.0").agent == "Comity/1.0"
    assert open_fetcher("1.0", "me@example.org").agent == "Comity/1.0 (+me@example.org)"
