"""Estimates ideal points: where states stand on the line that best orders their votes, session by session."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from comity.measuring.ideal.fitting import SMOOTH, TOLERANCE, Fit, Walk, build_walk, fit
from comity.measuring.ideal.intervals import widen
from comity.measuring.ideal.probit import Ballots, Data, Items
from comity.votes import ABSTAIN, NO, SEATS, YES, Votes

MODEL = "dynamic ordered probit 1"
"""Names the estimator; a change of what it gives changes the number."""
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
