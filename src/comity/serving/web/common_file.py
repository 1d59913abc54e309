"""A file that processes of a server and commands share: read again only when somebody changed it."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from comity.errors import UserError

T = TypeVar("T")


class CommonFile(Generic[T]):
    """What one file holds, `empty` where there is none; only this user can read it.

    It is changed by one process at a time, and never seen half written. `read` and `write` turn bytes into what they
    hold and back; what `read` raises is raised to whoever asks. `what` names its content in a sentence, as many.
    """

    def __init__(
        self, path: Path, what: str, empty: T, read: Callable[[bytes], T], write: Callable[[T], bytes]
    ) -> None:
        self._path, self._what, self._empty, self._read, self._write = path, what, empty, read, write
        self._lock = Lock()
        self._held, self._state = empty, (0, 0, 0)

    def get(self) -> T:
        """What the file holds now, not to be changed in place; raises `UserError` where nobody may read it."""
        with self._lock:
            try:
                told = self._path.stat()
                state = (told.st_mtime_ns, told.st_size, told.st_ino)
                if state != self._state:
                    self._held, self._state = self._read(self._path.read_bytes()), state
            except FileNotFoundError:
                return self._empty
            except OSError as error:
                raise UserError(f"{self._what} in {self._path} cannot be read ({error.strerror}).") from None
            return self._held

    def put(self, held: T) -> None:
        """Have the file hold something else; only `alone` with it."""
        replace_file(self._path, self._write(held))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep others from changing it meanwhile; raises `UserError` where it cannot be kept."""
        beside = self._path.with_name(f"{self._path.name}.lock")
        try:
            with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)) as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise UserError(f"{self._what} cannot be kept in {self._path} ({error.strerror}).") from None


def replace_file(path: Path, body: bytes) -> None:
    """Put a file in place of the one before it at once, readable by this user alone."""
    fresh = path.with_name(f"{path.name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(body)
    fresh.replace(path)
