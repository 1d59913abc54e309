"""Scores the reader: on the shared gold with its own scorer when that is there, else on our annotated examples.

usage: python bench/score.py [--gold PATH] [--shared PATH] [--errors N] [--json FILE]

PATH is any folder that holds `NAME.md` with `NAME.gold.jsonl` beside it, such as `tests/gold/measure`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from scoring import load_gold, score

HOUSE = Path(__file__).resolve().parent.parent


def main() -> int:
    """Read the gold's documents as a user would, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, help="folder with annotated documents")
    parser.add_argument("--shared", type=Path, default=HOUSE.parent / "shared", help="folder with gold/ and score/")
    parser.add_argument("--errors", type=int, default=0, help="misses and false alarms to list (shared scorer)")
    parser.add_argument("--json", type=Path, help="write the figures to this file (shared scorer)")
    options = parser.parse_args()
    folder, scorer = options.shared / "gold" / "articles", options.shared / "score" / "score.py"
    shared = scorer.is_file() and (options.gold is not None or folder.is_dir())
    gold = options.gold or (folder if shared else HOUSE / "examples")
    print(f"Reading {gold}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as scratch:
        system = Path(scratch, "system.jsonl")
        read(gold, system)
        if shared:
            return run_scorer(scorer, gold, system, options.errors, options.json)
        print_scores(gold, system)
    return 0


def read(gold: Path, system: Path) -> None:
    """The statements of every annotated document, as `comity read --format jsonl` writes them."""
    documents = [str(path.with_name(path.name.replace(".gold.jsonl", ".md"))) for path in gold.glob("*.gold.jsonl")]
    command = [sys.executable, "-m", "comity", "read", *sorted(documents), "--format", "jsonl", "--out", str(system)]
    subprocess.run(command, check=True)


def run_scorer(scorer: Path, gold: Path, system: Path, errors: int, out: Path | None) -> int:
    """Hand both to the shared scorer."""
    command = [sys.executable, str(scorer), str(gold), str(system), "--errors", str(errors)]
    return subprocess.run(command + (["--json", str(out)] if out else []), check=False).returncode


def print_scores(gold: Path, system: Path) -> None:
    """Our own table, in the shape of the shared one."""
    lines = [json.loads(line) for line in system.read_text("utf-8").splitlines()]
    names = {line["id"]: Path(line["source"]).stem for line in lines if line["kind"] == "document"}
    by_name: dict[str, list[dict[str, object]]] = {name: [] for name in names.values()}
    for line in lines:
        if line["kind"] != "document":
            by_name[names[line["document"]]].append(line)
    print(f"{'figure':16} {'P':>7} {'R':>7} {'F1':>7} {'right':>6} {'gold':>6} {'system':>6}")
    for figure, result in score(load_gold(gold), by_name).items():
        if figure == "evidence":
            print(f"{figure:16} {result.right} of {result.system} spans true")
        else:
            rates = f"{result.precision:7.3f} {result.recall:7.3f} {result.f1:7.3f}"
            print(f"{figure:16} {rates} {result.right:6} {result.gold:6} {result.system:6}")


if __name__ == "__main__":
    sys.exit(main())
