"""Geometry of charts in time: spells as bars, happenings as marks. Places are in the units of the drawing."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from comity.asking.wording import STANDINGS
from comity.edtf import Bounds, bounds
from comity.serving.web.words import COOPERATIVE

WIDTH, LABEL, ROW, AXIS, END = 960, 310, 22, 26, 12
"""Units across; where bars begin; height of a row and of the axis; room kept free at the right."""
MOST, TALL = 60, 12
"""Bars that are drawn at most; those of a chart that is taller than a screen."""
YEAR = 365.2425
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
LANES = 7
EDGE = 32
"""Nearer to an edge than this, the words of a tick would be cut."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A spell to be drawn: who or what, as what, from when to when (EDTF), how sure, and why it has no end."""

    label: str
    what: str
    since: str | None
    until: str | None
    modality: str
    ending: str
    standing: bool = False
    """Whether `what` is how somebody stands to an organisation, which has a colour."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bar with its places. Between `x` and `sure_x` it may have begun, between `sure_end` and `end` it may have
    ended; `open_start` and `open_end` say that no date is known there."""

    bar: Bar
    y: int
    x: float
    sure_x: float
    sure_end: float
    end: float
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars or marks on an axis of years."""

    bars: tuple[Drawn, ...]
    marks: tuple["Mark", ...]
    ticks: tuple[tuple[float, str], ...]
    width: int
    height: int
    left_out: int
    """How many there was no room or no date for; the table has them."""

    @property
    def foot(self) -> bool:
        """Whether the years stand at the foot once more, for the head of a long chart is out of sight there."""
        return len(self.bars) > TALL

    @property
    def floor(self) -> int:
        """Where the lines of the axis end."""
        return self.height - (18 if self.foot else 0)

    def anchor(self, x: float) -> str:
        """How the words of a tick stand at its line, so that none is cut at an edge."""
        return "start" if x < EDGE else "end" if x > self.width - EDGE else "middle"


@dataclass(frozen=True, slots=True)
class Mark:
    """A happening on the line of time; `width` is how long it may have lasted or how loosely it is dated."""

    row: Any
    x: float
    y: float
    width: float
    cooperative: bool


def draw(bars: Iterable[Bar], unseen: int = 0) -> Chart | None:
    """Bars by kind of standing, each kind in order of time, or None when none has a date.

    `unseen` more are counted as left out."""
    every = list(bars)
    dated = [bar for bar in every if bar.since or bar.until]
    spans = {bar: (_bounds(bar.since), _bounds(bar.until)) for bar in dated}
    days = [day for pair in spans.values() for span in pair for day in (span.earliest, span.latest) if day]
    if not days:
        return None
    scale = Scale.over([*days, dt.date.today()], LABEL, WIDTH - END)
    shown = sorted(dated, key=lambda bar: (_rank(bar), spans[bar][0].earliest or dt.date.min, bar.label))[:MOST]
    drawn = tuple(_place(bar, spans[bar], scale, AXIS + place * ROW) for place, bar in enumerate(shown))
    foot = 26 if len(drawn) > TALL else 8
    return Chart(drawn, (), scale.ticks(), WIDTH, AXIS + len(drawn) * ROW + foot, len(every) - len(shown) + unseen)


def _rank(bar: Bar) -> int:
    """Those who belong come first, then those who stand beside, in the order of statuses, and offices last."""
    if not bar.standing:
        return len(STANDINGS) + 1
    known = list(STANDINGS)
    return 0 if bar.what in ("founder", "member") else known.index(bar.what) if bar.what in known else len(known)


def place_happenings(rows: Sequence[Any]) -> Chart | None:
    """Happenings as marks: cooperation above the line, conflict below it; None when none has a date."""
    dated = [(row, span) for row in rows if (span := _bounds(row.date or row.reported)).earliest]
    days = [day for _, span in dated for day in (span.earliest, span.latest) if day]
    if not days:
        return None
    scale = Scale.over(days, END, WIDTH - END)
    used: dict[tuple[bool, int], int] = {}
    marks = []
    for row, span in dated:
        begin, end = scale.x(span.earliest or days[0]), scale.x(span.latest or span.earliest or days[0])
        good = row.type in COOPERATIVE
        column = (good, round(begin / 9))
        lane = used[column] = used.get(column, -1) + 1
        middle = AXIS + LANES * 10
        y = middle + (-8 - 10 * min(lane, LANES - 1) if good else 8 + 10 * min(lane, LANES - 1))
        marks.append(Mark(row, begin, y, max(0.0, end - begin), good))
    return Chart((), tuple(marks), scale.ticks(), WIDTH, AXIS + 2 * LANES * 10 + 12, len(rows) - len(dated))


def by_year(rows: Iterable[Any]) -> list[tuple[str, int, int]]:
    """For each year: how many happenings of cooperation and of conflict that really happened."""
    counts: dict[int, list[int]] = {}
    for row in rows:
        span = _bounds(row.date or row.reported)
        if span.earliest and row.modality == "actual":
            counts.setdefault(span.earliest.year, [0, 0])[row.type not in COOPERATIVE] += 1
    if not counts:
        return []
    first, last = min(counts), max(counts)
    return [(str(year), *counts.get(year, (0, 0))) for year in range(max(first, last - 79), last + 1)]


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to places between `left` and `right`."""

    first: dt.date
    last: dt.date
    left: float
    right: float

    @classmethod
    def over(cls, days: Iterable[dt.date], left: float, right: float) -> "Scale":
        """A scale on which all days have a place, with a little room at both ends."""
        ordered = sorted(days)
        room = max((ordered[-1] - ordered[0]).days // 50, 20)
        first = max(ordered[0].toordinal() - room, 1)
        return cls(dt.date.fromordinal(first), ordered[-1] + dt.timedelta(room), left, right)

    def x(self, day: dt.date) -> float:
        """Where a day stands."""
        part = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.left + part * (self.right - self.left), 1)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Years with a line, at most ten of them; months when there are less than three years."""
        years = (self.last - self.first).days / YEAR
        if years < 3:
            return self._months()
        step = next((step for step in STEPS if years / step <= 10), STEPS[-1])
        begin = -(-self.first.year // step) * step
        return tuple(
            (self.x(dt.date(year, 1, 1)), str(year))
            for year in range(begin, self.last.year + 1, step)
            if self.first <= dt.date(year, 1, 1) <= self.last
        )

    def _months(self) -> tuple[tuple[float, str], ...]:
        months = (self.last - self.first).days / 30
        step = next(step for step in (1, 2, 3, 6) if months / step <= 10 or step == 6)
        count = self.first.year * 12 + self.first.month
        days = [_month(month) for month in range(count, count + 40)]
        kept = [day for day in days if day <= self.last and (day.month - 1) % step == 0]
        return tuple((self.x(day), f"{day:%b %Y}") for day in kept)


def _month(count: int) -> dt.date:
    """First day of the month that comes `count` months after the beginning of the calendar."""
    year, month = divmod(count, 12)
    return dt.date(year, month + 1, 1)


def _place(bar: Bar, span: tuple[Bounds, Bounds], scale: Scale, y: int) -> Drawn:
    start, end = span
    begins = scale.x(start.earliest) if start.earliest else scale.left
    ends = scale.x(end.latest) if end.latest else scale.right
    return Drawn(
        bar, y, begins,
        scale.x(start.latest) if start.latest else begins,
        scale.x(end.earliest) if end.earliest else ends,
        ends, start.earliest is None, end.latest is None,
    )  # fmt: skip


def _bounds(edtf: str | None) -> Bounds:
    return bounds(edtf) if edtf else Bounds(None, None)
