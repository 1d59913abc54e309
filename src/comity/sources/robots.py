"""What hosts let robots fetch and how often: robots.txt after RFC 9309, read with Protego and kept for a day."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from comity.sources.fetch import Answer, Failed, Fetched, Redirected

KEPT = 86_400.0
"""Seconds for which rules hold (RFC 9309, section 2.4)."""
AWAY = 3_600.0
"""Seconds to stay away from a host whose rules cannot be had."""
MAX_BYTES = 512_000
HOPS = 5

Get = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one host until the moment `until`; without `robots` all is allowed or, if `closed`, nothing."""

    until: float
    robots: Protego | None = None
    closed: str = ""

    def refusal(self, url: str, agent: str) -> str:
        """Why a robot named `agent` may not fetch `url`; empty when it may."""
        if self.closed:
            return self.closed
        if self.robots is not None and not self.robots.can_fetch(url, agent):
            return "its robots.txt asks robots to leave this page"
        return ""

    def delay(self, agent: str) -> float:
        """Seconds that the host wants between two requests; 0 when it does not say."""
        if self.robots is None:
            return 0.0
        rate = self.robots.request_rate(agent)
        paced = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
        return max(float(self.robots.crawl_delay(agent) or 0.0), paced)


def site_of(url: str) -> str:
    """Scheme and host of an address: what one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def load_rules(site: str, get: Get, now: float) -> Rules:
    """The rules of `site`, asked of it: absent ones allow all, unreachable ones nothing (RFC 9309, section 2.3.1)."""
    url = f"{site}/robots.txt"
    for _ in range(HOPS + 1):
        answer = get(url)
        if not isinstance(answer, Redirected):
            return _judge(answer, now)
        url = answer.target
    return Rules(now + KEPT)


def _judge(answer: Answer, now: float) -> Rules:
    if isinstance(answer, Fetched):
        return Rules(now + KEPT, Protego.parse(answer.body.decode("utf-8", "replace").replace("\x00", "")))
    if isinstance(answer, Failed) and answer.status is not None and 400 <= answer.status < 500 and answer.status != 429:
        return Rules(now + KEPT)
    wait = max(AWAY, answer.wait or 0.0) if isinstance(answer, Failed) else AWAY
    reason = answer.reason if isinstance(answer, Failed) else "it is said to be unchanged"
    return Rules(now + wait, closed=f"its host's robots.txt cannot be had ({reason})")
