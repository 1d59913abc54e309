"""Lines of a server: who asks nothing over one loses it, who waits for an answer keeps it."""

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from comity.serving.web.lines import Fair

LONG = 60.0
"""Seconds that nothing here takes, however busy the machine."""
SILENCE = 0.2


@pytest.fixture
def address() -> Iterator[tuple[str, int]]:
    async def answer_late(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(SILENCE * 12)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"told"})

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = Fair(uvicorn.Config(answer_late, log_level="critical", lifespan="off"), SILENCE)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), daemon=True)
        thread.start()
        yield listening.getsockname()
        server.should_exit = True
        thread.join(LONG)


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: here\r\nX-Slow: a"])
def test_who_only_holds_a_line_loses_it(address: tuple[str, int], sent: bytes) -> None:
    with socket.create_connection(address, LONG) as line:
        line.sendall(sent)
        assert line.recv(100) == b""


def test_who_waits_for_an_answer_gets_it(address: tuple[str, int]) -> None:
    with socket.create_connection(address, LONG) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
        told = b""
        while part := line.recv(1000):
            told += part
    assert told.startswith(b"HTTP/1.1 200")
    assert told.endswith(b"told")
