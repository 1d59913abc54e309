"""Journeys in a real browser, by mouse and by keyboard; and all pages narrow and wide, with and without script."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.conftest import NOON, RUN, Bookshelf, first_report, second_report
from tests.serving.web.live import PATIENT, serve, settle
from tests.serving.web.test_pages import SHOWN
from tests.serving.web.test_taking_in import JOINED, TOKEN, Shop

from comity.asking.desk import Desk
from comity.recording import open_record
from comity.register import Register
from comity.serving.web.app import build_app
from comity.serving.web.jobs import Jobs
from comity.serving.web.site import Site
from comity.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed; run .ci/packages"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, register: Register) -> Iterator[str]:
    """A server of its own, with a record that journeys may write to."""
    path = str(tmp_path_factory.mktemp("browser") / "test.db")
    shop = Shop(Settings())
    with open_record(path, create=True, clock=lambda: NOON) as record:
        with record.writer() as writer:
            for story in (first_report(), second_report()):
                writer.add(story.document, story.statements, run=RUN)
            writer.add_register(Bookshelf(register))
        site = Site(Desk(record, register), workshop=shop, token=TOKEN,
                    jobs=Jobs(lambda: open_record(path), shop, Bookshelf(register)))  # fmt: skip
        with serve(lambda here: build_app(site)) as here:
            yield here


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page on which no error may be told and from which no request may leave the machine."""
    context = chromium.new_context(base_url=address, viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENT)
    told: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: told.append(request.url) if not request.url.startswith(address) else None)
    yield page
    context.close()
    assert not told


def test_from_a_state_over_a_pair_to_the_sentence_in_the_article(page: Page) -> None:
    page.goto("/")
    page.fill("#find", "China")
    page.click(".find button")
    page.click(".found a.who")
    page.click(".often a:has-text('Russia')")
    page.click("tr a.evidence >> nth=0")
    words = page.locator("blockquote mark").first.text_content()
    page.click(".by a >> nth=0")
    current = page.locator("mark.current")
    current.wait_for()
    assert current.text_content() in (words or "")
    assert current.is_visible()


