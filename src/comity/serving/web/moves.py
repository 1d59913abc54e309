"""Who joined an organisation, came to stand to it in another way or left it, as single moves in time."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from comity.asking.rows import MemberRow
from comity.asking.wording import standing
from comity.edtf import bounds

BELONGING, LEFT, WITHDRAWN = ("member", "founder"), "left", "withdrawn"


@dataclass(frozen=True, slots=True)
class Move:
    """One step of one state: on what day (EDTF), who, what it did, and the standing that shows it."""

    date: str
    member: str
    name: str
    what: str
    row: MemberRow
    begins: bool = True
    """Whether a standing begins with it; the end of one that goes over into the next is no move of its own."""

    @property
    def statements(self) -> tuple[str, ...]:
        """What it rests on."""
        return self.row.statements

    @property
    def sources(self) -> int:
        """How many reports tell it."""
        return self.row.sources

    @property
    def origin(self) -> str:
        """Whether reports, the register or both say so."""
        return self.row.origin


@dataclass(frozen=True, slots=True)
class Plan:
    """A step that is or was planned, thought possible or denied, and what came of it."""

    row: MemberRow
    what: str
    outcome: str = ""
    """What came of it by the day; empty while that is open."""
    came: str | None = None
    """When it came about (EDTF)."""

    @property
    def day(self) -> str | None:
        """For when it is planned."""
        return self.row.planned if self.row.planned_statements else self.row.since


def find_plans(now: Iterable[MemberRow], ever: Iterable[MemberRow], until: str | None = None) -> list[Plan]:
    """Steps that are open on the day, then those of which it was known what came of them, the latest first."""
    still = [row for row in now if row.modality != "actual"]
    known = {row.spell for row in still}
    last = bounds(until).latest if until else None
    settled = [plan for row in ever if row.spell not in known and (plan := _settled(row)) and _is_by(plan, last)]
    settled.sort(key=lambda plan: (plan.came or plan.row.reported or "", plan.row.name), reverse=True)
    return [Plan(row, _step(row)) for row in still] + settled


def _settled(row: MemberRow) -> Plan | None:
    if row.modality == "actual":
        return Plan(row, _step(row), "it came about", row.since) if row.planned_statements else None
    return Plan(row, _step(row), "it did not come about") if row.ending == "missed" else None


def _is_by(plan: Plan, last: dt.date | None) -> bool:
    told = plan.came or plan.row.reported
    day = bounds(told).earliest if told else None
    return last is None or (day is not None and day <= last)


def _step(row: MemberRow) -> str:
    """What is planned: to leave, or to stand there in some way."""
    return "to leave" if row.status == WITHDRAWN else f"to become {standing(row.status)}"


def find_moves(rows: Iterable[MemberRow], until: str | None = None) -> list[Move]:
    """All dated moves that took place by the end of `until`, the latest first."""
    moves = [move for row in rows if row.modality == "actual" for move in _moves(row)]
    begun = {(move.member, move.date) for move in moves if move.begins}
    moves = [move for move in moves if move.begins or move.what == LEFT or (move.member, move.date) not in begun]
    last = bounds(until).latest if until else None
    kept = [move for move in moves if (day := bounds(move.date).earliest) and (last is None or day <= last)]
    return sorted(kept, key=lambda move: (bounds(move.date).earliest, move.name), reverse=True)


def _moves(row: MemberRow) -> Iterable[Move]:
    belongs = row.status in BELONGING
    if row.since:
        began = "was there from the beginning" if row.founder and belongs else "joined"
        yield Move(row.since, row.member, row.name, began if belongs else f"became {standing(row.status)}", row)
    if row.until and row.ending == "ended":
        yield Move(
            row.until, row.member, row.name, LEFT if belongs else f"was no longer {standing(row.status)}", row, False
        )
