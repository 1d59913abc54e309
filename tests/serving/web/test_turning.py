"""Paging to the end gives what the answer held when its first page was given, whatever is recorded meanwhile."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.conftest import NOON, RUN, Bookshelf, Story, first_report, second_report

from comity.asking.desk import Desk
from comity.asking.desks.place import LATEST
from comity.model import Refusal
from comity.recording import Record, open_record
from comity.register import Register
from comity.serving.paging import Pages
from comity.serving.web.app import build_app
from comity.serving.web.site import Site

ASKED: list[tuple[str, dict[str, str]]] = [
    ("members", {"organisation": "SCO"}),
    ("memberships", {"actor": "Kazakhstan"}),
    ("standings", {"organisation": "SCO"}),
    ("offices", {"of": "Kazakhstan"}),
    ("posts", {"person": "Kassym-Jomart Tokayev"}),
    ("facts", {"actor": "SCO"}),
    ("relations", {"actor": "China"}),
    ("timeline", {"actor": "China"}),
    ("changes", {"actor": "SCO", "since": "1999", "until": "2023"}),
    ("quotes", {"about": "club"}),
    ("disputes", {}),
    ("news", {"actor": "SCO"}),
    ("documents", {}),
    ("coverage", {}),
    ("suggest", {"letters": "s"}),
    ("ask", {"question": "Who are the members of the SCO?"}),
    ("timeline", {"actor": "Russia", "newest_first": "false"}),
    ("quotes", {"about": "club", "newest_first": "true"}),
]
EARLIER, LATER = 30, 5


def minutes(number: int) -> Story:
    """One more short report that says something for every question."""
    text = (
        f"China and Russia met for the {number}th time. China is an ally of state {number}. "
        f"“The club has met {number} times,” said Anna Berg. Iran joined the organisation. "
        f"It was founded in {1900 + number}."
    )
    story = Story(text, f"2023-02-{number % 27 + 1:02}", f"Post {number}")
    story.event(f"met for the {number}th time", "CONSULT", "state:CHN, state:RUS", when=f"2023-01-{number % 27 + 1:02}")
    story.relation(f"China is an ally of state {number}", "state:CHN", "ally", f"place:state-{number}")
    story.membership("Iran joined the organisation", "state:IRN", "org:SCO", "member", when=f"{1950 + number}")
    story.fact(f"founded in {1900 + number}", "org:SCO", "founded", f"{1900 + number}", when=f"{1900 + number}")
    return story.quotation(f"The club has met {number} times", "person:anna-berg")


def grow(record: Record, numbers: range) -> None:
    with record.writer() as writer:
        for number in numbers:
            story = minutes(number)
            writer.add(story.document, story.statements, run=RUN)
            writer.refuse([Refusal(f"{number}.pdf", "extracting", "it holds no text")], run=RUN)


@pytest.fixture
def record(tmp_path: Path, register: Register) -> Record:
    record = open_record(str(tmp_path / "test.db"), create=True, clock=lambda: NOON)
    with record.writer() as writer:
        for story in (first_report(), second_report()):
            writer.add(story.document, story.statements, run=RUN)
        writer.add_register(Bookshelf(register))
    grow(record, range(EARLIER))
    return record


def walk(client: TestClient, name: str, given: dict[str, str], between: Any = lambda page: None) -> list[Any]:
    rows: list[Any] = []
    cursor = ""
    for page in range(1000):
        body = client.get(f"/api/v1/{name}", params={**given, "limit": 3, "cursor": cursor}).json()
        rows += body["rows"]
        cursor = body["next"]
        if cursor is None:
            return rows
        between(page)
    raise AssertionError("the pages never end")


@pytest.mark.parametrize(("name", "given"), ASKED, ids=str)
@pytest.mark.parametrize("held", [True, False], ids=["held", "found anew"])
def test_pages_are_of_the_state_of_the_first(
    record: Record, register: Register, name: str, given: dict[str, str], held: bool
) -> None:
    """Whether the server holds on to the answer, or another process of it has to find it anew for each page."""
    site = Site(Desk(record, register), pages=Pages() if held else Pages(room=0))
    with TestClient(build_app(site, ("testserver",))) as client:
        whole = client.get(f"/api/v1/{name}", params={**given, "limit": 1000}).json()["rows"]
        walked = walk(client, name, given, lambda page: grow(record, range(EARLIER + page, EARLIER + page + 1)))
        assert walked == whole


def test_of_what_is_in_no_state_none_is_given_twice_or_left_out(record: Record, register: Register) -> None:
    with TestClient(build_app(Site(Desk(record, register)), ("testserver",))) as client:
        whole = client.get("/api/v1/refusals").json()["rows"]
        walked = walk(client, "refusals", {}, lambda page: grow(record, range(EARLIER + page, EARLIER + page + 1)))
        sources = [row["source"] for row in walked]
        assert len(set(sources)) == len(sources)
        assert {row["source"] for row in whole} <= set(sources)


def test_a_download_holds_what_the_pages_hold(record: Record, register: Register) -> None:
    grow(record, range(EARLIER, 300))
    with TestClient(build_app(Site(Desk(record, register)), ("testserver",))) as client:
        for name, given in [("timeline", {"actor": "China"}), ("quotes", {"about": "club"}), ("disputes", {})]:
            rows = walk(client, name, given)
            held = client.get(f"/{name}.json", params=given).json()["rows"]
            assert rows == (held[::-1] if name == "timeline" else held)
        assert len(walk(client, "quotes", {"about": "club"})) > LATEST


def test_search_says_when_its_order_may_have_changed(record: Record, register: Register) -> None:
    site = Site(Desk(record, register), pages=Pages(room=0))
    with TestClient(build_app(site, ("testserver",))) as client:
        first = client.get("/api/v1/search", params={"words": "china", "limit": 5}).json()
        rest = client.get("/api/v1/search", params={"words": "china", "limit": 1000, "cursor": first["next"]}).json()
        assert first["total"] == len(first["rows"]) + len(rest["rows"])
        grow(record, range(EARLIER, EARLIER + LATER))
        later = client.get("/api/v1/search", params={"words": "china", "limit": 5, "cursor": first["next"]})
        assert later.status_code == 400
        assert "begin without" in later.json()["detail"]


def test_a_state_is_asked_by_its_name(record: Record, register: Register) -> None:
    with TestClient(build_app(Site(Desk(record, register)), ("testserver",))) as client:
        before = client.get("/api/v1/timeline", params={"actor": "China"}).json()
        grow(record, range(EARLIER, EARLIER + LATER))
        asked = {"actor": "China", "recorded": before["data_version"]}
        then = client.get("/api/v1/timeline", params=asked).json()
        assert (then["rows"], then["data_version"]) == (before["rows"], before["data_version"])
        for never in ("999999@2024-08-01T12:00:00Z", "1@1999-01-01T00:00:00Z", "0@2024-08-01T12:00:00Z"):
            answer = client.get("/api/v1/timeline", params={**asked, "recorded": never})
            assert (answer.status_code, "never in the state" in answer.json()["detail"]) == (400, True)
