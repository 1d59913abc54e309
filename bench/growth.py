"""Whether an article costs the same in time and memory however many were read before it, in one process.

What a process costs to start stands apart: loading, and what its first articles take beyond what they cost later. After
that every ten articles are as hard as the ten before and name what no other names (`varied_articles`). At the end the
process that has read them all and a young one read the same articles in turns, so that other work on the machine, which
slows both, does not matter to how they compare.

usage: python bench/growth.py [--gold PATH] [--sizes N N ...] [--words N] [--kept FILE]

Articles are made one by one while they are read, and the time that takes is not counted. With `--words` only so much of
the beginning of each is read, so that ten thousand take minutes. With `--kept`, what was measured of each size stays in
the file, and a call that was cut off goes on with the next size.
"""

import argparse
import json
import multiprocessing
import os
import resource
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from articles import GOLD
from figures import Figure, print_figures
from varied_articles import BLOCK, varied_articles

from comity.model import Document
from comity.reading import Reader
from comity.settings import Settings

SIZES = (10, 100, 1000, 10_000)
SLOWER = 1.1
GROWN = 1.1
WARMING = 2 * BLOCK
"""Articles that are read before the sizes begin: the first half of them fills what is looked up once."""
TURNS = 10
"""Times that the old and the young process read as many articles as make a block."""
TOLD = 500
"""Articles between two words on how far it is."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What some articles took: seconds of the processor, their words, and memory in MB, held afterwards and at most."""

    articles: int
    busy: float
    words: int
    held: float
    most: float


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of texts on world affairs")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="articles read one after the other")
    parser.add_argument("--words", type=int, help="length of an article, to the end of its sentence; whole without")
    parser.add_argument("--kept", type=Path, help="file that keeps what was measured, for the next call to go on from")
    arguments = parser.parse_args()
    return print_figures(measure(arguments.gold, arguments.sizes, arguments.words, arguments.kept))


def measure(gold: Path, sizes: Sequence[int], words: int | None = None, kept: Path | None = None) -> Iterator[Figure]:
    """Processor time an article and resident memory after each size, and how the last size compares with the first."""
    costs = []
    for cost in _costs(gold, sizes, words, kept):
        if isinstance(cost, float):
            yield Figure("an article after all of them beside the same in a young process", cost, "times", SLOWER)
            continue
        if isinstance(cost, Start):
            yield Figure("a process starts: loading", cost.loading, "s")
            yield Figure("  its first articles, beyond what they cost later", cost.first * 1e3, "ms each")
            continue
        costs.append(cost)
        yield Figure(f"{cost.articles:,} articles: an article", cost.busy / cost.articles * 1e3, "ms")
        yield Figure("  a thousand words", cost.busy / cost.words * 1e6, "ms")
        yield Figure("  memory held", cost.held, "MB")
    first, second, last = costs[0], costs[min(1, len(costs) - 1)], costs[-1]
    slower = (last.busy / last.words) / (first.busy / first.words)
    yield Figure("a word of the last beside one of the first", slower, "times")
    yield Figure("memory after the last size beside that after the second", last.held / second.held, "times", GROWN)
    yield Figure("memory at most", max(cost.most for cost in costs), "MB", 700)


def _costs(gold: Path, sizes: Sequence[int], words: int | None, kept: Path | None) -> "Iterator[Cost | Start | float]":
    """What it costs to start, the cost of each size, those measured before first, and the old beside the young."""
    before = (
        [Cost(**json.loads(line)) for line in kept.read_text("utf-8").splitlines()] if kept and kept.exists() else []
    )
    yield from before
    left = sizes[len(before) :]
    if not left:
        return
    articles = varied_articles(2 * WARMING + sum(sizes) + TURNS * BLOCK, gold, words=words)
    reader, start = _start(articles)
    if not before:
        yield start
    for _ in islice(articles, sum(sizes[: len(before)])):
        pass
    for size in left:
        cost = _cost(reader, articles, size)
        if kept:
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(cost)) + "\n")
        yield cost
    yield _old_beside_young(reader, articles)


def _old_beside_young(reader: Reader, articles: Iterator[Document]) -> float:
    """How much longer a reader takes than one in a young process, on the same articles, in turns."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    young = context.Process(target=_read_when_sent, args=(there,), daemon=True)
    young.start()
    here.send(list(islice(articles, WARMING)))
    here.recv()
    old_busy = young_busy = 0.0
    for _ in range(TURNS):
        block = list(islice(articles, BLOCK))
        old_busy += _busy(reader, block)
        here.send(block)
        young_busy += here.recv()
    here.send([])
    young.join()
    return old_busy / young_busy


def _read_when_sent(sender: "Connection[float, list[Document]]") -> None:
    reader = Reader(Settings.from_environment())
    while articles := sender.recv():
        sender.send(_busy(reader, articles))


def _busy(reader: Reader, articles: Sequence[Document]) -> float:
    begun = time.process_time()
    deque(reader.read_many(articles), maxlen=0)
    return time.process_time() - begun


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds of the processor until a reader is there, and how much more an article of the first ten takes."""

    loading: float
    first: float


def _start(articles: Iterator[Document]) -> tuple[Reader, Start]:
    begun = time.process_time()
    reader = Reader(Settings.from_environment())
    loading = time.process_time() - begun
    cold, warm = _cost(reader, articles, BLOCK), _cost(reader, articles, WARMING - BLOCK)
    return reader, Start(loading, cold.busy / cold.articles - warm.busy / warm.articles)


class _Stream:
    """The next articles, made when they are asked for; counts their words and the seconds of making them."""

    def __init__(self, articles: Iterator[Document], number: int) -> None:
        self._articles, self._left = articles, number
        self.words, self.making = 0, 0.0

    def __iter__(self) -> "_Stream":
        return self

    def __next__(self) -> Document:
        if not self._left:
            raise StopIteration
        self._left -= 1
        begun = time.process_time()
        article = next(self._articles)
        self.words += len(article.text.split())
        self.making += time.process_time() - begun
        return article


def _cost(reader: Reader, articles: Iterator[Document], size: int) -> Cost:
    """What it takes to read the next `size` articles."""
    begun, stream = time.process_time(), _Stream(articles, size)
    for number, _ in enumerate(reader.read_many(stream), 1):
        if number % TOLD == 0 and number < size:
            busy = (time.process_time() - begun - stream.making) / number * 1e3
            told = f"{number:,} of {size:,}: {busy:.1f} ms an article, {_resident():.0f} MB"
            print(told, file=sys.stderr, flush=True)
    busy = time.process_time() - begun - stream.making
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return Cost(size, busy, stream.words, _resident(), most)


def _resident() -> float:
    """Resident memory now, in MB; on systems that do not tell, the most there was."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


if __name__ == "__main__":
    sys.exit(main())
