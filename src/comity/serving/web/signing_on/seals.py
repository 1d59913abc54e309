"""What a browser keeps for us, sealed by this server alone: nobody can change it or stretch its time.

Processes and servers that share a folder know each other's seals: nothing is in the memory of one.
"""

import shutil
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from comity.serving.web.signing_on.shelf import Shelf

ALGORITHMS = ["HS256"]


class Seals:
    """Seals by the key of a folder; without one they end with this run of the server. `clock` gives Unix time.

    Raises `UserError` for a folder in which nothing can be kept.
    """

    def __init__(self, clock: Callable[[], float] = time.time, folder: Path | None = None) -> None:
        if folder is None:
            folder = Path(mkdtemp(prefix="comity-seals-"))
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._shelf = Shelf(folder, clock)
        self._key = OctKey.import_key(self._shelf.key())
        self._clock = clock

    def seal(self, purpose: str, told: dict[str, Any], seconds: float) -> str:
        """A sealed text that says `told`, for one purpose and so many seconds."""
        claims = {**told, "aud": purpose, "exp": int(self._clock() + seconds), "jti": self._shelf.new_id()}
        return jwt.encode({"alg": "HS256"}, claims, self._key)

    def open(self, purpose: str, sealed: str) -> dict[str, Any] | None:
        """What a sealed text says; None when it is not ours, for another purpose, too old, or was made void."""
        claims = self._read(purpose, sealed)
        return None if claims is None or self._shelf.is_void(claims["jti"]) else claims

    def void(self, purpose: str, sealed: str) -> bool:
        """Make one worthless before its time, whoever has a copy and whoever is asked; False when it was already."""
        claims = self._read(purpose, sealed)
        return claims is not None and self._shelf.void(claims["jti"], claims["exp"])

    def _read(self, purpose: str, sealed: str) -> dict[str, Any] | None:
        try:
            claims = jwt.decode(sealed, self._key, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError):
            return None
        return dict(claims) if claims.get("aud") == purpose and claims.get("exp", 0) > self._clock() else None
