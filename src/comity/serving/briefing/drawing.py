"""Charts of a brief: members over time, happenings in time."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from comity.asking.rows import MemberRow
from comity.edtf import Bounds, bounds
from comity.serving.briefing.shapes import Dot, Drawing, Shape, Stroke, Words
from comity.serving.web.spans import Scale, place_happenings
from comity.sureness import is_unsure

WIDTH, LEFT, RIGHT, TOP, HIGH = 640, 34, 10, 20, 150
"""Units: across; where the plot begins and what stays free at its end; above it; its height."""


def draw_members(rows: Iterable[MemberRow], until: dt.date) -> Drawing | None:
    """How many members there were at each turn, to the day `until`; None when no beginning is dated."""
    spans = [
        (row.member, bounds(row.since), bounds(row.until) if row.until else Bounds(None, None))
        for row in rows
        if row.status in ("member", "founder") and row.modality == "actual" and row.since
    ]
    turns = sorted({day for _, start, end in spans for day in (start.earliest, end.latest) if day and day <= until})
    if not turns:
        return None
    counts = list(zip([*turns, until], _count(spans, [*turns, until]), strict=True))
    scale = Scale.over([turns[0], until], LEFT, WIDTH - RIGHT)
    most = max(number for _, number in counts)
    points: list[tuple[float, float]] = [(scale.x(turns[0]), TOP + HIGH)]
    for day, number in counts:
        x, y = scale.x(day), round(TOP + HIGH - HIGH * number / most, 1)
        points += [(x, points[-1][1]), (x, y)]
    levels = [Words(LEFT - 6, TOP + HIGH - HIGH * level / most + 4, str(level), "end") for level in _levels(most)]
    told = f"Members from {turns[0].year} to {until.year}: {counts[0][1]} at first, {counts[-1][1]} at the end."
    return Drawing(WIDTH, TOP + HIGH + 8, (*_axis(scale, TOP + HIGH), *levels, Stroke(tuple(points), "line")), told)


def draw_happenings(rows: Sequence[Any]) -> Drawing | None:
    """Happenings in time: cooperation above the line, conflict below it; hollow what is planned, possible or denied."""
    chart = place_happenings(rows)
    if chart is None:
        return None
    part = WIDTH / chart.width
    middle = (chart.height + 14) / 2
    axis: list[Shape] = [
        *(Stroke(((x * part, 16), (x * part, chart.height)), "axis") for x, _ in chart.ticks),
        *(Words(x * part, 11, text) for x, text in chart.ticks),
        Stroke(((0, middle), (WIDTH, middle)), "axis"),
    ]
    dots = [
        Dot(round(mark.x * part, 1), mark.y, round(mark.width * part, 1), _style(mark), mark.row.what)
        for mark in chart.marks
    ]
    good = sum(mark.cooperative for mark in chart.marks)
    doubts = [
        Words(dot.x + (dot.width / 2 if dot.width > 8 else 0), dot.y + 4, "?")
        for dot, mark in zip(dots, chart.marks, strict=True)
        if is_unsure(mark.row.confidence)
    ]
    told = (
        f"{len(dots)} happenings in time: {good} of cooperation above the line, {len(dots) - good} of conflict below."
    )
    told += f" {len(doubts)} with a question mark are unsure." if doubts else ""
    return Drawing(WIDTH, chart.height, (*axis, *dots, *doubts), told)


def _axis(scale: Scale, bottom: float) -> list[Shape]:
    lines = [Stroke(((x, TOP - 4), (x, bottom)), "axis") for x, _ in scale.ticks()]
    return [
        *lines,
        *(Words(x, 11, text) for x, text in scale.ticks()),
        Stroke(((LEFT, bottom), (WIDTH, bottom)), "axis"),
    ]


def _levels(most: int) -> list[int]:
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100) if most / step <= 6), 200)
    return list(range(0, most + 1, step))


def _count(spans: Sequence[tuple[str, Bounds, Bounds]], days: Sequence[dt.date]) -> list[int]:
    """Members that may hold on each of some days in order: begun by its end, and not known to have ended before."""
    steps = sorted(
        (day, member, step)
        for member, start, end in spans
        for day, step in ((start.earliest or dt.date.max, 1), (end.latest or dt.date.max, -1))
    )
    held: Counter[str] = Counter()
    counts, place = [], 0
    for day in days:
        while place < len(steps) and steps[place][0] <= day:
            held[steps[place][1]] += steps[place][2]
            place += 1
        counts.append(sum(number > 0 for number in held.values()))
    return counts


def _style(mark: Any) -> str:
    side = "good" if mark.cooperative else "ill"
    return side if mark.row.modality == "actual" and not is_unsure(mark.row.confidence) else f"{side}-open"
