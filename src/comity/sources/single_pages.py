"""Single pages that a person names: fetched as politely and as guarded as those of a watch, one after the other."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.addresses import check_url
from comity.sources.defaults import UNSAID, Defaults
from comity.sources.fetch import Answer, Failed, Fetched, Fetcher, Internet, Redirected
from comity.sources.isolation import Isolation
from comity.sources.plans import GAP
from comity.sources.robots import HOPS, MAX_BYTES, Rules, load_rules, site_of
from comity.sources.watching import NAME, STEP, Clock, WallClock

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")
PATIENCE = 60.0
"""Seconds; a host that wants longer pauses between two requests is not asked for a further page."""


def is_url(path: str) -> bool:
    """Whether what was named is an address, if not always one of the web, and not a file."""
    return _SCHEME.match(path) is not None


def open_fetcher(version: str, contact: str | None = None) -> Fetcher:
    """A fetcher on the internet that says who it is and, where it is told, how to reach who runs it."""
    return Fetcher(f"{NAME}/{version} (+{contact})" if contact else f"{NAME}/{version}", Internet())


def read_pages(urls: Iterable[str], fetcher: Fetcher, defaults: Defaults = UNSAID) -> Iterator[Document | Refusal]:
    """The documents in each page, or the refusal that says why there is none; in the order given."""
    caller = Caller(fetcher)
    with Isolation() as isolation:
        for url in urls:
            page = caller.get(url)
            if isinstance(page, Failed):
                yield Refusal(url, STEP, page.reason)
                continue
            for item in isolation.open_bytes(page.body, page.url, replace(defaults, url=page.url)):
                named = defaults.publisher
                # A page without a name of its own would be its host's.
                yield replace(item, publisher=named) if named and isinstance(item, Document) else item


@dataclass(slots=True)
class Caller:
    """Asks for pages as the robots.txt of each host wants it, and no host twice without a pause."""

    fetcher: Fetcher
    clock: Clock = field(default_factory=WallClock)
    _rules: dict[str, Rules] = field(default_factory=dict)
    _free: dict[str, float] = field(default_factory=dict)

    def get(self, url: str) -> Fetched | Failed:
        """The page at `url`, or where it redirects to; why there is none, told of the address that was named."""
        at = url
        for _ in range(HOPS + 1):
            answer = self._ask(at)
            if isinstance(answer, Fetched):
                return answer
            if not isinstance(answer, Redirected):
                told = answer.reason if isinstance(answer, Failed) else "it is said to be unchanged"
                return Failed(url, told if at == url else f"it redirects to {at}, and {told}")
            at = answer.target
        return Failed(url, "it redirects again and again")

    def _ask(self, url: str) -> Answer:
        try:
            check_url(url)
        except SourceError as error:
            return Failed(url, str(error), gone=True)
        site = site_of(url)
        if site not in self._rules:
            self._rules[site] = load_rules(
                site, lambda page: self.fetcher.get(page, max_bytes=MAX_BYTES), self.clock.now()
            )
        rules = self._rules[site]
        if refusal := rules.refusal(url, NAME):
            return Failed(url, refusal)
        pause = self._free.get(site, 0.0) - self.clock.now()
        if pause > PATIENCE:
            return Failed(url, f"its host wants {pause:.0f} seconds between two requests; ask for it alone")
        if pause > 0:
            self.clock.sleep(pause)
        answer = self.fetcher.get(url)
        self._free[site] = self.clock.now() + max(GAP, rules.delay(NAME))
        return answer
