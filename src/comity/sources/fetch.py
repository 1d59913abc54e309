"""The only network code: one polite GET of a public address, or a form sent to a server that the owner named, bounded
in time and size.

Nothing is followed on its own: a redirect comes back as a value, so that its target passes every check anew.
Proxies named in the environment are not used, for behind one the guard could not see where it connects.
"""

import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Protocol
from urllib.parse import urlencode, urljoin

import httpcore2

from comity.errors import SourceError
from comity.sources.addresses import PORTS, Named, any_addresses, check_url, public_addresses
from comity.visits import NEVER, Validators

MAX_BYTES = 20_000_000
SECONDS = 30.0
"""A whole exchange may take that long, however slowly it trickles."""
_CHUNK = 65_536
_REDIRECTS = (301, 302, 303, 307, 308)
_RESERVED = "the publisher reserves its text from being mined or archived"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came."""

    url: str
    body: bytes
    type: str
    """Media type in small letters, without parameters."""
    validators: Validators


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The page is as it was when its validators were given."""

    url: str


@dataclass(frozen=True, slots=True)
class Redirected:
    """The page is elsewhere; `target` is a full address that nobody has checked."""

    url: str
    target: str


@dataclass(frozen=True, slots=True)
class Failed:
    """No page, and why; `wait` is how many seconds the server asks for, `gone` that asking again is no use."""

    url: str
    reason: str
    wait: float | None = None
    gone: bool = False
    status: int | None = None


Answer = Fetched | Unchanged | Redirected | Failed


class Network(Protocol):
    """Names and connections; tests lead them to servers of their own."""

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host."""
        ...

    def connect(self, address: str, port: int, timeout: float | None) -> httpcore2.NetworkStream:
        """A stream to an address, which is never a name."""
        ...


class Internet:
    """The network that there is."""

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host."""
        return [str(answer[4][0]) for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]

    def connect(self, address: str, port: int, timeout: float | None) -> httpcore2.NetworkStream:
        """A stream to an address."""
        return httpcore2.SyncBackend().connect_tcp(address, port, timeout)


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Gets pages in the name of `agent`, which says who asks and how to reach them."""

    agent: str
    network: Network
    seconds: float = SECONDS
    max_bytes: int = MAX_BYTES
    tls: ssl.SSLContext | None = None
    named: Named | None = None
    """A server of the owner's choice, to which the rules for addresses of strangers do not apply."""

    def get(self, url: str, known: Validators | None = None, *, max_bytes: int | None = None) -> Answer:
        """What `url` answers; never raises for what a server, a network or an address does."""
        return self._tell(url, _Request("GET", _asking(known or NEVER)), max_bytes or self.max_bytes)

    def post(self, url: str, form: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """What `url` answers to a form; never raises, as `get`."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._tell(url, _Request("POST", {**kind, **headers}, urlencode(form).encode()), self.max_bytes)

    def _tell(self, url: str, request: "_Request", limit: int) -> Answer:
        try:
            return self._exchange(url, request, limit)
        except SourceError as error:
            return Failed(url, str(error), gone=True)
        except socket.gaierror:
            return Failed(url, "the name of its host cannot be looked up")
        except (httpcore2.TimeoutException, TimeoutError):
            return Failed(url, f"it did not answer within {self.seconds:.0f} seconds")
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError, UnicodeError, ValueError) as error:
            return Failed(url, f"the connection failed ({type(error).__name__}{_said(error)})")

    def _exchange(self, url: str, request: "_Request", limit: int) -> Answer:
        scheme, host, port = check_url(url, self.named)
        deadline = time.monotonic() + self.seconds
        target = httpcore2.URL(scheme=scheme, host=_ascii(host), port=port, target=_target(url))
        inside = self.named is not None and self.named.inside and self.named.holds(url)
        backend = _Guarded(self.network, deadline, inside)
        headers = _headers(self.agent, target, request.headers, len(request.body))
        with (
            httpcore2.ConnectionPool(ssl_context=self.tls, network_backend=backend, max_connections=1) as pool,
            pool.stream(request.method, target, headers=headers, content=request.body or None) as response,
        ):
            told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            answer = _without_body(url, response.status, told)
            return answer or Fetched(url, _body(response, told, limit, deadline), _type(told), _marks(told))


@dataclass(frozen=True, slots=True)
class _Request:
    """How a server is asked, beside what every request says."""

    method: str
    headers: Mapping[str, str]
    body: bytes = b""


class _Guarded(httpcore2.NetworkBackend):
    """Connects to public addresses only, or to one `inside` by the owner's word; its streams end at the deadline."""

    def __init__(self, network: Network, deadline: float, inside: bool = False) -> None:
        self._network = network
        self._deadline = deadline
        self._inside = inside

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        resolve = self._network.resolve
        addresses = any_addresses(host, port, resolve) if self._inside else public_addresses(host, port, resolve)
        for last, address in enumerate(addresses, start=1):
            try:
                stream = self._network.connect(address, port, _left(self._deadline))
            except httpcore2.NetworkError:
                if last == len(addresses):
                    raise
            else:
                return _Timed(stream, self._deadline)
        raise AssertionError("there is always an address")


class _Timed(httpcore2.NetworkStream):
    """A stream on which no wait goes beyond the deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _ascii(host: str) -> bytes:
    return host.encode("ascii") if host.isascii() else host.encode("idna")


def _target(url: str) -> bytes:
    """Path and query as they go over the wire; the fragment is the reader's own."""
    rest = url.split("#", 1)[0].split("://", 1)[1]
    cut = min((place for place in (rest.find("/"), rest.find("?")) if place >= 0), default=len(rest))
    path = rest[cut:]
    path = path if path.startswith("/") else f"/{path}"
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in path).encode()


