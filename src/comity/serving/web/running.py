"""Runs the server: what the command line ordered becomes a site, an application and a socket that listens."""

import gc
import os
import secrets
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import uvicorn

import comity
from comity.asking.desk import open_desk
from comity.errors import UserError
from comity.serving.web.answers import Memory
from comity.serving.web.app import Access, build_app
from comity.serving.web.calls import listen
from comity.serving.web.crew import Crew, Post
from comity.serving.web.forwarding import Forwarding, answer_others
from comity.serving.web.instruments import Instruments
from comity.serving.web.jobs import Jobs
from comity.serving.web.limits import Buckets, Rate
from comity.serving.web.lines import Fair
from comity.serving.web.people import Door, HeaderDoor, Roles, gather_roles
from comity.serving.web.proxies import Proxies
from comity.serving.web.room import Room, keep_room
from comity.serving.web.site import Site
from comity.serving.web.tokens import Tokens
from comity.serving.web.warming import Shared, keep_ready, prepare
from comity.serving.web.workshop import Workshop
from comity.sources.addresses import Named, origin_of
from comity.sources.fetch import Fetcher, Internet

if TYPE_CHECKING:
    from comity.serving.doors import Doors
    from comity.serving.web.signing_on.arrangement import Arrangement

BURST = 30
"""So many seconds' worth of requests may come at once."""
PATIENCE, LARGEST_ANSWER = 10.0, 1 << 20
"""Seconds and bytes that an answer of the sign-on provider may take."""
MOST_AT_ONCE = 200
"""Connections of one process; more are answered 503 at once."""
MOST_PROCESSES = 4
"""So many serve where nobody says how many."""

SWITCH = 0.001
"""Seconds after which a page that is being made lets another go on: what is answered from memory does not queue."""


COLLECTED = (20_000, 20, 50)
"""After how many new objects Python looks for unused ones (`gc.set_threshold`): pages leave few of them."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What is to be run. `rate` is in requests a minute, None for no limit."""

    address: str
    hosts: tuple[str, ...]
    shown: str
    """Where it is reached, as in `http://127.0.0.1:8017`."""
    processes: int = 1
    public: bool = False
    rate: int | None = None
    proxies: tuple[str, ...] = ()
    door: Door | None = None
    framers: tuple[str, ...] = ()
    tokens: Tokens | None = None


