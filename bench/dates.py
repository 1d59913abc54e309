"""Dates: relaxed, strict and value F1 as TempEval-3 defines them, for each set, and the speed of the finder.

    python bench/dates.py [--shared PATH] [--gold PATH] [--errors N]

`PATH` is a JSON Lines file of documents with `timex` (TIMEX3 spans and values) or `dates` (TEI attributes),
or a folder of such.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comity.edtf import bounds
from comity.reading.date_values import edtf_of
from comity.reading.dates import find_dates
from comity.reading.page import Timex

HOUSE = Path(__file__).resolve().parent.parent


@dataclass
class Tally:
    """Counts of one set: an expression found by both sides is a hit; a hit may agree on span and on value."""

    gold: int = 0
    found: int = 0
    hits: int = 0
    spans: int = 0
    values: int = 0
    words: int = 0
    seconds: float = 0.0
    errors: list[str] = field(default_factory=list)

    def f1(self, right: int) -> float:
        """F1 of `right` over what gold holds and what was found."""
        return 2 * right / (self.gold + self.found) if self.gold + self.found else 0.0

    def line(self, name: str) -> str:
        """One line of the table."""
        accuracy = self.values / self.hits if self.hits else 0.0
        return (
            f"{name:24} {self.gold:5} {self.found:6} {self.f1(self.hits):8.3f} {self.f1(self.spans):7.3f} "
            f"{self.f1(self.values):6.3f} {accuracy:9.3f} {self.words / max(self.seconds, 1e-9):11,.0f}"
        )


def main() -> None:
    """Print one line a set."""
    parser = argparse.ArgumentParser(description="Score the date finder.")
    parser.add_argument("--shared", type=Path, default=HOUSE.parent / "shared", help="folder with gold/")
    parser.add_argument("--gold", type=Path, help="a JSONL file of the same format, or a folder of them")
    parser.add_argument("--only", default="", help="documents whose id holds one of these words, comma-separated")
    parser.add_argument("--errors", type=int, default=0, help="how many disagreements to print a set")
    arguments = parser.parse_args()
    print(
        f"{'set':24} {'gold':>5} {'found':>6} {'relaxed':>8} {'strict':>7} {'value':>6} "
        f"{'value acc':>9} {'words/s':>11}"
    )
    for name, tally in tallies(arguments.gold or arguments.shared / "gold" / "dates", arguments.only).items():
        print(tally.line(name))
        for error in tally.errors[: arguments.errors]:
            print("   ", error)


def tallies(gold: Path, only: str = "") -> dict[str, Tally]:
    """The tally of each set under `gold`."""
    found: dict[str, Tally] = defaultdict(Tally)
    wanted = [word for word in only.split(",") if word]
    for row in _rows(gold):
        if not wanted or any(word in row["id"] for word in wanted):
            score(row, found[row.get("corpus") or row["id"].partition("/")[0]])
    return dict(found)


def _rows(gold: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(gold.glob("*.jsonl")) if gold.is_dir() else [gold]:
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def score(row: dict[str, Any], tally: Tally) -> None:
    """Add one document: expressions pair one to one where they overlap, in order."""
    start = time.perf_counter()
    dates = find_dates(row["text"], row["dct"])
    tally.seconds += time.perf_counter() - start
    tally.words += len(row["text"].split())
    if "timex" not in row:
        dates = tuple(d for d in dates if d.value)
    gold = row["timex"] if "timex" in row else row["dates"]
    tally.gold += len(gold)
    tally.found += len(dates)
    free = list(dates)
    for item in gold:
        match = next((d for d in free if d.start < item["end"] and item["begin"] < d.end), None)
        if match is None:
            tally.errors.append(
                f"missed {_show(row, item['begin'], item['end'])} = {item.get('value', item.get('attrs'))}"
            )
            continue
        free.remove(match)
        tally.hits += 1
        tally.spans += (match.start, match.end) == (item["begin"], item["end"])
        if right := _same_value(item, match):
            tally.values += right
        else:
            wanted = item.get("value", item.get("attrs"))
            given = f"{match.timex3} {match.value} for “{row['text'][match.start : match.end]}”"
            tally.errors.append(f"value  {_show(row, item['begin'], item['end'])} = {wanted}, found {given}")
    tally.errors.extend(f"extra  {_show(row, d.start, d.end)} = {d.timex3}" for d in free)


def _show(row: dict[str, Any], start: int, end: int) -> str:
    text = row["text"]
    return f"{row['id'][-12:]} {text[max(0, start - 35) : start]}[{text[start:end]}]{text[end : end + 20]}".replace(
        "\n", "¶"
    )


def _same_value(item: dict[str, Any], found: Timex) -> bool:
    if "attrs" in item:
        return _same_days(item["attrs"], found)
    return item["value"] is not None and item["value"] == found.timex3


def _same_days(attributes: dict[str, str], found: Timex) -> bool:
    """TEI `when` equals the value; `from` and `to` (`notBefore`, `notAfter`) agree with its first and last month."""
    if found.timex3 is None or found.value is None:
        return False
    if "when" in attributes:
        return bool(attributes["when"] == found.timex3.partition("T")[0])
    first, last = (
        attributes.get("from", attributes.get("notBefore", "")),
        attributes.get("to", attributes.get("notAfter", "")),
    )
    span = bounds(edtf_of(found.timex3) or found.value)
    return str(span.earliest).startswith(first[:7]) and str(span.latest).startswith(last[:7])


if __name__ == "__main__":
    main()
