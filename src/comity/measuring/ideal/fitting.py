"""Variational EM for the ordered probit: items given where states stand and how surely, states given the items.

As in the published model, a state's prior in a session is its mean in the session before (for its first session, in
the one after), with a variance that falls with the votes at hand; cut-points are free in [-7, 7], slopes N(0, 1), and
positions are kept at mean 0 and variance 1 over all sessions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from comity.measuring.ideal.probit import Data, Items, Slopes, slopes

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]
SMOOTH = 0.5
COARSE, FINE = ((0.0, 1.0),), ((-1.0, 0.5), (1.0, 0.5))
"""Gauss–Hermite nodes over a state's position, in standard deviations, and their weights: far from the end, near it."""
NEAR, HASTY = 1e-2, 25
Nodes = Sequence[tuple[float, float]]
BOUND, GAP = 7.0, 0.02
"""Where cut-points end, and the weight of a barrier that keeps them in order."""
TOLERANCE, CONTROL = 1e-3, 0.12


@dataclass(frozen=True, slots=True)
class Walk:
    """Which unit each unit's prior mean comes from (itself when it is alone), and the prior's variance."""

    before: Indices
    variance: Numbers
    known: Numbers | None = None
    """Prior means that are known beforehand, NaN where the unit before gives it."""


@dataclass(slots=True)
class Fit:
    """Where the units stand: mean and variance of each, the items, and how the fit ended."""

    theta: Numbers
    variance: Numbers
    items: Items
    covariance: Numbers
    """Of each item's slope and cut-points, shape (items, 3, 3)."""
    stretch: float = 1.0
    shift: float = 0.0
    """What holds mean 0 and variance 1; see `standardise`."""
    rounds: int = 0
    converged: bool = False


def build_walk(state: Indices, votes: Numbers, smooth: float = SMOOTH) -> Walk:
    """The walk of units sorted by state, then session; `votes` counts each unit's votes."""
    first = np.r_[True, state[1:] != state[:-1]]
    last = np.r_[first[1:], True]
    before = np.arange(state.size) - 1
    before[first] = np.flatnonzero(first) + 1
    before[first & last] = np.flatnonzero(first & last)
    alone = first & last
    variance = np.where(alone, 1.0, smooth * votes / (votes + votes[before]))
    return Walk(before, variance)


def fit(
    data: Data,
    walk: Walk,
    start: Numbers,
    *,
    items: Items | None = None,
    published: bool = True,
    free: bool = True,
    rounds: int = 200,
    tolerance: float = TOLERANCE,
) -> Fit:
    """Fit from starting positions; ends when the root mean square move of a round is below `tolerance`.

    `published` holds the scale as the published sampler does, else by the priors alone; see `standardise`.
    Not `free`, the scale is that of the walk's known prior means.
    """
    now = Fit(start.copy(), np.full(data.units, 0.1), items or start_items(data), np.zeros((data.items, 3, 3)))
    nodes: Nodes = COARSE
    for _ in range(4):
        update_items(data, now, nodes)
    for now.rounds in range(1, rounds + 1):
        old = now.theta
        update_states(data, walk, now, nodes)
        if free:
            standardise(now, published)
        update_items(data, now, nodes)
        moved = float(np.sqrt(np.mean((now.theta - old) ** 2)))
        if nodes is FINE and moved < tolerance:
            now.converged = True
            break
        nodes = FINE if moved < NEAR or now.rounds >= HASTY else nodes
    return now


def start_items(data: Data) -> Items:
    """Items that discriminate nothing, with cut-points at the shares of yes and no."""
    counts = np.stack([np.bincount(kind.item, minlength=data.items) for kind in data.kinds]) + 0.3
    shares = counts / counts.sum(axis=0)
    low, high = ndtri(shares[0]), ndtri(1 - shares[2])
    return Items(np.zeros(data.items), low, np.maximum(high, low + 0.02))


def update_items(data: Data, now: Fit, nodes: Nodes) -> None:
    """One damped Newton step for every item, over the uncertainty of where states stand."""
    gradient, hessian = np.zeros((3, data.items)), np.zeros((3, 3, data.items))
    deviation = np.sqrt(now.variance)
    for node, weight in nodes:
        theta = now.theta + node * deviation
        for kind, ballots in enumerate(data.kinds):
            found = slopes(kind, ballots, theta, now.items)
            _add_items(found, theta[ballots.unit], ballots.item, weight, gradient, hessian)
    _step_items(now, gradient, hessian)


def item_information(data: Data, theta: Numbers, items: Items) -> Numbers:
    """Minus the second derivatives of the log-posterior in each item's parameters, shape (items, 3, 3)."""
    gradient, hessian = np.zeros((3, data.items)), np.zeros((3, 3, data.items))
    for kind, ballots in enumerate(data.kinds):
        _add_items(slopes(kind, ballots, theta, items), theta[ballots.unit], ballots.item, 1.0, gradient, hessian)
    _add_priors(items, gradient, hessian)
    return -np.moveaxis(hessian, 2, 0)


