"""Times every kind of page over a made-up record as large as is wanted, asked by many clients at once.

`python bench/serving.py --record FILE` makes the record where there is none (`--statements`). For each kind of page one
client asks some addresses for the first time (cold) and again (warm: from memory, while the data stands); then all
clients ask for actors as often as the press names them, each with a pause in between (`--pause`, 0 for none). Beside
the clock's times stands the processor time of the server for each request. `--paint` opens each kind of page in
Chromium instead and tells when its largest part was drawn.
"""

import argparse
import gzip
import http.client
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from figures import Figure, print_figures
from painting import paint_pages
from world import World

from comity.recording import open_record
from comity.register import Register
from recording import write

MEDIAN, LAST = 60.0, 300.0
JOINED = ("event", "membership", "office")
"""Kinds of statements that are joined to something of which can be asked why it stands."""
TICKS = os.sysconf("SC_CLK_TCK")
SERVE = [sys.executable, "-m", "comity", "serve", "--port", "0", "--record"]


@dataclass(frozen=True, slots=True)
class Load:
    """How much is asked: clients at once, addresses that one asks alone, requests of each client, seconds between."""

    clients: int
    cold: int
    rounds: int
    pause: float


@dataclass(frozen=True, slots=True)
class Server:
    """A server with all its processes; `process` is the one that keeps them."""

    port: int
    process: int

    def busy(self) -> float:
        """Seconds of processor time that they have used, what they measure beside the pages counted in."""
        stats, family = _stats(), {self.process}
        while more := {one for one, stat in stats.items() if int(stat[1]) in family} - family:
            family |= more
        return sum(int(stats[one][11]) + int(stats[one][12]) for one in family) / TICKS


