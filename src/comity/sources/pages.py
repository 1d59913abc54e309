"""What fetched pages hold: listings of feeds, sitemaps and overviews, and documents of whatever kind came."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import urldefrag, urljoin, urlsplit

from comity.model import Document, Refusal
from comity.sources.defaults import Defaults
from comity.sources.feeds import read_feed
from comity.sources.fetch import Fetched
from comity.sources.html import parse_page
from comity.sources.isolation import Isolation
from comity.sources.links import Link
from comity.sources.plans import Source
from comity.sources.sitemaps import read_sitemap
from comity.sources.watching import Listing
from comity.visits import Hint, Tip

MOST = 5_000
"""Links of one page that are looked at."""


class Pages:
    """Makes listings and documents of what was fetched; documents in a process of their own, with limits."""

    def __init__(self, isolation: Isolation) -> None:
        self._isolation = isolation

    def listing(self, page: Fetched, source: Source) -> Listing:
        """What a source names; raises `SourceError` when it cannot be understood."""
        hints = Defaults(publisher=source.publisher, url=page.url)
        if source.kind == "page":
            return Listing(tuple(Tip(url) for url in islice(_anchors(page), MOST)))
        if source.kind == "sitemap":
            found = read_sitemap(page.body)
            return Listing(tuple(map(_tip, found.pages)), parts=found.sitemaps)
        if source.full:
            return Listing(items=self._open(page, hints))
        return Listing(tuple(_tip(entry.link) for entry in read_feed(page.body, hints) if entry.link.url))

    def documents(self, page: Fetched, source: Source, hint: Hint) -> tuple[Document | Refusal, ...]:
        """What a page holds; raises `SourceError` when that is no text."""
        hints = Defaults(source.publisher, hint.published, hint.title, page.url, published_basis=source.kind)
        return self._open(page, hints)

    def _open(self, page: Fetched, hints: Defaults) -> tuple[Document | Refusal, ...]:
        """The documents in a page; the publisher whom the plan names is the publisher."""
        items = self._isolation.open_bytes(page.body, page.url, hints)
        named = hints.publisher
        return tuple(replace(one, publisher=named) if named and isinstance(one, Document) else one for one in items)


def _tip(link: Link) -> Tip:
    return Tip(link.url, Hint(link.title, link.published))


def _anchors(page: Fetched) -> Iterator[str]:
    """Addresses on the same site that a page links to, each once and without its fragment."""
    host = urlsplit(page.url).hostname
    seen = set()
    for anchor in parse_page(page.body).iter("a"):
        try:
            url = urldefrag(urljoin(page.url, (anchor.get("href") or "").strip()))[0]
            here = urlsplit(url).hostname == host
        except ValueError:
            continue
        if here and url not in seen and url != page.url:
            seen.add(url)
            yield url
