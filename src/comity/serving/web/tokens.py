"""Personal access tokens, with which a program asks in the name of somebody of a team: one file of hashes.

The token itself is shown once and kept nowhere; who has the file can let nobody in and finds no token out from it.
"""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from comity.errors import UserError
from comity.serving.web.common_file import CommonFile
from comity.serving.web.people import LONGEST_NAME, Roles

PREFIX = "comity_"
USUAL_DAYS, LONGEST_DAYS = 90, 180
MOST = 50
"""Tokens that one person may have at a time."""


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token; `digest` is its SHA-256, `ends` the last day (UTC) on which it counts."""

    id: str
    name: str
    person: str
    role: str
    digest: str
    made: str
    ends: str


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


class Tokens:
    """A team's tokens in a file that commands may change while a server reads it. `today` gives the day (UTC)."""

    def __init__(self, path: Path, today: Callable[[], dt.date] = _today) -> None:
        self._today = today
        self._file = CommonFile[dict[str, Token]](path, "The tokens", {}, partial(_read, path), _write)
        self.current()  # a broken file is told at the start

    def current(self, person: str | None = None) -> list[Token]:
        """Tokens that count today, of one person or of all, the newest first; raises `UserError` for a broken file."""
        day = self._today().isoformat()
        kept = [one for one in self._file.get().values() if one.ends >= day and person in (None, one.person)]
        return sorted(kept, key=lambda one: (one.made, one.id), reverse=True)

    def find(self, secret: str) -> Token | None:
        """The token of a secret, None when there is none, it has ended or was revoked."""
        found = self._file.get().get(_digest(secret)) if secret.startswith(PREFIX) else None
        return found if found and found.ends >= self._today().isoformat() else None

    def make(self, person: str, role: str, name: str, days: int = USUAL_DAYS) -> tuple[str, Token]:
        """A new token and what is kept of it; raises `UserError` for what it cannot be."""
        person, name = Roles.clean(person), Roles.clean(name)
        if not person or not name:
            raise UserError("A token needs a person and a name that says what it is for, such as “R at my desk”.")
        if not 1 <= days <= LONGEST_DAYS:
            raise UserError(f"A token lasts from 1 to {LONGEST_DAYS} days; give another number of days.")
        today = self._today()
        secret = PREFIX + secrets.token_urlsafe(32)
        digest = _digest(secret)
        token = Token(
            f"tk-{digest[:12]}", name[:LONGEST_NAME], person, role, digest, today.isoformat(),
            (today + dt.timedelta(days)).isoformat(),
        )  # fmt: skip
        with self._changing() as known:
            if sum(one.person == person for one in known.values()) >= MOST:
                raise UserError(f"{person} has {MOST} tokens already; revoke one that is not used any more.")
            known[digest] = token
        return secret, token

    def revoke(self, id: str, person: str | None = None) -> Token:
        """End a token at once, of one person or of anybody; raises `UserError` when there is none of that id."""
        with self._changing() as known:
            found = next((one for one in known.values() if one.id == id and person in (None, one.person)), None)
            if found is None:
                raise UserError(f"There is no token {id[:40]}; it has ended, was revoked or is somebody else's.")
            del known[found.digest]
        return found

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Token]]:
        """The tokens that count today, to be changed by one process at a time; what is left of them is kept."""
        with self._file.alone():
            day = self._today().isoformat()
            known = {digest: one for digest, one in self._file.get().items() if one.ends >= day}
            yield known
            self._file.put(known)


def bearer(headers: list[tuple[bytes, bytes]]) -> str | None:
    """The token that a request shows (RFC 6750, 2.1); a header that comes twice shows none."""
    shown = [value.decode("latin-1") for name, value in headers if name == b"authorization"]
    scheme, _, secret = shown[0].partition(" ") if len(shown) == 1 else ("", "", "")
    return secret.strip() if scheme.casefold() == "bearer" else None


def _digest(secret: str) -> str:
    """Its hash; nobody can try all of 256 random bits, so that no slow one is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _read(path: Path, body: bytes) -> dict[str, Token]:
    try:
        rows = [Token(**row) for row in json.loads(body)]
        return {row.digest: row for row in rows}
    except (ValueError, TypeError) as error:
        raise UserError(f"{path} is no file of tokens ({type(error).__name__}); move it away to begin anew.") from None


def _write(known: dict[str, Token]) -> bytes:
    return json.dumps([asdict(one) for one in known.values()], ensure_ascii=False, indent=1).encode()
