"""Times every kind of page over a made-up record as large as is wanted, asked by many clients at once.

`python bench/serving.py --record FILE` makes the record where there is none (`--statements`). For each kind of page
clients ask for actors as often as the press names them, each with a pause in between (`--pause`, 0 for none). Beside
the clock's times stand the processor time of the server for each request, and for the first request of each address
alone (`cold`): what was answered before is answered from memory while the data stands.
"""

import argparse
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
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from figures import Figure, print_figures
from world import World

from comity.recording import open_record
from comity.register import Register
from recording import write

CLIENTS, MEDIAN, LAST = 16, 60.0, 300.0
TICKS = os.sysconf("SC_CLK_TCK")
SERVE = [sys.executable, "-m", "comity", "serve", "--port", "0", "--record"]


@dataclass(frozen=True, slots=True)
class Server:
    """A server in a process of its own."""

    port: int
    process: int

    def busy(self) -> float:
        """Seconds of processor time that it has used."""
        parts = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / TICKS


@dataclass(slots=True)
class Client:
    """Asks over one connection and keeps how long each answer took."""

    port: int
    waits: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _line: http.client.HTTPConnection | None = None

    def ask(self, path: str) -> bytes:
        line = self._line = self._line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        began = time.perf_counter()
        line.request("GET", path, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
        answer = line.getresponse()
        body = answer.read()
        self.waits.append(time.perf_counter() - began)
        if answer.status >= 400:
            self.faults.append(f"{answer.status} {path}")
        return body


@contextmanager
def serving(record: str) -> Iterator[Server]:
    process = subprocess.Popen([*SERVE, record], stdout=subprocess.PIPE, text=True)
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


def pages(world: World, statements: Sequence[str], documents: Sequence[str]) -> dict[str, Callable[[], str]]:
    """For each kind of page, what makes up the next address."""
    rng = random.Random(11)
    state, body = (lambda: world.states.pick().id), (lambda: world.bodies.pick().id)
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
        "ask": lambda: f"/ask?q={quote(f'Who were the members of {body()[4:]} in {rng.randint(2006, 2024)}?')}",
        "statement": lambda: f"/statement/{rng.choice(statements)}",
        "why": lambda: f"/why/{rng.choice(statements)}",
        "document": lambda: f"/document/{rng.choice(documents)}",
        "brief": lambda: f"/brief/{body()}?since=2024",
        "watch": lambda: f"/watch/{state()}",
        "coverage": lambda: "/coverage",
        "documents": lambda: "/documents",
        "api": lambda: f"/api/v1/timeline?actor={state()}&limit=50",
    }


def measure(server: Server, name: str, make: Callable[[], str], rounds: int, pause: float) -> Iterator[Figure]:
    """One kind of page: each address once by one client, then all clients together."""
    cold = list(dict.fromkeys(make() for _ in range(12)))
    alone = Client(server.port)
    before = server.busy()
    for path in cold:
        alone.ask(path)
    spent = (server.busy() - before) / len(cold) * 1000
    clients = [Client(server.port) for _ in range(CLIENTS)]
    paths = [[make() for _ in range(rounds)] for _ in clients]
    before = server.busy()
    _run(clients, paths, pause)
    waits = sorted(wait * 1000 for client in clients for wait in client.waits)
    shared = (server.busy() - before) / len(waits) * 1000
    faults = [fault for client in (alone, *clients) for fault in client.faults]
    yield Figure(f"{name}: median", statistics.median(waits), "ms", MEDIAN)
    yield Figure("  99th percentile", waits[min(len(waits) - 1, len(waits) * 99 // 100)], "ms", LAST)
    yield Figure("  processor time of a request", shared, "ms")
    yield Figure("  processor time of a cold one", spent, "ms")
    if faults:
        yield Figure(f"  FAULTS, such as {faults[0]}", len(faults), "", 0)


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


def run(record: str, statements: int, rounds: int, pause: float, only: str) -> Iterator[Figure]:
    """All figures, in order."""
    register = Register.load()
    if not Path(record).exists():
        with open_record(record, create=True) as store:
            yield from write(store, register, World(register).documents(statements))
    with open_record(record) as store, store.view() as view:
        heads = [head for head in view.documents() if not head.register]
        some = random.Random(3).sample(heads, min(200, len(heads)))
        said = [found.id for head in some for found in (view.document(head.id) or ((), (), (), []))[3][:3]]
    made = pages(World(register, 8), said, [head.id for head in some])
    with serving(record) as server:
        Client(server.port).ask("/")
        for name, make in made.items():
            if name.startswith(only):
                yield from measure(server, name, make, rounds, pause)


def main() -> int:
    """Print the figures as they come."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--record", help="path of the record, made where there is none")
    parser.add_argument("--rounds", type=int, default=20, help="requests of each client for each kind")
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between a client's requests, on average")
    parser.add_argument("--only", default="", help="only kinds that begin so")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = given.record or str(Path(folder, "bench.db"))
        return print_figures(run(record, given.statements, given.rounds, given.pause, given.only))


if __name__ == "__main__":
    sys.exit(main())
