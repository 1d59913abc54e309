"""Sitemaps: what a site announces, and nothing that a hostile one would have us do."""

import gzip

import pytest

from comity.errors import SourceError
from comity.sources.links import Link
from comity.sources.sitemaps import extract, read_sitemap

SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?><urlset {SPACE}>
<url><loc> https://zw.example/a </loc><lastmod>2024-07-05</lastmod></url>
<url><loc>https://zw.example/b</loc><n:news><n:publication><n:name>Zenda Wire</n:name><n:language>en</n:language>
</n:publication><n:publication_date>2024-07-04T23:30:00-05:00</n:publication_date><n:title>Talks</n:title></n:news></url>
<url><loc>file:///etc/passwd</loc></url></urlset>""".encode()
PAGES = (
    Link("https://zw.example/a", changed="2024-07-05", basis="sitemap"),
    Link("https://zw.example/b", "Talks", "2024-07-04", None, "Zenda Wire", "en", "news sitemap"),
)


@pytest.mark.parametrize("data", [NEWS, gzip.compress(NEWS)])
def test_a_sitemap_announces_articles(data: bytes) -> None:
    found = read_sitemap(data)
    assert (found.pages, found.sitemaps) == (PAGES, ())


def test_an_index_points_to_sitemaps() -> None:
    index = f"<sitemapindex {SPACE}><sitemap><loc>https://zw.example/1.xml</loc></sitemap></sitemapindex>"
    assert read_sitemap(index.encode()).sitemaps == ("https://zw.example/1.xml",)


def test_a_sitemap_that_is_cut_off_gives_what_it_holds() -> None:
    assert read_sitemap(NEWS[:-60]).pages[:1] == PAGES[:1]


def test_entities_are_not_followed(hostile_xml: bytes) -> None:
    data = hostile_xml + f"<urlset {SPACE}><url><loc>https://x.example/&f;&e9;</loc></url></urlset>".encode()
    assert all("root:" not in page.url and len(page.url) < 1000 for page in read_sitemap(data).pages)


@pytest.mark.parametrize("data", [b"", b"<rss/>", b"text", b"\x1f\x8b\x08rubbish", gzip.compress(bytes(60 * 2**20))])
def test_what_is_no_sitemap_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        read_sitemap(data)


def test_a_sitemap_is_no_document() -> None:
    with pytest.raises(SourceError, match="2 addresses"):
        list(extract(NEWS, "sitemap.xml"))
