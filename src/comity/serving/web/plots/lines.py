"""Values over time as lines with bands: together while they can be told apart, else a small plot for each."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import polars as pl

from comity.measuring.plotting.page import varying
from comity.serving.web import addresses
from comity.serving.web.plots.frame import (
    BOTTOM,
    COLOURS,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Bar,
    Dot,
    Path,
    Periods,
    Plot,
    Scale,
    Word,
    enclose,
    interval,
    is_session,
    join,
    name_period,
    show,
)

TIME = ("period", "session")
TOGETHER, MOST = 4, 24
SMALL = 190
"""Height of a plot that is one of many."""
Namer = Callable[[str], str]


def time_of(frame: pl.DataFrame) -> str | None:
    """The column that runs over time; None where there is none, or only one moment."""
    for name in TIME:
        if name in frame.columns and frame[name].n_unique() > 1 and frame[name].null_count() == 0:
            return name if all(str(label)[:1].isdigit() for label in frame[name].to_list()) else None
    return None


def draw_lines(frame: pl.DataFrame, name: Namer) -> list[Plot]:
    """Each series as a line; a plot a rule where there is more than one, a plot a line where there are too many."""
    time = time_of(frame) or "period"
    if "before" in frame.columns:
        frame = frame.unique(["state", "session"], keep="first", maintain_order=True)
    keys = [key for key in varying(frame) if key not in (time, "rule", "part")]
    plots = []
    y = Scale.over(_extent(frame), HEIGHT - BOTTOM, TOP)
    for (rule,), part in frame.group_by(["rule"], maintain_order=True):
        series = part.partition_by(keys, maintain_order=True) if keys else [part]
        title = str(rule) if frame["rule"].n_unique() > 1 else ""
        if len(series) <= TOGETHER:
            plots.append(_draw(frame, time, series, [_call(one, keys, name) for one in series], y, title))
        else:
            small = Scale(y.low, y.high, SMALL - BOTTOM, TOP)
            plots += [
                _draw(frame, time, [one], [""], small, ", ".join(filter(None, (title, _call(one, keys, name)))), SMALL)
                for one in series[:MOST]
            ]
    return plots


def draw_turns(frame: pl.DataFrame, name: Namer) -> list[Plot]:
    """The series with its means between changes; shaded is where a change can lie."""
    lines = frame.to_dicts()
    values = {str(label): value for line in lines for label, value in zip(line["labels"], line["values"], strict=True)}
    x = Periods.over(values, LEFT, WIDTH - RIGHT)
    y = Scale.over(values.values(), HEIGHT - BOTTOM, TOP + 12)
    bars, words, paths = [], [], []
    for number, line in enumerate(lines, 1):
        first, last = x(line["from"]) - x.pace / 2, x(line["to"]) - x.pace / 2
        size = f"{show(line['value'])}{interval(line['low'], line['high'])}"
        told = f"{number}: from {name_period(str(line['at']))} on, {size}"
        bars.append(Bar(first, TOP, max(last - first, 2), HEIGHT - BOTTOM - TOP, "turn", told))
        at = x(line["at"]) - x.pace / 2
        paths.append(Path(join([(at, TOP + 12), (at, HEIGHT - BOTTOM)]), "turning"))
        words.append(Word(at, TOP + 9, str(number)))
        paths.append(_step(x, y, line["first"], at, line["before"]))
        if number == len(lines):
            paths.append(Path(join([(at, y(line["after"])), (x(line["last"]) + x.pace / 2, y(line["after"]))]), "mean"))
    dots = [Dot(x(label), y(value), "plain", f"{name_period(label)}: {show(value)}") for label, value in values.items()]
    legend = (("plain", "value"), ("mean", "mean between changes"), ("turn", "where the change can lie"))
    return [
        Plot(x.ticks(), y.ticks(), tuple(paths), tuple(dots), tuple(bars), tuple(words), legend,
             x_title=_x_title(values), y_title=name(str(frame["series"][0])) if "series" in frame.columns else "value")
    ]  # fmt: skip


def _step(x: Periods, y: Scale, first: object, end: float, mean: float) -> Path:
    return Path(join([(x(first) - x.pace / 2, y(mean)), (end, y(mean))]), "mean")


def _draw(
    whole: pl.DataFrame, time: str, series: list[pl.DataFrame], names: list[str], y: Scale, title: str,
    height: float = HEIGHT,
) -> Plot:  # fmt: skip
    x = Periods.over(whole[time].to_list(), LEFT, WIDTH - RIGHT)
    bands, lines, dots = [], [], []
    faint = " faint" if len(series) > 2 else ""
    for number, one in enumerate(series):
        rows = one.sort(pl.col(time).cast(pl.Float64, strict=False), pl.col(time)).to_dicts()
        look = f"s{number % COLOURS}"
        for run in _runs(rows, time, x):
            known = [row for row in run if row["low"] is not None]
            upper, lower = ([(x(row[time]), y(row[end])) for row in known] for end in ("high", "low"))
            if len(known) > 1:
                bands.append(Path(enclose(upper, lower), f"band {look}{faint}"))
            lines.append(Path(join([(x(row[time]), y(row["value"])) for row in run]), f"line {look}"))
        dots += [_dot(row, time, names[number], x, y, look) for row in rows]
    zero = y(0) if y.low < 0 < y.high else None
    legend = tuple((f"line s{number % COLOURS}", text) for number, text in enumerate(names) if text)
    return Plot(
        x.ticks(), y.ticks(4 if height < HEIGHT else 6), (*bands, *lines), tuple(dots), legend=legend, title=title,
        x_title=_x_title(x.labels), y_title=whole["unit"][0], zero=zero, height=height,
    )  # fmt: skip


def _runs(rows: list[dict[str, Any]], time: str, x: Periods) -> list[list[dict[str, Any]]]:
    """The rows in stretches without a period missing: no line runs over a gap in the numbers."""
    counted = all(label.isdigit() for label in x.labels)
    pace = min((int(b) - int(a) for a, b in pairwise(x.labels)), default=1) if counted else 1
    place = {label: int(label) // pace if counted else number for number, label in enumerate(x.labels)}
    runs: list[list[dict[str, Any]]] = []
    for row in rows:
        if runs and place[str(row[time])] - place[str(runs[-1][-1][time])] == 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _dot(row: dict[str, Any], time: str, name: str, x: Periods, y: Scale, look: str) -> Dot:
    told = f"{name + ', ' if name else ''}{name_period(str(row[time]))}: {show(row['value'])}"
    told += f"{interval(row['low'], row['high'])}, n = {row['n']}"
    few = " hollow" if row.get("few") or row.get("claimed") is False else ""
    href = addresses.sentences(row["statements"]) if row.get("statements") else ""
    return Dot(x(row[time]), y(row["value"]), f"{look}{few}", told, href=href, size=2.4)


def _extent(frame: pl.DataFrame) -> list[float]:
    return [value for key in ("value", "low", "high") for value in frame[key].drop_nulls().to_list()]


def _call(one: pl.DataFrame, keys: list[str], name: Namer) -> str:
    """What tells a line from the others; empty for one that is alone."""
    return ", ".join(name(str(one[key][0])) for key in keys)


def _x_title(labels: Iterable[object]) -> str:
    return "session, and the year in which it began" if all(is_session(str(label)) for label in labels) else ""
