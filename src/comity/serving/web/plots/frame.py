"""A plot before it is written: marks at their places, axes with ticks, and what each mark tells."""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from comity.edtf import bounds
from comity.serving.web.words import date

WIDTH, HEIGHT = 720, 330
LEFT, RIGHT, TOP, BOTTOM = 58, 28, 14, 40
"""Room around the marks, in units of the drawing."""
COLOURS = 7


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis with its words."""

    at: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Path:
    """A line or a band; `look` names its classes of style."""

    d: str
    look: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A value; `told` is what it says in words, `low` and `high` are the ends of its interval along its axis."""

    x: float
    y: float
    look: str
    told: str
    low: float | None = None
    high: float | None = None
    across: bool = False
    """Whether the interval runs from left to right."""
    href: str = ""
    size: float = 3.2


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle that tells something; `low` and `high` are the ends of its interval, upright."""

    x: float
    y: float
    width: float
    height: float
    look: str
    told: str
    low: float | None = None
    high: float | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """Words in the drawing; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "middle"
    look: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """One drawing. `zero` is where a line of no effect runs, along x when `upright`."""

    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    paths: tuple[Path, ...] = ()
    dots: tuple[Dot, ...] = ()
    bars: tuple[Bar, ...] = ()
    words: tuple[Word, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    """Look and words of each kind of mark."""
    title: str = ""
    x_title: str = ""
    y_title: str = ""
    zero: float | None = None
    upright: bool = False
    named: bool = False
    """Whether each tick below names the mark above it, so that none can be left out."""
    left: float = LEFT
    right: float = RIGHT
    width: float = WIDTH
    height: float = HEIGHT
    top: float = TOP
    bottom: float = BOTTOM

    @property
    def right_end(self) -> float:
        """Where marks end at the right."""
        return self.width - self.right

    @property
    def floor(self) -> float:
        """Where marks end at the bottom."""
        return self.height - self.bottom


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers to places, from `low` at `start` to `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    @classmethod
    def over(cls, values: Iterable[float], start: float, end: float, *, room: float = 0.04) -> "Scale":
        """A scale on which all values have a place, with a little room at both ends."""
        known = sorted(value for value in values if math.isfinite(value)) or [0.0, 1.0]
        low, high = known[0], known[-1]
        spread = (high - low) or max(abs(high), 1.0) * 0.5
        return cls(low - room * spread, high + room * spread, start, end)

    def __call__(self, value: float) -> float:
        """The place of a number."""
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 1)

    def ticks(self, most: int = 6) -> tuple[Tick, ...]:
        """Round numbers on the axis, at most so many."""
        step = _step((self.high - self.low) / most)
        first = math.ceil(self.low / step - 1e-9)
        numbers = [place * step for place in range(first, math.floor(self.high / step + 1e-9) + 1)]
        digits = next((count for count in range(15) if math.isclose(round(step, count), step, rel_tol=1e-9)), 15)
        return tuple(Tick(self(number), f"{number + 0.0:.{digits}f}".replace("-", "−")) for number in numbers)


def _step(least: float) -> float:
    """The smallest of 1, 2, 2.5 and 5 times a power of ten that is no less."""
    power = 10 ** math.floor(math.log10(least))
    return float(next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= least - 1e-12))


@dataclass(frozen=True, slots=True)
class Periods:
    """Sessions, years, months or days on an axis, in their order."""

    labels: tuple[str, ...]
    scale: Scale

    @classmethod
    def over(cls, labels: Iterable[object], start: float, end: float, *, step: float = 0.5) -> "Periods":
        """All of the labels, with half a period free at both ends."""
        known = sorted({str(label) for label in labels}, key=number_of)
        numbers = [number_of(label) for label in known] or [0.0]
        unit = min((later - earlier for earlier, later in pairwise(numbers)), default=1.0)
        return cls(tuple(known), Scale(numbers[0] - step * unit, numbers[-1] + step * unit, start, end))

    def __call__(self, label: object) -> float:
        """The place of a period."""
        return self.scale(number_of(str(label)))

    @property
    def pace(self) -> float:
        """How far two periods lie apart at least."""
        places = [self(label) for label in self.labels]
        return min((later - earlier for earlier, later in pairwise(places)), default=60.0)

    def ticks(self, most: int = 9) -> tuple[Tick, ...]:
        """Some of the periods by name; sessions with the year in which they began."""
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10_000) if len(self.labels) / step <= most)
        kept = [label for label in self.labels if _counts(label) % step == 0] if step > 1 else self.labels
        return tuple(Tick(self(label), name_period(label)) for label in (kept or self.labels[:1]))


def number_of(label: str) -> float:
    """A number that orders periods: the session, the year, or the day."""
    if label.isdigit():
        return float(label)
    first = bounds(label).earliest
    return float(first.toordinal()) if first else 0.0


def name_period(label: str) -> str:
    """What an axis calls a period."""
    if label.isdigit():
        return f"{label} ({int(label) + 1945})" if is_session(label) else label
    if len(label) == 7:
        return f"{dt.date.fromisoformat(f'{label}-01'):%b %Y}"
    return date(label)


def is_session(label: str) -> bool:
    """Whether a number is a session of the assembly rather than a year."""
    return label.isdigit() and int(label) < 1000


def _counts(label: str) -> int:
    """A number of which round ones make good ticks."""
    if label.isdigit():
        return int(label)
    first = bounds(label).earliest
    return 0 if first is None else first.year * 12 + first.month - 1 if len(label) == 7 else first.toordinal()


def join(points: Sequence[tuple[float, float]]) -> str:
    """A path through points."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def enclose(upper: Sequence[tuple[float, float]], lower: Sequence[tuple[float, float]]) -> str:
    """A band between two lines."""
    return f"{join([*upper, *reversed(lower)])}Z"


def show(value: float | None, digits: int = 3) -> str:
    """A number in words, with a true minus."""
    return "" if value is None else f"{value:.{digits}f}".replace("-", "−")


def interval(low: float | None, high: float | None, digits: int = 3) -> str:
    """An interval in words; empty without."""
    return "" if low is None or high is None else f" [{show(low, digits)}, {show(high, digits)}]"
