"""Event series: cooperation and conflict of a pair, a group or one actor by day, month or year, from the record."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from comity.errors import UserError
from comity.measuring.measured import LEVEL, Measured, frame_of, of_record, row
from comity.measuring.told import HAPPENED, gather, lies_within, parties, period_of, tell, weigh
from comity.recording import View
from comity.recording.summaries import ToldHappening

SOURCE = "PLOVER codebook 2.0 (draft): conflict-cooperation value of each type and mode"
DEFINITION = (
    "Sum of the PLOVER values of the happenings of a period: cooperation above zero, conflict below; what is only "
    "planned, possible or denied makes a series of its own. `n` counts happenings, `verbal` and `material` split "
    "them by quad class. More reports tell more happenings, so `documents` and `publishers` of the period stand "
    "beside them, and `per_document` is the sum by documents. A period without happenings is 0 where documents were "
    "published in it, and null where none was. interval: happenings counted anew as Poisson numbers, from five of "
    "them on"
)
LENGTHS = {"day": 10, "month": 7, "year": 4}
UNIT = "PLOVER value"
DRAWS, SEED, ENOUGH = 2000, 5, 5


def measure_events(
    view: View,
    group: Collection[str],
    others: Collection[str] = (),
    *,
    by: str = "month",
    smooth: int = 1,
    since: str | None = None,
    until: str | None = None,
    level: float = LEVEL,
) -> Measured:
    """The series of a group (with another): one row a period and side, with the happenings and statements behind it.

    `smooth` is a number of periods whose mean, centred, takes the place of each sum; the rule then says so.
    """
    if by not in LENGTHS:
        raise UserError(f"Happenings cannot be counted by “{by}”; choose one of {', '.join(LENGTHS)}.")
    length = LENGTHS[by]
    grouped = _group(view, group, others, length, since, until)
    keys = {"actor": "+".join(group), "other": "+".join(others) or None}
    if not grouped:
        nothing = row(None, unit=UNIT, rule=_rule(by, 1), reason="the record tells of no dated happening")
        rows = [{**keys, "period": None, "series": None} | nothing]
        return of_record("events", frame_of(rows, ("actor", "other")), f"{DEFINITION}.", SOURCE, view, level)
    reports = _Reports(view, length, [happening for told in grouped.values() for happening in told])
    periods = _run(min(period for _, period in grouped), max(period for _, period in grouped), by)
    rows = []
    for side in sorted({side for side, _ in grouped}):
        line = [_sum(grouped.get((side, period), []), period, reports, by, level) for period in periods]
        named = [
            {**keys, "period": period, "series": side} | cells for period, cells in zip(periods, line, strict=True)
        ]
        rows += _smooth(named, smooth, by) if smooth > 1 else named
    frame = frame_of(rows, ("actor", "other", "period", "series"))
    return of_record("events", frame, f"{DEFINITION}.", SOURCE, view, level)


class _Reports:
    """How much was published in each period, and how happenings are told."""

    def __init__(self, view: View, length: int, told: Sequence[ToldHappening]) -> None:
        self._sides = parties(view, told)
        self._published = _published(view, length)

    def documents(self, period: str) -> int:
        return self._published.get(period, (0, 0))[0]

    def publishers(self, period: str) -> int:
        return self._published.get(period, (0, 0))[1]

    def tell(self, told: Sequence[ToldHappening]) -> list[str]:
        return [tell(happening, self._sides.get(happening.id, ((), ()))) for happening in told]


def _published(view: View, length: int) -> Mapping[str, tuple[int, int]]:
    """How many reports of how many publishers each period has; months are counted by the record, days one by one."""
    if length <= LENGTHS["month"]:
        return view.output(length)
    documents: Counter[str] = Counter()
    publishers: dict[str, set[str]] = defaultdict(set)
    for head in view.documents():
        if head.published and not head.register:
            documents[head.published[:length]] += 1
            publishers[head.published[:length]] |= {head.publisher} if head.publisher else set()
    return {period: (number, len(publishers[period])) for period, number in documents.items()}


def _group(
    view: View, group: Collection[str], others: Collection[str], length: int, since: str | None, until: str | None
) -> dict[tuple[str, str], list[ToldHappening]]:
    """By side and period; happenings known less precisely than the period are left out."""
    groups: dict[tuple[str, str], list[ToldHappening]] = defaultdict(list)
    for happening in gather(view, group, others):
        period, weight = period_of(happening, length), weigh(happening.type, happening.mode)
        if period and weight and lies_within(happening, since, until):
            side = weight.side if happening.modality == HAPPENED else f"{happening.modality} {weight.side}"
            groups[side, period].append(happening)
    return groups


def _sum(told: Sequence[ToldHappening], period: str, reports: _Reports, by: str, level: float) -> dict[str, Any]:
    found = [weight for happening in told if (weight := weigh(happening.type, happening.mode))]
    scores = np.array([weight.score for weight in found], dtype=float)
    documents = reports.documents(period)
    silent = not told and not documents
    low, high = _interval(scores, level)
    line = row(
        None if silent else float(scores.sum()), low=low, high=high, n=len(told), unit=UNIT, rule=_rule(by, 1),
        reason=f"no document of this {by} is in the record",
    )  # fmt: skip
    return line | {
        "verbal": sum(weight.quad in (1, 3) for weight in found),
        "material": sum(weight.quad in (2, 4) for weight in found),
        "documents": documents,
        "publishers": reports.publishers(period),
        "per_document": float(scores.sum()) / documents if documents else None,
        "happenings": reports.tell(told),
        "statements": [id for happening in told for id in happening.backing.statements],
    }


def _interval(scores: "np.ndarray[Any, np.dtype[np.float64]]", level: float) -> tuple[float | None, float | None]:
    if scores.size < ENOUGH:
        return None, None
    drawn = np.random.default_rng(SEED).poisson(1.0, size=(DRAWS, scores.size)) @ scores
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _smooth(rows: list[dict[str, Any]], width: int, by: str) -> list[dict[str, Any]]:
    """The centred mean over `width` periods in place of each value; no interval, for neighbours share happenings."""
    values = [line["value"] for line in rows]
    smoothed = []
    for i, line in enumerate(rows):
        first = max(0, i - (width - 1) // 2)
        near = [value for value in values[first : i + width // 2 + 1] if value is not None]
        mean = float(np.mean(near)) if near and line["value"] is not None else None
        told = row(mean, n=line["n"], unit=line["unit"], rule=_rule(by, width), reason=line["reason"])
        smoothed.append(line | told)
    return smoothed


def _rule(by: str, width: int) -> str:
    return f"sum by {by}" if width == 1 else f"sum by {by}, centred mean over {width}"


def _run(first: str, last: str, by: str) -> list[str]:
    """All periods from the first to the last."""
    if by == "year":
        return [str(year) for year in range(int(first), int(last) + 1)]
    if by == "month":
        months = range(_month(first), _month(last) + 1)
        return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months]
    days = range(dt.date.fromisoformat(first).toordinal(), dt.date.fromisoformat(last).toordinal() + 1)
    return [dt.date.fromordinal(day).isoformat() for day in days]


def _month(written: str) -> int:
    return int(written[:4]) * 12 + int(written[5:7]) - 1
