"""Replays who led each state on 1 July of each year, after REIGN, Archigos and Wikidata, against the register.

REIGN and Archigos name one effective leader by surname, the register the holders of offices: a state-year counts where
both datasets name the same leader (before 1950 and after 2014 there is only one), and is right when a head of state,
head of government or other holder of a post of the state at that day bears the name. Wikidata names the office: there
the person in that office has to be the same.
"""

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from comity import register
from comity.register import Entry, HolderRow
from comity.register.folding import key

REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference"
ERAS = ((1945, 1949), (1950, 1989), (1990, 2020), (2021, 2025))
LEADERS = ("head of state", "head of government")
NATURES = {
    "president": LEADERS, "prime minister": ("head of government",), "monarch": ("head of state",),
    "king": ("head of state",), "chancellor": ("head of government",), "premier": ("head of government",),
    "federal chancellor": ("head of government",), "emir": ("head of state",), "sultan": ("head of state",),
}  # fmt: skip
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "ben", "de", "da", "dos", "von", "van", "abu", "i", "ii", "iii", "jr"}
)


@dataclass(frozen=True, slots=True)
class Question:
    """Who led a state on 1 July of a year: any of `names`, in any of these kinds of office."""

    source: str
    state: str
    year: int
    names: tuple[str, ...]
    kinds: tuple[str, ...]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--reference", type=Path, default=REFERENCE)
    arguments.add_argument("--wrong", action="store_true", help="list the state-years that differ")
    options = arguments.parse_args()
    tally: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for question in questions(options.reference):
        grade, answer = put(question)
        tally[question.source, era(question.year)][grade] += 1
        if options.wrong and grade == "wrong":
            print(question.source, question.state, question.year, "/".join(question.names), "| register:", answer)
    print(f"{'source':18} {'years':10} {'asked':>6} {'right':>6} {'wrong':>6} {'none':>6}  right of answered, of asked")
    for (source, years), grades in sorted(tally.items()):
        asked, right, wrong = sum(grades.values()), grades["right"], grades["wrong"]
        shares = f"{right / max(1, right + wrong):.1%}  {right / asked:.1%}"
        print(f"{source:18} {years:10} {asked:6} {right:6} {wrong:6} {grades['none']:6}  {shares}")


def era(year: int) -> str:
    """The periods that the register's aims are set for."""
    return next(f"{first}–{last}" for first, last in ERAS if year <= last)


def put(question: Question) -> tuple[str, str]:
    """Whether the register names the same person: right, wrong or none, and whom it names.

    Where a kind of office that was asked for is not in the register at that day, a different name is no answer.
    """
    day, state = f"{question.year}-07-01", f"state:{question.state}"
    if register.entry(state) is None:
        return "none", ""
    asked = [register.holders(kind, state, at=day) for kind in question.kinds]
    rows = [row for found in asked for row in found]
    if len(question.kinds) > 1:
        rows += [row for office in titles(state) for row in register.holders(office, state, at=day)]
    if any(is_same(name, ours) for row in rows for ours in spellings(row) for name in question.names):
        return "right", ""
    return ("wrong" if all(asked) else "none"), ", ".join(dict.fromkeys(row.name for row in rows))


@cache
def titles(state: str) -> tuple[str, ...]:
    """The titles of a state's offices in the register."""
    return tuple(dict.fromkeys(office.office for office in register.offices(state)))


def spellings(row: HolderRow) -> list[str]:
    """How the register writes a holder's name."""
    return [row.name, *(name.name for name in register.default().names(row.person))]


@cache
def is_same(theirs: str, ours: str) -> bool:
    """Whether a full name and a name of another dataset share a telling word, spelling aside."""
    if squeezed(theirs) in squeezed(ours):
        return True
    return any(alike(one, two) for one in words(theirs) for two in words(ours))


def squeezed(name: str) -> str:
    """The letters of a name without spaces: `de Klerk` and `deKlerk` are one."""
    return re.sub(r"\W", "", key(name))


