"""A plot for a narrow screen: the same marks side by side closer, with fewer ticks, and names above their rows."""

import re
import textwrap
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from comity.serving.web.plots.frame import Dot, Path, Plot, Tick, Word
from comity.serving.web.plots.points import ROW

WIDTH, LEFT, EDGE = 340.0, 46.0, 10.0
"""How wide it is, and room for the numbers at the left and beside rows."""
TALL, NAME, MARK = 44.0, 15.0, 32.0
"""Height of a row that has its name above its mark, and how far below its top they stand."""
LETTER, GAP = 7.0, 10.0
"""About how wide a letter is, and how far apart words stand at least."""
LINE, MOST = 15.0, 9
"""Height of a line of words, and letters of one where each mark has words below."""
SMALLER = 0.85
_POINT = re.compile(r"(-?[\d.]+(?:e[-+]?\d+)?) (-?[\d.]+(?:e[-+]?\d+)?)")
Move = Callable[[float], float]


def narrow(plot: Plot) -> Plot:
    """The same plot, as wide as a telephone."""
    return _beside_rows(plot) if plot.upright else _over_time(plot)


def _over_time(plot: Plot) -> Plot:
    across = _move(plot.left, plot.right_end, LEFT, WIDTH - EDGE)
    pace = (WIDTH - EDGE - LEFT) / (plot.right_end - plot.left)
    ticks = [replace(tick, at=across(tick.at)) for tick in plot.x_ticks]
    ticks, more = _wrap(ticks) if plot.named else (_thin(ticks), 0.0)
    bars = tuple(replace(bar, x=across(bar.x), width=round(bar.width * pace, 1)) for bar in plot.bars)
    dots = tuple(replace(dot, x=across(dot.x), size=round(dot.size * SMALLER, 1)) for dot in plot.dots)
    return replace(
        plot, x_ticks=tuple(ticks), bars=bars, dots=dots, paths=_paths(plot, across, lambda y: y),
        words=tuple(replace(word, x=across(word.x)) for word in plot.words), left=LEFT, right=EDGE, width=WIDTH,
        height=plot.height + more, bottom=plot.bottom + more,
    )  # fmt: skip


def _beside_rows(plot: Plot) -> Plot:
    across = _move(plot.left, plot.right_end, EDGE, WIDTH - EDGE)

    def down(y: float) -> float:
        row = (y - plot.top) // ROW
        return round(plot.top + row * TALL + MARK + (y - plot.top - (row + 0.5) * ROW), 1)

    def moved(dot: Dot) -> Dot:
        low, high = (None if end is None else across(end) for end in (dot.low, dot.high))
        return replace(dot, x=across(dot.x), y=down(dot.y), low=low, high=high)

    names = [Word(EDGE - 8, down(tick.at) - MARK + NAME, tick.text, "start") for tick in plot.y_ticks]
    ticks = _thin([replace(tick, at=across(tick.at)) for tick in plot.x_ticks])
    return replace(
        plot, x_ticks=tuple(ticks), y_ticks=(), dots=tuple(map(moved, plot.dots)), paths=_paths(plot, across, down),
        words=(*plot.words, *names), zero=None if plot.zero is None else across(plot.zero), left=EDGE, right=EDGE,
        width=WIDTH, height=plot.top + len(plot.y_ticks) * TALL + plot.bottom,
    )  # fmt: skip


def _move(first: float, last: float, start: float, end: float) -> Move:
    return lambda place: round(start + (place - first) / (last - first) * (end - start), 1)


def _paths(plot: Plot, across: Move, down: Move) -> tuple[Path, ...]:
    def moved(point: re.Match[str]) -> str:
        return f"{across(float(point[1])):g} {down(float(point[2])):g}"

    return tuple(replace(path, d=_POINT.sub(moved, path.d)) for path in plot.paths)


def _thin(ticks: list[Tick]) -> list[Tick]:
    """Every tick, every second or so, whose words do not touch; those at the ends stay inside."""
    for step in range(1, len(ticks) + 1):
        kept = ticks[::step]
        if all(right.at - left.at >= _wide(left, right) + GAP for left, right in pairwise(kept)):
            return [replace(tick, anchor=_anchor(tick)) for tick in kept]
    return ticks


def _wide(left: Tick, right: Tick) -> float:
    return (len(left.text) + len(right.text)) / 2 * LETTER


def _anchor(tick: Tick) -> str:
    half = len(tick.text) * LETTER / 2
    return "end" if tick.at + half > WIDTH - 2 else "start" if tick.at - half < 2 else "middle"


def _wrap(ticks: list[Tick]) -> tuple[list[Tick], float]:
    """Each tick over as many lines as its words need, and the room that they take below."""
    wrapped = [replace(tick, text="\n".join(textwrap.wrap(tick.text, MOST))) for tick in ticks]
    return wrapped, LINE * max((tick.text.count("\n") for tick in wrapped), default=0)
