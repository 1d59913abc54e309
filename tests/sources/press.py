"""A press on loopback that misbehaves on request, and a network that leads public names to it and nowhere else."""

import gzip
import socketserver
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpcore2

PUBLIC = "93.184.215.14"
"""A public address, which the network of these tests leads to the press."""
TEXT = b"<html><body><p>France and Germany signed an accord in Paris on Friday.</p></body></html>"

Reply = Callable[["Request"], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: the host named, the path, the headers in small letters."""

    host: str
    path: str
    headers: Mapping[str, str]


def page(body: bytes = TEXT, status: str = "200 OK", **headers: str) -> Reply:
    """A whole answer."""
    named = {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in named.items())
    return lambda request: iter([f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body])


def moved(target: str, status: str = "302 Found") -> Reply:
    """A redirect."""
    return page(b"", status, Location=target)


def bomb(request: Request) -> Iterator[bytes]:
    """Zeros packed in gzip, small on the wire; packed when somebody asks for them."""
    return page(_pack_zeros(), Content_Encoding="gzip")(request)


@cache
def _pack_zeros(size: int = 40 << 20) -> bytes:
    return gzip.compress(bytes(size), 9)


def endless(request: Request) -> Iterator[bytes]:
    """A body of a hundred megabytes: no end, for whoever takes a small part of it."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    for _ in range(1_600):
        yield b"again and again " * 4_096


def dripping(request: Request) -> Iterator[bytes]:
    """A byte now and then, for longer than anybody should wait: who waits all the same has a whole page in the end."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    yield from _drip()


def dripping_head(request: Request) -> Iterator[bytes]:
    """A head that takes as long."""
    yield b"HTTP/1.1 200 OK\r\nX-Slow: "
    yield from _drip()
    yield b"\r\nContent-Length: 0\r\n\r\n"


def _drip() -> Iterator[bytes]:
    for _ in range(600):
        time.sleep(0.05)
        yield b"."


def short(request: Request) -> Iterator[bytes]:
    """Less than was promised."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900000\r\n\r\n" + TEXT


def garbage(request: Request) -> Iterator[bytes]:
    """No HTTP at all."""
    yield b"\x00\xff\x00 hello \r\n\r\n" * 10


def silent(request: Request) -> Iterator[bytes]:
    """Nothing, and the end after longer than anybody should wait."""
    time.sleep(30)
    yield b""


@dataclass(slots=True)
class Press:
    """Pages by host and path; what was asked of it stands in `asked`."""

    pages: dict[str, Reply] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    port: int = 0

    def answer(self, request: Request) -> Iterator[bytes]:
        """What the press says to a request."""
        self.asked.append(request)
        reply = self.pages.get(f"{request.host}{request.path}") or page(b"no", "404 Not Found")
        return reply(request)

    def paths(self, host: str) -> list[str]:
        """What was asked of a host, in order."""
        return [request.path for request in self.asked if request.host == host]


@contextmanager
def open_press() -> Iterator[Press]:
    """A press that answers on loopback until the block is left."""
    press = Press()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            request = _read(self.rfile.readline, self.rfile.readline)
            if request is None:
                return
            try:
                for part in press.answer(request):
                    self.wfile.write(part)
                    self.wfile.flush()
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 64

    with Server(("127.0.0.1", 0), Handler) as server:
        press.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield press
        finally:
            server.shutdown()


def _read(first: Callable[[], bytes], line: Callable[[], bytes]) -> Request | None:
    start = first().decode("latin-1").split(" ")
    if len(start) != 3:
        return None
    headers = {}
    while (header := line().decode("latin-1").strip()) != "":
        name, _, value = header.partition(":")
        headers[name.lower()] = value.strip()
    return Request(headers.get("host", ""), start[1], headers)


class Line(httpcore2.NetworkStream):
    """A connection whose end is told once; what it carries is another's."""

    def __init__(self, carrier: httpcore2.NetworkStream, ended: Callable[[], None]) -> None:
        self._carrier = carrier
        self._ended: Callable[[], None] | None = ended

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes, none at the end."""
        return self._carrier.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends the bytes."""
        self._carrier.write(buffer, timeout)

    def close(self) -> None:
        """Ends the connection."""
        self._carrier.close()
        if self._ended is not None:
            self._ended()
            self._ended = None

    def get_extra_info(self, info: str) -> Any:
        """What the carrier knows of itself."""
        return self._carrier.get_extra_info(info)


@dataclass(slots=True)
class Streets:
    """A network whose public names lead to the press; every address that is connected to is noted.

    `most_at_once` counts by address what whoever asks holds open at the same time: on his side, since the press hears
    of an end later than he does."""

    port: int
    names: dict[str, Sequence[str]] = field(default_factory=dict)
    connected: list[str] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)
    most_at_once: dict[str, int] = field(default_factory=dict)
    _open: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host; a literal address is its own."""
        self.resolved.append(host)
        if host.replace(".", "").isdigit() or ":" in host:
            return [host]
        return self.names.get(host, [PUBLIC])

    def connect(self, address: str, port: int, timeout: float | None) -> httpcore2.NetworkStream:
        """A stream to the press, whatever the address."""
        self.connected.append(address)
        carrier = httpcore2.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout)
        self._count(address, 1)
        return Line(carrier, lambda: self._count(address, -1))

    def _count(self, address: str, change: int) -> None:
        with self._lock:
            self._open[address] = self._open.get(address, 0) + change
            self.most_at_once[address] = max(self.most_at_once.get(address, 0), self._open[address])
