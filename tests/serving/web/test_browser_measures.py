"""Measures, networks and studies in a real browser: by mouse, by keyboard alone, narrow and wide, without script."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect
from tests.conftest import NOON, RUN, Bookshelf, Story, first_report, second_report
from tests.measuring.conftest import make_votes
from tests.serving.web.live import PATIENT, serve, settle
from tests.serving.web.test_browser import chromium, page, pytestmark
from tests.serving.web.test_measures import LINES

from comity.asking.desk import Desk
from comity.measuring.ideal_points import MODEL, estimate, to_frame
from comity.recording import open_record
from comity.register import Register
from comity.serving.web.app import build_app
from comity.serving.web.instruments import Instruments
from comity.serving.web.site import Site

__all__ = ["chromium", "page", "pytestmark"]
BROKEN = "The ministers thanked the , and left.\nAll of them signed.Then they flew home."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, register: Register) -> Iterator[str]:
    """A server over a record with votes; it waits for its numbers."""
    votes = make_votes(LINES, session=70)
    with open_record(str(tmp_path_factory.mktemp("browser") / "m.db"), create=True, clock=lambda: NOON) as record:
        with record.writer() as writer:
            for story in (first_report(), second_report(), Story(BROKEN)):
                writer.add(story.document, story.statements, run=RUN)
            writer.add_register(Bookshelf(register))
            writer.add_votes(votes, register)
            found = estimate(votes)
            assert found is not None
            writer.add_positions(votes, to_frame(found), MODEL)
        desk = Desk(record, register)
        app = build_app(Site(desk))
        app.state.instruments = Instruments(desk, patience=PATIENT / 1000)
        with serve(lambda here: app) as here:
            yield here


def test_a_measure_is_chosen_changed_and_saved(page: Page) -> None:
    page.goto("/")
    page.click("nav >> text=Measures")
    page.click("text=Agreement of pairs")
    page.wait_for_url("**/measures/agreement")
    page.fill("#actor", "Kazakhstan, Uzb")
    page.wait_for_selector("[role=option]:has-text('Uzbekistan')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#actor")).to_have_value("Kazakhstan, Uzbekistan")
    page.select_option("#c-by", "all")
    page.select_option("#c-rule", "half")
    page.click(".controls button")
    expect(page).to_have_url(re.compile("rule=half"))
    expect(page.locator("figure.plots circle.dot").nth(1)).to_be_attached()
    page.click(".tabs >> text=Table")
    expect(page.locator("table.rows tbody tr")).to_have_count(2)
    with page.expect_download() as saved:
        page.click(".downloads a:has-text('CSV')")
    with Path(saved.value.path()).open() as file:
        assert len(list(csv.DictReader(file))) == 2
    with page.expect_download() as drawn:
        page.click(".downloads a:has-text('SVG')")
    assert "</svg>" in Path(drawn.value.path()).read_text()


def test_a_measure_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    for key in ("g", "e"):
        page.keyboard.press(key)
    page.wait_for_url("**/measures")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Cohesion of blocs":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures/cohesion")
    expect(page.locator("h1")).to_have_text(re.compile("Cohesion"))


NETWORK = "/network?tie=memberships&actor=SCO, CSTO&since=2000&until=2020&period=2020-12-31"


def test_a_network_moves_through_time_by_mouse(page: Page) -> None:
    settle(page.context, NETWORK)
    page.goto(NETWORK)
    before = page.locator("svg.broad a.node:not(.away)").count()
    page.click("[data-slider] button >> nth=0")
    page.wait_for_selector("h1:has-text('2019')")
    assert "period=2019-12-31" in page.url
    for _ in range(16):
        page.click("[data-slider] button >> nth=0")
    page.wait_for_selector("h1:has-text('2003')")
    now = page.locator("svg.broad a.node:not(.away)").count()
    assert now != before
    assert page.locator("[aria-labelledby=actors] tbody tr").count() == now
    page.hover("svg.broad a.node[data-id='state:KAZ'] circle")
    expect(page.locator(".tie.lit:not(.away)").first).to_be_attached()
    with page.expect_download() as saved:
        page.click("a:has-text('GraphML')")
    assert len(nx.read_graphml(saved.value.path())) == now


def test_a_network_by_keyboard_alone(page: Page) -> None:
    settle(page.context, NETWORK)
    page.goto(NETWORK)
    page.focus("[data-slider] input")
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector("h1:has-text('2019')")
    page.focus("figure.graph .wide")
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.dataset.id")
    assert first
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    second = page.evaluate("document.activeElement.dataset.id")
    assert page.locator("svg.broad a.node[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/actor/{second}")


def test_suspected_holes_are_stepped_through(page: Page) -> None:
    page.goto("/documents")
    page.click("table.rows a:has-text('None.md')")
    page.wait_for_url("**/document/**")
    current = page.locator(".hole.current")
    page.keyboard.press("}")
    expect(current).to_have_text("the ,")
    page.keyboard.press("}")
    expect(current).to_have_text("ned.Then")
    page.keyboard.press("{")
    expect(current).to_have_text("the ,")


PAGES = [
    "/measures", "/measures/agreement?actor=KAZ, UZB&beside=CHN&by=all",
    "/measures/contrast?actor=KAZ, UZB, RUS&beside=CHN",
    "/measures/cohesion?actor=KAZ, UZB, CHN", "/measures/events?actor=China", "/measures/meetings", NETWORK,
    "/network?tie=likeness", "/network?tie=accusations", "/studies", "/studies/voting-with-china", "/pair/KAZ/CHN",
    "/actor/KAZ", "/timeline?actor=China&tab=table", "/map?organisation=SCO&tab=chart", f"/embed{NETWORK}",
]  # fmt: skip


@pytest.mark.parametrize("url", PAGES)
def test_a_page_fits_and_everyone_can_use_it(page: Page, url: str) -> None:
    settle(page.context, url)
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    found: Any = Axe().run(page).response["violations"]
    grave = [f"{rule['id']}: {node['html'][:120]}" for rule in found if rule["impact"] in ("serious", "critical")
             for node in rule["nodes"]]  # fmt: skip
    assert not grave


@pytest.mark.parametrize("url", [PAGES[1], NETWORK, "/studies/cohesion-of-the-sco", "/pair/KAZ/CHN"])
def test_a_page_is_whole_without_script(chromium: Browser, address: str, url: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    context.set_default_timeout(PATIENT)
    settle(context, url)
    page = context.new_page()
    page.goto(url)
    assert page.locator("h1").count() == 1
    assert page.locator("main svg").count() >= 1
    assert page.locator("main table tbody tr").count() >= 2
    context.close()


def test_the_period_is_chosen_without_script(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    context.set_default_timeout(PATIENT)
    settle(context, NETWORK)
    page = context.new_page()
    page.goto(NETWORK)
    page.select_option("#period", "2004-12-31")
    page.click(".controls button")
    expect(page.locator("h1")).to_contain_text("2004")
    context.close()


def test_what_is_being_computed_comes_without_taking_the_page_away(page: Page) -> None:
    def be_computing(route: Route) -> None:
        answer = route.fetch(timeout=PATIENT)
        route.fulfill(response=answer, body=answer.text().replace("<h1>", "<p data-running>Being computed.</p><h1>"))

    settle(page.context, "/measures/agreement")
    page.route("**/measures/agreement", be_computing, times=1)
    page.goto("/measures/agreement")
    page.fill("#find", "half a name")
    page.wait_for_selector("[data-running]", state="detached")
    assert page.input_value("#find") == "half a name"
    assert page.get_attribute("main #actor", "role") == "combobox"
