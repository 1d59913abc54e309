"""Whether anybody, in this process or another, has written to a record since: asked before every answer, so cheaply."""

import sqlite3
from threading import Lock

from sqlalchemy import Engine


class Pulse:
    """Feels a record for writing. It holds one connection, which sees no state of the record and keeps no writer out.

    `PRAGMA data_version` changes with every commit of any other connection (SQLite, “PRAGMA data_version”).
    """

    def __init__(self, engine: Engine) -> None:
        self._lock = Lock()
        self._held = engine.raw_connection() if engine.dialect.name == "sqlite" else None

    def beat(self) -> int | None:
        """A number that stays while nothing is written; None where that cannot be told cheaply."""
        if self._held is None:
            return None
        connection = self._held.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        with self._lock:
            (number,) = connection.execute("PRAGMA data_version").fetchone()
        return int(number)

    def close(self) -> None:
        """Let go of the connection."""
        if self._held is not None:
            self._held.close()
            self._held = None