def _headers(agent: str, target: httpcore2.URL, own: Mapping[str, str], length: int) -> list[tuple[bytes, bytes]]:
    usual = target.port in (None, PORTS[target.scheme.decode()])
    headers = {
        "Host": target.host.decode() + ("" if usual else f":{target.port}"),
        "User-Agent": agent,
        "Accept": "text/html,application/xml;q=.9,*/*;q=.8",
        "Accept-Language": "en",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **({"Content-Length": str(length)} if length else {}),
        **own,
    }
    return [(name.encode(), value.encode("latin-1", "ignore")) for name, value in headers.items()]


def _asking(known: Validators) -> dict[str, str]:
    told = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in told.items() if value}


def _without_body(url: str, status: int, headers: Mapping[str, str]) -> Answer | None:
    """The answer that needs no body read, or None for a page that is to be taken in."""
    if status == 304:
        return Unchanged(url)
    if status in _REDIRECTS:
        place = headers.get("location")
        return Redirected(url, urljoin(url, place)) if place else Failed(url, "it redirects to nowhere", status=status)
    if status in (404, 410):
        return Failed(url, f"it is not there ({status})", gone=True, status=status)
    if status != 200:
        return Failed(url, f"its server answered {status}", _wait(headers), status=status)
    if "noarchive" in headers.get("x-robots-tag", "").lower() or headers.get("tdm-reservation", "").strip() == "1":
        return Failed(url, _RESERVED, gone=True, status=status)
    return None


def _wait(headers: Mapping[str, str]) -> float | None:
    """Seconds of a Retry-After, given as a number or as a date."""
    asked = headers.get("retry-after", "").strip()
    if asked.isdecimal():
        return float(asked[:9])
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _body(response: httpcore2.Response, headers: Mapping[str, str], limit: int, deadline: float) -> bytes:
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip"):
        raise SourceError(f"it comes packed as “{encoding[:20]}”, which was not asked for")
    packed = "gzip" in encoding
    parts: list[bytes] = []
    size = 0
    for part in _unpack(response.iter_stream(), limit) if packed else response.iter_stream():
        _left(deadline)
        size += len(part)
        if size > limit:
            raise SourceError(f"it is longer than {limit:,} bytes")
        parts.append(part)
    return b"".join(parts)


def _unpack(parts: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """What is packed in gzip, in pieces of bounded size, so that a bomb is told before it bursts."""
    gzip = zlib.decompressobj(wbits=31)
    try:
        for part in parts:
            waiting = part
            while waiting and not gzip.eof:
                yield gzip.decompress(waiting, min(_CHUNK, limit + 1))
                waiting = gzip.unconsumed_tail
        yield gzip.flush()
        if not gzip.eof:
            raise SourceError("what is packed in it breaks off")
    except zlib.error as error:
        raise SourceError("it says to be packed in gzip and is not") from error


def _type(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").split(";", 1)[0].strip().lower()


def _marks(headers: Mapping[str, str]) -> Validators:
    return Validators(headers.get("etag"), headers.get("last-modified"))


def _said(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f": {text[:120]}" if text else ""
