"""Paired contrast: which of two states votes more like a third, over the roll calls that all three cast."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.measuring.measured import FEW, LEVEL, TOO_FEW, Measured, frame_of, of_votes, row
from comity.measuring.rules import Numbers, Rule
from comity.measuring.tables import SEED, find_rule, interval, mask_of, periods
from comity.votes import NO, YES, Votes

DRAWS = 4000
ALPHA = 0.05
SOURCE = "own; correction after Holm 1979, Scandinavian Journal of Statistics 6(2)"
DEFINITION = (
    "Agreement of `state` with `reference` less agreement of `other` with it, over the roll calls that all three cast; "
    "bootstrap over roll calls; p adjusted for all contrasts asked at once after Holm"
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """A question: does `state` agree with `reference` more than `other` does, among some votes?"""

    state: str
    other: str
    reference: str
    votes: Votes
    label: str = "all"


def ask_contrasts(votes: Votes, states: Sequence[str], reference: str, by: str = "all") -> list[Contrast]:
    """Every pair of `states` against `reference`, in all votes or by session, year or issue."""
    parts = [(label, votes.keep(mask_of(columns, votes))) for label, columns in periods(votes, by)]
    pairs = [(one, other) for i, one in enumerate(states) for other in states[i + 1 :]]
    return [Contrast(one, other, reference, part, label) for label, part in parts for one, other in pairs]


def measure_contrasts(
    votes: Votes, contrasts: Sequence[Contrast], *, rule: str = "exact", level: float = LEVEL, draws: int = DRAWS
) -> Measured:
    """Each contrast with its interval, its p after Holm, and a verdict.

    The verdict ranks only when the interval excludes zero and the adjusted p is under 0.05.
    """
    chosen = find_rule(rule)
    found = [_measure(contrast, chosen, level, draws) for contrast in contrasts]
    adjusted = adjust_holm([p for _, p in found])
    rows = [
        line | {"p": p, "p_holm": q, "verdict": _judge(line, q)} for (line, p), q in zip(found, adjusted, strict=True)
    ]
    frame = frame_of(rows, ("state", "other", "reference", "period"))
    definition = f"{DEFINITION}. {chosen.name}: {chosen.definition}."
    return of_votes("contrast", frame, definition, f"{chosen.source}; {SOURCE}", votes, level)


def adjust_holm(values: Sequence[float | None]) -> list[float | None]:
    """Holm's step-down adjustment of p values; those that are missing do not count as asked."""
    order = sorted((p, i) for i, p in enumerate(values) if p is not None)
    adjusted: list[float | None] = [None] * len(values)
    highest = 0.0
    for rank, (p, i) in enumerate(order):
        highest = max(highest, min(1.0, p * (len(order) - rank)))
        adjusted[i] = highest
    return adjusted


def common_table(contrast: Contrast) -> Numbers | None:
    """How often each triple of votes was cast by state, other and reference, (3, 3, 3); None when one never voted."""
    casts = [contrast.votes.of(state) for state in (contrast.state, contrast.other, contrast.reference)]
    if any(cast is None for cast in casts):
        return None
    stacked = np.stack([cast for cast in casts if cast is not None]).astype(int)
    stacked = stacked[:, ((stacked >= YES) & (stacked <= NO)).all(axis=0)] - 1
    return np.bincount(stacked[0] * 9 + stacked[1] * 3 + stacked[2], minlength=27).reshape(3, 3, 3).astype(float)


def _measure(contrast: Contrast, rule: Rule, level: float, draws: int) -> tuple[dict[str, object], float | None]:
    keys = {"state": contrast.state, "other": contrast.other, "reference": contrast.reference, "period": contrast.label}
    fixed: dict[str, Any] = {"unit": f"difference of {rule.unit}, first less second", "rule": rule.name}
    table = common_table(contrast)
    n = 0 if table is None else int(table.sum())
    if table is None or n < TOO_FEW:
        return keys | row(None, n=n, **fixed, reason=f"{n} votes that all three cast, fewer than {TOO_FEW}") | {
            "few": True
        }, None
    drawn = np.random.default_rng(SEED).multinomial(n, table.ravel() / n, size=draws).reshape(-1, 3, 3, 3).astype(float)
    differences = _difference(drawn, rule)
    low, high = interval(differences, level)
    value = float(_difference(table, rule))
    line = keys | row(value, low=low, high=high, n=n, **fixed) | {"few": n < FEW}
    return line, None if line["value"] is None else _p_value(differences)


def _difference(tables: Numbers, rule: Rule) -> Numbers:
    return rule.index(tables.sum(axis=-2)) - rule.index(tables.sum(axis=-3))


def _p_value(differences: Numbers) -> float:
    """Two-sided, from the share of draws on the far side of zero; never below 2 / (draws + 1)."""
    known = differences[~np.isnan(differences)]
    below, above = (known <= 0).sum() + 1, (known >= 0).sum() + 1
    return float(min(1.0, 2 * min(below, above) / (known.size + 1)))


def _judge(line: dict[str, object], adjusted: float | None) -> str:
    low, high = line["low"], line["high"]
    if not isinstance(low, float) or not isinstance(high, float):
        return "too little to say"
    if low <= 0 <= high:
        return "not distinguishable"
    more, less = (line["state"], line["other"]) if low > 0 else (line["other"], line["state"])
    if adjusted is None or adjusted >= ALPHA:
        return "not distinguishable after correction"
    return f"{more} agrees more than {less}"
