"""What an archive costs as it grows: time and memory an article from ten articles to ten thousand, one process and two.

usage: python bench/archive.py [--articles 10 100 1000 10000] [--workers 1 2] [--stand-in] [--whole]

Each run is a process of its own that reads all of a planned archive. Time is that of the processor, of the run and of
all its workers, without what they need to start, which is measured on an archive of one article.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from articles import multiply_articles
from figures import Figure, print_figures
from spent import Spent
from word_reader import ByWord

from comity.model import Document
from comity.scaling.manifest import plan_shards, read_manifest, write_manifest
from comity.scaling.pipeline import ByBook
from comity.scaling.running import Crew, run_archive
from comity.scaling.storage import LocalStore
from comity.settings import Settings

FLAT = 1.10
"""Times that an article may take in the largest archive what it takes in a tenth of it."""
LEAST = 1.85
SHORT = 120
"""Words of an article, so that a large archive can be read in a short time."""
FILES = 100


def main() -> int:
    """Measure and print, or be one of the runs that are measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="*", default=[10, 100, 1_000, 10_000])
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2], help="processes side by side")
    parser.add_argument("--stand-in", action="store_true", help="a reader at no cost: what is around reading")
    parser.add_argument("--whole", action="store_true", help="articles as they are, not their first 120 words")
    parser.add_argument("--run", nargs=3, metavar=("MANIFEST", "RESULTS", "WORKERS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        return run(*options.run, stand_in=options.stand_in)
    return print_figures(measure(options))


def measure(options: argparse.Namespace) -> Iterator[Figure]:
    """Time, memory and storage an article; then how much more two processes read."""
    more = ["--stand-in"] if options.stand_in else []
    with tempfile.TemporaryDirectory() as scratch:
        start = spend(Path(scratch), 1, 1, more, options.whole)
        spent = {number: spend(Path(scratch), number, 1, more, options.whole) for number in options.articles}
        yield from _growth(start, spent)
        if len(options.workers) > 1:
            yield from _beside(Path(scratch), options, more)


def _growth(start: Spent, spent: dict[int, Spent]) -> Iterator[Figure]:
    numbers = sorted(spent)
    for number in numbers:
        own = 1e3 * (spent[number].busy - start.busy) / number
        yield Figure(f"{number:,} articles: processor time an article, without the start", own, "ms")
        yield Figure("  memory of the largest process", spent[number].memory, "MB", 1_500)
        yield Figure("  results an article", spent[number].results / number / 1e3, "kB")
    if len(numbers) > 1:
        one, ten = ((spent[n].busy - start.busy) / n for n in numbers[-2:])
        yield Figure(f"an article of {numbers[-1]:,} beside one of {numbers[-2]:,}", ten / one, "times", FLAT)
        yield Figure("  memory", spent[numbers[-1]].memory / spent[numbers[-2]].memory, "times", FLAT)


def _beside(scratch: Path, options: argparse.Namespace, more: Sequence[str]) -> Iterator[Figure]:
    """Two processes beside one, by the clock and, where other work takes the cores, by processor time an article."""
    number = max(n for n in options.articles if n <= 1_000)
    spent = {workers: spend(scratch, number, workers, more, options.whole) for workers in options.workers}
    starts = {workers: spend(scratch, workers, workers, more, options.whole, a_shard=1) for workers in spent}
    few, many = min(spent), max(spent)
    clock = (spent[few].clock - starts[few].clock) / (spent[many].clock - starts[many].clock)
    yield Figure(f"{many} processes beside {few}, {number:,} articles, by the clock", clock, "times", least=LEAST)
    busy = many / few * (spent[few].busy - starts[few].busy) / (spent[many].busy - starts[many].busy)
    yield Figure("  by processor time", busy, "times", least=LEAST)


def spend(scratch: Path, articles: int, workers: int, more: Sequence[str], whole: bool, a_shard: int = FILES) -> Spent:
    """What it takes to read an archive of so many articles."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        manifest = write_archive(Path(folder), articles, whole, a_shard)
        command = [sys.executable, __file__, *more, "--run", str(manifest), str(Path(folder, "results")), str(workers)]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        results = sum(path.stat().st_size for path in Path(folder, "results").rglob("*.parquet"))
    return Spent(results=results, **json.loads(told.splitlines()[-1]))


def run(manifest: str, results: str, workers: str, *, stand_in: bool) -> int:
    """Read an archive, and print what it took."""
    begun = time.perf_counter()
    crew = Crew("processes", int(workers)) if int(workers) > 1 else Crew("serial")
    recipe = ByWord() if stand_in else ByBook(Settings())
    progress = None
    for progress, _ in run_archive(read_manifest(manifest), recipe, LocalStore(Path(results)), crew):  # noqa: B007
        pass
    own, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    busy = sum(one.ru_utime + one.ru_stime for one in (own, theirs))
    memory = max(own.ru_maxrss, theirs.ru_maxrss) / 1e3
    statements = progress.counts["statements"] if progress else 0
    told = {"clock": time.perf_counter() - begun, "busy": busy, "memory": memory, "statements": statements}
    print(json.dumps(told))
    return 0


def write_archive(folder: Path, articles: int, whole: bool, a_shard: int) -> Path:
    """Articles as lines of one file a shard, so many in each, and the manifest of them."""
    texts = folder / "texts"
    texts.mkdir()
    held: list[str] = []
    for number, article in enumerate(multiply_articles(articles), 1):
        held.append(json.dumps(_line(article, whole)))
        if len(held) == a_shard or number == articles:
            (texts / f"{number:07}.jsonl").write_text("\n".join(held) + "\n", "utf-8")
            held = []
    place = folder / "manifest.jsonl"
    write_manifest(plan_shards([str(texts)], files=1), place)
    return place


def _line(article: Document, whole: bool) -> dict[str, str | None]:
    """An article as a row; the line that makes it one of its own stays at its end."""
    words = article.text.split(" ")
    cut = article.text if whole else " ".join([*words[:SHORT], *words[-3:]])
    return {"text": cut, "published": article.published, "publisher": article.publisher, "title": article.title}


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
