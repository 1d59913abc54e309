"""Reading off ideal points: where states stand, how far apart, and how surely they moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import polars as pl
from scipy.special import ndtr, ndtri

from comity.measuring.measured import TOO_FEW, Measured, frame_of, row
from comity.votes import SEATS

SOURCE = "Bailey, Strezhnev and Voeten 2017, Journal of Conflict Resolution 61(2):430-456"
DEFINITION = (
    "Position on one dimension from a dynamic ordered probit; a state's prior is where it stood in "
    "the session before; mean 0 and variance 1 over all state-sessions, the United States on the positive side. "
    "Unanimous roll calls, session 19 and absences do not count. Fitted by variational EM; intervals are Laplace's"
)
DISTANCE = (
    "Distance |a - b| of two ideal points: the median of what it can be, the two taken as independent; `signed` is the "
    f"difference a - b of the two means. {DEFINITION}"
)
CHANGE = (
    "Change of a state's ideal point from the session before, and from the first session to the last. `probability` "
    "is that of a rise; a change is claimed only when it, or its opposite, reaches 95 %. The two positions are taken "
    f"as independent, which makes the interval rather too wide. {DEFINITION}"
)
UNIT, RULE = "standard deviations over all state-sessions", "dynamic ordered probit"
LEVEL, CLAIMED = 0.9, 0.95
FEW_VOTES = 15
NOTHING = "no roll call is contested"


@dataclass(frozen=True)
class Positions:
    """Ideal points as a frame of `state`, `session`, `n`, `value` and `deviation`, of some sessions."""

    frame: pl.DataFrame
    span: tuple[int, int] | None = None
    source: str = ""
    version: str = ""
    coverage: str = ""

    @cached_property
    def known(self) -> dict[str, dict[int, tuple[int, float, float]]]:
        """By state and session: votes, position, standard deviation."""
        found: dict[str, dict[int, tuple[int, float, float]]] = {}
        first, last = self.span or (0, 10_000)
        for state, session, *rest in self.frame.select("state", "session", "n", "value", "deviation").rows():
            if first <= session <= last:
                found.setdefault(state, {})[session] = (rest[0], rest[1], rest[2])
        return found

    def of(self, state: str) -> dict[int, tuple[int, float, float]]:
        """By session, of one state; nothing for a state that cast no contested vote."""
        return self.known.get(SEATS.get(state, state), {})


def measure_ideal_points(positions: Positions | None, states: Sequence[str], level: float = LEVEL) -> Measured:
    """The positions of states by session with their intervals; fewer than 15 votes are marked, under 5 are null."""
    rows = [line for state in states for line in _positions(positions, state, level)]
    return _measured("ideal-points", rows, ("state", "session"), DEFINITION, positions, level)


def measure_distance(positions: Positions | None, state: str, other: str, level: float = LEVEL) -> Measured:
    """How far two states stand apart, by session."""
    one, two = (positions.of(name) if positions else {} for name in (state, other))
    keys = {"state": state, "other": other}
    rows = []
    for session in sorted(one.keys() | two.keys()):
        if session not in one or session not in two:
            missing = state if session not in one else other
            line = row(None, unit=UNIT, rule=RULE, reason=f"{missing} cast no contested vote in this session")
            line |= {"signed": None}
        else:
            line = _fold(one[session], two[session], level)
        rows.append({**keys, "session": session} | line)
    if not rows:
        rows = [{**keys, "session": None} | row(None, unit=UNIT, rule=RULE, reason=_why_none(positions, state, other))]
    return _measured("distance", rows, ("state", "other", "session"), DISTANCE, positions, level)


def measure_change(positions: Positions | None, states: Sequence[str], level: float = LEVEL) -> Measured:
    """How each state moved from session to session and over all of them, with the probability of a rise."""
    rows = [line for state in states for line in _changes(positions, state, level)]
    return _measured("change", rows, ("state", "before", "session"), CHANGE, positions, level)


def probability_of_rise(before: tuple[int, float, float], after: tuple[int, float, float]) -> float:
    """How probable it is that `after` is the higher one of two positions."""
    return float(ndtr((after[1] - before[1]) / np.hypot(before[2], after[2])))


def _positions(positions: Positions | None, state: str, level: float) -> list[dict[str, object]]:
    known = positions.of(state) if positions else {}
    if not known:
        line = row(None, unit=UNIT, rule=RULE, reason=_why_none(positions, state))
        return [{"state": state, "session": None} | line | {"few": True}]
    reach = float(ndtri((1 + level) / 2))
    rows = []
    for session, (n, middle, deviation) in sorted(known.items()):
        value = middle if n >= TOO_FEW else None
        line = row(
            value, low=middle - reach * deviation, high=middle + reach * deviation, n=n, unit=UNIT, rule=RULE,
            reason=f"{n} votes, fewer than {TOO_FEW}",
        )  # fmt: skip
        rows.append({"state": state, "session": session} | line | {"few": n < FEW_VOTES})
    return rows


def _changes(positions: Positions | None, state: str, level: float) -> list[dict[str, object]]:
    known = positions.of(state) if positions else {}
    sessions = sorted(session for session, (n, _, _) in known.items() if n >= TOO_FEW)
    unit = f"change in {UNIT}"
    if len(sessions) < 2:
        reason = _why_none(positions, state) if not known else "there is only one session with enough votes"
        keys = {"state": state, "before": None, "session": None, "probability": None, "claimed": False}
        return [keys | row(None, unit=unit, rule=RULE, reason=reason)]
    pairs = list(pairwise(sessions))
    reach = float(ndtri((1 + level) / 2))
    rows = []
    for before, after in [*pairs, *([(sessions[0], sessions[-1])] if len(pairs) > 1 else [])]:
        one, two = known[before], known[after]
        moved, spread = two[1] - one[1], reach * float(np.hypot(one[2], two[2]))
        probability = probability_of_rise(one, two)
        line = row(moved, low=moved - spread, high=moved + spread, n=min(one[0], two[0]), unit=unit, rule=RULE)
        told = {"probability": probability, "claimed": max(probability, 1 - probability) >= CLAIMED}
        rows.append({"state": state, "before": before, "session": after} | line | told)
    return rows


def _fold(one: tuple[int, float, float], two: tuple[int, float, float], level: float) -> dict[str, object]:
    """Median and interval of |x| for a normal x."""
    n = min(one[0], two[0])
    drawn = np.abs(np.random.default_rng(1).normal(one[1] - two[1], np.hypot(one[2], two[2]), 4000))
    low, middle, high = (float(end) for end in np.quantile(drawn, [(1 - level) / 2, 0.5, (1 + level) / 2]))
    value = middle if n >= TOO_FEW else None
    line = row(value, low=low, high=high, n=n, unit=UNIT, rule=RULE, reason=f"{n} votes, fewer than {TOO_FEW}")
    return line | {"signed": one[1] - two[1] if value is not None else None}


def _why_none(positions: Positions | None, *states: str) -> str:
    if positions is None:
        return NOTHING
    missing = [state for state in states if not positions.of(state)]
    return f"{' and '.join(missing)} cast no contested vote in these data"


def _measured(
    name: str,
    rows: list[dict[str, object]],
    keys: tuple[str, ...],
    text: str,
    positions: Positions | None,
    level: float,
) -> Measured:
    source, version, coverage = (
        (positions.source, positions.version, positions.coverage) if positions else ("", "", NOTHING)
    )
    return Measured(name, frame_of(rows, keys), f"{text}.", SOURCE, source, version, level, coverage=coverage)
