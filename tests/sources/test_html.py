"""Web pages: the article whole with the words of its links, what the page says of itself, and how it was dated."""

import pytest

from comity.errors import SourceError
from comity.model import Document
from comity.sources.defaults import UNSAID, Defaults
from comity.sources.html import extract

STORY = """
<article><h1>Ministers open talks in Zenda</h1>
<p>The foreign minister of <a href="/r">Ruritania</a> greeted his <a href="/s">Strelsau counterpart</a> as he arrived on
Thursday for two days of talks about the border.</p>
<h2>An old quarrel</h2>
<p>The <a href="/l">League</a> was <a href="/r">Ruritania</a>'s first alliance, founded with three <em>neighbours</em>
in 1931 and enlarged since then.</p>
<ul><li>Trade across the river has doubled within ten years of peace</li></ul>
<p>Pointing to the <a href="/u">Union</a>, the <a href="/b">Black Mountain bloc</a> and the rest, she asked
for patience.</p>
</article>"""
TEXT = """The foreign minister of Ruritania greeted his Strelsau counterpart as he arrived on Thursday for two days of talks about the border.

An old quarrel

The League was Ruritania's first alliance, founded with three neighbours in 1931 and enlarged since then.

- Trade across the river has doubled within ten years of peace

Pointing to the Union, the Black Mountain bloc and the rest, she asked for patience."""  # noqa: E501


def page(head: str = "", body: str = STORY, opening: str = '<html lang="en-GB">') -> bytes:
    menu = '<nav><a href="/">Home</a> <a href="/w">World</a> <a href="/s">Sport</a></nav>'
    foot = "<footer><p>Copyright of the paper. All rights reserved.</p></footer>"
    return f"{opening}<head>{head}</head><body>{menu}{body}{foot}</body></html>".encode()


def read(data: bytes, hints: Defaults = UNSAID) -> Document:
    (document,) = extract(data, "page.html", hints)
    assert isinstance(document, Document)
    return document


def test_the_article_comes_out_whole_and_the_furniture_does_not() -> None:
    assert read(page()).text == TEXT


LD = """<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2011-01-01"},
  {"@type": ["NewsArticle"], "headline": "Talks", "datePublished": "2024-07-04T23:30:00-05:00",
   "author": [{"name": "A. Hope"}, {"name": "B. Hope"}], "publisher": {"name": "Zenda Post"}}]}</script>"""


def test_a_page_says_what_it_is() -> None:
    document = read(
        page(LD + '<link rel="canonical" href="/2024/07/04/talks">'), Defaults(url="https://zp.example/x?y=1")
    )
    told = document.provenance
    assert told
    assert (document.title, document.publisher, document.published) == ("Talks", "Zenda Post", "2024-07-04")
    assert document.url == told.canonical_url == "https://zp.example/2024/07/04/talks"
    assert told.authors == ("A. Hope", "B. Hope")
    assert (told.extractor, told.published_basis, told.doubts) == ("html", "json-ld", ())
    assert document.language == "en"


@pytest.mark.parametrize(
    ("head", "hints", "published", "basis"),
    [
        ('<meta property="article:published_time" content="2020-05-06T07:08:09Z">', Defaults(), "2020-05-06", "meta"),
        ('<meta name="dc.date" content="20 May 2019">', Defaults(), "2019-05-20", "meta"),
        ("", Defaults(url="https://zp.example/2018/03/09/talks.html"), "2018-03-09", "address"),
        ("", Defaults(published="2017-01-02", published_basis="feed"), "2017-01-02", "feed"),
        (LD, Defaults(published="2017-01-02", published_basis="feed"), "2024-07-04", "json-ld"),
        ('<meta name="date" content="yesterday">', Defaults(), None, None),
        ('<script type="application/ld+json">{broken</script>', Defaults(), None, None),
    ],
)
def test_a_date_says_how_it_was_found(head: str, hints: Defaults, published: str | None, basis: str | None) -> None:
    document = read(page(head), hints)
    assert document.provenance
    assert (document.published, document.provenance.published_basis) == (published, basis)


@pytest.mark.parametrize(
    ("told", "published"),
    [
        ("The accord of 2017 held.", None),
        ("The talks of March 2017 failed.", None),
        ("Published 1 January 2017.", "2017-01-01"),
        ("Published on 1st of the month, January 1, 2017.", "2017-01-01"),
        ("Published: 2017-03-01", "2017-03-01"),
        ("Published 14 March 2017.", "2017-03-14"),
    ],
)
def test_a_year_or_month_in_the_text_is_no_day_of_publication(told: str, published: str | None) -> None:
    assert read(page(body=STORY.replace("for patience.", f"for patience.</p><p>{told}"))).published == published


def test_a_date_that_the_address_contradicts_is_doubted() -> None:
    document = read(page(LD), Defaults(url="https://zp.example/2009/02/01/talks"))
    assert document.published == "2024-07-04"
    assert document.provenance
    assert document.provenance.doubts == ("its address speaks of 2009-02-01, the page of 2024-07-04",)


def test_a_page_whose_links_lost_their_words_before_it_came_is_doubted() -> None:
    holes = (
        "<p>The minister of Ruritania greeted his as he arrived, pointing to the , the and the old bloc of states.</p>"
    )
    told = read(page(body=f"<article>{holes * 3}</article>")).provenance
    assert told
    assert len(told.doubts) == 1
    assert told.doubts[0].startswith("words seem to be missing at ")


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""), ("utf-16", ""), ("iso-8859-1", '<meta charset="iso-8859-1">'),
        ("koi8-r", '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">'),
    ],
)  # fmt: skip
def test_letters_are_as_the_page_has_them(encoding: str, head: str) -> None:
    name = "Кремль" if encoding == "koi8-r" else "Café Größe"
    data = page(head, STORY.replace("Black Mountain", name)).decode().encode(encoding)
    assert name in read(data).text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no web page"), (b"<html></html>", "no text"), (b"\x89PNG\r\n\x1a\n" + bytes(300), "binary"),
        (page(body=""), "no article"), (b"<div>" * 60_000, "no"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read(data)
