"""Web pages: the article by trafilatura in precision mode, what the page says of itself, and when it appeared."""

import re
from calendar import month_name
from collections.abc import Iterator

import htmldate
import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.decoding import decode_page
from comity.sources.defaults import UNSAID, Defaults
from comity.sources.documents import Extractor, Found, Raw, make_document
from comity.sources.page_data import day_of, read_page_data
from comity.sources.page_text import extract_text

HTML = Extractor("html", f"trafilatura {trafilatura.__version__}, htmldate {htmldate.__version__}")


def extract(data: bytes, source: str, hints: Defaults = UNSAID) -> Iterator[Document | Refusal]:
    """The article in a page; raises `SourceError` when it holds none."""
    yield make_document(read_page(data, hints.url, dated=bool(hints.published)), Raw.of(data, source), hints, HTML)


def read_page(data: bytes, address: str | None = None, *, dated: bool = False) -> Found:
    """What is found in a page that was fetched from `address`; `dated` when its date is known from elsewhere."""
    tree = parse_page(data)
    said = read_page_data(tree, address)
    article = extract_text(tree)
    if not article.text:
        raise SourceError("no article is found in the page")
    published, basis = said.published, said.basis
    if published is None and not dated:
        published, basis = _guess_day(tree, said.canonical_url or address)
    lost = (f"the words of {article.lost} links were lost",) if article.lost else ()
    return Found(
        text=_without_headline(article.text, tree),
        title=said.title,
        publisher=said.publisher,
        published=published,
        published_basis=basis,
        url=address,
        canonical_url=said.canonical_url,
        language=said.language,
        authors=said.authors,
        doubts=(*said.doubts, *lost),
    )


def _without_headline(text: str, tree: HtmlElement) -> str:
    """The text without the headline over it: that is the title, as in files with front matter."""
    first, _, rest = text.partition("\n\n")
    headlines = {" ".join(head.text_content().split()) for head in tree.iter("h1")}
    return rest if rest and first in headlines else text


def parse_page(data: bytes) -> HtmlElement:
    """The tree of a page; raises `SourceError` when it is none."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True)
    text = decode_page(data)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("it is no web page, or an empty one") from error
    if not tree.xpath("//p | //div | //article | //body//text()[normalize-space()]"):
        raise SourceError("there is no text in the page")
    return tree


def _guess_day(tree: HtmlElement, address: str | None) -> tuple[str | None, str | None]:
    """What htmldate makes of the page: a date in its text, where nothing marks one."""
    try:
        day = day_of(htmldate.find_date(tree, url=address, original_date=True, extensive_search=True))
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None, None
    return (day, "page text") if day and _tells_day(tree, day) else (None, None)


def _tells_day(tree: HtmlElement, day: str) -> bool:
    """Whether a page tells a day and not its month or year alone, of which htmldate makes the first."""
    year, month, of_month = day.split("-")
    if of_month != "01":
        return True
    name, number = month_name[int(month)], int(month)
    forms = (
        rf"\b0?1(?:st)?[ .]+{name[:3]}\w*[ .,]+{year}", rf"\b{name[:3]}\w*[ .]+0?1(?:st)?[ .,]+{year}",
        rf"{year}[-/.]?{month}[-/.]?01", rf"\b0?1[-/.]0?{number}[-/.]{year}", rf"\b0?{number}/0?1/{year}",
    )  # fmt: skip
    page = etree.tostring(tree, encoding="unicode")
    return any(re.search(form, page, re.IGNORECASE) for form in forms)