def _add_items(s: Slopes, at: Numbers, item: Indices, weight: float, gradient: Numbers, hessian: Numbers) -> None:
    def add(values: Numbers | float) -> Numbers | float:
        return (
            values
            if isinstance(values, float)
            else np.asarray(np.bincount(item, weight * values, gradient.shape[1]), dtype=float)
        )

    both = s.aa + s.bb + 2 * s.ab
    moment = at * both
    gradient[0] -= add(at * (s.a + s.b))
    gradient[1] += add(s.a)
    gradient[2] += add(s.b)
    hessian[0, 0] += add(at * moment)
    hessian[0, 1] -= add(at * (s.aa + s.ab) if not isinstance(s.aa, float) else 0.0)
    hessian[0, 2] -= add(at * (s.bb + s.ab) if not isinstance(s.bb, float) else 0.0)
    hessian[1, 1] += add(s.aa)
    hessian[2, 2] += add(s.bb)
    hessian[1, 2] += add(s.ab)


def _step_items(now: Fit, gradient: Numbers, hessian: Numbers) -> None:
    items = now.items
    _add_priors(items, gradient, hessian)
    now.covariance = np.asarray(np.linalg.inv(-np.moveaxis(hessian, 2, 0)), dtype=float)
    move = np.einsum("kij,jk->ik", now.covariance, gradient)
    size = np.minimum(1.0, 1.5 / np.maximum(np.abs(move).max(axis=0), 1e-12))
    for room, closing in _rooms(items, move):
        size = np.minimum(size, 0.8 * room / np.maximum(closing, 1e-12))
    items.beta, items.low, items.high = np.stack([items.beta, items.low, items.high]) + size * move


def _rooms(items: Items, move: Numbers) -> tuple[tuple[Numbers, Numbers], ...]:
    """How far cut-points are from each other and their bounds, and how fast a move uses that up."""
    return (
        (items.high - items.low, move[1] - move[2]),
        (items.low + BOUND, -move[1]),
        (BOUND - items.high, move[2]),
    )


def _add_priors(items: Items, gradient: Numbers, hessian: Numbers) -> None:
    """Slopes N(0, 1) and the barriers of the cut-points; fills the lower half of the second derivatives too."""
    gap, floor, ceiling = items.high - items.low, items.low + BOUND, BOUND - items.high
    gradient += np.stack([-items.beta, GAP / floor - GAP / gap, GAP / gap - GAP / ceiling])
    hessian[0, 0] -= 1
    hessian[1, 1] -= GAP / floor**2 + GAP / gap**2
    hessian[2, 2] -= GAP / ceiling**2 + GAP / gap**2
    hessian[1, 2] += GAP / gap**2
    for i, j in ((1, 0), (2, 0), (2, 1)):
        hessian[i, j] = hessian[j, i]


def gather(data: Data, theta: Numbers, items: Items) -> tuple[Numbers, Numbers]:
    """Gradient of the log-likelihood in each unit's position and the information about it."""
    gradient, information = np.zeros(data.units), np.zeros(data.units)
    for kind, ballots in enumerate(data.kinds):
        s = slopes(kind, ballots, theta, items)
        beta = items.beta[ballots.item]
        gradient -= np.bincount(ballots.unit, beta * (s.a + s.b), data.units)
        information -= np.bincount(ballots.unit, beta * beta * (s.aa + s.bb + 2 * s.ab), data.units)
    return gradient, information


def update_states(data: Data, walk: Walk, now: Fit, nodes: Nodes) -> None:
    """One Newton step for every unit, given where its state stood before and how the scale is held."""
    deviation = np.sqrt(now.variance)
    gradient, information = np.zeros(data.units), np.zeros(data.units)
    for node, weight in nodes:
        slope, bend = gather(data, now.theta + node * deviation, now.items)
        gradient += weight * slope
        information += weight * bend
    complete = sum_slopes(data, now)
    lag = np.where(walk.before == np.arange(data.units), 0.0, now.theta[walk.before])
    if walk.known is not None:
        lag = np.where(np.isnan(walk.known), lag, walk.known)
    tight = now.stretch / walk.variance
    gradient += tight * (lag - now.theta) - complete * ((now.stretch - 1) * now.theta + now.shift)
    precision = information + tight + complete * max(now.stretch - 1, 0.0)
    now.theta = np.clip(now.theta + np.clip(gradient / precision, -1.0, 1.0), -5, 5)
    now.variance = 1 / precision


def sum_slopes(data: Data, now: Fit) -> Numbers:
    """The information that a unit's votes would hold if the latent positions behind them were seen."""
    squares = now.items.beta**2 + now.covariance[:, 0, 0]
    return np.asarray(sum(np.bincount(kind.unit, squares[kind.item], data.units) for kind in data.kinds), dtype=float)


def standardise(now: Fit, published: bool) -> None:
    """Shift and stretch to mean 0 and variance 1, the items with it, so that no vote's probability changes.

    The published sampler standardises its draws and leaves the items as they are. Where it comes to rest, each unit
    is pulled to the middle in proportion to the information that its latent votes would hold; `stretch` and `shift`
    are the strength of that pull, found as the multipliers for which the positions keep mean 0 and variance 1.
    """
    middle = float(now.theta.mean())
    scale = float(np.sqrt(now.theta.var() + now.variance.mean()))
    if published:
        now.stretch += CONTROL * (scale - 1)
        now.shift += CONTROL * middle
    now.theta, now.variance = (now.theta - middle) / scale, now.variance / scale**2
    shift = now.items.beta * middle
    now.items.low, now.items.high = now.items.low - shift, now.items.high - shift
    now.items.low = np.clip(now.items.low, 0.01 - BOUND, BOUND - 0.02)
    now.items.high = np.clip(now.items.high, now.items.low + 1e-4, BOUND - 0.01)
    now.items.beta = now.items.beta * scale
