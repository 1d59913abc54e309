"""Cohesion of a bloc: agreement index, Rice index, unanimity, against groups of the same size drawn at random."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from comity.errors import UserError
from comity.measuring.blocs import Bloc, membership
from comity.measuring.measured import LEVEL, TOO_FEW, Measured, frame_of, of_votes, row
from comity.measuring.tables import SEED, periods_or_none
from comity.votes import ABSTAIN, NO, YES, Mask, Votes

INDICES = ("agreement-index", "rice", "unanimous")
DRAWS, RANDOM_GROUPS = 2000, 200
SOURCE = "Hix, Noury and Roland 2005, British Journal of Political Science 35(2):209-234; Rice 1925"
DEFINITION = (
    "Mean over the contested roll calls in which at least half the bloc, and two states, took part. agreement-index: "
    "(max - (total - max) / 2) / total of yes, abstain, no; rice: |yes - no| / (yes + no), abstentions dropped, two or "
    "more votes; unanimous: share of roll calls in which all votes of the bloc are the same. `expected` is the mean of "
    "as many states drawn at random among those that voted in the period, for small groups look more united"
)
DRIFT = (
    "Change of the mean agreement index between two stretches of sessions (the first and last third, unless given), "
    "split into `old members`, who belonged throughout, and `new members`, what the others add at the end less what "
    "they took away at the beginning; `agenda` is the part of `old members` that as many states drawn at random show "
    "as well"
)
Numbers = NDArray[np.float64]


def measure_cohesion(
    votes: Votes,
    blocs: Sequence[Bloc],
    *,
    indices: Sequence[str] = INDICES,
    by: str = "session",
    as_of: str = "vote",
    level: float = LEVEL,
) -> Measured:
    """Each bloc's indices by period, with a bootstrap interval over roll calls and the random expectation."""
    if unknown := [name for name in indices if name not in INDICES]:
        raise UserError(f"There is no cohesion index “{unknown[0]}”; choose one of {', '.join(INDICES)}.")
    contested = votes.keep(votes.contested)
    rows = []
    for bloc in blocs:
        inside = membership(bloc, contested, as_of=as_of)
        for period, columns in periods_or_none(contested, by):
            rows += _measure(
                contested, inside[:, columns], columns, {"bloc": bloc.name, "period": period}, indices, level
            )
    frame = frame_of(rows, ("bloc", "period"))
    return of_votes("cohesion", frame, f"{DEFINITION}.", SOURCE, votes, level)


def count_votes(cast: NDArray[np.int8], inside: Mask) -> Numbers:
    """How many of the bloc said yes, abstained, said no in each roll call; shape (3, roll calls)."""
    return np.stack([((cast == code) & inside).sum(axis=0) for code in (YES, ABSTAIN, NO)]).astype(float)


