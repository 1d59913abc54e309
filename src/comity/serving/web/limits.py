"""How often one client may ask: a bucket of tokens for each address, which fills again with time."""

import json
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from comity.serving.web.proxies import bucket_of

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
    """ASGI middleware: who asks more often than the rate allows is told when to come back (RFC 6585, RFC 9457)."""

    def __init__(self, app: ASGIApp, buckets: Buckets) -> None:
        self._app, self._buckets = app, buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 429."""
        if scope["type"] == "http" and (cost := cost_of(scope["path"])):
            wait = self._buckets.take(bucket_of((scope.get("client") or ("", 0))[0]), cost)
            if wait:
                await _refuse(send, scope["path"], math.ceil(wait))
                return
        await self._app(scope, receive, send)


def cost_of(path: str) -> float:
    """Tokens of a request."""
    return next((cost for beginning, cost in COSTS if path.startswith(beginning)), 1.0)


async def _refuse(send: Send, path: str, seconds: int) -> None:
    detail = f"Too many requests from this address; ask again in {seconds} second{'s' * (seconds != 1)}."
    told = {"type": "about:blank", "title": "Too Many Requests", "status": 429, "detail": detail, "instance": path}
    headers = [(b"content-type", b"application/problem+json"), (b"retry-after", str(seconds).encode())]
    await send({"type": "http.response.start", "status": 429, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")})
