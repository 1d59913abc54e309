"""What happened near a change point: happenings of the record nearest in time to the moment a series changed."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

import polars as pl

from comity.edtf import bounds
from comity.measuring.measured import Measured
from comity.measuring.told import HAPPENED, days_of, gather, parties, tell, weigh
from comity.recording import View
from comity.recording.summaries import ToldHappening

SHOWN = 3
REACH = {"session": 365, "year": 365, "month": 92, "day": 31}
"""Days on either side of a change in which happenings are near, by what the series counts in."""
NOTE = "`near` are the happenings of the record nearest in time to a change, at most three; nearness is no cause"


def annotate(breaks: Measured, view: View, group: Collection[str], others: Collection[str], by: str) -> Measured:
    """The change points with `near`, what the record tells around them, and its `statements`."""
    told = [h for h in gather(view, group, others) if h.modality == HAPPENED and days_of(h)]
    near = [_nearest(told, _day(label, by), REACH[by]) for label in breaks.frame["at"].to_list()]
    sides = parties(view, {h.id: h for line in near for h in line}.values())
    lines = [[tell(h, sides.get(h.id, ((), ()))) for h in line] for line in near]
    behind = [[id for h in line for id in h.backing.statements] for line in near]
    frame = breaks.frame.with_columns(
        pl.Series("near", lines, dtype=pl.List(pl.String)), pl.Series("statements", behind, dtype=pl.List(pl.String))
    )
    return replace(breaks, frame=frame, definition=f"{breaks.definition} {NOTE}.")


def _day(label: object, by: str) -> dt.date | None:
    """The middle of a session's autumn, or of the period that a label names."""
    if label is None:
        return None
    if by == "session":
        return dt.date(int(str(label)) + 1945, 11, 15)
    span = bounds(str(label))
    if span.earliest is None or span.latest is None:
        return None
    return span.earliest + (span.latest - span.earliest) / 2


def _nearest(told: Sequence[ToldHappening], day: dt.date | None, reach: int) -> list[ToldHappening]:
    if day is None:
        return []
    apart = {happening.id: _apart(happening, day) for happening in told}
    near = [happening for happening in told if apart[happening.id] <= reach]
    return sorted(near, key=lambda h: (apart[h.id], -_weight(h), h.id))[:SHOWN]


def _apart(happening: ToldHappening, day: dt.date) -> int:
    span = days_of(happening)
    first, last = (span.earliest or day, span.latest or day) if span else (day, day)
    return 0 if first <= day <= last else min(abs((first - day).days), abs((last - day).days))


def _weight(happening: ToldHappening) -> float:
    weight = weigh(happening.type, happening.mode)
    return abs(weight.score) if weight else 0.0