def index_cohesion(counts: Numbers, members: Numbers) -> dict[str, Numbers]:
    """The three indices of each roll call, NaN where too few of the bloc took part."""
    total, most = counts.sum(axis=-2), counts.max(axis=-2)
    enough = (total >= members / 2) & (total >= 2)
    yes, no = counts[..., 0, :], counts[..., 2, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        agreement = np.where(enough, (most - 0.5 * (total - most)) / total, np.nan)
        rice = np.where(enough & (yes + no >= 2), np.abs(yes - no) / (yes + no), np.nan)
    return {"agreement-index": agreement, "rice": rice, "unanimous": np.where(enough, most == total, np.nan)}


def _measure(
    votes: Votes,
    inside: Mask,
    columns: NDArray[np.int64],
    keys: dict[str, str | None],
    indices: Sequence[str],
    level: float,
) -> list[dict[str, object]]:
    cast = votes.cast[:, columns]
    members = inside.sum(axis=0).astype(float)
    found = index_cohesion(count_votes(cast, inside), members)
    usable = int((~np.isnan(found["agreement-index"])).sum())
    if usable < TOO_FEW:
        return [keys | row(None, n=usable, unit="index", rule=name, reason=_why(members, usable)) for name in indices]
    expected = _expect(cast, members)
    voted = ((cast >= YES) & (cast <= NO) & inside).sum() / max(1, inside.sum())
    rows = []
    for name in indices:
        known = found[name][~np.isnan(found[name])]
        low, high = _bootstrap(known, level)
        mean = float(known.mean()) if known.size else None
        numbers = row(
            mean, low=low, high=high, n=int(known.size), unit="share" if name == "unanimous" else "index", rule=name
        )
        rows.append(
            keys | numbers | {"expected": expected[name], "members": int(members.max()), "took_part": float(voted)}
        )
    return rows


def _why(members: Numbers, usable: int) -> str:
    if members.size == 0:
        return "no roll call is contested"
    if members.max() < 2:
        return "the bloc has fewer than two members in these votes"
    return f"{usable} contested roll calls with half the bloc, fewer than {TOO_FEW}"


def _bootstrap(known: Numbers, level: float) -> tuple[float | None, float | None]:
    if known.size < TOO_FEW:
        return None, None
    drawn = np.random.default_rng(SEED).integers(known.size, size=(DRAWS, known.size))
    low, high = np.quantile(known[drawn].mean(axis=1), [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _expect(cast: NDArray[np.int8], members: Numbers) -> dict[str, float | None]:
    """The mean indices of groups of the bloc's usual size, drawn among the states that took part."""
    size = int(np.median(members[members > 0]))
    present = np.flatnonzero(((cast >= YES) & (cast <= NO)).any(axis=1))
    if present.size < max(size, 2):
        return dict.fromkeys(INDICES)
    draws = np.random.default_rng(SEED).random((RANDOM_GROUPS, present.size)).argsort(axis=1)[:, :size]
    chosen = np.zeros((RANDOM_GROUPS, present.size), dtype=np.float32)
    np.put_along_axis(chosen, draws, 1, axis=1)
    counts = np.stack([chosen @ (cast[present] == code).astype(np.float32) for code in (YES, ABSTAIN, NO)], axis=1)
    found = index_cohesion(counts.astype(float), np.full(cast.shape[1], float(size)))
    return {name: float(np.nanmean(numbers)) if (~np.isnan(numbers)).any() else None for name, numbers in found.items()}


def measure_drift(votes: Votes, bloc: Bloc) -> Measured:
    """The change from the first third of the sessions to the last third, and what it comes of."""
    sessions = sorted(set(votes.sessions.tolist())) or [0]
    third = max(1, len(sessions) // 3)
    return decompose_drift(votes, bloc, (sessions[0], sessions[third - 1]), (sessions[-third], sessions[-1]))


def decompose_drift(votes: Votes, bloc: Bloc, before: tuple[int, int], after: tuple[int, int]) -> Measured:
    """What a change of the agreement index between two stretches of sessions comes of.

    `old members` is the change among those that belonged throughout; `new members` what the others add at the end
    less what they took away at the beginning; the two add up to `change`. `agenda` is the part of `old members` that
    all states drawn at random show as well: a change of what is voted on, not of the bloc.
    """
    spans = {
        "before": votes.select(sessions=before, contested=True),
        "after": votes.select(sessions=after, contested=True),
    }
    whole: dict[str, float | None] = {}
    stayers: dict[str, float | None] = {}
    world: dict[str, float | None] = {}
    inside: dict[str, Mask] = {name: membership(bloc, span) for name, span in spans.items()}
    common = np.asarray(inside["before"].any(axis=1) & inside["after"].any(axis=1))
    for name, span in spans.items():
        held = inside[name] & common[:, None]
        whole[name] = _mean_agreement(span, inside[name])
        stayers[name] = _mean_agreement(span, held)
        world[name] = _expect(span.cast, held.sum(axis=0).astype(float))["agreement-index"] if held.any() else None
    change, old, agenda = (_change(numbers) for numbers in (whole, stayers, world))
    parts = {
        "before": whole["before"], "after": whole["after"], "change": change, "old members": old,
        "new members": None if change is None or old is None else change - old, "agenda": agenda,
    }  # fmt: skip
    rows = [
        {"bloc": bloc.name, "part": part}
        | row(value, n=spans["after"].rollcalls.height, unit="index", rule="agreement-index")
        for part, value in parts.items()
    ]
    return of_votes("drift", frame_of(rows, ("bloc", "part")), f"{DRIFT}.", SOURCE, votes)


def _mean_agreement(votes: Votes, inside: Mask) -> float | None:
    found = index_cohesion(count_votes(votes.cast, inside), inside.sum(axis=0).astype(float))["agreement-index"]
    known = found[np.isfinite(found)]
    return float(known.mean()) if known.size >= TOO_FEW else None


def _change(numbers: dict[str, float | None]) -> float | None:
    before, after = numbers["before"], numbers["after"]
    return None if before is None or after is None else after - before
