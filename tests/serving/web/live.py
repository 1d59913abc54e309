"""What tests in a real browser share: a site that listens, and pages on which everything has been computed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, expect

from comity.serving.web.running import listen_at

PATIENT = 120_000
"""Milliseconds that a browser on a busy machine is given for one step."""
expect.set_options(timeout=PATIENT)


@contextmanager
def serve(build: Callable[[str], FastAPI]) -> Iterator[str]:
    """The address, at a free port, at which a site built for it listens until the block is left."""
    with listen_at("127.0.0.1", 0) as listening:
        here = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(build(here), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        # Whoever comes before the server is ready waits in the queue of the socket.
        yield here
        server.should_exit = True
        thread.join()


def settle(context: BrowserContext, url: str) -> None:
    """Wait until a page shows all its numbers: while some are computed it loads itself again, amid a test."""
    for _ in range(1_000):
        if "data-running" not in context.request.get(url).text():
            return
    raise AssertionError(f"{url} never shows all its numbers")
