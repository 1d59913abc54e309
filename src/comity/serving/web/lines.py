"""The lines of a server to those who ask: taken one at a time, and let go of when nobody asks anything over them."""

import socket
import time
from typing import Any
from weakref import WeakKeyDictionary

import uvicorn

BACKLOG = 128
"""Connections that may wait to be taken."""
SILENCE = 20.0
"""Seconds within which a whole request has to come over a line: who only holds it, or sends a header sign by sign,
would take the place of others."""
EVERY = 10
"""Ticks of a tenth of a second between two looks at the lines."""


class Fair(uvicorn.Server):
    """A server that takes one connection at a time from a socket that others listen at too, so that none gets all."""

    def __init__(self, config: uvicorn.Config, silence: float = SILENCE) -> None:
        config.backlog = 1
        super().__init__(config)
        self._silence = silence
        self._silent_since: WeakKeyDictionary[Any, float] = WeakKeyDictionary()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen; as many may wait as before."""
        await super().startup(sockets)
        for listening in sockets or ():
            listening.listen(BACKLOG)

    async def on_tick(self, counter: int) -> bool:
        """Look after the lines, too."""
        if counter % EVERY == 0:
            self._let_go()
        return await super().on_tick(counter)

    def _let_go(self) -> None:
        """Close the lines over which no whole request has come for too long; those that wait for an answer stay."""
        now = time.monotonic()
        for line in list(self.server_state.connections):
            asked: Any = getattr(line, "cycle", None)
            if asked is not None and not asked.response_complete:
                self._silent_since.pop(line, None)
            elif now - self._silent_since.setdefault(line, now) > self._silence:
                line.transport.close()
