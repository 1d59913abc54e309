"""The third clock: pages of what the record held at an earlier moment of recording, and links that stay there."""

import datetime as dt
import html
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.conftest import NOON, RUN, Bookshelf, first_report, second_report
from tests.serving.web.test_routes import ASKED, OF_THE_SERVER

from comity.asking.desk import Desk
from comity.recording import open_record
from comity.register import Register
from comity.serving.web.app import build_app
from comity.serving.web.carrying import carry
from comity.serving.web.instruments import Instruments
from comity.serving.web.pages import PAGES
from comity.serving.web.site import Site

BETWEEN = "2024-08-05"
"""A day after the first report was recorded and before the second was."""
SHOWN = {
    "/actor/org:SCO": "Belarus", "/members/org:SCO?reports_only=yes": "Belarus",
    "/timeline?actor=SCO": "took in Belarus",
    "/changes?actor=SCO&since=2022&reports_only=yes": "Belarus", "/disputes?about=SCO": "Jo Lind",
    "/search?q=founding": "dates the", "/documents": "Southern Herald", "/coverage": "Southern Herald",
    "/": "took in Belarus", "/watch/org:SCO": "Belarus", "/brief/org:SCO?reports_only=yes": "Belarus",
    "/ask?q=Who were the members of the SCO in August 2024?&reports_only=yes": "Belarus",
}  # fmt: skip
"""Pages, and words on them that come of the second report alone."""


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory, register: Register) -> Iterator[TestClient]:
    """A record that was read into on two days."""
    address, now = str(tmp_path_factory.mktemp("twice") / "test.db"), [NOON]
    with open_record(address, create=True, clock=lambda: now[0]) as record:
        for story in (first_report(), second_report()):
            with record.writer() as writer:
                writer.add(story.document, story.statements, run=RUN)
                writer.add_register(Bookshelf(register))
            now[0] = NOON + dt.timedelta(days=10)
        desk = Desk(record, register)
        app = build_app(Site(desk), ("testserver",))
        app.state.instruments = Instruments(desk, patience=300.0)
        with TestClient(app, headers={"accept": "text/html"}) as client:
            yield client


def at(url: str, moment: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}recorded={moment}"


@pytest.mark.parametrize("url", SHOWN)
def test_a_page_shows_what_the_record_held_by_then(twice: TestClient, url: str) -> None:
    assert SHOWN[url] in twice.get(url).text
    earlier = twice.get(at(url, BETWEEN))
    assert earlier.status_code == 200
    assert SHOWN[url] not in earlier.text.partition("<main")[2]
    assert "what this record held on 5 August 2024" in earlier.text


@pytest.mark.parametrize("form", ["json", "csv", "bib"])
def test_downloads_hold_what_the_record_held_by_then(twice: TestClient, form: str) -> None:
    assert "Southern Herald" in twice.get(f"/actor/org:SCO.{form}").text
    assert "Southern Herald" not in twice.get(f"/actor/org:SCO.{form}?recorded={BETWEEN}").text


def test_a_page_of_numbers_counts_what_the_record_held_by_then(twice: TestClient) -> None:
    now, then = (twice.get(f"/measures/events.json?actor=SCO&{query}").json() for query in ("", f"recorded={BETWEEN}"))
    assert now["data_version"] != then["data_version"]


def test_links_and_forms_stay_at_the_moment_until_one_goes_back(twice: TestClient) -> None:
    page = twice.get(f"/actor/org:SCO?recorded={BETWEEN}&asof=2023").text
    main = page.partition("<main")[2]
    back = re.search(r'<a href="([^"]+)" data-now>', main)
    assert back
    assert html.unescape(back[1]) == "/actor/org:SCO"
    for href in re.findall(r'<a [^>]*href="(/[^"]+)"', main.replace(back[0], "")):
        if not href.startswith(("/read", "/api")):
            assert f"recorded={BETWEEN}" in href
            assert "asof=2023" in href
    for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
        assert form.count('name="recorded"') == form.count('name="asof"') == 1


def test_every_page_of_the_record_hears_the_clock_and_the_others_say_so(twice: TestClient) -> None:
    known = {pattern for pattern, _ in PAGES}
    for pattern in sorted(known - OF_THE_SERVER - {"/refusals"}):
        if "{id" not in pattern or "org:SCO" in ASKED[pattern]:
            shown = twice.get(at(ASKED[pattern], BETWEEN)).text
            assert "what this record held on 5 August 2024" in shown, pattern
    for path in ("/read", "/refusals"):
        assert "whatever moment of recording is asked for" in twice.get(at(path, BETWEEN)).text


@pytest.mark.parametrize("moment", ["rubbish", "2024-99-99", "2024-08-05T99:00"])
def test_a_moment_that_is_none_is_said(twice: TestClient, moment: str) -> None:
    for url in ("/actor/org:SCO", "/coverage.csv", "/watch/org:SCO.atom", "/brief/org:SCO.html"):
        answer = twice.get(at(url, moment))
        assert answer.status_code == 400, url
        assert "recorded" in answer.text or moment in answer.text


def test_only_links_to_pages_of_ours_are_carried() -> None:
    others = '<a href="//evil">b</a><a href="/static/x">c</a><a href="#y">d</a>'
    page = f'<a href="/quotes?about=a&amp;b#x">a</a>{others}'
    assert carry(page, {"asof": '2020"<'}) == f'<a href="/quotes?about=a&amp;asof=2020%22%3C#x">a</a>{others}'
    assert carry(page, {}) == page
