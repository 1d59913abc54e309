"""The provider at which a team signs on: what it tells of itself, and what it says of who comes back from it.

An ID token counts only with a signature by a key that the provider publishes, its issuer, us as its audience, a time
that has not passed and the nonce of the attempt (OpenID Connect Core 1.0, 3.1.3.7).
"""

import base64
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from secrets import token_urlsafe
from threading import Lock
from typing import Any
from urllib.parse import quote_plus, urlsplit

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from comity.errors import ComityError
from comity.serving.web.signing_on.arrangement import LOOPBACK, Arrangement
from comity.sources.fetch import Answer, Failed, Fetched, Fetcher

SIGNED = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures by a key that the provider alone has; never “none”, and never by a secret that we have too."""
KNOWN_FOR, KEYS_FOR = 3600.0, 60.0
"""Seconds for which what a provider tells of itself is believed; and between two looks for a new key."""
LEEWAY = 60
"""Seconds by which its clock and ours may differ."""
log = logging.getLogger("comity.web")


class SignOnError(ComityError):
    """Nobody could be signed on; the sentence says why, without what must stay secret."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to sign on: what the provider has to give back, and where the person was going."""

    state: str
    nonce: str
    verifier: str
    onward: str

    @classmethod
    def new(cls, onward: str) -> "Attempt":
        """One that nobody can guess."""
        return cls(token_urlsafe(32), token_urlsafe(32), token_urlsafe(48), onward)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Attempt":
        """One as a seal kept it."""
        return cls(told["state"], told["nonce"], told["verifier"], told["onward"])


class Provider:
    """The provider of an arrangement. Knows the network through `fetcher` alone; `clock` gives Unix time."""

    def __init__(self, arrangement: Arrangement, fetcher: Fetcher, clock: Callable[[], float] = time.time) -> None:
        self._arrangement, self._fetcher, self._clock = arrangement, fetcher, clock
        self._told: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._told_at = self._keys_at = float("-inf")
        self._lock = Lock()

    def address_for(self, attempt: Attempt) -> str:
        """Where to send the browser."""
        given = self._arrangement
        address: str = prepare_grant_uri(
            self._tell()["authorization_endpoint"], given.client, "code", given.back, list(given.scopes), attempt.state,
            nonce=attempt.nonce, code_challenge=create_s256_code_challenge(attempt.verifier),
            code_challenge_method="S256",
        )  # fmt: skip
        return address

    def redeem(self, code: str, attempt: Attempt) -> Mapping[str, Any]:
        """What the provider says of who came back with a code; raises `SignOnError`."""
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self._arrangement.back,
            "code_verifier": attempt.verifier, "client_id": self._arrangement.client,
        }  # fmt: skip
        headers = {"Accept": "application/json"}
        if self._arrangement.secret:
            if "client_secret_basic" in self._tell().get("token_endpoint_auth_methods_supported", BASIC):
                headers["Authorization"] = _basic(form.pop("client_id"), self._arrangement.secret)
            else:
                form["client_secret"] = self._arrangement.secret
        answer = _object(self._fetcher.post(self._tell()["token_endpoint"], form, headers), "did not take the code")
        return self._verify(answer, attempt)

    @property
    def way_out(self) -> str | None:
        """Where people sign out of the provider itself, if it has such a place."""
        place = self._tell().get("end_session_endpoint")
        return place if isinstance(place, str) and _is_safe(place) else None

    def _verify(self, answer: Mapping[str, Any], attempt: Attempt) -> Mapping[str, Any]:
        written = answer.get("id_token")
        if not isinstance(written, str):
            raise SignOnError("The sign-on provider gave no ID token.")
        offered = self._tell().get("id_token_signing_alg_values_supported")
        allowed = [name for name in SIGNED if name in (offered if isinstance(offered, list) else ("RS256",))]
        try:
            token = self._decode(written, allowed)
            checks = {"client_id": self._arrangement.client, "nonce": attempt.nonce}
            wanted = {"iss": self._arrangement.issuer, "aud": self._arrangement.client}
            options: Any = {name: {"essential": True, "value": value} for name, value in wanted.items()}
            claims = CodeIDToken(token.claims, token.header, options, {**checks, **_hashed(answer)})
            claims.validate(now=int(self._clock()), leeway=LEEWAY)
        except (JoseError, ValueError, TypeError) as error:
            log.warning("an ID token was refused (%s)", type(error).__name__)
            raise SignOnError("What the sign-on provider said of you cannot be trusted; sign in once more.") from None
        return dict(claims)

    def _decode(self, written: str, allowed: list[str]) -> jwt.Token:
        """The token, its signature checked; a key not seen before is looked for once."""
        try:
            return jwt.decode(written, self._find_keys(), algorithms=allowed)
        except (JoseError, ValueError):
            if self._clock() - self._keys_at < KEYS_FOR:
                raise
            return jwt.decode(written, self._find_keys(anew=True), algorithms=allowed)

    def _find_keys(self, anew: bool = False) -> KeySet:
        with self._lock:
            if self._keys is None or anew:
                told = _object(self._fetcher.get(self._told["jwks_uri"]), "does not show its keys")
                self._keys, self._keys_at = KeySet.import_key_set(told), self._clock()  # type: ignore[arg-type]
            return self._keys

    def _tell(self) -> Mapping[str, Any]:
        """What the provider tells of itself (OpenID Connect Discovery 1.0)."""
        with self._lock:
            if self._clock() - self._told_at > KNOWN_FOR:
                place = get_well_known_url(self._arrangement.issuer, external=True)
                self._told = self._check(_object(self._fetcher.get(place), "cannot be asked where to sign on"))
                self._told_at = self._clock()
            return self._told

    def _check(self, told: dict[str, Any]) -> dict[str, Any]:
        if told.get("issuer") != self._arrangement.issuer:
            raise SignOnError("The sign-on provider calls itself otherwise than the settings of this server do.")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not isinstance(told.get(name), str) or not _is_safe(told[name]):
                raise SignOnError(f"The sign-on provider tells no safe {name}.")
        return told


BASIC = ("client_secret_basic",)
"""How a client shows its secret to a provider that does not say."""


def _object(answer: Answer, trouble: str) -> dict[str, Any]:
    """An object of JSON; the reason why there is none goes to the log, which holds no code and no secret."""
    reason = answer.reason if isinstance(answer, Failed) else "it answered with no JSON object"
    if isinstance(answer, Fetched):
        try:
            found = json.loads(answer.body)
        except ValueError:
            found = None
        if isinstance(found, dict):
            return found
    log.warning("the sign-on provider %s: %s", trouble, reason)
    raise SignOnError(f"The sign-on provider {trouble}; try again, and tell the owner of this server if it lasts.")


def _basic(client: str, secret: str) -> str:
    """Name and secret as RFC 6749, 2.3.1 wants them."""
    return "Basic " + base64.b64encode(f"{quote_plus(client)}:{quote_plus(secret)}".encode()).decode()


def _hashed(answer: Mapping[str, Any]) -> dict[str, str]:
    """What an `at_hash` is checked against."""
    token = answer.get("access_token")
    return {"access_token": token} if isinstance(token, str) else {}


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
