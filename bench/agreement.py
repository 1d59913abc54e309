"""How far two annotators agree: the second's statements scored against the first's, as a reader's would be.

usage: python bench/agreement.py [--first FOLDER] [--second FOLDER]

It is the most that a reader can be asked for. FIRST holds NAME.md with NAME.gold.jsonl, SECOND NAME.jsonl of whoever
annotated the same texts without seeing the first.
"""

import argparse
import json
import sys
from pathlib import Path

from scoring import Row, load_gold, score

PRESS = Path(__file__).resolve().parent.parent / "tests" / "gold" / "press"


def main() -> int:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=Path, default=PRESS / "apart")
    parser.add_argument("--second", type=Path, default=PRESS / "second")
    options = parser.parse_args()
    second = {path.stem: statements(path) for path in sorted(options.second.glob("*.jsonl"))}
    first = [gold for gold in load_gold(options.first) if gold.name in second]
    if not first:
        sys.exit(f"No text of {options.first} is annotated a second time in {options.second}; name both folders.")
    counts = sum(len(gold.statements) for gold in first), sum(map(len, second.values()))
    print(f"{len(first)} texts, {counts[0]} statements and {counts[1]}")
    for figure, result in score(first, second).items():
        print(f"{figure:16} {result.precision:7.3f} {result.recall:7.3f} {result.f1:7.3f}")
    return 0


def statements(path: Path) -> list[Row]:
    """What the second annotator took from a text."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    sys.exit(main())
