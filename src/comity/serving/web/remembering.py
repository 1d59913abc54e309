"""What was answered before: told with “you have it already”, or given again from memory, while the data stands."""

import asyncio

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from comity.serving.web.answers import LARGEST, Kept, Memory
from comity.serving.web.responses import tag_of
from comity.serving.web.site import Site

UNKEPT = ("/static/", "/api/v1/export/", "/read", "/enter/", "/sign-in")
"""Beginnings of addresses whose answers are not kept: they say it themselves, are large, or change by themselves."""
ANSWERS = "/api/"
"""Where only GET is described: what HEAD is told is what GET would be, without its body."""


class Remembering:
    """ASGI middleware: a tag for every answer that only reads, made of address, data, day and who may write."""

    def __init__(self, app: ASGIApp, site: Site, memory: Memory | None = None) -> None:
        self._app, self._site, self._memory = app, site, memory or Memory()
        self._coming: dict[str, asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass the request on and keep what comes."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["path"].startswith(UNKEPT):
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD" and scope["path"].startswith(ANSWERS):
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        request = Request(scope)
        tag = await run_in_threadpool(tag_of, self._site, request)
        key = _key(scope, tag)
        if _has(request.headers.get("if-none-match", ""), tag):
            await _answer(send, 304, ((b"etag", tag.encode()),), b"")
        elif (known := self._memory.find(key) or await self._wait_for(key)) is not None:
            await _answer(send, 200, known.headers, b"" if scope["method"] == "HEAD" else known.body)
        else:
            await self._make(scope, receive, _Recorder(send, self._memory, key, tag).send, key)

    async def _wait_for(self, key: str) -> Kept | None:
        """What somebody else is being answered to the same question right now; None when nobody is, or none is kept."""
        coming = self._coming.get(key)
        if coming is None:
            return None
        await coming.wait()
        return self._memory.find(key)

    async def _make(self, scope: Scope, receive: Receive, send: Send, key: str) -> None:
        """Have the answer made; others who ask the same meanwhile wait for it."""
        mine = self._coming.setdefault(key, asyncio.Event())
        try:
            await self._app(scope, receive, send)
        finally:
            mine.set()
            self._coming.pop(key, None)


class _Recorder:
    """Passes an answer on and keeps it once it is whole."""

    def __init__(self, send: Send, memory: Memory, key: str, tag: str) -> None:
        self._send, self._memory, self._key, self._tag = send, memory, key, tag
        self._headers: tuple[tuple[bytes, bytes], ...] | None = None
        self._body: list[bytes] = []
        self._size = 0

    async def send(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start" and message["status"] == 200:
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            headers.setdefault("Cache-Control", "private, no-cache")
            if "no-store" not in headers["Cache-Control"]:
                headers["ETag"] = self._tag
                self._headers = tuple(headers.raw)
        elif message["type"] == "http.response.body" and self._headers is not None:
            self._body.append(message.get("body", b""))
            self._size += len(self._body[-1])
            if self._size > LARGEST:  # too large to be kept, so it is not held here either
                self._headers, self._body = None, []
            elif not message.get("more_body"):
                self._memory.keep(self._key, Kept(self._headers, b"".join(self._body)))
        await self._send(message)


def _without_body(send: Send) -> Send:
    async def send_head(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return send_head


def _has(told: str, tag: str) -> bool:
    """Whether one of the tags that a client has is ours; a strong one counts as weak (RFC 9110, 8.8.3.2)."""
    return tag.removeprefix("W/") in (one.strip().removeprefix("W/") for one in told.split(","))


def _key(scope: Scope, tag: str) -> str:
    """Answers to programs differ from those to people at one address, and packed ones from plain ones."""
    given = dict(scope["headers"])
    accepts, packed = given.get(b"accept", b""), b"gzip" in given.get(b"accept-encoding", b"")
    return f"{scope['method'] == 'HEAD'} {b'html' in accepts} {b'json' in accepts} {packed} {tag}"


async def _answer(send: Send, status: int, headers: tuple[tuple[bytes, bytes], ...], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
