"""What goes wrong is told calmly: with every header, without secrets, to programs as a problem document."""

import logging
from collections.abc import Iterator

import pytest
from fastapi import HTTPException
from fastapi.testclient import TestClient

from comity.asking.desk import Desk
from comity.serving.web.app import build_app
from comity.serving.web.safety import HEADERS, LONGEST_ADDRESS
from comity.serving.web.site import Site


@pytest.fixture
def broken(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("comity.asking.desks.reading.coverage", fail)
    with TestClient(build_app(Site(desk), ("testserver",))) as client:
        yield client


@pytest.mark.parametrize(
    ("address", "accept", "kind"),
    [
        ("/coverage", "text/html", "text/html; charset=utf-8"),
        ("/coverage.json", "*/*", "text/html; charset=utf-8"),
        ("/api/v1/coverage", "*/*", "application/problem+json"),
    ],
)
def test_a_fault_is_told_with_the_headers_of_every_answer(
    broken: TestClient, address: str, accept: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "comity.web"):
        answer = broken.get(address, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (500, kind)
    assert all(answer.headers[name] == value for name, value in HEADERS.items())
    assert "ZeroDivisionError" not in answer.text
    assert [record.message for record in caplog.records] == [f"fault at {address}"]


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("/search?q=" + "x" * LONGEST_ADDRESS, {}, 414),
        ("/", {"host": "elsewhere.example"}, 400),
    ],
)
@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_what_is_turned_away_at_the_door_is_told_to_programs_as_a_problem(
    browser: TestClient, address: str, headers: dict[str, str], status: int, accept: str
) -> None:
    answer = browser.get(address, headers={**headers, "accept": accept})
    assert answer.status_code == status
    told = answer.headers["content-type"]
    assert told == ("application/problem+json" if accept == "application/json" else "text/plain; charset=utf-8")
    assert "content-security-policy" in answer.headers


def test_a_form_from_another_site_is_turned_away_in_the_callers_own_terms(browser: TestClient) -> None:
    headers = {"accept": "application/json", "origin": "https://elsewhere.example"}
    answer = browser.post("/judge", headers=headers)
    assert (answer.status_code, answer.json()["status"]) == (403, 403)


def test_what_is_still_being_computed_is_no_fault(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    def wait() -> None:
        raise HTTPException(503, "Ask again in a while.", {"Retry-After": "10"})

    app = build_app(Site(desk), ("testserver",))
    app.add_api_route("/api/v1/slow", wait)
    with TestClient(app) as client, caplog.at_level(logging.ERROR, "comity.web"):
        answer = client.get("/api/v1/slow")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert not caplog.records
