"""What a browser keeps for us, sealed by this server alone: nobody can change it or stretch its time."""

import secrets
import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

ALGORITHMS = ["HS256"]


class Seals:
    """Seals of one run of the server; a new start makes all former ones worthless. `clock` gives Unix time."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._key = OctKey.import_key(secrets.token_bytes(32))
        self._clock = clock
        self._void: dict[str, float] = {}
        self._lock = Lock()

    def seal(self, purpose: str, told: dict[str, Any], seconds: float) -> str:
        """A sealed text that says `told`, for one purpose and so many seconds."""
        claims = {**told, "aud": purpose, "exp": int(self._clock() + seconds), "jti": secrets.token_urlsafe(12)}
        return jwt.encode({"alg": "HS256"}, claims, self._key)

    def open(self, purpose: str, sealed: str) -> dict[str, Any] | None:
        """What a sealed text says; None when it is not ours, for another purpose, too old, or was made void."""
        try:
            claims = jwt.decode(sealed, self._key, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError):
            return None
        good = claims.get("aud") == purpose and claims.get("exp", 0) > self._clock() and claims["jti"] not in self._void
        return dict(claims) if good else None

    def void(self, purpose: str, sealed: str) -> bool:
        """Make one worthless before its time, whoever has a copy; False when it was already."""
        with self._lock:
            claims = self.open(purpose, sealed)
            if claims is None:
                return False
            now = self._clock()
            self._void = {id: end for id, end in self._void.items() if end > now} | {claims["jti"]: claims["exp"]}
            return True
