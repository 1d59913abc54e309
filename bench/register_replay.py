"""Replays dated changes of membership against the register: the status of each state on the day before and after.

The reference has one change a row (`org,state,iso3,key,status,date,source,confidence,…`). Before a state's first row
the reference is silent about what went before, so there only the new status itself must not hold yet.
"""

import argparse
import csv
import datetime as dt
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from comity import register
from comity.edtf import bounds
from comity.errors import ComityError

HOUSE = Path(__file__).resolve().parent.parent
REFERENCE = HOUSE.parent / "shared" / "reference" / "igo_status.csv"
ENDED = frozenset({"withdrawn", "withdrew-from-negotiations"})
AGAIN = {"reinstated": "member", "rejoined-military-structure": "member", "left-military-structure": "member"}
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """From one status to another at a date of some precision; `before` is `?` where the reference does not say."""

    organisation: str
    member: str
    before: str
    after: str
    date: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A day on which the register says another status than the reference."""

    change: Change
    day: dt.date
    expected: str
    found: str

    def __str__(self) -> str:
        change = self.change
        return f"{change.organisation} {change.member} {self.day}: {self.found or '-'}, not {self.expected or '-'}"


def main() -> int:
    """Print the share of right days by confidence and the misses; exit 1 below the target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reference", type=Path, nargs="?", default=REFERENCE)
    parser.add_argument("--target", type=float, default=0.98, help="share that high-confidence rows must reach")
    options = parser.parse_args()
    if not options.reference.is_file():
        print(f"No reference at {options.reference}; nothing was replayed.", file=sys.stderr)
        return 0
    right, asked, misses = Counter[str](), Counter[str](), []
    for change in changes(options.reference):
        for miss in replay(change):
            asked[change.confidence] += 1
            right[change.confidence] += miss is None
            misses += [miss] if miss else []
    for confidence in sorted(asked):
        share = right[confidence] / asked[confidence]
        print(f"{confidence:7} {right[confidence]:5} of {asked[confidence]:5} days right ({share:.1%})")
    for miss in misses:
        print(f"  {miss}")
    return 0 if right["high"] >= options.target * asked["high"] else 1


def changes(reference: Path) -> Iterator[Change]:
    """The changes of each member in order; of two rows of one day the later stands."""
    rows = defaultdict(list)
    with reference.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            rows[organisation_of(row["org"]), member_of(row)].append(row)
    for (organisation, member), dated in rows.items():
        last = "?"
        latest = {row["date"]: row for row in sorted(dated, key=lambda row: row["date"])}
        for date, row in latest.items():
            after = "" if row["status"] in ENDED else AGAIN.get(row["status"], row["status"])
            yield Change(organisation, member, last, after, date, row["confidence"])
            last = after


def replay(change: Change) -> Iterator[Miss | None]:
    """One judgement for the day before the change can have happened and one for the day after it must have."""
    span = bounds(change.date)
    if span.earliest is None or span.latest is None:
        return
    for day, expected in ((span.earliest - DAY, change.before), (span.latest + DAY, change.after)):
        found = status_at(change.organisation, change.member, day)
        right = found != change.after if expected == "?" else found == expected
        yield None if right else Miss(change, day, expected, found)


def status_at(organisation: str, member: str, day: dt.date) -> str:
    """What the register says, empty for no status."""
    return next((row.status for row in register.members(organisation, day) if row.member == member), "")


def organisation_of(name: str) -> str:
    """The register's id for the reference's name of an organisation."""
    return register.identify(name, "organisation")


def member_of(row: dict[str, str]) -> str:
    """The register's id for a member: a state's code, or a name where it has none."""
    for written in (row["iso3"], row["key"], row["state"]):
        try:
            if written:
                return register.identify(written)
        except ComityError:
            continue
    return row["state"]


if __name__ == "__main__":
    sys.exit(main())
