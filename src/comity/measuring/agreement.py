"""Pair agreement: how alike two states vote, under a rule chosen by name, and the votes that split them."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from comity.errors import UserError
from comity.measuring.measured import FEW, LEVEL, TOO_FEW, Measured, frame_of, of_votes, row
from comity.measuring.rules import Numbers, Rule
from comity.measuring.tables import ABSENCES, draw_tables, find_rule, interval, one_absent, pair_table, periods_or_none
from comity.votes import NO, NON_MEMBER, YES, Votes

DEFINITION = "Agreement of two states over the roll calls in which both took part"
SPLITS = "Roll calls on which both took part and voted differently; 2 is yes against no"
Columns = NDArray[np.int64]
_WORDS = {1: "yes", 2: "abstain", 3: "no"}


def measure_agreement(
    votes: Votes,
    pairs: Sequence[tuple[str, str]],
    *,
    rules: Sequence[str] = ("exact",),
    by: str = "session",
    absence: str = "left-out",
    level: float = LEVEL,
) -> Measured:
    """Agreement of each pair by period and rule.

    `absence`: `left-out` counts roll calls in which both took part; `disagreement` counts those that one missed as
    votes that differ (only for the three shares). `took_part` is the share of the roll calls in which both did, of
    those that were open to both as members.
    """
    if absence not in ABSENCES:
        raise UserError(f"Absence cannot be taken as “{absence}”; choose one of {', '.join(ABSENCES)}.")
    chosen = [find_rule(name) for name in rules]
    names = [_name(rule, absence) for rule in chosen]
    groups = periods_or_none(votes, by)
    rows: list[dict[str, object]] = []
    for pair in pairs:
        for period, columns in groups:
            keys = {"state": pair[0], "other": pair[1], "period": period}
            found = _agree(votes, pair, columns, chosen, absence, level)
            rows += [keys | line | {"rule": name} for line, name in zip(found, names, strict=True)]
    definition = "; ".join(f"{rule.name}: {rule.definition}" for rule in chosen)
    source = "; ".join(dict.fromkeys(rule.source for rule in chosen))
    frame = frame_of(rows, ("state", "other", "period"))
    return of_votes("agreement", frame, f"{DEFINITION}. {definition}.", source, votes, level)


def list_splits(votes: Votes, state: str, other: str) -> Measured:
    """The roll calls on which two states voted differently, with their titles, farthest apart first."""
    casts = [votes.of(state), votes.of(other)]
    one, two = (np.zeros(votes.rollcalls.height, dtype=np.int8) if cast is None else cast for cast in casts)
    differ = (one != two) & (np.minimum(one, two) >= YES) & (np.maximum(one, two) <= NO)
    told = votes.keep(differ).rollcalls.select("session", "date", "symbol", "title", "issues", "rollcall")
    frame = told.with_columns(
        pl.lit(state).alias("state"),
        pl.lit(other).alias("other"),
        pl.Series("state_vote", [_WORDS[vote] for vote in one[differ].tolist()], dtype=pl.String),
        pl.Series("other_vote", [_WORDS[vote] for vote in two[differ].tolist()], dtype=pl.String),
        pl.Series("value", np.abs(one - two)[differ].astype(float)),
        pl.lit(None, pl.Float64).alias("low"),
        pl.lit(None, pl.Float64).alias("high"),
        pl.lit(1, pl.Int64).alias("n"),
        pl.lit("distance, 1 or 2").alias("unit"),
        pl.lit("both took part").alias("rule"),
        pl.lit(None, pl.String).alias("reason"),
    ).sort("value", "session", descending=[True, True], maintain_order=True)
    return of_votes("splits", frame, f"{SPLITS}.", "own", votes)


def _agree(
    votes: Votes, pair: tuple[str, str], columns: Columns, rules: Sequence[Rule], absence: str, level: float
) -> list[dict[str, object]]:
    """One row a rule; the bootstrap draws are shared by the rules."""
    casts = [votes.of(state) for state in pair]
    one, other = casts
    if one is None or other is None:
        absent = next(state for state, cast in zip(pair, casts, strict=True) if cast is None)
        return _nothing(rules, 0, 0.0, f"{absent} cast no vote in these data")
    table = pair_table(one[columns], other[columns])
    n = int(table.sum())
    open_to_both = int(((one[columns] != NON_MEMBER) & (other[columns] != NON_MEMBER)).sum())
    took = n / open_to_both if open_to_both else 0.0
    if n < TOO_FEW:
        return _nothing(rules, n, took, f"{n} shared votes, fewer than {TOO_FEW}")
    away = one_absent(one[columns], other[columns]) if absence == "disagreement" else 0
    drawn = draw_tables(table)
    return [_index(rule, table, drawn, away, level) | {"took_part": took, "few": n < FEW} for rule in rules]


def _index(rule: Rule, table: Numbers, drawn: Numbers, away: int, level: float) -> dict[str, object]:
    n = int(table.sum())
    scale = n / (n + away)
    ends = [None if end is None else end * scale for end in interval(rule.index(drawn), level)]
    constant = "the votes never vary, so the index is not defined"
    value = float(rule.index(table)) * scale
    return row(value, low=ends[0], high=ends[1], n=n + away, unit=rule.unit, rule=rule.name, reason=constant)


def _nothing(rules: Sequence[Rule], n: int, took: float, reason: str) -> list[dict[str, object]]:
    few = {"took_part": took, "few": True}
    return [row(None, n=n, unit=rule.unit, rule=rule.name, reason=reason) | few for rule in rules]


def _name(rule: Rule, absence: str) -> str:
    if absence == "left-out":
        return rule.name
    if rule.unit != "share":
        raise UserError(f"Absence as disagreement is defined for shares only, not for {rule.name}.")
    return f"{rule.name}, absence as disagreement"