def words(name: str) -> list[str]:
    """The telling words of a name in plain letters: `G.W. Bush` → bush."""
    return [word for word in re.split(r"[\s\-'.,]+", key(name)) if len(word) > 2 and word not in _PARTICLES]


def alike(one: str, two: str) -> bool:
    """Whether two words differ by transliteration at most."""
    first, second = (re.sub(r"[aeiouyhjw]+|(.)(?=\1)", "", word).translate(_SOUNDS) for word in (one, two))
    if one == two or (len(first) > 1 and first == second):
        return True
    return min(len(one), len(two)) > 4 and SequenceMatcher(None, one, two).ratio() >= 0.8


_SOUNDS = str.maketrans("ckqzsfvgdt", "kkkssvvgtt")


def questions(folder: Path) -> Iterator[Question]:
    """Everything that the reference files can ask."""
    yield from effective_leaders(folder)
    yield from wikidata(folder)
    yield from recent(folder)


def effective_leaders(folder: Path) -> Iterator[Question]:
    """State-years whose leader REIGN and Archigos agree on, where they overlap."""
    reign = on_first_july(folder / "leaders_reign_2021_03.csv", ("cow_num", "cow"), "start", "end", range(1950, 2021))
    archigos = on_first_july(
        folder / "leaders_archigos41.csv", ("gw_num", "gw"), "startdate", "enddate", range(1945, 2015)
    )
    early = {asked: names for asked, names in archigos.items() if asked[1] < 1950}
    for (state, year), names in sorted((early | reign).items()):
        others = archigos.get((state, year))
        if year >= 2015 or (others and any(is_same(one, two) or is_same(two, one) for one in names for two in others)):
            yield Question("REIGN+Archigos", state, year, tuple(sorted(names)), LEADERS)


def on_first_july(
    path: Path, code: tuple[str, str], start: str, end: str, years: range
) -> dict[tuple[str, int], set[str]]:
    """The leaders of each state on 1 July, by surname as the dataset writes it; `code` is its column and its system."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            last = row[end] or "9999-12"
            for year in years:
                if row[start] <= f"{year}-07-01" and last > f"{year}-07":
                    state = state_of(row[code[0]], code[1], f"{year}-07-01")
                    if state:
                        found[state, year].add(row["leader"])
    return found


@cache
def state_of(number: str, system: str, day: str) -> str:
    """The state that had a number on a day: Archigos' 365 is the Soviet Union in 1970 and Russia in 2000."""
    bearers = numbered(system).get(number, [])
    there = [state for state in bearers if state.since <= day < (state.until or "9999")]
    return (there or bearers)[0].id.partition(":")[2] if bearers else ""


@cache
def numbered(system: str) -> dict[str, list[Entry]]:
    """The states of each number of a system of codes."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for state in register.entries("state"):
        for code in state.details.get(system, "").split("|"):
            found[code].append(state)
    return found


def wikidata(folder: Path) -> Iterator[Question]:
    """Offices by year: only the years between the first and the last of a term, which 1 July certainly falls in."""
    with (folder / "leaders_wikidata_2022_10.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        nature = re.split(r" of ", row["positionLabel"].lower())[0].strip()
        kinds = NATURES.get(nature)
        if not kinds or not row["start_year"] or not row["iso3"]:
            continue
        last = int(float(row["end_year"])) if row["end_year"] else 2022
        for year in range(max(1990, int(float(row["start_year"])) + 1), last + (not row["end_year"])):
            yield Question("Wikidata", row["iso3"], year, (row["officeholderLabel"],), kinds)


def recent(folder: Path) -> Iterator[Question]:
    """Changes of office since 2021, where the day is known."""
    with (folder / "leaders_recent.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["holder_of"] == "state" and row["confidence"] == "high"]
    for row in rows:
        for year in range(2021, 2026):
            if row["start"] <= f"{year}-07-01" < (row["end"] or row["as_known_until"] or "2025-12"):
                yield Question("recent changes", row["key"], year, (row["person"],), LEADERS)


if __name__ == "__main__":
    main()
