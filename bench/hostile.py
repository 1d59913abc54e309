"""A folder of mixed files, a tenth of them broken or hostile, read in one call: what came of it, how long, how large.

usage: PYTHONPATH=src python bench/hostile.py [--files 300] [--keep FOLDER]
"""

import argparse
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hostile_sources import HOSTILE, make_hostile, make_traps
from made_sources import MAKERS

from comity.model import Document, Refusal
from comity.sources.files import find_files, read_files
from comity.sources.parts import PASSED_OVER


@dataclass(frozen=True, slots=True)
class Result:
    """How a folder was read."""

    files: int
    documents: int
    expected: int
    """Documents in the files that are whole."""
    refused: Counter[str]
    silent: tuple[str, ...]
    """Files of which nothing was heard."""
    seconds: float
    longest: float
    """Seconds between two things heard."""
    largest: float
    """Megabytes that the largest reading process took."""


def make_folder(folder: Path, files: int) -> int:
    """Fill a folder with so many files; gives how many documents are in those that are whole."""
    hostile = list(HOSTILE)[: max(1, files // 10)]
    for name in hostile:
        make_hostile(folder, name)
    traps = make_traps(folder) if files >= 50 else []
    kinds, expected = list(MAKERS.items()), 0
    for number in range(files - len(hostile) - len(traps)):
        suffix, (make, count) = kinds[number % len(kinds)]
        (folder / f"made{number:04}{suffix}").write_bytes(make(number))
        expected += count
    return expected


def read_folder(folder: Path, expected: int) -> Result:
    """Read everything in a folder and watch how it goes."""
    names = {str(path) for path in folder.iterdir()}
    heard: list[Document | Refusal] = []
    began = last = time.monotonic()
    longest = 0.0
    with _watch_memory() as memory:
        for item in _read(folder):
            now = time.monotonic()
            longest, last = max(longest, now - last), now
            heard.append(item)
        longest = max(longest, time.monotonic() - last)
    refused = Counter(item.reason for item in heard if isinstance(item, Refusal) and item.step != PASSED_OVER)
    silent = tuple(sorted(name for name in names if not any(item.source.startswith(name) for item in heard)))
    made = sum(isinstance(item, Document) and "/made" in item.source for item in heard)
    return Result(
        len(names), made, expected, refused, silent, time.monotonic() - began, longest, memory.largest / 2**20
    )


def _read(folder: Path) -> Iterator[Document | Refusal]:
    found = find_files([folder])
    yield from found.refusals
    yield from read_files(found.files)


class _watch_memory:  # noqa: N801
    """Watches the memory of the children of this process, twenty times a second."""

    def __init__(self) -> None:
        self.largest = 0
        self._done = threading.Event()

    def __enter__(self) -> "_watch_memory":
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.05):
            try:
                for child in Path("/proc/self/task").glob("*/children"):
                    for pid in child.read_text().split():
                        status = Path(f"/proc/{pid}/status").read_text()
                        peak = status.partition("VmHWM:")[2].split()
                        self.largest = max(self.largest, int(peak[0]) * 1024 if peak else 0)
            except (OSError, IndexError):
                continue


def main() -> None:
    """Make, read and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--keep", type=Path, help="make the folder here and leave it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = options.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        result = read_folder(place, make_folder(place, options.files))
    print(f"{result.files} files in {result.seconds:.1f} s; of {result.expected} documents {result.documents} came out")
    print(f"longest silence {result.longest:.1f} s, largest process {result.largest:.0f} MB; silent: {result.silent}")
    for reason, count in result.refused.most_common():
        print(f"{count:4}  {reason}")


if __name__ == "__main__":
    main()
