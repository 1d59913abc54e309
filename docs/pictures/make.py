"""The pictures in this folder, made anew from a record of the example articles that it reads itself.

`python docs/pictures/make.py [--votes FILE --rollcalls FILE] [NAME …]` reads the examples into a record of its own,
adds a text with holes and a judgement, serves it, and opens each page in Chromium. Comity ships no votes: without
`--votes` the pictures that show some stay as they are. It needs Playwright and a Chromium (`CHROMIUM` says where, else
/usr/bin/chromium).
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WIDE, NARROW = (1120, 760), (360, 760)
PATIENT = 180_000
"""Milliseconds for a page on a busy machine."""
AT = {
    "home": "/", "state": "/actor/state:PRK", "organisation": "/actor/org:SCO", "person": "/actor/Kim Jong Un",
    "pair": "/pair/PRK/USA", "members": "/members/SCO?at=2023-07-05", "map": "/map?organisation=Mercosur&at=2012-07-01",
    "timeline": "/timeline?actor=Ethiopia", "changes": "/changes?actor=Mercosur&since=2012-06-01&until=2012-09-01",
    "quotations": "/quotes?about=nuclear", "refusals": "/refusals", "studies": "/studies", "documents": "/documents",
    "search": "/search?q=summit",
    "ask": "/ask?q=Who were the members of the SCO in 2023?", "coverage": "/coverage", "measures": "/measures",
    "network": "/network?by=all", "watch": "/watch/SCO", "brief": "/brief/SCO?since=2017", "read": "/read",
    "trouble": "/actor/Nowherestan", "members-phone": "/members/SCO", "state-phone": "/actor/state:KAZ",
}  # fmt: skip
"""Pages that an address alone opens."""
WITH_VOTES = {
    "measure": "/measures/agreement?actor=Kazakhstan, Uzbekistan, Tajikistan, Kyrgyzstan&beside=China",
    "network-votes": "/network?tie=likeness&sessions=70-75", "study": "/studies/voting-with-china",
    "closest": "/actor/state:KAZ#near",
}  # fmt: skip
DRAFT = (
    "Iran joined the Shanghai Cooperation Organisation in 2021. Qatar left OPEC in January 2019. "
    "Paraguay was suspended from Mercosur in 2012."
)
DISPUTED = "South Africa joined BRICS in 2010. The SCO was founded in 1996."
HOLED = (
    "Belarus joined the SCO on Thursday. The summit was 's first in Astana, pointing to the , the and the bank. "
    "Kazakh President Kassym-Jomart Tokayev greeted his as they arrived."
)
DONE = "text=Done."


def picture_checked(page: Page) -> None:
    """A draft, each claim beside what the record has."""
    page.goto("/check")
    page.fill("#draft", DRAFT)
    page.click("main button:has-text('Check')")


def picture_document(page: Page) -> None:
    """An article with its statements beside it."""
    page.goto("/documents")
    page.click("a:has-text('Iran joins')")


def picture_statement(page: Page) -> None:
    """One statement, ready to be corrected."""
    picture_document(page)
    page.click(".margin a >> nth=0")
    page.click("summary:has-text('Correct')")


def picture_why(page: Page) -> None:
    """What a happening rests on."""
    page.goto("/timeline?actor=North Korea&other=United States")
    page.click("tr:has-text('12 June 2018') a.why >> nth=0")


def picture_sentences(page: Page) -> None:
    """What a row of a table rests on."""
    page.goto("/members/SCO?at=2023-07-05")
    page.click("a.evidence >> nth=0")


def picture_disputes(page: Page) -> None:
    """Where a text and the register cannot both be right."""
    hand_in(page, DISPUTED)
    page.goto("/disputes")


def picture_reading(page: Page) -> None:
    """How far the reading of a pasted text is."""
    hand_in(page, HOLED)


def picture_holes(page: Page) -> None:
    """A text in which words seem to be missing."""
    hand_in(page, HOLED)
    page.click("table.rows a")
    page.click(".holes summary")


def picture_judgements(page: Page) -> None:
    """What a person decided, and why."""
    picture_document(page)
    page.click(".margin a >> nth=0")
    page.click("summary:has-text('Accept')")
    page.fill("#j-by", "Ada Example")
    page.fill("#j-reason", "The article says so in its first sentence.")
    page.click("button:has-text('Accept')")


STEPS: Mapping[str, Callable[[Page], None]] = {
    "check": picture_checked, "document": picture_document, "document-dark": picture_document,
    "statement": picture_statement, "sentences": picture_sentences, "why": picture_why,
    "disputes": picture_disputes, "reading": picture_reading, "holes": picture_holes,
    "judgements": picture_judgements,
}  # fmt: skip
"""Pages that one comes to in some steps."""


def hand_in(page: Page, text: str) -> None:
    """Paste a text and wait until it has been read."""
    page.goto("/read")
    page.fill("#text", text)
    page.fill("#title", "A summit in Astana")
    page.fill("#publisher", "Steppe Herald")
    page.fill("#published", "2024-07-05")
    page.click("main form button")
    page.wait_for_selector(DONE, timeout=PATIENT)


def make_record(folder: Path, votes: Path | None, rollcalls: Path | None) -> Path:
    """A record of the example articles, and of votes where there are some."""
    record = folder / "pictures.db"
    run("demo", "--record", record)
    if votes:
        run("import", "votes", votes, *(["--rollcalls", rollcalls] if rollcalls else []), "--record", record)
    return record


def run(*words: str | Path) -> None:
    """A command of Comity, quietly."""
    subprocess.run([sys.executable, "-m", "comity", *map(str, words)], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serve(record: Path, *options: str | Path) -> Iterator[tuple[str, str]]:
    """A server over the record: its address, and the address that lets one write, if there is one."""
    order = [sys.executable, "-m", "comity", "serve", "--record", str(record), "--port", "0", "--processes", "1"]
    with subprocess.Popen([*order, *map(str, options)], stdout=subprocess.PIPE, text=True) as server:
        try:
            told = "".join(server.stdout.readline() for _ in range(1 if options else 2)) if server.stdout else ""
            found = re.findall(r"http://\S+", told)
            yield found[0].rstrip("/"), found[-1]
        finally:
            server.terminate()


def open_page(browser: Browser, base: str, name: str, headers: Mapping[str, str] | None = None) -> Page:
    """A page of the right size and colours."""
    dark = name.endswith("-dark")
    width, height = NARROW if dark or name.endswith("-phone") else WIDE
    page = browser.new_page(
        base_url=base, viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light",
        extra_http_headers=dict(headers or {}),
    )  # fmt: skip
    page.set_default_timeout(PATIENT)
    return page


def shoot(page: Page, name: str) -> None:
    """Wait until all numbers are there, and take the picture."""
    while page.locator("[data-running]").count():
        page.wait_for_timeout(1000)
    page.wait_for_load_state("networkidle")
    part = page.evaluate("location.hash.slice(1)")
    if part:
        page.locator(f"section:has(#{part})").screenshot(path=HERE / f"{name}.png")
    else:
        page.screenshot(path=HERE / f"{name}.png")
    page.close()
    sys.stdout.write(f"{name}.png\n")


def picture_site(browser: Browser, record: Path, wanted: Mapping[str, str], steps: list[str]) -> None:
    """All pictures of a site that one person opened on this machine."""
    with serve(record) as (base, entrance):
        for name in (*wanted, *steps):
            page = open_page(browser, base, name)
            page.goto(entrance)
            if name in wanted:
                page.goto(wanted[name])
            else:
                STEPS[name](page)
            shoot(page, name)


def picture_tokens(browser: Browser, record: Path, folder: Path) -> None:
    """The page of a team's server on which people make tokens for their programs."""
    team = ["--user-header", "X-Remote-User", "--trusted-proxy", "127.0.0.1", "--editor", "ada"]
    with serve(record, *team, "--tokens", folder / "tokens.json") as (base, _):
        page = open_page(browser, base, "tokens", {"X-Remote-User": "ada"})
        page.goto("/tokens")
        shoot(page, "tokens")


def main() -> None:
    """Make the pictures that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="pictures to make; all without")
    parser.add_argument("--votes", type=Path, help="recorded votes, as for comity import votes")
    parser.add_argument("--rollcalls", type=Path)
    given = parser.parse_args()
    pages = AT | (WITH_VOTES if given.votes else {})
    pages = {name: at for name, at in pages.items() if not given.names or name in given.names}
    steps = [name for name in STEPS if not given.names or name in given.names]
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        browser = opened.enter_context(sync_playwright()).chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        record = make_record(folder, given.votes, given.rollcalls)
        picture_site(browser, record, pages, steps)
        if not given.names or "tokens" in given.names:
            picture_tokens(browser, record, folder)
        browser.close()


if __name__ == "__main__":
    main()
