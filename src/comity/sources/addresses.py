"""Which addresses may be connected to: public ones only, whatever name led there.

A web address from a feed or a page is a stranger's wish; it must never reach this machine, its network or a cloud's
metadata. Names are resolved once, every answer is checked, and one bad answer condemns the name.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from comity.errors import SourceError

Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host name, as text."""

PORTS = {"http": 80, "https": 443}
_NAT64 = tuple(ip_network(block) for block in ("64:ff9b::/96", "64:ff9b:1::/48"))
# Blocks that some releases of `ipaddress` call global, or that reach an IPv4 host by another road.
_CLOSED = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8", "100.64.0.0/10", "168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "240.0.0.0/4", "::/96", "2001::/23", "5f00::/16", "fec0::/10",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A server that the owner of this one named, as where a team signs on: its port may be any; where it is said to be
    `inside`, its address may be of a private network too. No feed and no page can name one."""

    origin: str
    """As in `https://sign-on.example.org:8443`."""
    inside: bool = False

    def holds(self, url: str) -> bool:
        """Whether an address is of that server."""
        return origin_of(url) == self.origin


def origin_of(url: str) -> str:
    """Scheme, host and port of an address, as written."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def check_url(url: str, named: Named | None = None) -> tuple[str, str, int]:
    """Scheme, host and port of a web address that may be fetched; raises `SourceError` that says why it may not."""
    if any(character <= " " or character == "\x7f" for character in url):
        raise SourceError("its address holds blanks or control characters")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SourceError(f"its address is malformed ({error})") from error
    if parts.scheme not in PORTS:
        raise SourceError(f"“{parts.scheme or url[:40]}” is no scheme of the web; only http and https are fetched")
    if not parts.hostname:
        raise SourceError("its address names no host")
    if parts.username is not None or parts.password is not None:
        raise SourceError("its address carries a user name; such addresses are not fetched")
    usual = PORTS[parts.scheme]
    if named is not None and named.holds(url):
        return parts.scheme, parts.hostname, port or usual
    if port not in (None, usual):
        raise SourceError(f"port {port} is not the usual one of {parts.scheme}; only {usual} is fetched")
    return parts.scheme, parts.hostname, usual


def any_addresses(host: str, port: int, resolve: Resolve) -> tuple[str, ...]:
    """The addresses of `host`, whatever they are; raises `SourceError` when there is none."""
    answers = tuple(dict.fromkeys(resolve(host, port)))
    if not answers:
        raise SourceError(f"the name {host} leads to no address")
    return answers


def public_addresses(host: str, port: int, resolve: Resolve) -> tuple[str, ...]:
    """The addresses of `host`, all of them public; raises `SourceError` when one is not or there is none."""
    answers = any_addresses(host, port, resolve)
    for answer in answers:
        if not is_public(answer):
            raise SourceError(f"{host} leads to {answer}, an address inside a private network; it is not fetched")
    return answers


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet: not private, local, shared, reserved or a disguise of one."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip.scope_id:
            return False
        inner = _embedded(ip)
        if inner is not None:
            return is_public(str(inner))
    if any(ip.version == block.version and ip in block for block in _CLOSED):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 host that an IPv6 address leads to by mapping, 6to4 or translation."""
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    if any(ip in block for block in _NAT64):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return None
