"""The page of a happening: copies told from independent texts, why reports were joined, and who says otherwise."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from tests.conftest import NOON, RUN, Story

from comity.asking.desk import Desk
from comity.recording import open_record
from comity.register import Register
from comity.serving.web.app import build_app
from comity.serving.web.reports import find_contrasts
from comity.serving.web.site import Site

MET = "Xi Jinping met Vladimir Putin in Samarkand on 15 September 2022"
WIRE = (
    f"{MET}. The two leaders talked about trade and energy for two hours, officials in both capitals said afterwards. "
    "Markets took little notice of the talks, and oil prices stayed where they were at the end of the day in Asia. "
)
XI, PUTIN = "person:xi-jinping for state:CHN", "person:vladimir-putin for state:RUS"


def story(publisher: str, published: str, text: str, words: str, when: str, modality: str = "actual") -> Story:
    told = Story(text, published, publisher)
    told.event(words, "CONSULT", f"{XI}, {PUTIN}", mode="meet", where="place:samarkand", when=when, modality=modality)
    return told


STORIES = (
    story("Meridian Wire", "2022-09-15", WIRE, MET, "2022-09-15"),
    story("Lakeside Review", "2022-09-16", f"{WIRE}Write to us.", MET, "2022-09-15"),
    story("Harbour Gazette", "2022-09-17", "The two met in September, it says here.", "The two met", "2022-09"),
    story(
        "Southern Herald", "2022-09-18", "They did not meet, a spokesman said.", "They did not meet", "2022-09-15",
        "denied",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, register: Register) -> Iterator[Desk]:
    address = str(tmp_path_factory.mktemp("reports") / "test.db")
    with open_record(address, create=True, clock=lambda: NOON) as record:
        with record.writer() as writer:
            for told in STORIES:
                writer.add(told.document, told.statements, run=RUN)
        yield Desk(record, register)


@pytest.fixture(scope="module")
def page(desk: Desk) -> str:
    (met,) = (row for row in desk.timeline("China").rows if row.modality == "actual")
    with TestClient(build_app(Site(desk), ("testserver",)), headers={"accept": "text/html"}) as browser:
        return browser.get(f"/why/{met.happening}").text


def test_independent_texts_are_told_from_copies_and_each_shows_its_sentence(page: str) -> None:
    reports = page.partition('<h2 id="reports">')[2].partition("</section>")[0]
    assert reports.startswith("2 independent texts and 1 copy")
    assert [re.sub("<[^>]+>", "", head) for head in re.findall(r"<h3>(.*?)</h3>", reports)] == [
        "Meridian Wire, 15 September 2022", "Harbour Gazette, 17 September 2022"
    ]  # fmt: skip
    copies = reports.partition('<details class="copies">')[2]
    assert "1 copy, Lakeside Review (16 September 2022)" in copies.partition("</summary>")[0]
    assert f"<mark>{MET}</mark>" in reports.partition('<details class="copies">')[0]
    assert f"<mark>{MET}</mark>" in copies


def test_grounds_name_places_and_kinds_and_no_codes(page: str) -> None:
    grounds = re.findall(r'<p class="ground">(.*?)</p>', page)
    assert any("same type talks" in ground and "same place Samarkand" in ground for ground in grounds)
    assert not any("CONSULT" in ground or "place:" in ground for ground in grounds)


def test_who_denies_it_stands_beside_who_tells_it(page: str) -> None:
    sides = page.partition('<h2 id="contrasts">')[2].partition("</section>")[0]
    assert "Whether it came about" in sides
    told, denied = re.findall(r"<li><strong>(.*?)</li>", sides)
    assert re.search(r"told as fact.*Meridian Wire.*2 reports", told)
    assert re.search(r'denied.*Southern Herald.*1 report<.*href="/why/hp-', denied)


def test_what_who_and_where_stand_at_its_head(page: str) -> None:
    scene = page.partition('<dl class="facts scene">')[2].partition("</dl>")[0]
    for words in ("talks", "meeting", "Xi Jinping", "Vladimir Putin", "Samarkand", "15 September 2022"):
        assert words in scene


def test_dates_that_can_both_be_are_no_difference(page: str) -> None:
    assert "When it was" not in page


def test_a_row_names_the_text_of_which_its_own_is_a_copy(desk: Desk) -> None:
    first, copy, *_ = desk.why(next(row.happening for row in desk.timeline("China").rows if row.sources == 2)).rows
    assert (first.copy_of, copy.copy_of) == (None, first.document)
    assert copy.document != first.document


def test_dates_that_cannot_both_be_are_told_with_who_gives_them(desk: Desk) -> None:
    answer = desk.why(next(row.happening for row in desk.timeline("China").rows if row.sources == 2))
    said = {row.statement: row for row in desk.sentences(answer.statements).rows}
    days = ("2022-09-15", "2022-09-15", "2022-08")
    rows = [replace(row, when=when) for row, when in zip(answer.rows, days, strict=True)]
    (contrast,) = find_contrasts(rows, said, {})
    assert contrast.what == "when it was"
    assert [(side.value, side.sources) for side in contrast.sides] == [("15 September 2022", 1), ("August 2022", 1)]
