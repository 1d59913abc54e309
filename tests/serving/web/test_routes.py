"""Every route of the site: the forms it is saved in, what of it can be cited, its head and its print.

A new page is a new address in `PAGES`, and without a line here the first test fails.
"""

import html
import json
import re
from urllib.parse import unquote_plus

import pytest
from fastapi.testclient import TestClient

from comity.asking.desk import Desk
from comity.serving.web.pages import PAGES
from comity.serving.web.pages.access import PLACE
from comity.serving.web.site import STATIC

DATA = ("json", "csv", "parquet")
REFERENCES = ("bib", "ris", "csl.json")
TYPES = {
    "json": "application/json", "csv": "text/csv", "parquet": "application/vnd.apache.parquet",
    "bib": "application/x-bibtex", "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
}  # fmt: skip
ASKED = {
    "/": "/", "/coverage": "/coverage", "/refusals": "/refusals", "/documents": "/documents",
    "/document/{id}": "/document/DOCUMENT", "/statement/{id}": "/statement/STATEMENT",
    "/sentences/{ids}": "/sentences/STATEMENT", "/actor/{id}": "/actor/state:KAZ", "/members/{id}": "/members/org:SCO",
    "/brief/{id}": "/brief/org:SCO?since=2020", "/watch/{id}": "/watch/org:SCO",
    "/watch/{id}/{other}": "/watch/state:CHN/state:RUS", "/why/{id}": "/why/HAPPENING", "/judgements": "/judgements",
    "/map": "/map?organisation=SCO", "/measures/{name}": "/measures/overlap", "/measures": "/measures",
    "/network": "/network?tie=memberships&actor=SCO", "/studies/{name}": "/studies/voting-with-china",
    "/studies": "/studies",
    "/pair/{id}/{other}": "/pair/state:CHN/state:RUS", "/timeline": "/timeline?actor=China",
    "/changes": "/changes?actor=SCO&since=2020", "/quotes": "/quotes?speaker=Anna Berg",
    "/disputes": "/disputes", "/search": "/search?q=members", "/ask": "/ask?q=Who were the members of the SCO in 2019?",
    "/check": "/check",
}  # fmt: skip
"""An address of each page that asks something."""
OF_THE_SERVER = {"/read", "/read/{id}"}
"""Pages of a server's readings, which test_taking_in.py tries: who may not write sees no row of them."""
UNASKED = ["/map", "/timeline", "/changes", "/quotes", "/search", "/ask", "/measures/agreement"]
"""Addresses that ask nothing yet, or cannot be answered here, so that there are no rows to save."""
NO_ROWS = {"/studies/{name}"}
"""Pages that need votes, of which the record of these tests has none."""


@pytest.fixture(scope="module")
def ids(desk: Desk) -> dict[str, str]:
    (document, *_) = [row for row in desk.documents().rows if row.source != "register"]
    (happening, *_) = desk.timeline("China").rows
    return {"DOCUMENT": document.document, "HAPPENING": happening.happening, "STATEMENT": happening.statements[0]}


def address(pattern: str, ids: dict[str, str]) -> str:
    asked = ASKED[pattern]
    for word, id in ids.items():
        asked = asked.replace(word, id)
    return asked


def downloads(page: str) -> dict[str, str]:
    """The links of a page to its own forms."""
    found = {}
    for tag in re.findall(r"<a [^>]*download[^>]*>", page):
        href = html.unescape(re.search(r'href="([^"]+)"', tag)[1])  # type: ignore[index]
        form = re.search(r"\.(csl\.json|[a-z]+)(?:\?|$)", href)
        if form:
            found.setdefault(form[1], href)
    return found


def test_every_route_is_named_here() -> None:
    assert {pattern for pattern, _ in PAGES} == set(ASKED) | OF_THE_SERVER


@pytest.mark.parametrize("pattern", sorted(set(ASKED) - NO_ROWS))
def test_a_page_links_every_form_and_each_answers(browser: TestClient, ids: dict[str, str], pattern: str) -> None:
    page = browser.get(address(pattern, ids))
    assert page.status_code == 200
    linked = downloads(page.text)
    assert set(linked) >= {*DATA, *REFERENCES}
    for form in (*DATA, *REFERENCES):
        answer = browser.get(linked[form])
        assert answer.status_code == 200, form
        assert answer.headers["content-type"].startswith(TYPES[form]), form
        assert answer.headers["content-disposition"].endswith(f'.{form}"'), form
        assert answer.content, form


@pytest.mark.parametrize("pattern", sorted(ASKED))
def test_a_page_can_be_cited(browser: TestClient, ids: dict[str, str], pattern: str) -> None:
    asked = address(pattern, ids)
    page = browser.get(asked).text
    box = page.partition('<details class="cite">')[2].partition("</details>")[0]
    assert "Cite this page" in box
    assert re.search(r"record \S+, retrieved ", box)
    linked = downloads(page)
    (first, *_) = json.loads(browser.get(linked["csl.json"]).text)
    assert first["title"]
    if pattern != "/document/{id}":  # the page of a text stands for the text
        assert first["type"] == "dataset"
        assert unquote_plus(first["URL"]) == unquote_plus(str(browser.get(asked).url))
    assert first["title"].replace("{", "") in browser.get(linked["bib"]).text.replace("{", "").replace("}", "")


@pytest.mark.parametrize("pattern", sorted(ASKED))
def test_the_head_of_a_page_names_it_to_zotero_and_others(
    browser: TestClient, ids: dict[str, str], pattern: str
) -> None:
    head = browser.get(address(pattern, ids)).text.partition("</head>")[0]
    for name in ("og:title", "og:description", "og:url", "og:site_name"):
        assert re.search(rf'<meta property="{name}" content="[^"]+">', head), name
    for name in ("description", "citation_title", "DC.type"):
        assert re.search(rf'<meta name="{name}" content="[^"]+">', head), name
    alternates = set(re.findall(r'<link rel="alternate" type="[^"]+" href="[^"]+" title="(\w+)">', head))
    assert alternates >= ({"bib", "ris"} if pattern in NO_ROWS else {"json", "csv", "parquet", "bib", "ris"})
    assert 'rel="stylesheet" href="/static/comity.css' in head


def test_every_page_has_the_style_for_print() -> None:
    assert "@media print" in (STATIC / "comity.css").read_text()


@pytest.mark.parametrize("asked", UNASKED)
def test_a_page_without_rows_offers_none_to_save(browser: TestClient, asked: str) -> None:
    page = browser.get(asked).text
    assert not set(downloads(page)) & set(DATA)
    assert "Cite this page" in page
    answer = browser.get(f"{asked}.csv")
    assert answer.status_code == 400
    assert "no rows to save" in answer.text


def test_tokens_are_nothing_to_cite(browser: TestClient) -> None:
    assert browser.get(PLACE).status_code == 404
