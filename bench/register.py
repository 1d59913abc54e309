"""How fast the register loads, how much memory it takes, and how fast it finds names in running text."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from figures import Figure, print_figures

TIMES = 7
WORDS = 1_000_000
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LOADING = """
import json, resource, time
begun = time.process_time()
from comity import register
register.default()
loaded = time.process_time()
register.match("")
ready = time.process_time()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([1000 * (loaded - begun), 1000 * (ready - loaded), peak]))
"""


def measure() -> Iterator[Figure]:
    """Processor time, the best of several runs, since other work on the machine only adds to it."""
    runs = [_load() for _ in range(TIMES)]
    loading, index, peak = (min(values) for values in zip(*runs, strict=True))
    yield Figure("import and load the register", loading, "ms", 150)
    yield Figure("index its names and build the automaton, once", index, "ms")
    yield Figure("resident memory of that process", peak, "MB", 80)
    yield Figure("find names in running text", _nanoseconds_a_word(), "ns/word", 500)


def _load() -> tuple[float, float, float]:
    said = subprocess.run([sys.executable, "-c", LOADING], check=True, capture_output=True, text=True).stdout
    loading, index, peak = json.loads(said)
    return loading, index, peak


def _nanoseconds_a_word() -> float:
    """The best of several rounds over the examples, some twelve names in a hundred words."""
    from comity import register

    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.rglob("*.md"))]
    words = sum(len(text.split()) for text in texts)
    rounds = max(1, WORDS // words // TIMES)
    best = float("inf")
    for _ in range(TIMES):
        begun = time.process_time()
        for _ in range(rounds):
            for text in texts:
                register.match(text)
        best = min(best, time.process_time() - begun)
    return 1e9 * best / rounds / words


if __name__ == "__main__":
    sys.exit(print_figures(measure()))
