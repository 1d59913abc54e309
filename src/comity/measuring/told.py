"""Happenings as measures take them: of whom, on which days, of what weight, and how they are told in a line."""

import csv
import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from comity.edtf import Bounds, bounds
from comity.errors import UserError
from comity.model import EVENT_TYPES
from comity.recording import View
from comity.recording.summaries import ToldHappening

HAPPENED = "actual"
SIDES = {"cooperation": (1, 2), "conflict": (3, 4)}


@dataclass(frozen=True, slots=True)
class Weight:
    """The value of a type (and mode) and its quad class: 1 and 2 verbal and material cooperation, 3 and 4 conflict."""

    quad: int
    score: float

    @property
    def side(self) -> str:
        """`cooperation` or `conflict`."""
        return "cooperation" if self.quad <= 2 else "conflict"


@cache
def weights() -> Mapping[tuple[str, str], Weight]:
    """The weights by type and mode, the type's own under the empty mode."""
    text = files("comity.measuring").joinpath("plover_weights.csv").read_text("utf-8")
    return {
        (r["type"], r["mode"]): Weight(int(r["quad"]), float(r["score"])) for r in csv.DictReader(text.splitlines())
    }


def weigh(type: str, mode: str | None) -> Weight | None:
    """The weight of a mode, else of its type; None for a type that PLOVER does not know."""
    known = weights()
    return known.get((type, mode or ""), known.get((type, "")))


def gather(
    view: View, group: Collection[str], others: Collection[str] = (), type: str | None = None
) -> list[ToldHappening]:
    """What is told of anybody in a group, with anybody in another and of a type where given, each happening once."""
    pairs = [(one, other) for one in group for other in (others or (None,)) if one != other]
    told = {happening.id: happening for one, other in pairs for happening in view.happenings(one, other, type=type)}
    return sorted(told.values(), key=lambda h: (h.date or h.backing.reported or "", h.id))


def days_of(happening: ToldHappening) -> Bounds | None:
    """First and last day that a happening can have been on: as told, else the day of its first report."""
    written = happening.date or happening.backing.reported
    return bounds(written) if written else None


def day_of(happening: ToldHappening) -> dt.date | None:
    """The day of a happening that is told to the day; None for one known less precisely."""
    days = days_of(happening)
    return days.earliest if days and days.earliest == days.latest else None


def period_of(happening: ToldHappening, length: int) -> str | None:
    """The day, month or year (10, 7 or 4 letters of a date) that a happening lies in; None when that is not sure."""
    days = days_of(happening)
    if days is None or days.earliest is None or days.latest is None:
        return None
    first, last = days.earliest.isoformat()[:length], days.latest.isoformat()[:length]
    return first if first == last else None


def lies_within(happening: ToldHappening, since: str | None, until: str | None) -> bool:
    """Whether a happening surely lies in a stretch of time, whose ends are dates of any precision."""
    days = days_of(happening)
    if not since and not until:
        return True
    if days is None or days.earliest is None or days.latest is None:
        return False
    after = not since or days.earliest >= (bounds(since).earliest or dt.date.min)
    return after and (not until or days.latest <= (bounds(until).latest or dt.date.max))


def choose(told: Iterable[ToldHappening], kind: str) -> list[ToldHappening]:
    """Those that took place and are of a kind: `cooperation`, `conflict` or a type; raises `UserError` for another."""
    if kind not in SIDES and kind.upper() not in EVENT_TYPES:
        raise UserError(f"There is no kind of happening “{kind}”; say conflict, cooperation or a type such as ACCUSE.")
    actual = (happening for happening in told if happening.modality == HAPPENED)
    if kind not in SIDES:
        return [happening for happening in actual if happening.type == kind.upper()]
    return [happening for happening in actual if (w := weigh(happening.type, happening.mode)) and w.side == kind]


def parties(view: View, told: Iterable[ToldHappening]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Actors and recipients of each happening by its id, those who act for a state as that state."""
    known = list(told)
    sides = view.sides({happening.head for happening in known})
    return {happening.id: sides[happening.head] for happening in known if happening.head in sides}


def tell(happening: ToldHappening, sides: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    """A happening in a line: its day, what it was, and who."""
    actors, recipients = (", ".join(id.partition(":")[2] for id in side) for side in sides)
    what = f"{happening.type} ({happening.mode})" if happening.mode else happening.type
    day = happening.date or happening.backing.reported or "undated"
    return f"{day} {what}: {actors}" + (f" → {recipients}" if recipients else "")
