"""Records that tests begin with, each made once: SQLite's are copied, PostgreSQL's lent until a test writes to it.

A record on PostgreSQL is good for the next test as long as the server has logged no write since it was lent; whatever
else the server logged meanwhile only has the record made anew.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import postgresql

Make = Callable[[str], None]
"""Makes a record at an address and lets go of it."""


class Stock:
    """The records of one run, by their names; `given` holds the addresses at which tests found one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unwritten: dict[str, str] = {}
        self.given: set[str] = set()

    def copy(self, name: str, make: Make, path: Path) -> str:
        """The address of a copy at `path`."""
        kept = self._folder / f"{name}.db"
        if not kept.exists():
            make(str(kept))
        shutil.copyfile(kept, path)
        self.given.add(str(path))
        return str(path)

    @contextmanager
    def lend(self, name: str, make: Make, server: postgresql.Server) -> Iterator[str]:
        """The address of a record on the server that nobody else holds."""
        address = self._unwritten.pop(name, None) or _make(make, server.room())
        self.given.add(address)
        written = server.written()
        yield address
        if server.written() == written:
            self._unwritten[name] = address
        else:
            server.clear(address)


def _make(make: Make, address: str) -> str:
    make(address)
    return address
