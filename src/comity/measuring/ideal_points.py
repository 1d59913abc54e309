"""Ideal points: where states stand on the line that best orders their votes, session by session, and how surely."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from comity.measuring.ideal.fitting import SMOOTH, TOLERANCE, Fit, Walk, build_walk, fit
from comity.measuring.ideal.intervals import widen
from comity.measuring.ideal.probit import Ballots, Data, Items
from comity.measuring.measured import TOO_FEW, Measured, frame_of, row
from comity.votes import ABSTAIN, NO, SEATS, YES, Votes

SOURCE = "Bailey, Strezhnev and Voeten 2017, Journal of Conflict Resolution 61(2):430-456"
DEFINITION = (
    "Position on one dimension from a dynamic ordered probit; a state's prior is where it stood in "
    "the session before; mean 0 and variance 1 over all state-sessions, the United States on the positive side. "
    "Unanimous roll calls, session 19 and absences do not count. Fitted by variational EM; intervals are Laplace's"
)
UNIT, RULE = "standard deviations over all state-sessions", "dynamic ordered probit"
LEVEL = 0.9
FEW_VOTES = 15
ANCHORS = {
    "state:USA": 3.0, "state:CAN": 3.0, "state:GBR": 3.0, "state:ISR": 3.0, "state:RUS": -2.0, "state:DDR": -2.0,
}  # fmt: skip
LEFT_OUT_SESSION = 19
Indices = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class IdealPoints:
    """A fit: one unit a state and session, and the items with their parameters, to read off or to go on from."""

    votes: Votes
    state: Indices
    session: Indices
    count: Numbers
    theta: Numbers
    variance: Numbers
    items: Items
    names: tuple[str, ...]
    """Name of each item: the roll call, or the first of a recurring resolution."""
    converged: bool

    def at(self, state: str, session: int) -> tuple[float, float] | None:
        """Position and standard deviation, None where the state cast no contested vote."""
        number = self.votes.row.get(SEATS.get(state, state), -1)
        found = np.flatnonzero((self.state == number) & (self.session == session))
        return (float(self.theta[found[0]]), float(np.sqrt(self.variance[found[0]]))) if found.size else None


def estimate(votes: Votes, *, published: bool = True, tolerance: float = 2 * TOLERANCE) -> IdealPoints | None:
    """Fit to all votes; None when fewer than two states ever disagree.

    `published` holds the scale as the published sampler does. Roll calls with the same value in the column
    `recurring` share one item, which bridges their sessions.
    """
    usable = votes.keep(votes.contested & (votes.sessions != LEFT_OUT_SESSION))
    if usable.rollcalls.height == 0:
        return None
    data, state, session, names = _prepare(usable)
    count = np.asarray(sum(np.bincount(kind.unit, minlength=data.units) for kind in data.kinds), dtype=float)
    walk = build_walk(state, count)
    found = fit(data, walk, _start(usable, state, session), published=published, tolerance=tolerance)
    return _finish(usable, data, walk, found, state, session, count, names)


def update(before: IdealPoints, votes: Votes) -> IdealPoints | None:
    """Positions in the sessions of `votes` after the last one known, each state from where it stood; None without any.

    The scale stays the one of `before`: nothing that was estimated moves, and states without a past start at 0.
    """
    new = votes.keep((votes.sessions > int(before.session.max())) & votes.contested)
    if new.rollcalls.height == 0:
        return None
    data, state, session, names = _prepare(new)
    count = np.asarray(sum(np.bincount(kind.unit, minlength=data.units) for kind in data.kinds), dtype=float)
    past, known = _last_positions(before, new)
    first = np.r_[True, state[1:] != state[:-1]]
    earlier = np.where(first, count, count[np.maximum(np.arange(state.size) - 1, 0)])
    variance = np.where(first & ~known[state], 1.0, SMOOTH * count / (count + earlier))
    lag = np.where(first, past[state], np.nan)
    walk = Walk(np.where(first, np.arange(state.size), np.arange(state.size) - 1), variance, lag)
    found = fit(data, walk, past[state], free=False, tolerance=TOLERANCE)
    return _finish(new, data, walk, found, state, session, count, names)


def _last_positions(before: IdealPoints, votes: Votes) -> tuple[Numbers, NDArray[np.bool_]]:
    """Where each state of `votes` stood last, 0 where it never voted, and whether it did."""
    last = {before.votes.states[number]: position for number, position in zip(before.state, before.theta, strict=True)}
    past = np.array([last.get(state, 0.0) for state in votes.states])
    return past, np.array([state in last for state in votes.states])


def measure_ideal_points(points: IdealPoints | None, votes: Votes, states: list[str], level: float = LEVEL) -> Measured:
    """The positions of states by session with their intervals; fewer than 15 votes are marked."""
    rows = [line for state in states for line in _positions(points, state, level)]
    frame = frame_of(rows, ("state", "session"))
    return Measured("ideal-points", frame, f"{DEFINITION}.", SOURCE, votes.source, votes.version, level)


def measure_distance(
    points: IdealPoints | None, votes: Votes, state: str, other: str, level: float = LEVEL
) -> Measured:
    """How far two states stand apart, by session: |difference| with its interval, positions taken as independent."""
    sessions = [] if points is None else sorted(set(points.session.tolist()))
    rows = []
    for session in sessions:
        one, two = (points.at(name, session) if points else None for name in (state, other))
        keys = {"state": state, "other": other, "session": session}
        if one is None or two is None:
            rows.append(keys | row(None, unit=UNIT, rule=RULE, reason="one of the two cast no contested vote"))
            continue
        low, middle, high = _fold(one[0] - two[0], float(np.hypot(one[1], two[1])), level)
        rows.append(keys | row(middle, low=low, high=high, n=1, unit=UNIT, rule=RULE))
    definition = f"Distance |a - b| of two ideal points. {DEFINITION}."
    frame = frame_of(rows, ("state", "other", "session"))
    return Measured("distance", frame, definition, SOURCE, votes.source, votes.version, level)


def probability_of_change(points: IdealPoints, state: str, before: int, after: int) -> float | None:
    """The probability that a state stands higher in session `after` than in `before`; None where either is missing."""
    from scipy.special import ndtr

    one, two = points.at(state, before), points.at(state, after)
    if one is None or two is None:
        return None
    return float(ndtr((two[0] - one[0]) / np.hypot(one[1], two[1])))


def _prepare(votes: Votes) -> tuple[Data, Indices, Indices, tuple[str, ...]]:
    """Votes as flat lists by kind, units sorted by state, then session."""
    row_of, column = np.nonzero(votes.took_part)
    vote, session = votes.cast[row_of, column], votes.sessions[column]
    keys, unit = np.unique(row_of * 100_000 + session, return_inverse=True)
    name = "recurring" if "recurring" in votes.rollcalls.columns else "rollcall"
    labels = votes.rollcalls[name].fill_null(votes.rollcalls["rollcall"]).to_list()
    names, item_of = np.unique(labels, return_inverse=True)
    item = item_of[column]
    kinds = tuple(Ballots(unit[vote == code], item[vote == code]) for code in (YES, ABSTAIN, NO))
    data = Data((kinds[0], kinds[1], kinds[2]), keys.size, names.size)
    return data, keys // 100_000, keys % 100_000, tuple(map(str, names))


def _start(votes: Votes, state: Indices, session: Indices) -> Numbers:
    """The anchors where they vote; without any of them, the first principal component of each state's votes."""
    start = np.zeros(state.size)
    for name, position in ANCHORS.items():
        start[state == votes.row.get(name, -1)] = position
    if start.any():
        return start
    centred = np.where(votes.took_part, votes.cast - 2.0, np.nan)
    centred = np.nan_to_num(centred - np.nanmean(centred, axis=0))
    first = np.linalg.svd(centred, full_matrices=False)[0][:, 0]
    return np.asarray(first[state] / max(float(first.std()), 1e-9))


