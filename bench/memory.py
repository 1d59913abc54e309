"""How much memory it takes to read a thousand articles into a record, in a process of its own."""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from articles import multiply_articles
from figures import Figure, print_figures

ARTICLES = 1000
KIB_A_GB = 1_000_000_000 / 1024


def measure() -> Iterator[Figure]:
    """The largest resident memory of `comity read`, as the operating system counts it, and how long it took."""
    with tempfile.TemporaryDirectory() as scratch:
        for article in multiply_articles(ARTICLES):
            Path(scratch, article.source).write_text(
                f"---\npublished: {article.published}\n---\n{article.text}", "utf-8"
            )
        begun = time.perf_counter()
        command = [sys.executable, "-m", "comity", "read", scratch, "--record", str(Path(scratch, "memory.db"))]
        subprocess.run(command, check=True, capture_output=True)
        seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    yield Figure(f"memory of reading {ARTICLES:,} articles", peak / KIB_A_GB, "GB", 1.5)
    yield Figure("  recorded a second", ARTICLES / seconds, "texts/s")


if __name__ == "__main__":
    sys.exit(print_figures(measure()))
