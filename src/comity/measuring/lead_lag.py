"""Lead and lag: does Y follow X more often than it comes anyway? An event study with a null of shifted dates."""

import datetime as dt
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from comity.measuring.events import HAPPENED, day_of, weigh
from comity.measuring.measured import LEVEL, TOO_FEW, Measured, frame_of, row
from comity.recording import View
from comity.recording.summaries import ToldHappening

SOURCE = "event study after MacKinlay 1997, Journal of Economic Literature 35(1); null by circular shift of all dates"
DEFINITION = (
    "Mean number of outcomes on the days 1 to h after an event, less the mean on as many days before it. p: how often "
    "all events, moved together by a random number of days (turning over at the ends of the time), show as much. "
    "interval: bootstrap over events. Under five events no number"
)
DRAWS, SEED = 1999, 11
Numbers = NDArray[np.float64]
Days = NDArray[np.int64]


def measure_lead_lag(
    events: Sequence[dt.date],
    outcomes: Sequence[dt.date],
    *,
    window: int = 30,
    name: str = "X",
    other: str = "Y",
    data: str = "",
    version: str = "",
    level: float = LEVEL,
) -> Measured:
    """The excess of outcomes in the `window` days after an event over those before it, with its null and the cases."""
    keys = {"event": name, "outcome": other, "window": window}
    first, last = _span(events, outcomes)
    usable = sorted({day for day in events if first + window <= day.toordinal() <= last - window})
    fixed = {"unit": "outcomes per event", "rule": f"{window} days after less {window} days before"}
    if len(usable) < TOO_FEW or not outcomes:
        why = (
            "no outcome is dated"
            if not outcomes
            else f"{len(usable)} events with {window} days on either side, fewer than {TOO_FEW}"
        )
        line = (
            keys
            | row(None, n=len(usable), unit=fixed["unit"], rule=fixed["rule"], reason=why)
            | {"p": None, "cases": [day.isoformat() for day in usable]}
        )
    else:
        days = np.array([day.toordinal() for day in usable])
        counted = np.bincount([day.toordinal() - first for day in outcomes], minlength=last - first + 1).astype(float)
        each = excess(days - first, counted, window)
        low, high = _bootstrap(each, level)
        p = _shift(days - first, counted, window, float(each.mean()))
        line = (
            keys
            | row(float(each.mean()), low=low, high=high, n=each.size, unit=fixed["unit"], rule=fixed["rule"])
            | {"p": p, "cases": [day.isoformat() for day in usable]}
        )
    return Measured("lead-lag", frame_of([line]), f"{DEFINITION}.", SOURCE, data, version, level)


def excess(places: Days, counted: Numbers, window: int) -> Numbers:
    """Outcomes on the days after each place less those before; days turn over at the ends."""
    around = np.arange(1, window + 1)
    after = counted[(places[:, None] + around) % counted.size].sum(axis=1)
    before = counted[(places[:, None] - around) % counted.size].sum(axis=1)
    return np.asarray(after - before)


def dated(told: Iterable[ToldHappening], quads: tuple[int, ...]) -> list[dt.date]:
    """The days of the happenings of some quad classes that took place, told to the day."""
    days = [day_of(h) for h in told if h.modality == HAPPENED and (w := weigh(h.type, h.mode)) and w.quad in quads]
    return sorted(dt.date.fromisoformat(day) for day in days if day and len(day) == 10 and day[4] == day[7] == "-")


def from_record(view: View, tension: str, region: Sequence[str], *, window: int = 30) -> Measured:
    """After conflict with `tension`, does cooperation with any of `region` follow?"""
    events = dated(view.happenings(tension), (3, 4))
    outcomes = dated({h.id: h for actor in region for h in view.happenings(actor)}.values(), (1, 2))
    return measure_lead_lag(
        events, outcomes, window=window, name=f"conflict with {tension}", other=f"cooperation with {', '.join(region)}",
        data="record", version=view.data_version,
    )  # fmt: skip


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