@dataclass(slots=True)
class Client:
    """Asks over one connection and keeps how long each answer took."""

    port: int
    waits: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _line: http.client.HTTPConnection | None = None

    def ask(self, path: str) -> bytes:
        began = time.perf_counter()
        try:
            answer = self._send(path)
        except (ConnectionError, http.client.HTTPException):  # the server lets go of lines that were silent
            self._line = None
            answer = self._send(path)
        body = answer.read()
        self.waits.append(time.perf_counter() - began)
        if answer.status >= 400:
            self.faults.append(f"{answer.status} {path}")
        return body

    def _send(self, path: str) -> http.client.HTTPResponse:
        self._line = self._line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        self._line.request("GET", path, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
        return self._line.getresponse()

    def read(self, path: str) -> str:
        """The text of an answer."""
        return gzip.decompress(self.ask(path)).decode()


def _stats() -> dict[int, list[str]]:
    """What the kernel tells of each process, from its state on (proc(5): the second is its parent)."""
    found: dict[int, list[str]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            found[int(stat.parent.name)] = stat.read_text().rpartition(")")[2].split()
    return found


@contextmanager
def serving(record: str, processes: int | None = None) -> Iterator[Server]:
    many = ["--processes", str(processes)] if processes else []
    process = subprocess.Popen([*SERVE, record, *many], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        line = process.stdout.readline()
        found = re.search(r":(\d+)/", line)
        assert found, line
        port = int(found[1])
        _wait_for(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server does not listen")


def pages(
    world: World, statements: Sequence[str], joined: Sequence[str], documents: Sequence[str]
) -> dict[str, Callable[[], str]]:
    """For each kind of page, what makes up the next address; `joined` are statements of happenings and spells."""
    rng = random.Random(11)
    state, body = (lambda: world.states.pick().id), (lambda: world.bodies.pick().id)
    name = lambda: world.bodies.pick().name  # noqa: E731
    day = lambda: f"{rng.randint(2006, 2024)}-{rng.randint(1, 12):02}-01"  # noqa: E731
    return {
        "home": lambda: f"/?asof={day()}" if rng.random() < 0.5 else "/",
        "state": lambda: f"/actor/{state()}",
        "organisation": lambda: f"/actor/{body()}",
        "person": lambda: f"/actor/{world.people.pick().id}",
        "pair": lambda: f"/pair/{state()}/{state()}",
        "members": lambda: f"/members/{body()}?at={day()}",
        "map": lambda: f"/map?organisation={body()}&at={day()}",
        "timeline": lambda: f"/timeline?actor={state()}&other={state()}",
        "changes": lambda: f"/changes?actor={body()}&since={day()}",
        "quotes": lambda: f"/quotes?speaker={state()}&since=2023",
        "disputes": lambda: f"/disputes?about={body()}",
        "search": lambda: f"/search?q={quote(world.phrase())}",
        "ask": lambda: f"/ask?q={quote(f'Who were the members of {name()} in {rng.randint(2006, 2024)}?')}",
        "statement": lambda: f"/statement/{rng.choice(statements)}",
        "why": lambda: f"/why/{rng.choice(joined)}",
        "document": lambda: f"/document/{rng.choice(documents)}",
        "brief": lambda: f"/brief/{body()}?since=2024",
        "watch": lambda: f"/watch/{state()}",
        "coverage": lambda: "/coverage",
        "documents": lambda: "/documents",
        "api": lambda: f"/api/v1/timeline?actor={state()}&limit=50",
    }


def measure(server: Server, name: str, make: Callable[[], str], load: Load) -> Iterator[Figure]:
    """One kind of page: each address once by one client, the same again, then all clients over addresses of their own.

    Cold ones were never asked before; what the clients ask is what the press names, so some of it is asked again.
    """
    first = list(dict.fromkeys(make() for _ in range(load.cold)))
    cold, warm = Client(server.port), Client(server.port)
    spent, kept = (_time_alone(server, client, first) for client in (cold, warm))
    clients = [Client(server.port) for _ in range(load.clients)]
    paths = [[make() for _ in range(load.rounds)] for _ in clients]
    fresh = len({path for wanted in paths for path in wanted} - set(first))
    before, began = server.busy(), time.perf_counter()
    _run(clients, paths, load.pause)
    lasted, used = time.perf_counter() - began, server.busy() - before
    waits = sorted(wait * 1000 for client in clients for wait in client.waits)
    faults = [fault for client in (cold, warm, *clients) for fault in client.faults]
    yield Figure(f"{name}: cold median, one client", statistics.median(cold.waits) * 1000, "ms")
    yield Figure("  warm median, one client", statistics.median(warm.waits) * 1000, "ms")
    yield Figure(f"  median, {load.clients} clients, {fresh} of {len(waits)} not asked before",
                 statistics.median(waits), "ms", MEDIAN)  # fmt: skip
    yield Figure("  99th percentile", waits[min(len(waits) - 1, len(waits) * 99 // 100)], "ms", LAST)
    yield Figure("  requests", len(waits) / lasted, "/s")
    yield Figure("  processor time of a cold one", spent, "ms")
    yield Figure("  processor time of a warm one", kept, "ms")
    yield Figure("  processor time with all clients", used / len(waits) * 1000, "ms")
    if faults:
        yield Figure(f"  FAULTS, such as {faults[0]}", len(faults), "", 0)


def _time_alone(server: Server, client: Client, paths: Sequence[str]) -> float:
    """Milliseconds of the server's processor time for each request of one client."""
    before = server.busy()
    for path in paths:
        client.ask(path)
    return (server.busy() - before) / len(paths) * 1000


def weigh(server: Server) -> Iterator[Figure]:
    """What a first view of a page fetches beside the page itself, as it goes over the wire."""
    client = Client(server.port)
    page, shown = client.read("/"), client.read("/map")
    scripts = re.findall(r'<script[^>]* src="([^"]+)"', page)
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    shapes = re.findall(r'href="(/static/world.svg[^"#]*)', shown)[:1]
    of_script, of_map = (
        sum(len(client.ask(path)) for path in paths) / 1000 for paths in (scripts, ["/map", *shapes, *scripts, *sheets])
    )
    yield Figure("script of a first view, compressed", of_script, "kB", 60)
    yield Figure("map with shapes, script and style, compressed", of_map, "kB", 300)


def _run(clients: Sequence[Client], paths: Sequence[Sequence[str]], pause: float) -> None:
    def work(client: Client, wanted: Sequence[str], rng: random.Random) -> None:
        for path in wanted:
            time.sleep(rng.random() * 2 * pause)
            client.ask(path)

    threads = [
        threading.Thread(target=work, args=(client, wanted, random.Random(place)))
        for place, (client, wanted) in enumerate(zip(clients, paths, strict=True))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run(record: str, statements: int, load: Load, paint: bool, only: str, processes: int | None) -> Iterator[Figure]:
    """All figures, in order."""
    register = Register.load()
    if not Path(record).exists():
        with open_record(record, create=True) as store:
            yield from write(store, register, World(register).documents(statements))
    with open_record(record) as store, store.view() as view:
        heads = [head for head in view.documents() if not head.register]
        some = random.Random(3).sample(heads, min(200, len(heads)))
        said = [found for head in some for found in (view.document(head.id) or ((), (), (), []))[3]]
    joined = [found.id for found in said if found.statement.kind in JOINED]
    made = pages(World(register, 8), [found.id for found in said], joined, [head.id for head in some])
    wanted = {name: make for name, make in made.items() if any(name.startswith(part) for part in only.split(","))}
    with serving(record, processes) as server:
        Client(server.port).ask("/")
        yield from weigh(server)
        if paint:
            paths = {name: make() for name, make in wanted.items() if name != "api"}
            yield from paint_pages(f"http://127.0.0.1:{server.port}", paths)
            return
        for name, make in wanted.items():
            yield from measure(server, name, make, load)


def main() -> int:
    """Print the figures as they come."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--record", help="path of the record, made where there is none")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--cold", type=int, default=12, help="addresses of each kind that one client asks alone")
    parser.add_argument("--rounds", type=int, default=20, help="requests of each client for each kind")
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between a client's requests, on average")
    parser.add_argument("--only", default="", help="only kinds that begin so, parted by commas")
    parser.add_argument("--processes", type=int, help="as of comity serve; its own default without")
    parser.add_argument("--paint", action="store_true", help="instead, when a browser has drawn the largest part")
    given = parser.parse_args()
    load = Load(given.clients, given.cold, given.rounds, given.pause)
    with tempfile.TemporaryDirectory() as folder:
        record = given.record or str(Path(folder, "bench.db"))
        return print_figures(run(record, given.statements, load, given.paint, given.only, given.processes))


if __name__ == "__main__":
    sys.exit(main())
