"""Who really asks: behind proxies that are trusted by address, and behind no others, what they say of the client."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.types import ASGIApp, Receive, Scope, Send

from comity.errors import UserError

NOBODY = ""
WIDE_V6 = 64
"""Bits of an IPv6 address that one client has to itself at least; it may change all others at will."""


@dataclass(frozen=True, slots=True)
class Proxies:
    """Addresses of proxies whose headers count."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def parse(cls, written: Iterable[str]) -> "Proxies":
        """Addresses or networks as written, `10.0.0.7` or `10.0.0.0/8`; raises `UserError`."""
        try:
            return cls(tuple(ip_network(part.strip(), strict=False) for part in written))
        except ValueError as error:
            raise UserError(f"{error}; give --trusted-proxy the address of your proxy, such as 127.0.0.1.") from None

    def trusts(self, address: str) -> bool:
        """Whether an address is one of them."""
        known = _parse(address)
        return known is not None and any(known in network for network in self.networks)

    def client_of(self, peer: str, forwarded: str) -> str:
        """The last address in the chain that is not one of ours: what comes before it, anybody may have written."""
        chain = [peer, *reversed([part.strip() for part in forwarded.split(",") if part.strip()])]
        for place, address in enumerate(chain):
            if not self.trusts(address):
                return address if _parse(address) else chain[max(place - 1, 0)]
        return chain[-1]


class Forwarded:
    """ASGI middleware: client and scheme as trusted proxies tell them; headers of others are taken away.

    Further headers that only trusted proxies may set (that of the user) are taken away likewise.
    """

    def __init__(self, app: ASGIApp, proxies: Proxies, guarded: tuple[str, ...] = ()) -> None:
        self._app, self._proxies = app, proxies
        self._guarded = frozenset(name.casefold().encode("latin-1") for name in (*guarded, *TOLD))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its client and scheme set right."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        peer = (scope.get("client") or (NOBODY, 0))[0]
        if self._proxies.trusts(peer):
            told = {name: value.decode("latin-1") for name, value in scope["headers"]}
            client = self._proxies.client_of(peer, told.get(b"x-forwarded-for", ""))
            secure = told.get(b"x-forwarded-proto", "").strip().casefold() == "https"
            scope = {**scope, "client": (client, 0), "scheme": "https" if secure else scope["scheme"]}
        else:
            kept = [(name, value) for name, value in scope["headers"] if name not in self._guarded]
            scope = {**scope, "headers": kept}
        await self._app(scope, receive, send)


TOLD = ("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "forwarded", "x-real-ip")


def bucket_of(address: str) -> str:
    """What shares one limit: an IPv4 address, or the part of an IPv6 address that its holder cannot change."""
    known = _parse(address)
    if isinstance(known, IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return str(ip_network(f"{known}/{WIDE_V6}", strict=False))
    return str(known) if known else NOBODY


def _parse(address: str) -> IPv4Address | IPv6Address | None:
    try:
        known = ip_address(address.strip().partition("%")[0])
    except ValueError:
        return None
    return known.ipv4_mapped or known if isinstance(known, IPv6Address) else known
