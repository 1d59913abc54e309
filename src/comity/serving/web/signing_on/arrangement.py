"""What the owner arranged with the provider at which a team signs on: a file of settings, and a secret kept apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from comity.errors import UserError

ROLES = ("owner", "editor", "reader")
"""The greatest first."""
LOOPBACK = ("127.0.0.1", "::1", "localhost")
LONGEST_HOURS = 168
VARIABLES = {"issuer": "COMITY_OIDC_ISSUER", "client": "COMITY_OIDC_CLIENT", "address": "COMITY_OIDC_ADDRESS"}
"""Settings that the environment may give in place of the file."""
SECRET = "COMITY_OIDC_SECRET"
KNOWN = ("issuer", "client", "address", "secret_file", "name", "claim", "roles", "others", "scopes", "inside", "hours",
         "seals")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Who signs people on, and what becomes of what it says of them."""

    issuer: str
    """The provider's own name for itself, an address, to the letter."""
    client: str
    """What the provider calls this server."""
    address: str
    """Where people open Comity, as in `https://comity.example.org`."""
    secret: str = field(default="", repr=False)
    """What this server shows to the provider; empty for a client that has none and rests on PKCE alone."""
    name: str = "preferred_username"
    """The claim that names a person."""
    claim: str = "groups"
    """The claim that lists a person's groups or roles; dots lead inwards, as in `realm_access.roles`."""
    roles: Mapping[str, str] = field(default_factory=lambda: {role: role for role in ROLES})
    """Role of each group."""
    others: str | None = None
    """Role of whom the provider signs on and who has no other; without one they may not come in."""
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    inside: bool = False
    """Whether the provider may stand at an address of a private network."""
    hours: float = 8
    """How long a sign-on lasts."""
    seals: Path | None = None
    """A folder that servers share so that each knows who signed on at another, or before it was started anew."""

    @property
    def back(self) -> str:
        """Where the provider sends people back to; it has to know this address."""
        return f"{self.address}/sign-in/back"

    @property
    def host(self) -> str:
        """The name by which people reach Comity."""
        name = urlsplit(self.address).hostname or ""
        return f"[{name}]" if ":" in name else name

    @property
    def secure(self) -> bool:
        """Whether people reach Comity over TLS."""
        return self.address.startswith("https://")


def load_arrangement(path: Path, environment: Mapping[str, str]) -> Arrangement:
    """Read a file of settings; raises `UserError` for what is missing or would not be safe."""
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise UserError(f"Cannot read the settings of the sign-on in {path} ({type(error).__name__}).") from None
    if not isinstance(told, dict):
        raise UserError(f"{path} holds no settings; it should say issuer, client and address.")
    told |= {name: environment[variable] for name, variable in VARIABLES.items() if environment.get(variable)}
    try:
        return _arrange(told, path, _secret(told, path, environment))
    except ValueError as error:
        raise UserError(f"{path}: {error}.") from None


def _arrange(told: Mapping[str, Any], path: Path, secret: str) -> Arrangement:
    if unknown := [str(name) for name in told if name not in KNOWN]:
        raise ValueError(f"“{unknown[0]}” is no setting of the sign-on; there are {', '.join(KNOWN)}")
    checked = {name: check(told[name]) for name, check in CHECKS.items() if name in told}
    plain = {name: _text(told, name) for name in ("name", "claim") if name in told}
    kept = {"seals": path.parent / _text(told, "seals")} if "seals" in told else {}
    more: dict[str, Any] = {**checked, **plain, **kept}
    client, address = _text(told, "client"), _web(told, "address").rstrip("/")
    return Arrangement(_web(told, "issuer"), client, address, secret, **more)


def _hours(told: Any) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not 0 < told <= LONGEST_HOURS:
        raise ValueError(f"hours should be a number up to {LONGEST_HOURS}")
    return told


def _truth(told: Any) -> bool:
    if not isinstance(told, bool):
        raise ValueError("inside should be true or false")
    return told


def _scopes(told: Any) -> tuple[str, ...]:
    if not _are_words(told) or "openid" not in told:
        raise ValueError("scopes should be a list with openid in it")
    return tuple(told)


def _others(told: Any) -> str:
    if told != "reader":
        raise ValueError("others should be reader, or be left out to let in nobody without a role")
    return "reader"


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is missing; see “A team that signs on” in the guide")
    return value.strip()


def _web(told: Mapping[str, Any], name: str) -> str:
    """An address that nobody on the way can read or change."""
    written = _text(told, name)
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError(f"{name} should be a web address such as https://sign-on.example.org")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ValueError(f"{name} should begin with https, for over http anybody on the way could sign in as anybody")
    return written


def _roles(told: Any) -> dict[str, str]:
    """Role of each group, from the groups of each role; a group in two has the greater."""
    if not isinstance(told, dict) or not set(told) <= set(ROLES) or not all(map(_are_words, told.values())):
        raise ValueError(f"roles should give a list of groups to {', '.join(ROLES)}, as in “editor: [foreign-desk]”")
    return {group: role for role in reversed(ROLES) for group in told.get(role, ())}


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)


CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "roles": _roles, "others": _others, "scopes": _scopes, "inside": _truth, "hours": _hours,
}  # fmt: skip
"""What makes sure of each setting that is more than a text."""


def _secret(told: Mapping[str, Any], path: Path, environment: Mapping[str, str]) -> str:
    """The secret, from the environment or a file of its own, whose name counts from the folder of the settings."""
    if environment.get(SECRET):
        return environment[SECRET].strip()
    if "secret_file" not in told:
        return ""
    place = path.parent / _text(told, "secret_file")
    try:
        secret = place.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise ValueError(f"cannot read the secret in {place} ({type(error).__name__})") from None
    if not secret:
        raise ValueError(f"there is no secret in {place}")
    return secret


def groups_of(claims: Mapping[str, Any], claim: str) -> tuple[str, ...]:
    """The groups that a claim lists; one word is a list of one."""
    found: Any = claims.get(claim)
    if found is None:
        found = claims
        for step in claim.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    found = [found] if isinstance(found, str) else found
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()
