"""What fetched pages hold: links of listings, documents of pages and of feeds that carry their texts."""

from collections.abc import Iterator

import pytest

from comity.errors import SourceError
from comity.model import Document
from comity.sources.fetch import Fetched
from comity.sources.isolation import Isolation
from comity.sources.pages import Pages
from comity.sources.plans import Kind, Source
from comity.visits import NEVER, Hint, Tip

SITE = "https://press.example"
SENTENCE = "Ministers of both states met for the {}. time and signed a declaration on trade."
LONG = " ".join(map(SENTENCE.format, range(1, 20)))
ITEM = f"<item><title>Ministers meet</title><link>{SITE}/1</link><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>"
RSS = f'<rss version="2.0"><channel><title>A feed</title>{ITEM}<description>{{}}</description></item></channel></rss>'
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MAP = f'<urlset xmlns="{SPACE}"><url><loc>{SITE}/1</loc></url></urlset>'
INDEX = f'<sitemapindex xmlns="{SPACE}"><sitemap><loc>{SITE}/part.xml</loc></sitemap></sitemapindex>'
PAGE = f"""<html lang="en"><head><title>Ministers meet</title></head><body><a href="/2#a">two</a><a href="/2">two</a>
<a href="https://other.example/3">three</a><a href="mailto:a@b.example">mail</a><a href="http://[">bad</a>
<article><h1>Ministers meet</h1><p>{LONG}</p></article></body></html>"""


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    with Isolation() as isolation:
        yield Pages(isolation)


def page(text: str, path: str = "/") -> Fetched:
    return Fetched(SITE + path, text.encode(), "text/html", NEVER)


def source(kind: Kind, *, full: bool = False) -> Source:
    return Source(kind, f"{SITE}/source", "The Press", full=full)


def test_a_feed_names_articles(pages: Pages) -> None:
    listing = pages.listing(page(RSS.format("Short.")), source("feed"))
    assert listing.tips == (Tip(f"{SITE}/1", Hint("Ministers meet", "2026-11-20")),)


def test_a_feed_that_carries_its_texts_gives_documents(pages: Pages) -> None:
    (document,) = pages.listing(page(RSS.format(LONG)), source("feed", full=True)).items
    assert isinstance(document, Document)
    assert (document.publisher, document.published, document.url) == ("The Press", "2026-11-20", f"{SITE}/1")


def test_sitemaps_name_pages_and_parts(pages: Pages) -> None:
    assert pages.listing(page(MAP), source("sitemap")).tips == (Tip(f"{SITE}/1"),)
    assert pages.listing(page(INDEX), source("sitemap")).parts == (f"{SITE}/part.xml",)


def test_an_overview_names_its_own_sites_pages_once(pages: Pages) -> None:
    assert pages.listing(page(PAGE), source("page")).tips == (Tip(f"{SITE}/2"),)


def test_a_page_is_a_document_with_what_was_said_of_it(pages: Pages) -> None:
    (document,) = pages.documents(page(PAGE, "/1"), source("feed"), Hint("Ministers meet", "2026-11-20"))
    assert isinstance(document, Document)
    assert "signed a declaration" in document.text
    assert (document.publisher, document.published, document.url) == ("The Press", "2026-11-20", f"{SITE}/1")
    assert document.provenance is not None
    assert document.provenance.published_basis == "feed"


@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_what_is_no_listing_is_told(pages: Pages, kind: Kind) -> None:
    with pytest.raises(SourceError):
        pages.listing(page("<html><body>Not found</body></html>"), source(kind))
