"""Counts of who voted how beside whom, for one pair or all pairs at once, and their bootstrap."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from comity.errors import UserError
from comity.measuring.rules import RULES, Numbers, Rule
from comity.votes import ABSENT, ABSTAIN, NO, YES, Cast, Mask, Votes

DRAWS = 2000
SEED = 20200915
PERIODS = ("all", "session", "year", "issue")
ABSENCES = ("left-out", "disagreement")


def find_rule(name: str) -> Rule:
    """The rule of a name; raises `UserError` with the names there are."""
    if name not in RULES:
        raise UserError(f"There is no rule “{name}”; choose one of {', '.join(RULES)}.")
    return RULES[name]


def periods(votes: Votes, by: str) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """The roll calls of each session, year or issue, or all; raises `UserError` for another word."""
    if by not in PERIODS:
        raise UserError(f"Votes cannot be grouped by “{by}”; choose one of {', '.join(PERIODS)}.")
    if by == "all":
        yield "all", np.arange(votes.rollcalls.height)
    elif by == "issue":
        for issue in votes.issues:
            yield issue, np.flatnonzero([issue in marks for marks in votes.rollcalls["issues"].fill_null([])])
    else:
        labels = votes.sessions if by == "session" else _years(votes)
        for label in np.unique(labels):
            yield str(label), np.flatnonzero(labels == label)


def periods_or_none(votes: Votes, by: str) -> list[tuple[str | None, NDArray[np.int64]]]:
    """As `periods`, with one period without a name or roll call where there is none, to say so in."""
    return [*periods(votes, by)] or [(None, np.arange(0, dtype=np.int64))]


def mask_of(columns: NDArray[np.int64], votes: Votes) -> Mask:
    """Some roll calls as a mask over all."""
    mask = np.zeros(votes.rollcalls.height, dtype=bool)
    mask[columns] = True
    return mask


def pair_table(one: Cast, other: Cast) -> Numbers:
    """The 3 × 3 table of two states' votes."""
    shared = (one >= YES) & (one <= NO) & (other >= YES) & (other <= NO)
    cells = (one[shared].astype(int) - 1) * 3 + other[shared] - 1
    return np.bincount(cells, minlength=9).reshape(3, 3).astype(float)


def one_absent(one: Cast, other: Cast) -> int:
    """Roll calls in which just one took part while the other, a member, was away."""
    here, there = ((cast >= YES) & (cast <= NO) for cast in (one, other))
    away_one, away_other = ((cast == ABSENT) | (cast == 0) for cast in (one, other))
    return int(((here & away_other) | (there & away_one)).sum())


def draw_tables(table: Numbers, draws: int = DRAWS, seed: int = SEED) -> Numbers:
    """Tables of as many roll calls drawn with replacement: a bootstrap over roll calls, since each is in one cell."""
    flat = table.reshape(-1)
    n = int(flat.sum())
    drawn = np.random.default_rng(seed).multinomial(n, flat / n, size=draws)
    return drawn.reshape(draws, *table.shape).astype(float)


def interval(drawn: Numbers, level: float) -> tuple[float | None, float | None]:
    """The percentile interval of bootstrap draws; nulls when more than one draw in twenty is undefined."""
    known = drawn[~np.isnan(drawn)]
    if known.size < 0.95 * drawn.size:
        return None, None
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def all_pairs(votes: Votes, by: str = "session") -> dict[str, NDArray[np.float32]]:
    """Agreement of all pairs in all periods under the three rules, and `n`: arrays of shape (periods, states, states).

    NaN where a pair shares no vote. A session of 100 roll calls and 193 states takes about 5 ms.
    """
    groups = [columns for _, columns in periods(votes, by)]
    size = (len(groups), len(votes.states), len(votes.states))
    found = {name: np.full(size, np.nan, dtype=np.float32) for name in ("exact", "half", "no-abstentions", "n")}
    for g, columns in enumerate(groups):
        cast = votes.cast[:, columns]
        present = np.flatnonzero(((cast >= YES) & (cast <= NO)).any(axis=1))
        where = np.ix_(present, present)
        for name, numbers in _pairs_of(cast[present]).items():
            found[name][g][where] = numbers
    return found


def _pairs_of(cast: Cast) -> dict[str, NDArray[np.float32]]:
    """Through matrix products: with +1 and -1 for yes and no, products tell alike from opposed at once."""
    abstain = np.asarray(cast == ABSTAIN, dtype=np.float32)
    decided = np.asarray((cast == YES) | (cast == NO), dtype=np.float32)
    signed = decided * (2 - cast.astype(np.float32))
    both, one_abstains = decided @ decided.T, abstain @ decided.T
    alike = (both + signed @ signed.T) / 2
    same = alike + abstain @ abstain.T
    mixed = one_abstains + one_abstains.T
    n = both + mixed + same - alike
    with np.errstate(divide="ignore", invalid="ignore"):
        return {"exact": same / n, "half": (same + mixed / 2) / n, "no-abstentions": alike / both, "n": n}


def _years(votes: Votes) -> NDArray[np.int64]:
    """Calendar years; where a roll call has no date, the year in which its session begins."""
    written = votes.rollcalls["date"].str.slice(0, 4).cast(int, strict=False).to_list()
    begun = votes.sessions + 1945
    return np.array([year or begin for year, begin in zip(written, begun, strict=True)], dtype=np.int64)
