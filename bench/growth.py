"""Whether an article costs the same in time and memory however many were read before it, in one process.

usage: python bench/growth.py [--gold PATH] [--sizes N N ...]
"""

import argparse
import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from articles import GOLD, world_articles
from figures import Figure, print_figures

from comity.reading import Reader
from comity.settings import Settings

SIZES = (10, 100, 1000)
SLOWER = 1.1
GROWN = 100
WARMING = 32
"""Articles read before the clock starts, so that what is loaded once is not counted."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of texts on world affairs")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="articles read one after the other")
    arguments = parser.parse_args()
    return print_figures(measure(arguments.gold, arguments.sizes))


def measure(gold: Path, sizes: Sequence[int]) -> Iterator[Figure]:
    """Processor time an article and resident memory after each size, and how the last size compares with the first."""
    reader = Reader(Settings())
    articles = world_articles(WARMING + sum(sizes), gold)
    for _ in reader.read_many(islice(articles, WARMING)):
        pass
    costs, memories = [], []
    for size in sizes:
        some = list(islice(articles, size))
        begun = time.process_time()
        for _ in reader.read_many(some):
            pass
        words = sum(len(article.text.split()) for article in some)
        costs.append((time.process_time() - begun) / words)
        memories.append(_resident())
        yield Figure(f"{size:,} articles: a thousand words", costs[-1] * 1e6, "ms")
        yield Figure("  memory held", memories[-1], "MB")
    yield Figure("a word of the last beside one of the first", costs[-1] / costs[0], "times", SLOWER)
    yield Figure("memory grown from the second size to the last", memories[-1] - memories[min(1, len(sizes) - 1)], "MB",
                 GROWN)  # fmt: skip
    yield Figure("memory at most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6, "MB", 700)


def _resident() -> float:
    """Resident memory now, in MB; on systems that do not tell, the most there was."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


if __name__ == "__main__":
    sys.exit(main())
