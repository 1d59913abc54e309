"""The folder that all processes of a server share for its seals: the key, and which seals were made void."""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from comity.errors import UserError

KEY_BYTES = 32
State = tuple[int, int, int]


class Shelf:
    """A key and a list of void seals, each in a file that only this user can read. `clock` gives Unix time.

    The list is read again only when somebody changed it, and changed by one process at a time.
    """

    def __init__(self, folder: Path, clock: Callable[[], float]) -> None:
        self._folder, self._clock = folder, clock
        self._key, self._list = folder / "key", folder / "void"
        self._lock = Lock()
        self._void: dict[str, float] = {}
        self._state: State | None = None

    def key(self) -> bytes:
        """The key, made when there is none; raises `UserError` when it cannot be kept or is cut."""
        with self._changing():
            if not self._key.exists():
                _write(self._key, secrets.token_bytes(KEY_BYTES))
            key = self._key.read_bytes()
        if len(key) != KEY_BYTES:
            raise UserError(f"{self._key} is no key of ours; take it away, and everybody has to sign on again.")
        return key

    @staticmethod
    def new_id() -> str:
        """A name for a seal that no other has, of letters, digits, - and _."""
        return secrets.token_urlsafe(12)

    def is_void(self, id: str) -> bool:
        """Whether somebody made that seal void."""
        return id in self._known()

    def void(self, id: str, end: float) -> bool:
        """Make one void; False when it was already. Seals whose time has passed are forgotten."""
        with self._changing():
            known = self._known()
            if id in known:
                return False
            now = self._clock()
            kept = {one: until for one, until in known.items() if until > now} | {id: end}
            _write(self._list, "".join(f"{one} {until}\n" for one, until in kept.items()).encode())
            return True

    def _known(self) -> dict[str, float]:
        """The void seals and their ends; a list that cannot be read raises, so that no void seal counts."""
        with self._lock:
            try:
                told = self._list.stat()
            except FileNotFoundError:
                return {}
            state = (told.st_mtime_ns, told.st_size, told.st_ino)
            if state != self._state:
                rows = (line.split(" ") for line in self._list.read_text(encoding="ascii").splitlines())
                self._void, self._state = {id: float(end) for id, end in rows}, state
            return self._void

    @contextmanager
    def _changing(self) -> Iterator[None]:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)) as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise UserError(f"Sign-ons cannot be kept in {self._folder} ({error.strerror}).") from None


def _write(path: Path, body: bytes) -> None:
    """In place of the file before it at once, readable by the server's own user alone."""
    fresh = path.with_name(f"{path.name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(body)
    fresh.replace(path)
