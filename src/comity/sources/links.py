"""Addresses of articles that feeds and sitemaps announce, for whoever fetches them."""

from dataclasses import dataclass

from comity.sources.defaults import Defaults


@dataclass(frozen=True, slots=True)
class Link:
    """An article that is announced and not held: its address, and what is said of it."""

    url: str
    title: str | None = None
    published: str | None = None
    """EDTF day."""
    changed: str | None = None
    """When it was last changed, as written there."""
    publisher: str | None = None
    language: str | None = None
    basis: str = "feed"
    """Who says so: `feed`, `sitemap`, `news sitemap`."""

    @property
    def hints(self) -> Defaults:
        """What holds for the page at the address where it does not say it of itself."""
        return Defaults(self.publisher, self.published, self.title, self.url, self.basis)
