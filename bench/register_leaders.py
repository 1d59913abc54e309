"""Replays who led each state on 1 July of each year against three lists of leaders, and recent changes of office.

Two lists name leaders and no offices, so the leader must be among the holders of the state's leading offices
(head of state, head of government, head of the ruling party or junta); the third names the office of each row.
"""

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from comity import register
from comity.edtf import bounds
from comity.register import HolderRow, OfficeRow
from comity.register.folding import key

HOUSE = Path(__file__).resolve().parent.parent
REFERENCE = HOUSE.parent / "shared" / "reference"
CODES = {
    "265": "DDR", "315": "CSK", "345": "SCG", "347": "XKX", "678": "YEM", "680": "YMD", "816": "VNM",
    "GDR": "DDR", "GMY": "DEU", "KOS": "XKX", "YPR": "YMD", "YUG": "SRB",
}  # fmt: skip
"""Codes of Gleditsch–Ward and Correlates of War for rows without an ISO code."""
LEADING = ("head of state", "head of government", "head")
BESIDES = re.compile(
    r"first secretary|general secretary|supreme leader|military commission|army chief|prime minister|premier"
)
OFFICES = re.compile(
    r"governor-general|president of the executive yuan|prime minister|chief minister|federal chancellor|chancellor"
    r"|taoiseach|premier|minister of state|secretary-general|secretary general|president of the european council"
    r"|high representative|general secretary|crown prince|co-prince|captain regent|chairman|president|pope"
    r"|supreme leader|monarch|emperor|king|queen|prince|sultan|emir"
)
SAME = {"president of the executive yuan": "premier", "federal chancellor": "chancellor"}
THRONES = frozenset({"monarch", "emperor", "king", "queen", "prince", "sultan", "emir", "grand duke"})
TITLES = frozenset({"prince", "sheikh", "of", "the", "de", "al", "el", "bin", "ibn", "van", "da", "dos", "der", "den"})
TARGETS = {"1990-2020": 0.97, "2021-2025": 0.95}


@dataclass(frozen=True, slots=True)
class Expected:
    """One person whom a list names for a state or organisation on a day, with the office if the list has it."""

    source: str
    of: str
    day: str
    person: str
    office: str = ""


def main() -> int:
    """Print the share of right answers by source and period and the misses; exit 1 below the targets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reference", type=Path, nargs="?", default=REFERENCE, help="folder with the leaders_*.csv")
    parser.add_argument("--misses", action="store_true", help="print every answer that differs")
    options = parser.parse_args()
    if not options.reference.is_dir():
        print(f"No reference at {options.reference}; nothing was replayed.", file=sys.stderr)
        return 0
    right, asked = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for expected in all_expected(options.reference):
        found = answer(expected)
        period = "1990-2020" if expected.day < "2021" else "2021-2025"
        if not found:
            asked["no answer", period] += 1
            continue
        good = any(is_called(row.person, expected.person) for row in found)
        for source in (expected.source, "all"):
            asked[source, period] += 1
            right[source, period] += good
        if options.misses and not good:
            print(f"{expected.source:10} {expected.of} {expected.day} {expected.office}: {expected.person} / "
                  + ", ".join(row.person.removeprefix("person:") for row in found))  # fmt: skip
    for (source, period), total in sorted(asked.items()):
        print(f"{source:12} {period}  {right[source, period]:5} of {total:5} ({right[source, period] / total:.1%})")
    return int(any(right["all", period] < target * asked["all", period] for period, target in TARGETS.items()))


def all_expected(folder: Path) -> Iterator[Expected]:
    """What every list in the folder says."""
    for row in _rows(folder / "leaders_archigos41.csv"):
        end = "9999" if row["end_censored"] == "True" else row["enddate"]
        yield from _yearly("archigos", row["iso3"] or row["gw_num"], row["leader"], row["startdate"], end, 2015)
    for row in _rows(folder / "leaders_reign_2021_03.csv"):
        end = "9999" if row["open_at_snapshot"] == "True" else row["end"]
        yield from _yearly("reign", row["iso3"] or row["cow_alpha"], row["leader"], row["start"], end, 2020)
    for row in _rows(folder / "leaders_wikidata_2022_10.csv"):
        end = row["end_year"] or "9999"
        office = row["positionLabel"]
        yield from _yearly("wikidata", row["iso3"], row["officeholderLabel"], row["start_year"], end, 2022, office)
    for row in _rows(folder / "leaders_recent.csv"):
        end = row["end"] or "9999"
        yield from _yearly("recent", row["key"], row["person"], row["start"], end, 2025, row["office"])


def _yearly(
    source: str, of: str, person: str, since: str, until: str, last: int, office: str = ""
) -> Iterator[Expected]:
    """The person on 1 July of each year from 1990 in which the spell certainly holds then."""
    begins, ends = bounds(since).latest, until if until == "9999" else str(bounds(until).earliest)
    for year in range(1990, last + 1):
        day = f"{year}-07-01"
        if str(begins) <= day < ends and of:
            yield Expected(source, CODES.get(of, of), day, person, office)


def answer(expected: Expected) -> list[HolderRow]:
    """The holders of the office that the list names, or of the leading offices where it names none.

    Nothing where the register does not know that office: only offices that both name are compared.
    """
    identifier = register.identify(expected.of)
    titles = {row.office for row in register.offices(identifier) if _is_meant(row, expected.office.lower())}
    return [row for title in sorted(titles) for row in register.holders(title, identifier, expected.day)]


def _is_meant(row: OfficeRow, office: str) -> bool:
    if not office:
        return row.role_kind in LEADING or bool(BESIDES.search(row.office))
    called = OFFICES.search(office)
    if called is None:
        return False
    title = SAME.get(called[0], called[0])
    return title in row.office or (title in THRONES and row.office in THRONES)


def is_called(person: str, name: str) -> bool:
    """Whether a name of a list and one of the person's names share a word that is no title or particle."""
    words = {word for written in register.default().names(person) for word in _words(written.name)}
    entry = register.entry(person)
    words |= _words(entry.name) if entry else set()
    return bool(words & _words(name))


def _words(name: str) -> set[str]:
    return {word for word in re.split(r"[^\w]+", key(name)) if len(word) > 1} - TITLES


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


if __name__ == "__main__":
    sys.exit(main())