def choose_processes(wanted: int | None) -> int:
    """How many processes serve. Copies of a process are made on Linux only unless somebody asks for them."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    return wanted or min(MOST_PROCESSES, cores)


@contextmanager
def listen_at(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens already: who is told of it can ask; raises `UserError` when the address is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP: only then asyncio sends small packets at once, and no answer waits 40 ms for the other end.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen()
        except OSError as error:
            raise UserError(f"Cannot listen at {host} port {port} ({error.strerror}); give another --port.") from None
        yield listening


def team_door(
    header: str | None, proxies: Sequence[str], address: str, editors: Sequence[str], owners: Sequence[str],
    listed_only: bool, sign_on: "Arrangement | None" = None,
) -> Door | None:  # fmt: skip
    """How a team signs in; raises `UserError` for a header that anybody could set."""
    if sign_on is not None:
        if header is not None:
            raise UserError("A team signs in at one place; give either --oidc or --user-header.")
        return _open_sign_on(sign_on, gather_roles(tuple(editors), tuple(owners), lambda: listed_roles(address),
                                                   None if listed_only else sign_on.others))  # fmt: skip
    if header is None:
        if editors or owners:
            raise UserError("Who is an editor can only be told where people sign in; give --oidc or --user-header.")
        return None
    if not proxies:
        raise UserError("Anybody could write that header; say with --trusted-proxy which address your proxy has.")
    if not header.isascii() or not header.replace("-", "").isalnum():
        raise UserError(f"“{header}” is no name of a header; give one such as X-Remote-User.")
    others = None if listed_only else "reader"
    return HeaderDoor(header, gather_roles(tuple(editors), tuple(owners), lambda: listed_roles(address), others))


def open_tokens(path: Path | None, door: Door | None) -> Tokens | None:
    """The tokens of a team; raises `UserError` for a file that is none, and where nobody signs in."""
    if path is None:
        return None
    if door is None:
        raise UserError("Tokens are for programs of a team; say with --oidc or --user-header how it signs in.")
    return Tokens(path)


def _open_sign_on(arrangement: "Arrangement", roles: Roles) -> Door:
    """The door at which the provider of an arrangement signs people on; cryptography is loaded for it alone."""
    from comity.serving.web.signing_on.door import SignOn
    from comity.serving.web.signing_on.provider import Provider
    from comity.serving.web.signing_on.seals import Seals

    named = Named(origin_of(arrangement.issuer), arrangement.inside)
    fetcher = Fetcher(
        f"Comity/{comity.__version__}", Internet(), seconds=PATIENCE, max_bytes=LARGEST_ANSWER, named=named
    )
    return SignOn(arrangement, Provider(arrangement, fetcher), roles, Seals(folder=arrangement.seals))


def listed_roles(address: str) -> Mapping[str, str]:
    """Roles that a record on PostgreSQL has given, the greater one for who has several; none for a file."""
    from comity.recording.engine import is_server
    from comity.recording.roles import list_roles

    if not is_server(address):
        return {}
    return {person: role.name for role in list_roles(address) for person in role.people}


def run(doors: "Doors", orders: Orders, listening: socket.socket, tell: Callable[[str], object]) -> None:
    """Serve until it is ended; `tell` is told what whoever started the server should know. Raises `RecordError`.

    Each process opens the record for itself: this one only looks whether it can be opened, and keeps the others.
    """
    token = "" if orders.public else secrets.token_urlsafe(24)
    with doors.open_desk(orders.address, doors.settings) as desk:
        tell(f"Comity at {orders.shown}/ (Ctrl+C ends it)")
        if token and orders.door is None:
            tell(f"To write as well, open {orders.shown}/enter/{token}")
        shared = prepare(desk)
    with TemporaryDirectory(prefix="comity-") as folder:
        rooms = Rooms(f"{folder}/measuring", f"{folder}/first", Path(folder, "answers"))
        measuring, first = listen(rooms.measuring), listen(rooms.first)
        serve = partial(_serve, doors, orders, _access(orders), shared, token, rooms, listening)
        posts = [Post("serving 1", partial(serve, first))]
        posts += [Post(f"serving {place}", serve) for place in range(2, orders.processes + 1)]
        posts += [Post("measuring", partial(_measure, orders, shared, measuring), measuring)]
        Crew(posts, tell).keep()


@dataclass(frozen=True, slots=True)
class Rooms:
    """Where the processes of a server call each other: who measures, and who alone may write."""

    measuring: str
    first: str
    answers: Path
    """The folder where all of them find what one has answered."""


def _serve(
    doors: "Doors", orders: Orders, access: Access, shared: Shared, token: str, rooms: Rooms,
    listening: socket.socket, first: socket.socket | None = None,
) -> None:  # fmt: skip
    """A process that serves; with `first` the one that writes, and answers what the others may not."""
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(*COLLECTED)
    opened = open_desk(orders.address, shared.register, discreet=orders.public)
    with opened as desk, closing(Workshop(doors.settings)) as workshop:
        jobs = Jobs(lambda: doors.open_record(orders.address), workshop, desk.register) if token else None
        site = Site(
            desk, orders.public, workshop, jobs, token, orders.door, orders.tokens, shared.templates, shared.build
        )
        app = build_app(site, orders.hosts, access, Memory(folder=rooms.answers))
        app.state.instruments = Instruments(desk, bench=Room(rooms.measuring))
        if first is not None:
            answer_others(first, app)
        config = uvicorn.Config(
            app if first is not None else Forwarding(app, rooms.first),
            log_level="warning", server_header=False, proxy_headers=False, timeout_graceful_shutdown=3,
            limit_concurrency=MOST_AT_ONCE if orders.public else None,
        )  # fmt: skip
        threading.Thread(target=keep_ready, args=(desk,), daemon=True, name="keeping ready").start()
        Fair(config).run([listening])


def _measure(orders: Orders, shared: Shared, listening: socket.socket) -> None:
    with open_desk(orders.address, shared.register) as desk:
        keep_room(listening, desk)


def _access(orders: Orders) -> Access:
    """What counts of clients: made once, before the processes part, so that all count together."""
    rate = Rate(orders.rate / 60, max(60.0, orders.rate / 60 * BURST)) if orders.rate else None
    buckets = Buckets(rate) if rate else None
    guarded = (orders.door.header,) if isinstance(orders.door, HeaderDoor) else ()
    return Access(buckets, Proxies.parse(orders.proxies), guarded, orders.framers)
