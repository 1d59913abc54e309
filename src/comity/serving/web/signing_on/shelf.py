"""The folder that all processes of a server share for its seals: the key, and which seals were made void."""

import secrets
from collections.abc import Callable
from pathlib import Path

from comity.errors import UserError
from comity.serving.web.common_file import CommonFile, replace_file

KEY_BYTES = 32
WHAT = "Sign-ons"


class Shelf:
    """A key and a list of void seals, each in a file that only this user can read. `clock` gives Unix time.

    Raises `UserError` for a folder in which nothing can be kept.
    """

    def __init__(self, folder: Path, clock: Callable[[], float]) -> None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(f"{WHAT} cannot be kept in {folder} ({error.strerror}).") from None
        self._key, self._clock = folder / "key", clock
        self._void = CommonFile[dict[str, float]](folder / "void", WHAT, {}, _read, _write)

    def key(self) -> bytes:
        """The key, made when there is none; raises `UserError` when it cannot be kept or is cut."""
        with self._void.alone():
            if not self._key.exists():
                replace_file(self._key, secrets.token_bytes(KEY_BYTES))
            key = self._key.read_bytes()
        if len(key) != KEY_BYTES:
            raise UserError(f"{self._key} is no key of ours; take it away, and everybody has to sign on again.")
        return key

    @staticmethod
    def new_id() -> str:
        """A name for a seal that no other has, of letters, digits, - and _."""
        return secrets.token_urlsafe(12)

    def is_void(self, id: str) -> bool:
        """Whether somebody made that seal void; a list that cannot be read raises, so that no void seal counts."""
        return id in self._void.get()

    def void(self, id: str, end: float) -> bool:
        """Make one void; False when it was already. Seals whose time has passed are forgotten."""
        with self._void.alone():
            known, now = self._void.get(), self._clock()
            if id in known:
                return False
            self._void.put({one: until for one, until in known.items() if until > now} | {id: end})
            return True


def _read(body: bytes) -> dict[str, float]:
    rows = (line.split(" ") for line in body.decode("ascii").splitlines())
    return {id: float(end) for id, end in rows}


def _write(void: dict[str, float]) -> bytes:
    return "".join(f"{id} {end}\n" for id, end in void.items()).encode()
