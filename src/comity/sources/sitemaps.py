"""Sitemaps, indexes of sitemaps and news sitemaps: which articles a site announces. They hold no text themselves."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlsplit
from zlib import error as deflate_error

from lxml import etree

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.defaults import UNSAID, Defaults
from comity.sources.documents import one_line
from comity.sources.links import Link
from comity.sources.page_data import day_of

LARGEST = 50 * 2**20
"""Bytes of a sitemap, as its standard has it."""
MOST = 50_000
"""Addresses in one, as its standard has it."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The articles that a sitemap announces, and the sitemaps that it points to."""

    pages: tuple[Link, ...] = ()
    sitemaps: tuple[str, ...] = ()


def extract(data: bytes, source: str, hints: Defaults = UNSAID) -> Iterator[Document | Refusal]:
    """Nothing but the reason why: raises `SourceError` always."""
    found = read_sitemap(data)
    count = len(found.pages) + len(found.sitemaps)
    raise SourceError(f"a sitemap names {count:,} addresses and holds no text; watch it to have its pages fetched")
    yield  # a generator like every other extractor


def read_sitemap(data: bytes) -> Sitemap:
    """What a sitemap, packed or not, says; raises `SourceError` when it is none or larger than the standard allows."""
    pages: list[Link] = []
    sitemaps: list[str] = []
    parser = etree.iterparse(
        BytesIO(_unpack(data)), tag=("{*}url", "{*}sitemap"), resolve_entities=False, no_network=True, load_dtd=False,
        recover=True, huge_tree=False,
    )  # fmt: skip
    try:
        for _, element in parser:
            if etree.QName(element).localname == "url":
                pages += _page(element)
            elif address := _address(_value(element, "loc")):
                sitemaps.append(address)
            element.clear()
            if len(pages) + len(sitemaps) >= MOST:
                break
    except etree.XMLSyntaxError as error:
        if not pages and not sitemaps:
            raise SourceError("it is no sitemap, or a broken one") from error
    if not pages and not sitemaps and _root(parser) not in ("urlset", "sitemapindex"):
        raise SourceError("it is no sitemap")
    return Sitemap(tuple(pages), tuple(sitemaps))


def _page(element: etree._Element) -> Iterator[Link]:
    """The article at an address, with what a news sitemap says of it."""
    address = _address(_value(element, "loc"))
    if not address:
        return
    news = element.find("{*}news")
    changed = _value(element, "lastmod")
    if news is None:
        yield Link(address, changed=changed, basis="sitemap")
        return
    publication = news.find("{*}publication")
    yield Link(
        address,
        title=_value(news, "title"),
        published=day_of(_value(news, "publication_date")),
        changed=changed,
        publisher=_value(publication, "name"),
        language=_value(publication, "language"),
        basis="news sitemap",
    )


def _value(element: etree._Element | None, name: str) -> str | None:
    return one_line(element.findtext(f"{{*}}{name}")) if element is not None else None


def _address(written: str | None) -> str | None:
    try:
        return written if written and urlsplit(written).scheme in ("http", "https") else None
    except ValueError:
        return None


def _root(parser: etree.iterparse) -> str | None:  # type: ignore[type-arg]
    return etree.QName(parser.root).localname if parser.root is not None else None


def _unpack(data: bytes) -> bytes:
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.GzipFile(fileobj=BytesIO(data)).read(LARGEST + 1)
        except (OSError, EOFError, deflate_error) as error:
            raise SourceError("its gzip packing is broken") from error
    if len(data) > LARGEST:
        raise SourceError(f"a sitemap of more than {LARGEST // 2**20} MB is against its standard and is not read")
    return data.lstrip()
