"""What is made ready once a server listens, so that nobody's first page waits for it: templates, names, questions."""

import asyncio
import gc
import logging
from collections.abc import Sequence
from typing import Any

from starlette.types import ASGIApp, Message

PAGES = ("/members/org:UN", "/search?q=council")
"""What is quickly made ready; pages that look through a large record would hold up whoever asks first."""
OURS = "warming=yes"
"""Told in the addresses, so that nobody else's answer is waited for: their loop of events is another."""
_LOG = logging.getLogger(__name__)


def warm(app: ASGIApp, hosts: Sequence[str]) -> None:
    """Ask for some pages, and have all that is loaded by then left out when unused objects are looked for.

    Looking through the register each time would hold up every page for a fifth of a second.
    """
    host = next((host for host in hosts if host != "*"), "localhost")
    asyncio.run(_ask_each(app, host))
    gc.collect()
    gc.freeze()


async def _ask_each(app: ASGIApp, host: str) -> None:
    for address in PAGES:
        try:
            await _ask(app, address, host)
        except Exception:  # whoever asks for that page is told; a server that is not warm serves all the same
            _LOG.debug("not made ready: %s", address, exc_info=True)


async def _ask(app: ASGIApp, address: str, host: str) -> None:
    path, _, query = address.partition("?")
    query = "&".join(filter(None, (query, OURS)))
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", host.encode()), (b"accept", b"text/html")], "client": ("127.0.0.1", 0),
        "server": (host, 80),
    }  # fmt: skip
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if asked:
            return {"type": "http.disconnect"}
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        del message

    await app(scope, receive, send)
