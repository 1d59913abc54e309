"""Two processes beside one: how many times as much they read, and the memory of each.

usage: python bench/processes.py [--gold PATH] [--articles N]

The clock's ratio holds on a machine with two idle cores only. The other one compares the processor time of an article
read alone and beside a second process, which shows what the two take from each other and not what else is running.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from articles import GOLD, world_articles
from figures import Figure, print_figures
from spent import Spent

from comity.reading import Reader
from comity.settings import Settings

ARTICLES = 100
ROUNDS = 2
LEAST = 1.85
MEGABYTES = 700


def main() -> int:
    """Measure and print, or be one of the processes measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of texts on world affairs")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="articles of each process")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        return work(arguments.gold, arguments.articles)
    return print_figures(measure(arguments.gold, arguments.articles))


def measure(gold: Path, number: int) -> Iterator[Figure]:
    """Ratios of the best rounds, which other work on the machine disturbed least."""
    one = [run(1, gold, number)[0] for _ in range(ROUNDS)]
    two = [run(2, gold, number) for _ in range(ROUNDS)]
    clock = 2 * min(s.clock for s in one) / min(max(s.clock for s in pair) for pair in two)
    busy = 2 * min(s.busy for s in one) / min(sum(s.busy for s in pair) / 2 for pair in two)
    yield Figure("two processes beside one, by the clock", clock, "times")
    yield Figure("  by processor time an article", busy, "times", least=LEAST)
    memory = max(s.memory for pair in two for s in pair)
    yield Figure(f"  memory of a process that read {number:,} articles", memory, "MB", MEGABYTES)


def run(processes: int, gold: Path, number: int) -> list[Spent]:
    """Start processes, let them read at the same time, and gather what each spent."""
    command = [sys.executable, __file__, "--worker", "--gold", str(gold), "--articles", str(number)]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(processes)
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [Spent(**json.loads(process.communicate()[0])) for process in started]


def work(gold: Path, number: int) -> int:
    """One process: load, say so, wait for the word, read, and tell what it took."""
    reader = Reader(Settings.from_environment())
    articles = list(world_articles(number, gold))
    for _ in reader.read_many(articles[:8]):
        pass
    print("ready", flush=True)
    sys.stdin.readline()
    clock, busy = time.perf_counter(), time.process_time()
    for _ in reader.read_many(articles):
        pass
    spent = time.perf_counter() - clock, time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps({"clock": spent[0], "busy": spent[1], "memory": memory}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
