"""The sign-on in a real browser: from a page to the provider, back to the page, and out again."""

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import expect, sync_playwright
from tests.serving.web.live import PATIENT, serve
from tests.serving.web.signing_on.provider import CLIENT, SECRET, SignOnProvider, open_provider

from comity.asking.desk import Desk
from comity.serving.web.app import build_app
from comity.serving.web.running import team_door
from comity.serving.web.signing_on.arrangement import Arrangement
from comity.serving.web.site import Site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed; run .ci/packages"),
]


@pytest.fixture
def provider() -> Iterator[SignOnProvider]:
    with open_provider() as provider:
        yield provider


@pytest.fixture
def address(desk: Desk, provider: SignOnProvider) -> Iterator[str]:
    def build(here: str) -> FastAPI:
        arrangement = Arrangement(provider.issuer, CLIENT, here, SECRET, roles={"foreign-desk": "editor"}, inside=True)
        site = Site(desk, token="x", door=team_door(None, (), "test.db", (), (), False, arrangement))
        return build_app(site)

    with serve(build) as here:
        yield here


def test_from_a_page_to_the_provider_and_back_and_out(address: str, provider: SignOnProvider) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(base_url=address, viewport={"width": 320, "height": 800})
        page.set_default_timeout(PATIENT)
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
        page.goto("/disputes?about=SCO")
        assert page.url.startswith(f"{provider.issuer}/authorize")
        page.click("#agree")
        expect(page).to_have_url(f"{address}/disputes?about=SCO")
        expect(page.locator("footer")).to_contain_text("Ada Editor (editor)")
        page.goto("/coverage")
        page.click("footer button:has-text('Sign out')")
        page.wait_for_url(f"{address}/sign-in/ended")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert not [
            rule for rule in Axe().run(page).response["violations"] if rule["impact"] in ("serious", "critical")
        ]
        leaving = page.locator("main a:has-text('sign out there too')")
        assert leaving.get_attribute("href") == f"{provider.issuer}/goodbye"
        page.goto("/coverage")
        assert page.url.startswith(f"{provider.issuer}/authorize")
        assert not told
        browser.close()
