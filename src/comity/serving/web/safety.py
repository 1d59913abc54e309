"""Headers that keep a page to itself: no script or style but ours, no frames, no other host, nothing remembered."""

from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from comity.serving.web.trouble import for_programs, problem

POLICY = "; ".join(
    [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
        "font-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "manifest-src 'self'",
    ]
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
LONGEST_ADDRESS = 8192
LARGEST_BODY = 64 << 20
SMALL_BODY = 1 << 20
"""Bytes of a request's body, and where everyone may ask."""
OWN_SITES = (b"same-origin", b"none")
"""What browsers say of requests that come from a page of ours or from nowhere."""


class Guard:
    """ASGI middleware that adds the headers and turns away addresses and hosts that no page of ours has."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], largest: int = LARGEST_BODY) -> None:
        self._app, self._hosts, self._largest = app, hosts, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it at once."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        async def refuse(status: int, sentence: str) -> None:
            request = Request(scope)
            plain = Response(sentence, status, media_type="text/plain; charset=utf-8")
            answer = problem(status, sentence, request) if for_programs(request) else plain
            await answer(scope, receive, send_with_headers)

        if len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"") > LONGEST_ADDRESS:
            await refuse(414, "The address is too long.")
        elif not self._knows(scope):
            await refuse(400, "This host name is not one that Comity serves; see --name.")
        elif scope["method"] not in ("GET", "HEAD", "OPTIONS") and not _is_own(scope):
            await refuse(403, "This request comes from a page of another site.")
        elif _length(scope) > self._largest:
            await refuse(413, f"More than {self._largest >> 20} MB at once are not taken.")
        else:
            await self._app(scope, _count(receive, self._largest), send_with_headers)

    def _knows(self, scope: MutableMapping[str, Any]) -> bool:
        """Whether the request names a host of ours: a name that another site made point here is turned away."""
        if "*" in self._hosts:
            return True
        host = _header(scope, b"host").decode("latin-1")
        return _without_port(host).casefold() in self._hosts


def _header(scope: MutableMapping[str, Any], wanted: bytes) -> bytes:
    return next((value for name, value in scope["headers"] if name == wanted), b"")


def _is_own(scope: MutableMapping[str, Any]) -> bool:
    """Whether a request that can write comes from a page of ours; programs say nothing, and carry no cookie."""
    site, origin = _header(scope, b"sec-fetch-site"), _header(scope, b"origin")
    if site:
        return site in OWN_SITES
    return not origin or origin.partition(b"://")[2] == _header(scope, b"host")


def _length(scope: MutableMapping[str, Any]) -> int:
    written = _header(scope, b"content-length")
    return int(written) if written.isdigit() else 0


def _count(receive: Receive, largest: int) -> Receive:
    """The same stream, cut off where a body that did not tell its length gets too large."""
    taken = 0

    async def receive_some() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return message if taken <= largest else {"type": "http.disconnect"}

    return receive_some


def _without_port(host: str) -> str:
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]
