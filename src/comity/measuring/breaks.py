"""Change points of a yearly or other even series, each with a permutation null and an interval of its place."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from comity.measuring.measured import LEVEL, Measured, frame_of, row

SOURCE = "Killick, Fearnhead and Eckley 2012, JASA 107(500) (PELT), least squares, every place allowed (jump 1)"
DEFINITION = (
    "Places at which the mean of the series changes: least squares with a penalty of log n times the variance of first "
    "differences for each change, segments of three or more. p: how often the best split of the two segments around a "
    "change, their order shuffled, is as good; interval: where the split falls when the segments' residuals are redrawn"
)
SHORTEST, PENALTY = 3, 1.0
DRAWS, SEED = 499, 7
UNIT, RULE = "change of the mean", "PELT, least squares"
Numbers = NDArray[np.float64]


def measure_breaks(
    labels: Sequence[int | str],
    values: Sequence[float | None],
    *,
    name: str = "series",
    data: str = "",
    version: str = "",
    coverage: str = "",
    level: float = LEVEL,
    penalty: float = PENALTY,
) -> Measured:
    """The changes of a series; one row with a reason when it is too short, constant, or has none.

    `value` is the size of the change; `at` is the first label after it, `from` and `to` the interval of `at`; `before`
    and `after` are the means of the segments on either side, which run from `first` to `last` through
    `labels` and `values`.
    """
    kept = [(label, value) for label, value in zip(labels, values, strict=True) if value is not None and value == value]
    series = np.array([value for _, value in kept], dtype=float)
    names = [label for label, _ in kept]
    rows = _rows(series, names, name, level, penalty)
    frame = frame_of(rows, ("series", "at"))
    return Measured("breaks", frame, f"{DEFINITION}.", SOURCE, data, version, level, coverage=coverage)


def find_breaks(series: Numbers, penalty: float = PENALTY) -> list[int]:
    """Indices at which new segments begin; none for a short or constant series."""
    import ruptures

    if series.size < 2 * SHORTEST or np.ptp(series) == 0:
        return []
    cost = penalty * np.log(series.size) * float(np.diff(series).var())
    model = ruptures.Pelt(model="l2", min_size=SHORTEST, jump=1)
    return [int(end) for end in model.fit_predict(series.reshape(-1, 1), pen=cost)[:-1]]


def _rows(
    series: Numbers, names: Sequence[int | str], name: str, level: float, penalty: float
) -> list[dict[str, object]]:
    found = find_breaks(series, penalty)
    if not found:
        keys = ("at", "from", "to", "p", "before", "after", "first", "last", "labels", "values")
        nothing = {"series": name} | dict.fromkeys(keys)
        return [nothing | row(None, n=series.size, unit=UNIT, rule=RULE, reason=_why_none(series))]
    ends = [0, *found, series.size]
    rows = []
    for left, place, right in zip(ends, ends[1:], ends[2:], strict=False):
        before, after = series[left:place], series[place:right]
        low, high = _interval_of_size(before, after, level)
        first, last = _locate(before, after, level)
        where = {
            "series": name, "at": names[place], "from": names[left + first], "to": names[min(left + last, right - 1)],
            "p": _permute(series[left:right]), "before": float(before.mean()), "after": float(after.mean()),
            "first": names[left], "last": names[right - 1], "labels": list(names[left:right]),
            "values": series[left:right].tolist(),
        }  # fmt: skip
        size = float(after.mean() - before.mean())
        rows.append(where | row(size, low=low, high=high, n=right - left, unit=UNIT, rule=RULE))
    return rows


def _why_none(series: Numbers) -> str:
    if series.size < 2 * SHORTEST:
        return f"{series.size} values, fewer than {2 * SHORTEST}"
    return "the series is constant" if np.ptp(series) == 0 else "no change stands out"


def _gain(series: Numbers) -> tuple[Numbers, int]:
    """How much each split lowers the squared error, shape (…, n - 1), for the rows of `series`; and the first place."""
    n = series.shape[-1]
    sizes = np.arange(1, n)
    left = np.cumsum(series, axis=-1)[..., :-1]
    total = series.sum(axis=-1, keepdims=True)
    gain = left**2 / sizes + (total - left) ** 2 / (n - sizes) - total**2 / n
    trim = min(SHORTEST, n // 2) - 1
    return gain[..., trim : n - 1 - trim], trim + 1


def _permute(series: Numbers) -> float:
    rng = np.random.default_rng(SEED)
    shuffled = rng.permuted(np.tile(series, (DRAWS, 1)), axis=1)
    best = _gain(series)[0].max()
    return float(((_gain(shuffled)[0].max(axis=1) >= best - 1e-12).sum() + 1) / (DRAWS + 1))


def _locate(before: Numbers, after: Numbers, level: float) -> tuple[int, int]:
    """First and last place of the split, counted from the beginning of `before`, at the level."""
    rng = np.random.default_rng(SEED)
    parts = [part.mean() + rng.choice(part - part.mean(), size=(DRAWS, part.size)) for part in (before, after)]
    gain, first = _gain(np.concatenate(parts, axis=1))
    low, high = np.quantile(gain.argmax(axis=1) + first, [(1 - level) / 2, (1 + level) / 2], method="nearest")
    return min(int(low), before.size), max(int(high), before.size)


def _interval_of_size(before: Numbers, after: Numbers, level: float) -> tuple[float, float]:
    rng = np.random.default_rng(SEED)
    means = [rng.choice(part, size=(DRAWS, part.size)).mean(axis=1) for part in (before, after)]
    low, high = np.quantile(means[1] - means[0], [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
