"""How often one client may ask: a bucket of tokens for each address, which fills again with time."""

import fcntl
import hashlib
import math
import mmap
import re
import secrets
import tempfile
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
EARLIER = 20.0
_EARLIER = re.compile(rb"(?:^|&)recorded(?:_since)?=[^&]")
PLACES = 1 << 17
"""Buckets there are; clients that a secret number puts at one place share its bucket."""
WIDTH, NEAR = 8, 1e-9
"""Bytes of a bucket, and seconds that are none: sums of fractions are not exact."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Tokens a second, and how many a bucket holds."""

    refill: float = 4.0
    burst: float = 120.0


class Buckets:
    """The buckets of all clients, which processes that are copies of this one share: whichever answers, one is used.

    Of each only the moment is kept at which it will be full again. `clock` gives seconds that never go back.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic, places: int = PLACES) -> None:
        self._rate, self._clock, self._places = rate, clock, places
        self._secret = secrets.token_bytes(16)
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  it lasts as long as the buckets
        weakref.finalize(self, self._file.close)
        self._file.truncate(places * WIDTH)
        self._full_again = memoryview(mmap.mmap(self._file.fileno(), places * WIDTH)).cast("d")

    def take(self, client: str, cost: float) -> float:
        """Take tokens out of a client's bucket; 0 when there were enough, else the seconds until there are."""
        place = self._place(client)
        with self._alone_at(place):
            now = self._clock()
            after = max(self._full_again[place], now) + cost / self._rate.refill
            wait = after - now - self._rate.burst / self._rate.refill
            if wait > NEAR:
                return wait
            self._full_again[place] = after
        return 0.0

    def _place(self, client: str) -> int:
        """Where a client's bucket is; nobody can tell whose it would share."""
        hashed = hashlib.blake2b(client.encode("utf-8", "replace"), key=self._secret, digest_size=8)
        return int.from_bytes(hashed.digest(), "big") % self._places

    @contextmanager
    def _alone_at(self, place: int) -> Iterator[None]:
        """Keep other processes from one bucket; the lock of a process that ends ends with it."""
        fcntl.lockf(self._file, fcntl.LOCK_EX, WIDTH, place * WIDTH)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, WIDTH, place * WIDTH)


class Limiter:
    """ASGI middleware: who asks more often than the rate allows is told when to come back (RFC 6585): people by a page,
    programs by a problem document (RFC 9457)."""

    def __init__(self, app: ASGIApp, site: Site, buckets: Buckets) -> None:
        self._app, self._site, self._buckets = app, site, buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 429."""
        if scope["type"] == "http" and (cost := cost_of(scope["path"], scope.get("query_string", b""))):
            wait = self._buckets.take(bucket_of((scope.get("client") or ("", 0))[0]), cost)
            if wait:
                await _refuse(self._site, Request(scope), math.ceil(wait))(scope, receive, send)
                return
        await self._app(scope, receive, send)


def cost_of(path: str, query: bytes = b"") -> float:
    """Tokens of a request; of an earlier moment of recording everything is resolved anew."""
    cost = next((cost for beginning, cost in COSTS if path.startswith(beginning)), 1.0)
    return max(cost, EARLIER) if cost and _EARLIER.search(query) else cost


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
