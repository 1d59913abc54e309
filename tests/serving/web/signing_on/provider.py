"""A sign-on provider on loopback, with keys of its own: right in everything, unless a test tells it to be wrong."""

import base64
import html
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "comity", "a secret/of: this test"
BASIC = "Basic " + base64.b64encode(b"comity:a+secret%2Fof%3A+this+test").decode()
ADA = {"sub": "u1", "preferred_username": "Ada Editor", "groups": ["foreign-desk", "all-staff"]}


@cache
def make_key(name: str, whose: str = "the provider's") -> RSAKey:
    """A key to sign with, made once for all tests; keys of one name differ by whose they are."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"}, private=True)


@dataclass
class SignOnProvider:
    """Signs on whomever `claims` says. `spoil` changes the claims of a token, `sign` writes it, `told` what it tells of
    itself; `asked` remembers paths and what came with them."""

    claims: dict[str, Any] = field(default_factory=lambda: dict(ADA))
    spoil: Callable[[dict[str, Any]], dict[str, Any]] = dict
    sign: "Callable[[SignOnProvider, dict[str, Any]], str] | None" = None
    told: dict[str, Any] = field(default_factory=dict)
    shown: tuple[RSAKey, ...] = ()
    key: RSAKey = field(default_factory=lambda: make_key("one"))
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    issuer: str = ""
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def discovery(self) -> dict[str, Any]:
        """What it tells of itself."""
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys",
                  "end_session_endpoint": "goodbye"}  # fmt: skip
        addresses = {name: f"{self.issuer}/{path}" for name, path in places.items()}
        return {
            "issuer": self.issuer,
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            **addresses,
            **self.told,
        }

    def keys(self) -> dict[str, Any]:
        """The keys that it shows."""
        return KeySet([*(self.shown or (self.key,))]).as_dict(private=False)

    def consent(self, asked: dict[str, str]) -> str:
        """Where it sends a browser back to, once its person agreed."""
        code = f"code-{len(self._codes)}"
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.issuer})}"

    def redeem(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The answer to a code, which is good once, for who can show that it asked for it."""
        asked = self._codes.pop(form.get("code", ""), None)
        shown = create_s256_code_challenge(form.get("code_verifier", ""))
        if authorization != BASIC or asked is None or asked["code_challenge"] != shown:
            return 400, {"error": "invalid_grant"}
        if form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.claims,
        }
        sign = self.sign or (lambda house, told: jwt.encode({"alg": "RS256", "kid": house.key.kid}, told, house.key))
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": sign(self, self.spoil(claims))}


@contextmanager
def open_provider() -> Iterator[SignOnProvider]:
    """One that listens at a free port."""
    house = SignOnProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, asked = urlsplit(self.path).path, _one_each(urlsplit(self.path).query)
            house.asked.append((path, asked))
            match path:
                case "/.well-known/openid-configuration":
                    self._give(200, json.dumps(house.discovery()))
                case "/keys":
                    self._give(200, json.dumps(house.keys()))
                case "/authorize":
                    self._give(200, _ask_person(house.consent(asked)), "text/html")
                case _:
                    self._give(404, "{}")

        def do_POST(self) -> None:
            form = _one_each(self.rfile.read(int(self.headers["Content-Length"])).decode())
            house.asked.append((self.path, form))
            status, answer = house.redeem(form, self.headers.get("Authorization", ""))
            self._give(status, json.dumps(answer))

        def _give(self, status: int, body: str, kind: str = "application/json") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        house.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield house
        server.shutdown()
        thread.join(5)


def _one_each(query: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(query).items()}


def _ask_person(back: str) -> str:
    return (
        '<!doctype html><html lang="en"><title>Sign on</title><link rel="icon" href="data:,">'
        f'<a id="agree" href="{html.escape(back)}">Sign on as Ada</a></html>'
    )
