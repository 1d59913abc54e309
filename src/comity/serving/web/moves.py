"""Who joined an organisation, came to stand to it in another way or left it, as single moves in time."""

from collections.abc import Iterable
from dataclasses import dataclass

from comity.asking.rows import MemberRow
from comity.asking.wording import standing
from comity.edtf import bounds

BELONGING, LEFT = ("member", "founder"), "left"


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
