"""What a web page says of itself: JSON-LD first, then meta tags, then its address; each date with how it was found."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from comity.errors import DateError
from comity.written_dates import parse_day

_ARTICLES = ("Article", "BlogPosting", "Posting", "Report", "WebPage", "CreativeWork")
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "dc.date", "dc.date.created", "dcterms.created", "dcterms.date", "citation_publication_date",
    "citation_date", "parsely-pub-date", "sailthru.date", "publishdate", "publish_date", "publish-date", "pubdate",
    "publication_date", "date", "article.published", "published_time_telegram", "cxenseparse:recs:publishtime",
)  # fmt: skip
_SITES = ("og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "application-name")
_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title", "parsely-title")
_AUTHORS = ("author", "article:author", "citation_author", "dc.creator", "parsely-author", "sailthru.author")
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/._-]|$)")
_SITE_IN_TITLE = re.compile(r"\s+[|–—·»-]\s+")


@dataclass(frozen=True, slots=True)
class PageData:
    """What the page says; `basis` names how `published` was found."""

    title: str | None
    publisher: str | None
    published: str | None
    basis: str | None
    canonical_url: str | None
    language: str | None
    authors: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def read_page_data(tree: HtmlElement, address: str | None) -> PageData:
    """All of it from a parsed page that was fetched from `address`."""
    meta = _read_meta(tree)
    articles = list(_read_articles(tree))
    canonical = _canonical(tree, meta, address)
    site = _first(_named(a.get("publisher")) for a in articles) or _first(meta.get(name) for name in _SITES)
    dates = dict(_find_dates(tree, meta, articles, canonical or address))
    basis = next(iter(dates), None)
    return PageData(
        title=_first(_string(a.get("headline")) for a in articles) or _title(tree, meta, site),
        publisher=site or _host(canonical or address),
        published=dates[basis] if basis else None,
        basis=basis,
        canonical_url=canonical,
        language=_first([tree.get("lang"), meta.get("og:locale"), meta.get("content-language")]),
        authors=_authors(meta, articles),
        doubts=tuple(_compare(dates)),
    )


def day_of(written: object) -> str | None:
    """The EDTF day that a machine wrote down, None when it is none."""
    if not isinstance(written, str) or not written.strip():
        return None
    try:
        day = parse_day(written)
    except DateError:
        return None
    return day if day >= "1900" else None


def day_in_address(address: str | None) -> str | None:
    """The day in an address like `…/2024/07/04/…`."""
    found = _DAY_IN_ADDRESS.search(urlsplit(address).path) if address else None
    return day_of("-".join(found.groups())) if found else None


def _find_dates(
    tree: HtmlElement, meta: dict[str, str], articles: list[dict[str, Any]], address: str | None
) -> Iterator[tuple[str, str]]:
    """Every way to a date that leads to one, the most trusted first."""
    ways = (
        ("json-ld", (a.get("datePublished") or a.get("dateCreated") for a in articles)),
        ("meta", (meta.get(name) for name in _DATES)),
        ("time element", _times(tree)),
        ("address", [day_in_address(address)]),
    )
    for basis, written in ways:
        if day := _first(day_of(value) for value in written):
            yield basis, day


def _times(tree: HtmlElement) -> Iterator[str]:
    marked = "//time[@pubdate or @itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content"
    yield from map(str, tree.xpath(marked))
    inside = [str(day) for day in tree.xpath("//article//time[@datetime][not(ancestor::aside)]/@datetime")]
    if len({day_of(day) for day in inside}) == 1:
        yield inside[0]


def _compare(dates: dict[str, str]) -> Iterator[str]:
    """Where what the page says of its date and its own address disagree by more than a night."""
    told, address = next(iter(dates.values()), None), dates.get("address")
    if told and address and told[:7] != address[:7]:
        yield f"its address speaks of {address}, the page of {told}"


def _read_meta(tree: HtmlElement) -> dict[str, str]:
    """Contents of meta tags by name, property or http-equiv in small letters; the first of each counts."""
    meta: dict[str, str] = {}
    for tag in tree.iter("meta"):
        content = (tag.get("content") or "").strip()
        for key in (tag.get("property"), tag.get("name"), tag.get("itemprop"), tag.get("http-equiv")):
            if key and content:
                meta.setdefault(key.strip().lower(), content)
    return meta


def _read_articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The article in JSON-LD, if any, then what else speaks of the whole page."""
    found = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            found += list(_objects(json.loads(script.text or "", strict=False)))
        except (ValueError, RecursionError):
            continue
    ranked = [(rank, one) for one in found if (rank := _rank(one)) is not None]
    yield from (one for _, one in sorted(ranked, key=lambda pair: pair[0]))


def _objects(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 3:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
        yield from _objects(value.get("mainEntity"), depth + 1)


def _rank(one: dict[str, Any]) -> int | None:
    kinds = one.get("@type")
    names = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
    ranks = [place for place, kind in enumerate(_ARTICLES) for name in names if name.endswith(kind)]
    return min(ranks, default=None)


def _canonical(tree: HtmlElement, meta: dict[str, str], address: str | None) -> str | None:
    links = (str(link) for link in tree.xpath("//link[@rel='canonical']/@href"))
    written = _first(links) or meta.get("og:url")
    if not written:
        return None
    try:
        whole = urljoin(address or "", written.strip())
        return whole if urlsplit(whole).scheme in ("http", "https") and urlsplit(whole).hostname else None
    except ValueError:
        return None


def _title(tree: HtmlElement, meta: dict[str, str], site: str | None) -> str | None:
    if told := _first(meta.get(name) for name in _TITLES):
        return told
    heads = [" ".join(head.text_content().split()) for head in tree.iter("h1")]
    if len(heads) == 1 and heads[0]:
        return heads[0]
    title = " ".join(tree.findtext(".//title", "").split())
    parts = _SITE_IN_TITLE.split(title)
    return " - ".join(parts[:-1]) if len(parts) > 1 and parts[-1] == site else title or None


def _authors(meta: dict[str, str], articles: list[dict[str, Any]]) -> tuple[str, ...]:
    for article in articles:
        authors = article.get("author")
        names = [_named(author) for author in (authors if isinstance(authors, list) else [authors])]
        if any(names):
            return tuple(dict.fromkeys(name for name in names if name))
    told = _first(meta.get(name) for name in _AUTHORS)
    return (told,) if told and not told.startswith("http") else ()


def _host(address: str | None) -> str | None:
    try:
        host = urlsplit(address).hostname if address else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _named(value: object) -> str | None:
    """The name of a person or organisation in JSON-LD."""
    if isinstance(value, list):
        return _first(map(_named, value))
    return _string(value.get("name") if isinstance(value, dict) else value)


def _string(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
