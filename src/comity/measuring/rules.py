"""How alike two states' votes are: every index is a function of their 3 × 3 table of yes, abstain and no.

A table holds how often the first cast the row's vote while the second cast the column's; only roll calls in which
both took part are in it. All functions take tables of shape (…, 3, 3) and give numbers of shape (…), NaN where the
index is not defined.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_LINEAR = np.abs(np.subtract.outer(np.arange(3), np.arange(3))) / 2.0
_SQUARED = _LINEAR**2


@dataclass(frozen=True, slots=True)
class Rule:
    """An index by name: what it does with abstentions, its unit, and who defined it."""

    name: str
    index: Callable[[Numbers], Numbers]
    unit: str
    definition: str
    source: str


def exact(tables: Numbers) -> Numbers:
    """Share of the shared votes that are the same."""
    return _divide(np.trace(tables, axis1=-2, axis2=-1), _total(tables))


def half(tables: Numbers) -> Numbers:
    """As `exact`, an abstention against yes or no counting one half."""
    return 1 - _distance(tables, _LINEAR)


def without_abstentions(tables: Numbers) -> Numbers:
    """Share of the same among votes in which neither abstained."""
    decided = tables[..., ::2, ::2]
    return _divide(np.trace(decided, axis1=-2, axis2=-1), _total(decided))


def s_absolute(tables: Numbers) -> Numbers:
    """S with absolute distances, the range fixed at 2."""
    return 1 - 2 * _distance(tables, _LINEAR)


def s_squared(tables: Numbers) -> Numbers:
    """S with squared distances, the range fixed at 4."""
    return 1 - 2 * _distance(tables, _SQUARED)


def kappa(tables: Numbers, weights: Numbers = _LINEAR) -> Numbers:
    """Cohen's weighted kappa; not defined when both never vary."""
    shares = _shares(tables)
    return _chance_corrected(tables, shares.sum(axis=-1), shares.sum(axis=-2), weights)


def pi(tables: Numbers, weights: Numbers = _LINEAR) -> Numbers:
    """Scott's weighted pi: as kappa, with the pooled margins for both."""
    shares = _shares(tables)
    pooled = (shares.sum(axis=-1) + shares.sum(axis=-2)) / 2
    return _chance_corrected(tables, pooled, pooled, weights)


def kappa_squared(tables: Numbers) -> Numbers:
    """Cohen's kappa with squared distances."""
    return kappa(tables, _SQUARED)


def pi_squared(tables: Numbers) -> Numbers:
    """Scott's pi with squared distances."""
    return pi(tables, _SQUARED)


def _total(tables: Numbers) -> Numbers:
    return np.asarray(tables.sum(axis=(-2, -1)), dtype=float)


def _divide(above: Numbers, below: Numbers) -> Numbers:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, above / below, np.nan)


def _shares(tables: Numbers) -> Numbers:
    return _divide(tables, _total(tables)[..., None, None])


def _distance(tables: Numbers, weights: Numbers) -> Numbers:
    return _divide((tables * weights).sum(axis=(-2, -1)), _total(tables))


def _chance_corrected(tables: Numbers, first: Numbers, second: Numbers, weights: Numbers) -> Numbers:
    expected = np.einsum("...a,...b,ab->...", first, second, weights)
    expected = np.where(expected > 1e-12, expected, 0.0)
    return 1 - _divide(_distance(tables, weights), np.nan_to_num(expected))


_SR = "Signorino and Ritter 1999, International Studies Quarterly 43(1)"
_HAEGE = "Häge 2011, Political Analysis 19(3), doi:10.1093/pan/mpr023"
_VOETEN = "Voeten, Strezhnev and Bailey, Harvard Dataverse doi:10.7910/DVN/LEJUQZ"
RULES = {
    rule.name: rule
    for rule in (
        Rule("exact", exact, "share", "share that is the same, abstaining being a third kind", _VOETEN),
        Rule("half", half, "share", "as exact, abstaining against yes or no counting one half", _VOETEN),
        Rule("no-abstentions", without_abstentions, "share", "share of the same where neither abstained", _VOETEN),
        Rule("s", s_absolute, "S, -1 to 1", "1 - 2 × mean absolute distance, range fixed at 2", _SR),
        Rule("s-squared", s_squared, "S, -1 to 1", "1 - 2 × mean squared distance, range fixed at 4", _SR),
        Rule("kappa", kappa, "kappa, to 1", "1 - observed / expected distance, own margins, linear weights", _HAEGE),
        Rule("kappa-squared", kappa_squared, "kappa, to 1", "as kappa, squared weights", _HAEGE),
        Rule("pi", pi, "pi, to 1", "1 - observed / expected distance, pooled margins, linear weights", _HAEGE),
        Rule("pi-squared", pi_squared, "pi, to 1", "as pi, squared weights", _HAEGE),
    )
}  # fmt: skip
