"""How much of the article comes out of web pages, and how little of what stands around it, on pages marked by hand.

Takes the form of trafilatura's own evaluation: a folder with `evaldata.json`, an object that gives for each address the
`file` of the page and lists of passages `with` which the article is whole and `without` which it is clean. The pages
lie in the folder or below it. Figures as there: a passage that is there counts for, one that should not be against.

usage: PYTHONPATH=src python bench/extraction.py --data FOLDER
"""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import trafilatura

from comity.errors import SourceError
from comity.sources.html import read_page


@dataclass(slots=True)
class Figures:
    """Passages by whether they were to come out and did."""

    right: int = 0
    lost: int = 0
    foreign: int = 0
    seconds: float = 0.0

    @property
    def told(self) -> str:
        """Precision, recall and F1 in one line."""
        precision = self.right / max(1, self.right + self.foreign)
        recall = self.right / max(1, self.right + self.lost)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {self.seconds:.1f} s of processor time"


def read_with_comity(data: bytes) -> str:
    """The article as Comity reads it, empty when it finds none."""
    try:
        return read_page(data, dated=True).text
    except SourceError:
        return ""


def read_with_trafilatura(data: bytes) -> str:
    """The article as trafilatura gives it by default."""
    return trafilatura.extract(data, include_comments=False) or ""


READERS: dict[str, Callable[[bytes], str]] = {"comity": read_with_comity, "trafilatura": read_with_trafilatura}


def score(folder: Path, read: Callable[[bytes], str]) -> Figures:
    """What a reader makes of the pages in a folder."""
    figures = Figures()
    files = {path.name: path for path in folder.rglob("*.html")}
    for page in json.loads((folder / "evaldata.json").read_text("utf-8")).values():
        if page["file"] not in files:
            continue
        data = files[page["file"]].read_bytes()
        began = time.process_time()
        text = " ".join(read(data).split())
        figures.seconds += time.process_time() - began
        found = [" ".join(passage.split()) in text for passage in page["with"]]
        figures.right += sum(found)
        figures.lost += len(found) - sum(found)
        figures.foreign += sum(" ".join(passage.split()) in text for passage in page["without"])
    return figures


def main() -> None:
    """Score every reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    for name, read in READERS.items():
        print(f"{name:12}  {score(folder, read).told}")


if __name__ == "__main__":
    main()
