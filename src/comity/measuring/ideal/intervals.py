"""How sure a position is: the Laplace variance of each unit, with what is not known of the items let in.

The items of a session are known only through the votes of its states, so positions err together; leaving that out
makes intervals too narrow. Units of one session are taken together, sessions apart.
"""

import numpy as np
from numpy.typing import NDArray

from comity.measuring.ideal.fitting import Fit, Walk, item_information
from comity.measuring.ideal.probit import Data, Slopes, slopes

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]


def widen(data: Data, walk: Walk, now: Fit, session: Indices) -> Numbers:
    """Variance of each unit's position; `session` is that of each unit."""
    own, cross = np.zeros(data.units), _Cross(data)
    for kind, ballots in enumerate(data.kinds):
        s = slopes(kind, ballots, now.theta, now.items)
        beta = now.items.beta[ballots.item]
        own -= np.bincount(ballots.unit, beta * beta * (s.aa + s.bb + 2 * s.ab), data.units)
        cross.add(s, beta, now.theta[ballots.unit])
    precision = own + 1 / walk.variance
    spread = np.asarray(np.linalg.inv(item_information(data, now.theta, now.items)), dtype=float)
    variance = np.empty(data.units)
    unit, item = (np.concatenate([getattr(kind, name) for kind in data.kinds]) for name in ("unit", "item"))
    values, of = cross.values(), session[unit]
    for label in np.unique(session):
        here, units = np.flatnonzero(of == label), np.flatnonzero(session == label)
        variance[units] = _invert(precision[units], units, unit[here], item[here], values[here], spread)
    weight = 1 / walk.variance / precision
    return variance + weight**2 * np.minimum(variance[walk.before], 1.0)


def _invert(
    precision: Numbers, units: Indices, unit: Indices, item: Indices, values: Numbers, spread: Numbers
) -> Numbers:
    """The diagonal of the inverse of the precision of a session's units, its items integrated out."""
    items, column = np.unique(item, return_inverse=True)
    dense = np.zeros((units.size, items.size, 3))
    dense[np.searchsorted(units, unit), column] = values
    weighted = np.einsum("uik,ikl->uil", dense, spread[items])
    flat = dense.reshape(units.size, -1)
    schur = np.diag(precision) - weighted.reshape(units.size, -1) @ flat.T
    return np.asarray(np.diag(np.linalg.inv(schur)), dtype=float)


class _Cross:
    """Collects, vote by vote, minus the second derivatives in a position and its item's three parameters."""

    def __init__(self, data: Data) -> None:
        self._parts: list[Numbers] = []
        self._count = data.count

    def add(self, s: Slopes, beta: Numbers, theta: Numbers) -> None:
        first, second = s.aa + s.ab, s.bb + s.ab
        zeros = np.zeros(beta.size)
        self._parts.append(
            np.stack([-beta * theta * (first + second), beta * first + zeros, beta * second + zeros], axis=1)
        )

    def values(self) -> Numbers:
        return np.concatenate(self._parts)
