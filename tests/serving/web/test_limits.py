"""How often one may ask, whose word about the client counts, and that nobody gets around either."""

import multiprocessing
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import UserError
from comity.serving.web.app import Access, build_app
from comity.serving.web.limits import Buckets, Rate, cost_of
from comity.serving.web.proxies import Proxies, bucket_of
from comity.serving.web.site import Site


@pytest.fixture
def hasty(site: Site) -> Iterator[TestClient]:
    access = Access(Buckets(Rate(refill=0.001, burst=3.0)), Proxies.parse(["10.0.0.0/8"]))
    with TestClient(build_app(site, ("testserver",), access), client=("10.0.0.7", 5000)) as client:
        yield client


def test_who_asks_too_often_is_told_when_to_come_back(hasty: TestClient) -> None:
    statuses = [hasty.get("/api/v1/coverage").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    answer = hasty.get("/api/v1/coverage")
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.json()["status"] == 429
    assert "content-security-policy" in answer.headers
    assert hasty.get("/static/comity.css").status_code == 200


def test_people_who_ask_too_often_get_a_page_in_words(hasty: TestClient) -> None:
    people = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    pages = [hasty.get("/members/SCO?at=2023", headers=people) for _ in range(4)]
    page = pages[-1]
    assert [one.status_code for one in pages] == [200, 200, 200, 429]
    assert page.headers["content-type"].startswith("text/html")
    assert "content-security-policy" in page.headers
    assert page.headers["cache-control"] == "no-store"
    assert "<h1>Too much for now</h1>" in page.text
    assert f"Wait {int(page.headers['retry-after'])} seconds, then open the page again." in page.text
    assert 'href="http://testserver/members/SCO?at=2023">Open this page again' in page.text
    form = hasty.post("/ask", headers=people)
    assert (form.status_code, "Open this page again" in form.text) == (429, False)


def test_clients_behind_a_trusted_proxy_are_told_apart(hasty: TestClient) -> None:
    for number in range(8):
        assert hasty.get("/api/v1/coverage", headers={"x-forwarded-for": f"192.0.2.{number}"}).status_code == 200


def test_a_header_that_anybody_can_write_buys_nothing(site: Site) -> None:
    access = Access(Buckets(Rate(refill=0.001, burst=3.0)))
    with TestClient(build_app(site, ("testserver",), access), client=("198.51.100.4", 5000)) as client:
        answers = [client.get("/", headers={"x-forwarded-for": f"192.0.2.{n}"}).status_code for n in range(4)]
    assert answers[-1] == 429


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("1.2.3.4, 203.0.113.9", "203.0.113.9"),
        ("1.2.3.4, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("", "10.0.0.7"),
        ("nonsense", "10.0.0.7"),
        ("10.0.0.1, 10.0.0.2", "10.0.0.1"),
    ],
)
def test_the_client_is_the_last_address_that_is_not_ours(forwarded: str, client: str) -> None:
    assert Proxies.parse(["10.0.0.0/8"]).client_of("10.0.0.7", forwarded) == client


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0.1, 3)), max_size=60))
def test_nobody_gets_more_than_the_rate(asked: list[tuple[float, float]]) -> None:
    now, taken = [0.0], 0.0
    buckets = Buckets(Rate(refill=1.0, burst=10.0), lambda: now[0])
    for pause, cost in asked:
        now[0] += pause
        if not buckets.take("one", cost):
            taken += cost
    assert taken <= 10.0 + now[0] + 1e-6


def test_waiting_as_long_as_told_is_enough() -> None:
    now = [0.0]
    buckets = Buckets(Rate(refill=0.5, burst=2.0), lambda: now[0])
    buckets.take("one", 2.0)
    now[0] += buckets.take("one", 1.0)
    assert buckets.take("one", 1.0) == 0


def test_others_have_buckets_of_their_own() -> None:
    buckets = Buckets(Rate(refill=0.001, burst=1.0))
    assert [buckets.take(f"192.0.2.{number}", 1.0) for number in range(20)] == [0.0] * 20
    assert buckets.take("192.0.2.1", 1.0) > 0


def _take_some(buckets: Buckets, answers: "multiprocessing.Queue[int]") -> None:
    answers.put(sum(not buckets.take("one", 1.0) for _ in range(200)))


def test_processes_of_one_server_give_no_more_than_one() -> None:
    copied = multiprocessing.get_context("fork")
    buckets, answers = Buckets(Rate(refill=1e-6, burst=100.0)), copied.Queue()
    processes = [copied.Process(target=_take_some, args=(buckets, answers)) for _ in range(3)]
    for process in processes:
        process.start()
    assert sum(answers.get(timeout=60) for _ in processes) == 100
    for process in processes:
        process.join(60)


def test_addresses_that_one_client_can_choose_share_a_bucket() -> None:
    assert bucket_of("2001:db8::1") == bucket_of("2001:db8::ffff:1")
    assert bucket_of("::ffff:192.0.2.1") == bucket_of("192.0.2.1")
    assert bucket_of("2001:db8:0:1::1") != bucket_of("2001:db8::1")


def test_dear_pages_cost_more() -> None:
    assert cost_of("/static/comity.css") == 0
    assert cost_of("/actor/KAZ", b"asof=2020&recorded=2024-01-01") > cost_of("/actor/KAZ", b"recorded=&asof=2020")
    assert cost_of("/api/v1/export/statements.csv") > cost_of("/brief/SCO") > cost_of("/actor/KAZ")


def test_a_proxy_that_is_no_address_is_said() -> None:
    with pytest.raises(UserError, match="trusted-proxy"):
        Proxies.parse(["my-proxy"])
