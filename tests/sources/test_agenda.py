"""One request a host at a time, gaps between them, retries and rest."""

import random

from hypothesis import given
from hypothesis import strategies as st

from comity.sources.agenda import GIVE_UP, HOPS, RETRY, TRIES, Agenda, Errand
from comity.sources.plans import Source

FEED = Source("feed", "https://press.example/feed")


def article(number: int, host: str = "press.example") -> Errand:
    url = f"https://{host}/{number}"
    return Errand(FEED, url, url, "article")


def source() -> Errand:
    return Errand(FEED, FEED.url, FEED.url, "source")


def agenda() -> Agenda:
    return Agenda(5, random.Random(1))


def test_a_host_gets_one_request_at_a_time_and_then_rest() -> None:
    agenda_ = agenda()
    for number in range(3):
        agenda_.plan(article(number), 0)
    agenda_.plan(article(9, "other.example"), 0)
    assert agenda_.take(0) == [article(0), article(9, "other.example")]
    assert agenda_.take(100) == []
    agenda_.free(article(0), 100)
    assert (agenda_.take(104), agenda_.wait(104)) == ([], 1)
    assert agenda_.take(105) == [article(1)]
    agenda_.free(article(1), 106, delay=60)
    assert (agenda_.wait(106), agenda_.articles) == (60, 1)


def test_schemes_of_one_host_share_its_patience() -> None:
    agenda_ = agenda()
    plain = Errand(FEED, "http://Press.example/a", "http://Press.example/a", "article")
    agenda_.plan(article(1), 0)
    agenda_.plan(plain, 0)
    assert len(agenda_.take(0)) == 1


def test_sources_come_again_a_little_off_the_beat() -> None:
    agenda_ = agenda()
    agenda_.again(source(), 0)
    wait = agenda_.wait(0)
    assert wait is not None
    assert 0.9 * FEED.every <= wait <= 1.1 * FEED.every


def test_articles_are_tried_later_and_later_and_then_no_more() -> None:
    agenda_, errand, waits = agenda(), article(1), []
    while agenda_.retry(errand, 0, None):
        waits.append(agenda_.wait(0))
        (errand,) = agenda_.take(1e9)
        agenda_.free(errand, 0)
    assert waits == [RETRY, 4 * RETRY]
    assert len(waits) == TRIES - 1


def test_a_failing_source_is_left_alone_after_a_while() -> None:
    agenda_ = agenda()
    assert [agenda_.retry(source(), 0, 7_200) for _ in range(GIVE_UP)] == [True] * (GIVE_UP - 1) + [False]
    agenda_.again(source(), 0)
    assert agenda_.retry(source(), 0, None), "an answer makes up for failures"


def test_a_server_is_given_the_time_it_asks_for() -> None:
    agenda_ = agenda()
    agenda_.retry(article(1), 0, 900)
    assert agenda_.wait(0) == 900


def test_redirects_end() -> None:
    agenda_, errand, hops = agenda(), article(1), 0
    while agenda_.hop(errand, "https://press.example/x", 0):
        (errand,) = agenda_.take(1e9)
        agenda_.free(errand, 0)
        hops += 1
    assert hops == HOPS


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 50)), max_size=30))
def test_no_host_is_ever_asked_twice_at_once_or_too_soon(plans: list[tuple[int, int]]) -> None:
    agenda_, last, out, now = agenda(), dict[str, float](), 0, 0.0
    for number, (host, at) in enumerate(plans):
        agenda_.plan(article(number, f"h{host}.example"), at)
    while (pause := agenda_.wait(now)) is not None:
        now += pause
        for errand in agenda_.take(now):
            host_ = errand.url.split("/")[2]
            assert now - last.get(host_, -5) >= 5
            last[host_], out = now, out + 1
            agenda_.free(errand, now)
    assert out == len(plans)
