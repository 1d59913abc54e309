"""RSS, Atom and JSON feeds, from bytes: entries that hold an article become documents, the others links to fetch."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate
from html import escape
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.defaults import STEP, UNSAID, Defaults
from comity.sources.documents import Extractor, Found, Raw, make_document, one_line
from comity.sources.links import Link
from comity.sources.markup import text_of_markup
from comity.sources.page_data import day_of

FEED = Extractor("feed", f"feedparser {feedparser.__version__}")
JSON_FEED = Extractor("feed", "comity json feed 1")
FULL = 600
"""Characters from which an entry is taken for the article itself and not for its teaser."""
_ADDRESS = re.compile(r"\S+@\S+")
_TEASER_ENDS = ("...", "…", "[…]", "[...]", "read more", "continue reading", "more »", "mehr")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of an article, and the article if it holds it."""

    link: Link
    markup: str = field(default="", repr=False)
    authors: tuple[str, ...] = ()

    @property
    def article(self) -> str | None:
        """The text of the article, None when only a teaser of it is here. Made anew each time it is asked for."""
        text = text_of_markup(self.markup) if len(self.markup) >= FULL else ""
        return None if len(text) < FULL or text.lower().endswith(_TEASER_ENDS) else text


def extract(data: bytes, source: str, hints: Defaults = UNSAID) -> Iterator[Document | Refusal]:
    """Each entry's document; of entries that hold no article a refusal that says so.

    Raises `SourceError` when the bytes are no feed.
    """
    by, entries = _read(data, hints)
    raw = Raw.of(data, source)
    for place, entry in enumerate(entries, 1):
        part = "/".join(filter(None, (hints.part, f"entry {place}")))
        if (article := entry.article) is None:
            where = f"{source}/{entry.link.url or part}"
            yield Refusal(where, STEP, "its feed holds only a summary of it; watch the feed to have its page fetched")
            continue
        try:
            yield make_document(_found(entry, article), raw, replace(hints, part=part), by)
        except SourceError as error:
            yield Refusal(f"{source}/{part}", STEP, str(error))


def read_feed(data: bytes, hints: Defaults = UNSAID) -> tuple[Entry, ...]:
    """Every entry in the order of the feed; raises `SourceError` when the bytes are no feed."""
    return tuple(_read(data, hints)[1])


def _read(data: bytes, hints: Defaults) -> tuple[Extractor, list[Entry]]:
    if data.lstrip()[:1] == b"{":
        return JSON_FEED, _read_json(data, hints)
    return FEED, _read_xml(data, hints)


def _found(entry: Entry, article: str) -> Found:
    link = entry.link
    return Found(
        text=article,
        title=link.title,
        publisher=link.publisher,
        published=link.published,
        published_basis=link.basis if link.published else None,
        url=link.url or None,
        language=link.language,
        authors=entry.authors,
    )


def _read_xml(data: bytes, hints: Defaults) -> list[Entry]:
    # As a stream: bytes would be taken for the name of a file first.
    # Its own clean-up of markup takes most of its time, and ours follows anyway.
    feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("entries") and not feed.get("version"):
        raise SourceError("it is no RSS, Atom or JSON feed")
    head = feed.feed
    publisher = one_line(head.get("title")) or hints.publisher
    return [_entry(one, publisher, head.get("language"), head.get("link") or hints.url) for one in feed.entries]


def _entry(one: Mapping[str, Any], publisher: str | None, language: str | None, base: str | None) -> Entry:
    bodies = [str(body.get("value") or "") for body in one.get("content") or ()] + [str(one.get("summary") or "")]
    link = Link(
        url=_address(one.get("link") or one.get("id"), base),
        title=one_line(text_of_markup(str(one.get("title") or ""))),
        published=_day(one),
        changed=_own(one, "updated"),
        publisher=_source_title(one) or publisher,
        language=language,
    )
    author = one_line(_ADDRESS.sub(" ", str(one.get("author") or "")).strip(" ()"))
    return Entry(link, max(bodies, key=len), (author,) if author else ())


def _source_title(one: Mapping[str, Any]) -> str | None:
    """Who published it first, in a feed that gathers from others."""
    return one_line((one.get("source") or {}).get("title"))


def _day(one: Mapping[str, Any]) -> str | None:
    """The day as it was where it was written, when it can be read so; else the day in Greenwich."""
    for name in ("published", "created", "updated"):
        written = _own(one, name)
        if day := day_of(written) or day_of_mail(written):
            return day
        if written and (moment := one.get(f"{name}_parsed")):
            return day_of(f"{moment.tm_year:04}-{moment.tm_mon:02}-{moment.tm_mday:02}")
    return None


def _own(one: Mapping[str, Any], name: str) -> str | None:
    """What stands there under a name: feedparser itself gives `published` for an `updated` that is not there."""
    return str(one[name]) if dict.__contains__(one, name) else None


def day_of_mail(written: str | None) -> str | None:
    """The day where it was written in `Thu, 04 Jul 2024 23:30:00 -0500`, the form of RSS and of mail."""
    parts = parsedate(written) if written else None
    return day_of(f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}") if parts else None


def _read_json(data: bytes, hints: Defaults) -> list[Entry]:
    try:
        feed = json.loads(data)
        items = feed["items"]
        known = "jsonfeed" in str(feed.get("version")) and isinstance(items, list)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError("it is no RSS, Atom or JSON feed") from error
    if not known:
        raise SourceError("it is no RSS, Atom or JSON feed")
    publisher = one_line(_text(feed, "title")) or hints.publisher
    base = _text(feed, "home_page_url") or hints.url
    return [_json_entry(item, publisher, feed, base) for item in items if isinstance(item, dict)]


def _json_entry(item: Mapping[str, Any], publisher: str | None, feed: Mapping[str, Any], base: str | None) -> Entry:
    link = Link(
        url=_address(_text(item, "url") or _text(item, "id"), base),
        title=one_line(_text(item, "title")),
        published=day_of(_text(item, "date_published")) or day_of(_text(item, "date_modified")),
        changed=_text(item, "date_modified") or None,
        publisher=publisher,
        language=_text(item, "language") or _text(feed, "language") or None,
    )
    people = item.get("authors") or [item.get("author")]
    named = [_text(person, "name") for person in people if isinstance(person, dict)] if isinstance(people, list) else []
    plain = _text(item, "content_text") or _text(item, "summary")
    markup = _text(item, "content_html") or "<p>".join(map(escape, plain.split("\n\n")))
    return Entry(link, markup, tuple(filter(None, named)))


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _address(written: object, base: str | None) -> str:
    """A whole address, empty when it is none."""
    try:
        whole = urljoin(base or "", written.strip()) if isinstance(written, str) else ""
        return whole if urlsplit(whole).scheme in ("http", "https") else ""
    except ValueError:
        return ""
