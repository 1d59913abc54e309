"""Whether confidence means something: reliability table and expected calibration error on gold.

usage: python bench/calibration.py [--gold PATH]...

PATH is a folder with `NAME.md` and `NAME.gold.jsonl`; without one, `tests/gold/measure`. A statement is right when
it pairs with one of gold as in the score: parties and type of an event, all keys of the other kinds.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scoring import FIGURES, Gold, Row, load_gold, pair

from comity.reading import Reader
from comity.settings import Settings
from comity.sources.files import read_file

HOUSE = Path(__file__).resolve().parent.parent
MEASURED = HOUSE / "tests" / "gold" / "measure"
BINS = 10
RIGHT = {"event": "event.who", "quotation": "quotation.text"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One statement's kind, its confidence, and whether gold has it."""

    kind: str
    confidence: float
    right: bool


def main() -> int:
    """Read the gold's documents and print how well confidence and share of right statements agree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", help="folder with annotated documents")
    folders = parser.parse_args().gold or [MEASURED]
    judged = [one for folder in folders for one in judge_folder(folder)]
    print_reliability(judged)
    return 0


def judge_folder(folder: Path) -> list[Judged]:
    """Every statement that the reader takes from a folder's documents, judged by their gold."""
    gold = load_gold(folder)
    readings = Reader(Settings.from_environment()).read_many(
        read_file(folder / f"{document.name}.md") for document in gold
    )
    judged = []
    for document, reading in zip(gold, readings, strict=True):
        rows = [statement.to_json() for statement in reading.statements]
        marks = judge(document, rows)
        judged += [Judged(r["kind"], r["confidence"], mark) for r, mark in zip(rows, marks, strict=True)]
    return judged


def judge(gold: Gold, rows: Sequence[Row]) -> list[bool]:
    """For each statement read from a document, whether it pairs with one of its gold."""
    right = [False] * len(rows)
    for kind in {row["kind"] for row in rows}:
        _, fits = FIGURES[RIGHT.get(kind, kind)]
        places = [place for place, row in enumerate(rows) if row["kind"] == kind]
        wanted = [statement for statement in gold.statements if statement["kind"] == kind]
        for _, found in pair(wanted, [rows[place] for place in places], fits):
            right[places[found]] = True
    return right


def print_reliability(judged: Sequence[Judged]) -> None:
    """The reliability table, the expected calibration error, and Brier scores beside those of the mean alone."""
    print(f"{'confidence':12} {'read':>6} {'mean':>7} {'right':>7}")
    for low, group in bins(judged):
        print(f"{low / BINS:.1f} to {(low + 1) / BINS:.1f}   {len(group):6} {_mean(group):7.3f} {_share(group):7.3f}")
    for kind in (None, *sorted({one.kind for one in judged})):
        group = [one for one in judged if kind in (None, one.kind)]
        print(f"{kind or 'all':12} {len(group):6} {_mean(group):7.3f} {_share(group):7.3f}", end="   ")
        print(f"expected calibration error {calibration_error(group):.3f}   Brier {brier(group):.3f}", end=" ")
        print(f"(mean alone {_share(group) * (1 - _share(group)):.3f})")


def bins(judged: Iterable[Judged]) -> list[tuple[int, list[Judged]]]:
    """Statements by tenths of confidence; tenths without any are left out."""
    tenths: dict[int, list[Judged]] = {}
    for one in judged:
        tenths.setdefault(min(BINS - 1, int(one.confidence * BINS)), []).append(one)
    return sorted(tenths.items())


def calibration_error(judged: Sequence[Judged]) -> float:
    """Expected calibration error: the gap of mean confidence and share of right ones, weighted over tenths."""
    return sum(len(g) * abs(_mean(g) - _share(g)) for _, g in bins(judged)) / max(1, len(judged))


def brier(judged: Sequence[Judged]) -> float:
    """Mean square of what confidence is off by."""
    return float(np.mean([(one.confidence - one.right) ** 2 for one in judged])) if judged else 0.0


def _mean(judged: Sequence[Judged]) -> float:
    return float(np.mean([one.confidence for one in judged])) if judged else 0.0


def _share(judged: Sequence[Judged]) -> float:
    return float(np.mean([one.right for one in judged])) if judged else 0.0


if __name__ == "__main__":
    sys.exit(main())
