"""The ordered probit of one vote: first and second derivatives of its log-probability in both cut-points.

A vote v of a state at theta on an item (beta, g1 < g2) has P(v <= 1) = Phi(g1 - beta theta), P(v <= 2) =
Phi(g2 - beta theta). With a = g1 - beta theta and b = g2 - beta theta, the log-probability is concave in (a, b).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtr

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]
_ROOT = float(np.sqrt(2 * np.pi))


@dataclass(frozen=True, slots=True)
class Ballots:
    """Votes of one kind: `unit` is the row of the state in its session, `item` the column of the roll call."""

    unit: Indices
    item: Indices


@dataclass(frozen=True, slots=True)
class Data:
    """All votes by kind, yes, abstain and no, and how many units and items there are."""

    kinds: tuple[Ballots, Ballots, Ballots]
    units: int
    items: int

    @property
    def count(self) -> int:
        """How many votes there are."""
        return sum(kind.unit.size for kind in self.kinds)


@dataclass(slots=True)
class Items:
    """Parameters of the items: slope and cut-points, each of shape (items,)."""

    beta: Numbers
    low: Numbers
    high: Numbers


@dataclass(frozen=True, slots=True)
class Slopes:
    """Derivatives of the log-probabilities of votes of one kind in a and b; zeros are left as 0.0."""

    a: Numbers | float
    b: Numbers | float
    aa: Numbers | float
    bb: Numbers | float
    ab: Numbers | float


def slopes(kind: int, ballots: Ballots, theta: Numbers, items: Items) -> Slopes:
    """The derivatives of each vote of a kind (0 yes, 1 abstain, 2 no)."""
    shift = items.beta[ballots.item] * theta[ballots.unit]
    if kind == 0:
        a = items.low[ballots.item] - shift
        ua = hazard(a)
        return Slopes(ua, 0.0, -ua * (ua + a), 0.0, 0.0)
    if kind == 2:
        b = items.high[ballots.item] - shift
        ub = -hazard(-b)
        return Slopes(0.0, ub, 0.0, -ub * (ub + b), 0.0)
    a, b = items.low[ballots.item] - shift, items.high[ballots.item] - shift
    between = interval_mass(a, b)
    ua, ub = -density(a) / between, density(b) / between
    return Slopes(ua, ub, -ua * (ua + a), -ub * (ub + b), -ua * ub)


def density(x: Numbers) -> Numbers:
    """The standard normal density."""
    return np.asarray(np.exp(-0.5 * x * x) / _ROOT)


def hazard(x: Numbers) -> Numbers:
    """Density over distribution at x, kept finite far to the left."""
    mass = ndtr(x)
    safe = np.where(mass > 1e-100, density(x) / np.maximum(mass, 1e-100), -x)
    return np.asarray(safe)


def interval_mass(a: Numbers, b: Numbers) -> Numbers:
    """Phi(b) - Phi(a), computed in the tail where it is exact, at least 1e-12."""
    flip = a > 0
    low, high = np.where(flip, -b, a), np.where(flip, -a, b)
    return np.asarray(np.maximum(ndtr(high) - ndtr(low), 1e-12))


def log_likelihood(data: Data, theta: Numbers, items: Items) -> float:
    """The log-probability of all votes."""
    total = 0.0
    for kind, ballots in enumerate(data.kinds):
        shift = items.beta[ballots.item] * theta[ballots.unit]
        a, b = items.low[ballots.item] - shift, items.high[ballots.item] - shift
        parts = log_ndtr(a) if kind == 0 else log_ndtr(-b) if kind == 2 else np.log(interval_mass(a, b))
        total += float(parts.sum())
    return total
