"""When a browser has drawn the largest part of a page: “largest contentful paint” of the W3C, in Chromium."""

import os
from collections.abc import Iterator, Mapping

from figures import Figure
from playwright.sync_api import sync_playwright

LARGEST = 1000.0
"""Milliseconds within which the largest part is to be drawn."""
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SETTLED = 400
"""Milliseconds after loading in which a larger part may still come."""
WATCH = """() => { window.painted = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.painted = entry.startTime
}).observe({type: 'largest-contentful-paint', buffered: true}) }"""


def paint_pages(site: str, paths: Mapping[str, str]) -> Iterator[Figure]:
    """For each kind of page, one address opened for the first time in a browser that knows nothing of the site."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, path in paths.items():
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            page.goto(f"{site}{path}", wait_until="load", timeout=120_000)
            page.evaluate(WATCH)
            page.wait_for_timeout(SETTLED)
            yield Figure(f"{name}: largest part drawn", float(page.evaluate("window.painted")), "ms", LARGEST)
            page.context.close()
        browser.close()