def test_the_same_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.insert_text("shanghai coop")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actor/**")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sentences/**")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/disputes")
    page.keyboard.press("?")
    expect(page.locator("dialog.help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.help")).to_be_hidden()


def test_the_time_machine(page: Page) -> None:
    page.goto("/members/SCO?reports_only=yes")
    expect(page.locator("table.rows >> text=Belarus")).to_have_count(1)
    page.fill("#asof", "2022-09-20")
    page.fill("#at", "2023-12-31")
    page.click(".clocks button")
    expect(page.locator("tr.planned th:has-text('Iran')")).to_have_count(1)
    page.wait_for_load_state()
    expect(page.locator("table.rows >> text=Belarus")).to_have_count(0)
    page.click("text=Back to now")
    expect(page).to_have_url(re.compile("/members/SCO$"))
    page.fill("#at", "2018")
    page.click(".clocks button")
    expect(page).to_have_url(re.compile(r"/members/SCO\?at=2018$"))


def test_what_is_sure_enough_is_chosen_and_kept(page: Page) -> None:
    page.goto("/members/SCO?reports_only=yes")
    expect(page.locator("tr th:has-text('India')")).to_have_count(1)
    page.get_by_label("Sure at least").fill("0.9")
    page.click(".clocks button")
    expect(page.locator(".elsewhen")).to_contain_text("nothing less sure than 0.9")
    expect(page.locator("tr th:has-text('India')")).to_have_count(0)
    expect(page.locator(".notes")).to_contain_text("Left out for being less sure than 0.9")
    page.click("nav >> text=Timeline")
    expect(page).to_have_url(re.compile(r"/timeline\?min_confidence=0\.9$"))
    expect(page.get_by_label("Sure at least")).to_have_value("0.9")
    page.click("text=Show all")
    expect(page).to_have_url(re.compile("/timeline$"))


def test_the_export_equals_the_screen(page: Page) -> None:
    page.goto("/members/SCO")
    shown = page.locator("table.rows tbody tr").count()
    with page.expect_download() as expected:
        page.click(".downloads a:has-text('CSV')")
    lines = Path(expected.value.path()).read_text().strip().splitlines()
    assert len(lines) - 1 == shown
    assert expected.value.suggested_filename.startswith("comity-members-of-the-shanghai")


def test_a_dispute_shows_both_sides_with_their_sentences(page: Page) -> None:
    page.goto("/disputes?about=SCO")
    assert page.locator(".sides li").count() >= 2
    page.click(".sides a.evidence >> nth=0")
    expect(page.locator("blockquote mark").first).to_be_attached()


def test_a_pasted_text_appears_and_can_be_corrected_and_taken_back(page: Page) -> None:
    page.goto(f"/enter/{TOKEN}")
    page.goto("/read")
    page.fill("#text", f"{JOINED} after long talks in Minsk.")
    page.fill("#publisher", "Minsk Example")
    page.click("main form button")
    page.wait_for_selector("text=Done.")
    page.click("table.rows a")
    page.click(".margin a >> nth=0")
    page.click("summary:has-text('Correct this statement')")
    page.fill("#c-by", "Ada Example")
    page.fill("#c-reason", "It only watches.")
    page.select_option("#c-status", "observer")
    page.click("button:has-text('Correct')")
    expect(page.locator("text=It only watches.")).to_have_count(1)
    page.click("summary:has-text('Take it back')")
    page.fill("[name=by]", "Ada Example")
    page.fill("[name=reason]", "It is a member after all.")
    page.click("button:has-text('Take back')")
    expect(page.locator("text=taken back")).to_have_count(1)


def test_a_draft_is_checked(page: Page) -> None:
    page.goto("/check")
    page.fill("#draft", f"{JOINED}. Nothing else is known.")
    page.click("main button:has-text('Check')")
    expect(page.locator("span.verdict")).to_have_count(1)


def test_tables_sort_and_timelines_zoom(page: Page) -> None:
    page.goto("/members/SCO")
    page.click("th button:has-text('Member')")
    names = page.locator("table.rows").first.locator("tbody th").all_text_contents()
    assert [name.strip() for name in names] == sorted((name.strip() for name in names), key=str.casefold)
    page.goto("/timeline?actor=China")
    first = page.locator("svg circle").first
    before = first.get_attribute("cx") or ""
    page.focus("figure .wide")
    page.keyboard.press("+")
    expect(first).not_to_have_attribute("cx", before)


@pytest.mark.parametrize("url", SHOWN)
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


@pytest.mark.parametrize("url", ["/actor/org:SCO", "/members/SCO", "/timeline?actor=China&tab=table"])
def test_rows_are_read_on_a_phone_without_moving_to_the_side(page: Page, url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(url)
    wide = "[...document.querySelectorAll('.wide:has(> .cards)')].filter((box) => box.scrollWidth > box.clientWidth)"
    assert page.locator(".wide > .cards").count()
    assert page.evaluate(f"{wide}.map((box) => box.ariaLabel)") == []
    assert page.evaluate("[...document.querySelectorAll('svg.slim')].every((svg) => svg.clientWidth <= 320)")


DRAWN = ("/members/SCO", "/timeline?actor=China&other=Russia", "/map?organisation=SCO")


@pytest.mark.parametrize("url", SHOWN)
def test_a_page_is_whole_without_script(chromium: Browser, address: str, url: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    context.set_default_timeout(PATIENT)
    settle(context, url)
    page = context.new_page()
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()
    assert page.locator("main svg").count() or url not in DRAWN
    assert re.search(r"\w", page.title())
    context.close()


@pytest.mark.parametrize("url", ["/timeline?actor=China", "/changes", "/quotes", "/members/SCO", "/brief/SCO"])
def test_fields_of_forms_stand_beside_their_names_on_a_phone(page: Page, url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(url)
    apart = page.evaluate(
        """() => [...document.querySelectorAll("form:is(.clocks, .controls, .compare) > label[for]")].map((label) => {
          const both = [label, document.getElementById(label.htmlFor)];
          const [name, field] = both.map((one) => one.getBoundingClientRect());
          return Math.abs((name.top + name.bottom) / 2 - (field.top + field.bottom) / 2);
        })"""
    )
    assert apart
    assert max(apart) < 12


def test_paper_is_light_where_the_screen_is_dark(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, color_scheme="dark")
    page = context.new_page()
    page.goto("/documents")
    page.click("table.rows a >> nth=0")
    ground = "getComputedStyle(document.querySelector('[data-reading] mark')).backgroundColor"
    dark = page.evaluate(ground)
    page.emulate_media(media="print")
    assert (
        sum(map(int, re.findall(r"\d+", page.evaluate(ground))[:3])) > 500 > sum(map(int, re.findall(r"\d+", dark)[:3]))
    )
    context.close()


def test_open_forms_fit_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"/enter/{TOKEN}")
    page.goto("/members/SCO?reports_only=yes")
    page.click("a.evidence >> nth=0")
    page.click(".trace a >> nth=0")
    for url in (page.url, "/judgements", "/read"):
        page.goto(url)
        for summary in page.locator("details.judge summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
