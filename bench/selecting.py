"""What selecting costs, saves and loses: documents set aside of everyday texts and of gold, and what these state.

usage: python bench/selecting.py [--shared PATH]

A gold statement is lost when its document is set aside. The strict figure does the same to every paragraph of gold as
if it were a document of its own, which no archive has: documents say more.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from figures import Figure, print_figures
from scoring import Gold, load_gold

from comity.model import Document
from comity.reading.selecting import select, trigger_words
from comity.reading.set_aside import SetAside
from comity.register import Register, default
from comity.sources.files import find_files, read_file

HOUSE = Path(__file__).resolve().parent.parent
EVERYDAY = HOUSE / "bench" / "everyday"
OWN = (HOUSE / "tests" / "gold" / "tune", HOUSE / "tests" / "gold" / "measure", HOUSE / "examples")
MOST_LOST = 1.0


def main() -> int:
    """Measure on what is in reach."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HOUSE.parent / "shared", help="folder with gold/")
    return print_figures(measure(parser.parse_args().shared))


def measure(shared: Path) -> Iterator[Figure]:
    """Loss on gold, then savings on everyday texts and on other annotated sets."""
    register = default()
    register.match("Kenya")
    trigger_words()
    gold = [document for folder in (*OWN, shared / "gold" / "articles") for document in load_gold(folder)]
    yield from _lost(gold, register)
    yield from _saved("everyday articles", [read_file(file) for file in find_files([EVERYDAY]).files], register)
    for name in ("coreference/gum", "quotes/polnear"):
        path = shared / "gold" / f"{name}.jsonl"
        if path.is_file():
            texts = [Document(json.loads(line)["text"]) for line in path.read_text("utf-8").splitlines()]
            yield from _saved(name, texts, register)


def _lost(gold: Sequence[Gold], register: Register) -> Iterator[Figure]:
    total = sum(len(document.statements) for document in gold)
    lost = sum(len(d.statements) for d in gold if _is_aside(Document(d.text), register))
    yield Figure(f"statements lost of {total:,} in {len(gold)} gold documents", 100 * lost / total, "%", MOST_LOST)
    alone = sum(_lost_alone(document, register) for document in gold)
    yield Figure("  the same if every paragraph stood alone", 100 * alone / total, "%")


def _lost_alone(gold: Gold, register: Register) -> int:
    """Statements whose paragraph would be set aside by itself."""
    starts = [0, *(place + 1 for place, sign in enumerate(gold.text) if sign == "\n"), len(gold.text) + 1]
    lines = list(pairwise(starts))
    aside = [span for span in lines if _is_aside(Document(gold.text[span[0] : span[1]]), register)]
    firsts = [statement["evidence"][0]["start"] for statement in gold.statements]
    return sum(any(start <= place < end for start, end in aside) for place in firsts)


def _saved(name: str, documents: Sequence[Document], register: Register) -> Iterator[Figure]:
    begun = time.process_time()
    found = [select(document, register) for document in documents]
    seconds = time.process_time() - begun
    aside = [one for one in found if isinstance(one, SetAside)]
    words = _words(documents)
    whys = ", ".join(f"{why} {number}" for why, number in Counter(one.why for one in aside).items())
    yield Figure(f"{name}: set aside of {len(documents)} ({whys})", 100 * len(aside) / len(documents), "%")
    yield Figure("  share of their words", 100 * _words(one.document for one in aside) / words, "%")
    yield Figure("  cost of selecting, processor time", 1e6 * seconds / words, "µs/word", 5)


def _is_aside(document: Document, register: Register) -> bool:
    return isinstance(select(document, register), SetAside)


def _words(documents: Iterable[Document]) -> int:
    return sum(len(document.text.split()) for document in documents)


if __name__ == "__main__":
    sys.exit(main())
