"""How often one client may ask: a bucket of tokens for each address, which fills again with time."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from comity.serving.web.proxies import bucket_of
from comity.serving.web.site import Site
from comity.serving.web.trouble import for_programs, tell_trouble

COSTS = (
    ("/static/", 0.0), ("/api/v1/export/", 30.0), ("/brief/", 5.0), ("/check", 10.0), ("/measures/", 3.0),
    ("/api/v1/measures/", 3.0), ("/ask", 2.0), ("/api/v1/ask", 2.0),
)  # fmt: skip
"""Tokens that an address costs by its beginning; all others cost one."""
REMEMBERED = 20_000
"""Buckets that are kept; the one used longest ago goes first."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Tokens a second, and how many a bucket holds."""

    refill: float = 4.0
    burst: float = 120.0


class Buckets:
    """The buckets of all clients. `clock` gives seconds that never go back."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str, cost: float) -> float:
        """Take tokens out of a client's bucket; 0 when there were enough, else the seconds until there are."""
        now = self._clock()
        tokens, then = self._held.pop(client, (self._rate.burst, now))
        tokens = min(self._rate.burst, tokens + (now - then) * self._rate.refill)
        enough = tokens >= cost
        self._held[client] = (tokens - cost if enough else tokens, now)
        if len(self._held) > REMEMBERED:
            self._held.popitem(last=False)
        return 0.0 if enough else (cost - tokens) / self._rate.refill

    def __len__(self) -> int:
        return len(self._held)


class Limiter:
    """ASGI middleware: who asks more often than the rate allows is told when to come back (RFC 6585): people by a page,
    programs by a problem document (RFC 9457)."""

    def __init__(self, app: ASGIApp, site: Site, buckets: Buckets) -> None:
        self._app, self._site, self._buckets = app, site, buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 429."""
        if scope["type"] == "http" and (cost := cost_of(scope["path"])):
            wait = self._buckets.take(bucket_of((scope.get("client") or ("", 0))[0]), cost)
            if wait:
                await _refuse(self._site, Request(scope), math.ceil(wait))(scope, receive, send)
                return
        await self._app(scope, receive, send)


def cost_of(path: str) -> float:
    """Tokens of a request."""
    return next((cost for beginning, cost in COSTS if path.startswith(beginning)), 1.0)


def _refuse(site: Site, request: Request, seconds: int) -> Response:
    wait = f"{seconds} second{'s' * (seconds != 1)}"
    often = "were asked for from this address in a short time than this server allows"
    if for_programs(request):
        answer = tell_trouble(site, request, 429, f"More requests {often}; ask again in {wait}.")
    else:
        said = f"More pages {often}; nothing is wrong with what you asked. Wait {wait}, then open the page again."
        answer = tell_trouble(site, request, 429, said, again=request.method in ("GET", "HEAD"))
    answer.headers.update({"Retry-After": str(seconds), "Cache-Control": "no-store"})
    return answer