def _finish(
    votes: Votes,
    data: Data,
    walk: Walk,
    found: Fit,
    state: Indices,
    session: Indices,
    count: Numbers,
    names: tuple[str, ...],
) -> IdealPoints:
    variance = widen(data, walk, found, session)
    return IdealPoints(votes, state, session, count, found.theta, variance, found.items, names, found.converged)


def _positions(points: IdealPoints | None, state: str, level: float) -> list[dict[str, object]]:
    nothing = {"few": True}
    number = -1 if points is None else points.votes.row.get(SEATS.get(state, state), -1)
    if points is None or not (points.state == number).any():
        reason = "no roll call is contested" if points is None else f"{state} cast no contested vote in these data"
        return [{"state": state, "session": None} | row(None, unit=UNIT, rule=RULE, reason=reason) | nothing]
    rows = []
    reach = _quantile(level)
    for i in np.flatnonzero(points.state == number):
        n, middle, deviation = int(points.count[i]), float(points.theta[i]), float(np.sqrt(points.variance[i]))
        value = middle if n >= TOO_FEW else None
        line = row(
            value, low=middle - reach * deviation, high=middle + reach * deviation, n=n, unit=UNIT, rule=RULE,
            reason=f"{n} votes, fewer than {TOO_FEW}",
        )  # fmt: skip
        rows.append({"state": state, "session": int(points.session[i])} | line | {"few": n < FEW_VOTES})
    return rows


def _quantile(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri((1 + level) / 2))


def _fold(difference: float, deviation: float, level: float) -> tuple[float, float, float]:
    """Interval and median of |x| for a normal x."""
    drawn = np.abs(np.random.default_rng(1).normal(difference, deviation, 4000))
    low, middle, high = np.quantile(drawn, [(1 - level) / 2, 0.5, (1 + level) / 2])
    return float(low), float(middle), float(high)


def to_frame(points: IdealPoints) -> pl.DataFrame:
    """All units: state, session, votes, position and standard deviation."""
    states = [points.votes.states[i] for i in points.state]
    return pl.DataFrame(
        {
            "state": states,
            "session": points.session,
            "n": points.count.astype(int),
            "value": points.theta,
            "deviation": np.sqrt(points.variance),
        }
    )
