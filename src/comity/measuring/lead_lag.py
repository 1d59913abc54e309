"""Lead and lag: does one kind of happening follow another? An event study with a null of shifted dates."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.measuring.measured import LEVEL, TOO_FEW, Measured, frame_of, of_record, row
from comity.measuring.told import choose, day_of, gather, parties, tell
from comity.recording import View

SOURCE = "event study after MacKinlay 1997, Journal of Economic Literature 35(1); null by circular shift of all dates"
DEFINITION = (
    "Mean number of outcomes on the days 1 to h after an event, less the mean on as many days before it. p: how often "
    "all events, moved together by a random number of days (turning over at the ends of the time), show as much. "
    "interval: bootstrap over events. `documents` is the same difference of documents published: when reporting rises "
    "with the events, outcomes may only be told more. Under five events no number"
)
UNIT = "outcomes per event"
DRAWS, SEED = 1999, 11
Numbers = NDArray[np.float64]
Days = NDArray[np.int64]


def measure_lead_lag(
    events: Sequence[dt.date], outcomes: Sequence[dt.date], *, window: int = 30, level: float = LEVEL
) -> dict[str, Any]:
    """One row: the excess of outcomes in the `window` days after an event over those before, p, and the cases.

    `by_day` is the mean number of outcomes on each day from `window` days before to as many after.
    """
    first, last = _span(events, outcomes)
    usable = sorted({day for day in events if first + window <= day.toordinal() <= last - window})
    cases = {"window": window, "cases": [day.isoformat() for day in usable]}
    fixed: dict[str, Any] = {"unit": UNIT, "rule": f"{window} days after less {window} days before"}
    if len(usable) < TOO_FEW or not outcomes:
        few = f"{len(usable)} events with {window} days on either side, fewer than {TOO_FEW}"
        reason = few if outcomes else "no outcome is dated to the day"
        return row(None, n=len(usable), **fixed, reason=reason) | {"p": None, "by_day": []} | cases
    days = np.array([day.toordinal() for day in usable]) - first
    counted = np.bincount([day.toordinal() - first for day in outcomes], minlength=last - first + 1).astype(float)
    each = excess(days, counted, window)
    low, high = _bootstrap(each, level)
    p = _shift(days, counted, window, float(each.mean()))
    around = days[:, None] + np.arange(-window, window + 1)
    by_day = counted[around % counted.size].mean(axis=0).tolist()
    line = row(float(each.mean()), low=low, high=high, n=each.size, **fixed)
    return line | {"p": p, "by_day": by_day} | cases


def excess(places: Days, counted: Numbers, window: int) -> Numbers:
    """Outcomes on the days after each place less those before; days turn over at the ends."""
    around = np.arange(1, window + 1)
    after = counted[(places[:, None] + around) % counted.size].sum(axis=1)
    before = counted[(places[:, None] - around) % counted.size].sum(axis=1)
    return np.asarray(after - before)


def from_record(
    view: View, first: Collection[str], then: Collection[str], *, kinds: tuple[str, str], window: int = 30,
    level: float = LEVEL,
) -> Measured:  # fmt: skip
    """After a happening of the first kind with anybody of `first`, does one of the second with `then` follow?"""
    one, two = (choose(gather(view, group), kind) for group, kind in ((first, kinds[0]), (then, kinds[1])))
    causes = {h.id for h in one}
    effects = [h for h in two if h.id not in causes]
    events, outcomes = ([day for h in told if (day := day_of(h))] for told in (one, effects))
    line = measure_lead_lag(events, outcomes, window=window, level=level)
    keys = {"event": f"{kinds[0]} with {'+'.join(first)}", "outcome": f"{kinds[1]} with {'+'.join(then)}"}
    known = parties(view, one)
    cases = set(line["cases"])
    behind = [h for h in one if (day := day_of(h)) and day.isoformat() in cases]
    told = {
        "documents": _reporting(view, line["cases"], window),
        "happenings": [tell(h, known.get(h.id, ((), ()))) for h in behind],
        "statements": [id for h in behind for id in h.backing.statements],
    }
    return of_record("lead-lag", frame_of([keys | line | told]), f"{DEFINITION}.", SOURCE, view, level)


def _reporting(view: View, cases: Sequence[str], window: int) -> float | None:
    """Documents published in the windows after the cases less those in the windows before, per case."""
    heads = [head.published for head in view.documents() if head.published and not head.register]
    days = np.array([dt.date.fromisoformat(day).toordinal() for day in heads if len(day) == 10])
    if not cases or not days.size:
        return None
    apart = days[None, :] - np.array([dt.date.fromisoformat(day).toordinal() for day in cases])[:, None]
    after, before = ((apart >= 1) & (apart <= window)).sum(), ((apart <= -1) & (apart >= -window)).sum()
    return float(after - before) / len(cases)


def _span(events: Sequence[dt.date], outcomes: Sequence[dt.date]) -> tuple[int, int]:
    days = [day.toordinal() for day in (*events, *outcomes)]
    return min(days, default=0), max(days, default=0)


def _bootstrap(each: Numbers, level: float) -> tuple[float, float]:
    drawn = np.random.default_rng(SEED).choice(each, size=(DRAWS, each.size)).mean(axis=1)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _shift(places: Days, counted: Numbers, window: int, seen: float) -> float:
    offsets = np.random.default_rng(SEED).integers(1, counted.size, DRAWS)
    null = np.array([excess((places + offset) % counted.size, counted, window).mean() for offset in offsets])
    return float(((null >= seen - 1e-12).sum() + 1) / (DRAWS + 1))
