"""What is unsure is marked on every page; a least confidence leaves it out of pages, files and answers to programs."""

import json
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.conftest import NOON, RUN, Bookshelf, Story

from comity.asking.desk import Desk
from comity.recording import open_record
from comity.register import Register
from comity.serving.web.app import build_app
from comity.serving.web.instruments import Instruments
from comity.serving.web.site import Site

ETH, ERI, SCO = "state:ETH", "state:ERI", "org:SCO"
DOUBTED = {
    "/timeline?actor=Ethiopia": "awarded Badme", "/actor/state:ETH": "awarded Badme", "/": "awarded Badme",
    "/pair/state:ETH/state:ERI": "awarded Badme", "/quotes?about=town": "The town is ours",
    "/members/org:SCO?at=2020": "Eritrea", "/watch/state:ETH": "Badme",
    "/changes?actor=SCO&since=2015&until=2020": "Eritrea", "/brief/state:ETH?since=2000": "awarded Badme",
    "/ask?q=Who are Ethiopia's allies?": "Eritrea", "/document/DOCUMENT": "unsure .34", "/disputes?about=SCO": "1996",
    "/map?organisation=SCO&at=2020": "Eritrea",
}  # fmt: skip
"""Pages, and words on them that come of statements that are unsure alone."""

ASKING = (
    "/timeline?actor=Ethiopia", "/brief/state:ETH.md", "/watch/state:ETH.atom", "/api/v1/timeline?actor=Ethiopia",
    "/api/v1/measures/events?actors=Ethiopia", "/api/v1/network", "/api/v1/export/statements.csv",
)  # fmt: skip


def doubtful_report() -> Story:
    text = (
        "Ethiopia awarded Badme to Eritrea. Abiy flew to Asmara. “The town is ours,” Anna Berg said. "
        "Eritrea joined the SCO in 2016. The two are allies. The SCO began in 1996, not in 2001."
    )
    told = Story(text, "2020-01-02", "Horn Bulletin")
    told.event("Ethiopia awarded Badme to Eritrea", "SUPPORT", ETH, ERI, when="2002", confidence=0.34)
    told.event("Abiy flew to Asmara", "CONSULT", ETH, ERI, when="2018-07-08", mode="visit", confidence=0.9)
    told.quotation("The town is ours", "person:anna-berg", confidence=0.31)
    told.membership("Eritrea joined the SCO in 2016", ERI, SCO, "member", when="2016/..", confidence=0.22)
    told.relation("The two are allies", ETH, "ally", ERI, confidence=0.4)
    told.fact("began in 1996", SCO, "founded", "1996", when="1996", confidence=0.2)
    return told.fact("not in 2001", SCO, "founded", "2001", when="2001", confidence=0.8)


@pytest.fixture(scope="module")
def doubting(tmp_path_factory: pytest.TempPathFactory, register: Register) -> Iterator[TestClient]:
    """A record of one report, which is unsure of most."""
    address, told = str(tmp_path_factory.mktemp("doubting") / "test.db"), doubtful_report()
    with open_record(address, create=True, clock=lambda: NOON) as record:
        with record.writer() as writer:
            writer.add(told.document, told.statements, run=RUN)
            writer.add_register(Bookshelf(register))
        desk = Desk(record, register)
        app = build_app(Site(desk), ("testserver",))
        app.state.instruments = Instruments(desk, patience=300.0)
        with TestClient(app, headers={"accept": "text/html"}) as client:
            yield client


def at_least(url: str, confidence: str) -> str:
    url = url.replace("DOCUMENT", doubtful_report().document.id)
    return f"{url}{'&' if '?' in url else '?'}min_confidence={confidence}"


