"""Feeds: what holds an article becomes a document, what only announces one a link."""

import json

import pytest

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.feeds import extract, read_feed

BODY = (
    "<p>The ministers of Ruritania and Strelsau met.</p><script>x()</script>" + "<p>They talked of the border.</p>" * 30
)
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Zenda Wire</title><link>https://zw.example/</link><language>en-gb</language>
<item><title>Talks &amp;amp; tea</title><link>/talks</link><pubDate>Thu, 04 Jul 2024 23:30:00 -0500</pubDate>
<author>hope@zw.example (A. Hope)</author><content:encoded><![CDATA[{BODY}]]></content:encoded></item>
<item><title>More talks</title><link>https://zw.example/more</link><description>They met again …</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Zenda Wire</title><entry><title>Talks</title>
<link href="https://zw.example/talks"/><published>2024-07-04T23:30:00-05:00</published><summary>Short.</summary></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Zenda Wire", "language": "en", "items": [
        {"id": "1", "url": "https://zw.example/talks", "title": "Talks", "date_published": "2024-07-04T23:30:00-05:00",
         "content_html": BODY, "authors": [{"name": "A. Hope"}]},
        {"url": "javascript:alert(1)", "title": 7, "content_text": "Short."}, "rubbish",
    ],
}  # fmt: skip


def test_an_entry_with_its_article_is_a_document() -> None:
    document, refusal = extract(RSS.encode(), "feed.xml")
    assert isinstance(document, Document)
    assert isinstance(refusal, Refusal)
    assert document.text.startswith("The ministers of Ruritania and Strelsau met.\n\nThey talked of the border.\n\n")
    assert "x()" not in document.text
    assert (document.title, document.publisher, document.published) == ("Talks & tea", "Zenda Wire", "2024-07-04")
    assert (document.url, document.language) == ("https://zw.example/talks", "en")
    told = document.provenance
    assert told
    assert (told.extractor, told.published_basis, told.part, told.authors) == ("feed", "feed", "entry 1", ("A. Hope",))
    assert (refusal.source, "summary" in refusal.reason) == ("feed.xml/https://zw.example/more", True)


@pytest.mark.parametrize("data", [ATOM.encode(), json.dumps(JSON).encode()])
def test_every_kind_of_feed_announces_alike(data: bytes) -> None:
    first = read_feed(data)[0].link
    assert (first.url, first.title, first.published) == ("https://zw.example/talks", "Talks", "2024-07-04")
    assert first.hints.published_basis == "feed"
    assert first.hints.publisher == "Zenda Wire"


def test_only_addresses_of_the_web_are_links() -> None:
    assert read_feed(json.dumps(JSON).encode())[1].link.url == ""


def test_a_feed_that_is_cut_off_gives_what_it_holds() -> None:
    assert read_feed(RSS.encode()[:-60])[0].link.url == "https://zw.example/talks"


@pytest.mark.parametrize("data", [b"", b"nothing", b"{}", b'{"items": 3}', b"<html><p>x</p></html>", b"\x00" * 50])
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="no RSS"):
        read_feed(data)


def test_entities_do_not_grow(hostile_xml: bytes) -> None:
    feed = b'<rss version="2.0"><channel><title>&e9;</title><item><title>&e9;</title></item></channel></rss>'
    assert sum(len(str(entry)) for entry in read_feed(hostile_xml + feed)) < 10_000


def test_the_name_of_a_file_is_not_opened(tmp_path: object) -> None:
    with pytest.raises(SourceError):
        read_feed(b"/etc/passwd")
