"""How long `comity --help` takes to answer, in a process of its own: the median of several."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from figures import Figure, print_figures

TIMES = 7


def measure() -> Iterator[Figure]:
    """Seconds from start to end of the process; the first run warms the disk and does not count."""
    seconds = []
    for _ in range(TIMES + 1):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "comity", "--help"], check=True, capture_output=True)
        seconds.append(time.perf_counter() - begun)
    yield Figure("comity --help", statistics.median(seconds[1:]), "s", 0.5)


if __name__ == "__main__":
    sys.exit(print_figures(measure()))