def main(client: TestClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    return answer.text.partition("<main")[2]


@pytest.mark.parametrize("url", DOUBTED)
def test_a_page_marks_what_is_unsure_and_leaves_it_out_where_asked(doubting: TestClient, url: str) -> None:
    shown, sure = main(doubting, at_least(url, "")), main(doubting, at_least(url, "0.5"))
    assert DOUBTED[url] in shown
    if not url.startswith("/map"):
        assert "unsure ." in shown
        assert "more often wrong than" in shown
    assert DOUBTED[url] not in re.sub(r"<form.*?</form>", "", sure, flags=re.DOTALL)
    assert "unsure ." not in sure
    assert "nothing less sure than 0.5." in sure
    if url not in ("/", "/map?organisation=SCO&at=2020"):
        assert "Left out for being less sure than 0.5: " in sure


def test_the_control_is_kept_in_links_and_forms_until_one_goes_back(doubting: TestClient) -> None:
    page = doubting.get("/timeline?actor=Ethiopia&min_confidence=0.65").text
    assert 'name="min_confidence" value="0.65"' in page
    back = re.search(r'<a href="([^"]+)" data-now>Show all</a>', page)
    assert back
    assert "min_confidence" not in back[1]
    for href in re.findall(r'<a [^>]*href="(/[^"]+)"', page.partition("<main")[2].replace(back[0], "")):
        assert "min_confidence=0.65" in href or href.startswith(("/read", "/api")), href
    for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
        assert form.count('name="min_confidence"') == 1


def test_a_drawing_shows_what_is_unsure_without_colour(doubting: TestClient) -> None:
    drawing = main(doubting, "/timeline?actor=Ethiopia").partition("<figure")[2].partition("</figure>")[0]
    assert drawing.count(">?</text>") == 1
    assert "(unsure .34)" in drawing
    assert "a question mark stands in what is unsure" in drawing
    brief = main(doubting, "/brief/state:ETH?since=2000")
    assert "1 with a question mark are unsure." in brief
    assert ">? Eritrea</text>" in main(doubting, "/members/org:SCO?at=2020")


def test_files_hold_the_confidence_and_what_is_sure_enough(doubting: TestClient) -> None:
    rows = doubting.get("/timeline.json?actor=Ethiopia").json()["rows"]
    assert [row["confidence"] for row in rows] == [0.34, 0.9]
    told = doubting.get("/timeline.json?actor=Ethiopia&min_confidence=.5").json()
    assert [row["confidence"] for row in told["rows"]] == [0.9]
    assert "Left out for being less sure than 0.5: 1 happening." in told["notes"]
    head, first, *_ = doubting.get("/timeline.csv?actor=Ethiopia").text.splitlines()
    assert head.endswith(",confidence")
    assert first.endswith(",0.34")
    assert "unsure .34" in doubting.get("/brief/state:ETH.md?since=2000").text
    assert "unsure .34" not in doubting.get("/brief/state:ETH.md?since=2000&min_confidence=0.5").text


def test_what_is_left_out_is_not_said_to_be_missing(doubting: TestClient) -> None:
    happening = doubting.get("/timeline.json?actor=Ethiopia").json()["rows"][0]["happening"]
    assert "unsure .34" in main(doubting, f"/why/{happening}")
    answer = doubting.get(f"/why/{happening}?min_confidence=0.5")
    assert answer.status_code == 404
    assert "rests on statements at least 0.5 sure" in answer.text


def test_feeds_say_it_in_their_titles(doubting: TestClient) -> None:
    feed = doubting.get("/watch/state:ETH.atom").text
    assert len(re.findall(r"<title>[^<]*\(unsure \.34\)</title>", feed)) == 1
    assert "unsure" not in doubting.get("/watch/state:ETH.atom?min_confidence=0.5").text


def test_programs_ask_for_it_by_the_same_name(doubting: TestClient) -> None:
    found = doubting.get("/api/v1/timeline?actor=Ethiopia&min_confidence=0.5&limit=1").json()
    assert [row["confidence"] for row in found["rows"]] == [0.9]
    assert found["question"]["arguments"]["min_confidence"] == "0.5"
    assert "Left out for being less sure than 0.5: 1 happening." in found["notes"]
    asked = doubting.get(
        "/api/v1/ask", params={"question": "Who are Ethiopia's allies?", "min_confidence": "0.5"}
    ).json()
    assert not asked["found"]
    numbers = doubting.get("/api/v1/measures/events?actors=Ethiopia&by=year&min_confidence=0.5").json()
    assert numbers["coverage"].endswith("; 5 statements less sure than 0.5 left out")
    assert numbers["rows"][0]["n"] == 1


def test_a_cursor_stays_at_its_least_confidence(doubting: TestClient) -> None:
    page = doubting.get("/api/v1/facts?actor=SCO&limit=1").json()
    on = {"actor": "SCO", "limit": 1, "cursor": page["next"]}
    assert doubting.get("/api/v1/facts", params=on).status_code == 200
    other = doubting.get("/api/v1/facts", params={**on, "min_confidence": "0.5"})
    assert "another question" in other.json()["detail"]


def test_streams_hold_what_is_sure_enough_and_say_what_they_leave_out(doubting: TestClient) -> None:
    sent = doubting.get("/api/v1/export/statements.jsonl?min_confidence=0.5&reports_only=true")
    *rows, end = map(json.loads, sent.text.splitlines())
    assert sorted(row["confidence"] for row in rows) == [0.8, 0.9]
    assert (end["left_out"], end["min_confidence"]) == (5, 0.5)
    assert (sent.headers["x-left-out"], sent.headers["x-rows"]) == ("5", "2")


@pytest.mark.parametrize("written", ["high", "2", "-1", "nan"])
def test_what_is_no_confidence_is_said(doubting: TestClient, written: str) -> None:
    for url in ASKING:
        answer = doubting.get(at_least(url, written))
        assert answer.status_code == 400, url
        assert "is no confidence; give a number from 0 to 1" in answer.text


def test_the_description_tells_of_it_where_it_counts(doubting: TestClient) -> None:
    paths = doubting.get("/api/v1/openapi.json").json()["paths"]
    takes = {
        path.removeprefix("/api/v1/")
        for path, told in paths.items()
        if any(given["name"] == "min_confidence" for given in told["get"].get("parameters", ()))
    }
    assert {"members", "timeline", "ask", "network", "measures/{name}", "export/statements.jsonl"} <= takes
    assert not takes & {"documents", "refusals", "coverage", "verify", "suggest", "statement"}
