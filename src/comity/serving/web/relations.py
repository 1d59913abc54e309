"""What pages of states and pairs show of measures: who stands close, how two vote together and deal with each other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from comity.errors import UserError
from comity.measuring.measured import Measured
from comity.serving.web.instruments import Instruments, StillMeasuringError
from comity.serving.web.measuring import read_question, take_measure
from comity.serving.web.plots import draw
from comity.serving.web.plots.frame import Plot, interval, name_period, show

SHOWN = 8
"""States named at either end."""
PATIENCE = 0.05
"""Seconds that a page waits for a part of it, once all else of it is there."""
CHANCE = 0.05
"""A change that the order of the sessions, shuffled, brings about as often as this is not named."""
TURNS = (("CONSULT", "Last met or talked"), ("SUPPORT", "Last backed"), ("ACCUSE", "Last accused"))


@dataclass(frozen=True, slots=True)
class Near:
    """A state at one end of the order."""

    id: str
    told: str
    n: int
    meetings: int | None


@dataclass(frozen=True, slots=True)
class Closeness:
    """Who stands closest and farthest, and what that goes by; `pending` while it is computed."""

    closest: tuple[Near, ...] = ()
    farthest: tuple[Near, ...] = ()
    rule: str = ""
    coverage: str = ""
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Dealings:
    """How two states vote together and deal with each other: plots, sentences, and what is still computed."""

    votes: tuple[Plot, ...] = ()
    votes_told: str = ""
    turn_told: str = ""
    events: tuple[Plot, ...] = ()
    has_votes: bool = False
    pending: bool = False
    last: tuple[tuple[str, Any], ...] = field(default=())


def start_closeness(instruments: Instruments, state: str, at: str | None, asof: str | None) -> None:
    """Have it computed while the page gathers the rest."""
    if state.startswith("state:"):
        _take(instruments, "closeness", {"actor": state}, at, asof, 0.0)


def find_closeness(instruments: Instruments, state: str, at: str | None, asof: str | None) -> Closeness | None:
    """Who stands closest to a state and farthest from it; None for what is no state of the register."""
    if not state.startswith("state:"):
        return None
    found, pending = _take(instruments, "closeness", {"actor": state}, at, asof)
    if found is None:
        return Closeness(pending=True) if pending else None
    rows = found.frame.filter(pl.col("value").is_not_null()).to_dicts()
    near = [
        Near(
            row["other"],
            f"{show(row['value'], 2)}{interval(row['low'], row['high'], 2)}",
            row["n"],
            row.get("meetings"),
        )
        for row in rows
    ]
    far = tuple(near[SHOWN:][::-1][:SHOWN])
    return Closeness(tuple(near[:SHOWN]), far, str(found.frame["rule"][0]), found.coverage)


def start_dealings(instruments: Instruments, one: str, other: str, asof: str | None) -> None:
    """Have them computed while the page gathers the rest."""
    for name, given in _dealings(instruments, one, other):
        _take(instruments, name, given, None, asof, 0.0)


def find_dealings(
    instruments: Instruments, one: str, other: str, happenings: Iterable[Any], asof: str | None
) -> Dealings:
    """What measures say of two states or organisations; votes only of states."""
    last = tuple(_last(happenings))
    found = {name: _take(instruments, name, given, None, asof) for name, given in _dealings(instruments, one, other)}
    if not found:
        return Dealings(last=last)
    agreed, turned = (found.get(name, (None, False))[0] for name in ("agreement", "breaks"))
    return Dealings(
        votes=_draw(agreed), votes_told=_tell_votes(agreed), turn_told=_tell_turn(turned),
        events=_draw(found["events"][0]), has_votes="agreement" in found,
        pending=any(waiting for _, waiting in found.values()), last=last,
    )  # fmt: skip


def _dealings(instruments: Instruments, one: str, other: str) -> list[tuple[str, dict[str, str]]]:
    """The measures of two actors, each with what it is asked; votes only of states, and where there are any."""
    if not all(id.startswith(("state:", "org:")) for id in (one, other)):
        return []
    given = {"actor": one, "beside": other}
    of_votes = all(id.startswith("state:") for id in (one, other)) and instruments.desk.versions()[1]
    votes = [("agreement", given), ("breaks", given)] if of_votes else []
    return [("events", {**given, "by": "year"}), *votes]


def _take(
    instruments: Instruments, name: str, given: Mapping[str, str], at: str | None, asof: str | None,
    patience: float = PATIENCE,
) -> tuple[Measured | None, bool]:  # fmt: skip
    """The numbers if they are there, and whether they are still computed; neither for who is not in the register."""
    try:
        question = read_question(name, given, at, asof)
        return take_measure(instruments, question, min(patience, instruments.patience)), False
    except StillMeasuringError:
        return None, True
    except UserError:
        return None, False


def _draw(found: Measured | None) -> tuple[Plot, ...]:
    name: Callable[[str], str] = str
    return tuple(draw(found, name)) if found else ()


def _tell_votes(found: Measured | None) -> str:
    """How the two voted in the last session, in a sentence."""
    rows = [] if found is None else found.frame.filter(pl.col("value").is_not_null()).to_dicts()
    if not rows:
        return ""
    row = rows[-1]
    share = f"{row['value']:.0%}{_percent(row['low'], row['high'])}"
    session = name_period(row["period"])
    return f"In session {session} they cast the same vote in {share} of {row['n']} contested roll calls."


def _tell_turn(found: Measured | None) -> str:
    """The last change of how they vote together that chance does not bring about as well."""
    sure = pl.col("value").is_not_null() & (pl.col("p") < CHANCE)
    rows = [] if found is None else found.frame.filter(sure).to_dicts()
    if not rows:
        return ""
    row = rows[-1]
    size = f"{100 * row['value']:+.0f} points [{100 * row['low']:+.0f}, {100 * row['high']:+.0f}]".replace("-", "−")
    return f"Last change: from session {name_period(str(row['at']))} on, {size}, p = {row['p']:.3f}."


def _percent(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f" [{low:.0%}, {high:.0%}]"


def _last(happenings: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    """The last happening of each kind that took place."""
    rows = [row for row in happenings if row.modality == "actual"]
    for kind, words in TURNS:
        found = [row for row in rows if row.type == kind]
        if found:
            yield words, found[-1]
