"""What one process alone may answer, for it writes or tells of readings under way, is handed on to the first one."""

import asyncio
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Client, Connection

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from comity.serving.web.calls import answer_call
from comity.serving.web.safety import LARGEST_BODY

READ_ONLY = ("GET", "HEAD", "OPTIONS")
STATEFUL = "/read"
"""Beginning of addresses that tell of readings under way, which are in the memory of one process."""
CARRIED = (
    "type", "asgi", "http_version", "method", "scheme", "path", "raw_path", "query_string", "root_path", "headers",
    "client", "server",
)  # fmt: skip
"""What of a request goes along."""
AT_ONCE = 8
BROKEN = b"The process that writes has ended over this; look whether it was done, and try again."


class Forwarding:
    """ASGI middleware around everything else: hands on what is not this process's, whole, and gives the answer back."""

    def __init__(self, app: ASGIApp, path: str) -> None:
        self._app, self._path = app, path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer here what only reads."""
        if scope["type"] != "http" or not is_for_first(scope):
            await self._app(scope, receive, send)
            return
        body = await _take(receive)
        if body is not None:
            request = {name: scope[name] for name in CARRIED if name in scope}
            for message in await run_in_threadpool(_hand_on, self._path, request, body):
                await send(message)


def is_for_first(scope: Scope) -> bool:
    """Whether the first process answers that."""
    return scope["method"] not in READ_ONLY or scope["path"].startswith(STATEFUL)


async def _take(receive: Receive) -> bytes | None:
    """The body, or as much of it as shows that it is too large; None when who sends it has gone."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if not message.get("more_body") or size > LARGEST_BODY:
            return b"".join(parts)


def _hand_on(path: str, request: Scope, body: bytes) -> list[Message]:
    try:
        with Client(path, "AF_UNIX") as line:
            line.send((request, body))
            answer: list[Message] = line.recv()
    except (EOFError, OSError):
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"5")]
        return [
            {"type": "http.response.start", "status": 503, "headers": headers},
            {"type": "http.response.body", "body": BROKEN},
        ]
    return answer


def answer_others(listening: socket.socket, app: ASGIApp) -> None:
    """Begin to answer what other processes hand on."""
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="answering")

    def listen() -> None:
        while True:
            pool.submit(_answer, answer_call(listening), app)

    threading.Thread(target=listen, daemon=True, name="answering").start()


def _answer(line: Connection, app: ASGIApp) -> None:
    with line:
        request, body = line.recv()
        line.send(asyncio.run(_collect(app, request, body)))


async def _collect(app: ASGIApp, request: Scope, body: bytes) -> list[Message]:
    """All that the application answers."""
    messages: list[Message] = []
    coming = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if not coming:
            await asyncio.Event().wait()  # who asked still listens
        return coming.pop()

    async def send(message: Message) -> None:
        messages.append(message)

    await app(request, receive, send)
    return messages
