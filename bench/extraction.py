"""How much of the article comes out of web pages, how little of what stands around it, and on which day it appeared.

Thirty pages of our own making (`made_pages`), or with `--data` a folder in the form of trafilatura's own evaluation:
`evaldata.json`, an object that gives for each address the `file` of the page, lists of passages `with` which the
article is whole and `without` which it is clean, and with our pages its `date`. The pages lie in the folder or below
it. With `--package` the real pages in a source package of trafilatura, with what its own test says of them
(`asserted_pages`; version 1.1.0 is the last that carries them: `pip download --no-deps --no-binary :all:
trafilatura==1.1.0`). Figures as there: a passage that is there counts for, one that should not be against.

usage: PYTHONPATH=src python bench/extraction.py [--data FOLDER | --package FILE] [--missed]
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import trafilatura
from asserted_pages import unpack_pages
from made_pages import write_pages

from comity.errors import SourceError
from comity.sources.html import read_page


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a reader makes of a page."""

    text: str = ""
    published: str | None = None


@dataclass(slots=True)
class Figures:
    """Passages by whether they were to come out and did, and days by whether they are right."""

    right: int = 0
    lost: int = 0
    foreign: int = 0
    days: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def told(self) -> str:
        """Precision, recall and F1, and how many days are right, in one line."""
        precision = self.right / max(1, self.right + self.foreign)
        recall = self.right / max(1, self.right + self.lost)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        days = f"  days {dict(self.days)}" if self.days else ""
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}{days}  {self.seconds:.1f} s of processor time"


def read_with_comity(data: bytes, url: str) -> Extracted:
    """The article as Comity reads it, empty when it finds none."""
    try:
        found = read_page(data, url)
    except SourceError:
        return Extracted()
    return Extracted(found.text, found.published)


def read_with_trafilatura(data: bytes, url: str, *, precise: bool = False) -> Extracted:
    """The article as trafilatura gives it by default, or in its precision mode."""
    found = trafilatura.bare_extraction(
        data, url=url, include_comments=False, favor_precision=precise, with_metadata=True
    )
    told = found.as_dict() if found is not None else {}
    return Extracted(told.get("text") or "", told.get("date"))


READERS: dict[str, Callable[[bytes, str], Extracted]] = {
    "comity": read_with_comity,
    "trafilatura": read_with_trafilatura,
    "– precise": partial(read_with_trafilatura, precise=True),
}


def score(folder: Path, read: Callable[[bytes, str], Extracted]) -> Figures:
    """What a reader makes of the pages in a folder."""
    figures = Figures()
    files = {path.name: path for path in folder.rglob("*.html")}
    for url, page in json.loads((folder / "evaldata.json").read_text("utf-8")).items():
        if page["file"] not in files:
            continue
        data = files[page["file"]].read_bytes()
        began = time.process_time()
        extracted = read(data, url)
        figures.seconds += time.process_time() - began
        _count(figures, page, extracted)
    return figures


def _count(figures: Figures, page: dict[str, Any], extracted: Extracted) -> None:
    text = " ".join(extracted.text.split())
    lost = [passage for passage in page["with"] if " ".join(passage.split()) not in text]
    foreign = [passage for passage in page["without"] if " ".join(passage.split()) in text]
    figures.right += len(page["with"]) - len(lost)
    figures.lost += len(lost)
    figures.foreign += len(foreign)
    figures.missed += [f"{page['file']}: lost “{one}”" for one in lost] + [
        f"{page['file']}: foreign “{one}”" for one in foreign
    ]
    if "date" in page:
        kind = "right" if extracted.published == page["date"] else "wrong" if extracted.published else "missing"
        figures.days[kind] += 1
        if kind != "right":
            figures.missed.append(f"{page['file']}: {extracted.published} in place of {page['date']}")


def main() -> None:
    """Score every reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="pages of others in place of our own")
    parser.add_argument("--package", type=Path, help="trafilatura-1.1.0.tar.gz")
    parser.add_argument("--missed", action="store_true", help="tell each passage and day that is not right")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.data or Path(scratch)
        if options.package is not None:
            print(f"{unpack_pages(options.package, folder)} pages")
        elif options.data is None:
            write_pages(folder)
        for name, read in READERS.items():
            figures = score(folder, read)
            print(f"{name:12}  {figures.told}")
            if options.missed:
                print(*figures.missed, sep="\n")


if __name__ == "__main__":
    main()
