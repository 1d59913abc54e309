"""Bars: cooperation and conflict, votes that split two states, what a change comes of, outcomes around events."""

from collections import defaultdict
from collections.abc import Callable

import polars as pl

from comity.serving.web import addresses
from comity.serving.web.plots.frame import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Bar,
    Path,
    Periods,
    Plot,
    Scale,
    Tick,
    Word,
    interval,
    join,
    name_period,
    show,
)

Namer = Callable[[str], str]
SPLIT = {1.0: ("s0", "one abstained"), 2.0: ("s1", "yes against no")}
WIDEST = 46.0
FLOOR = HEIGHT - BOTTOM


def draw_events(frame: pl.DataFrame, name: Namer) -> list[Plot]:
    """Cooperation above, conflict below; hollow what did not take place; grey where nothing was published."""
    known = frame.filter(pl.col("value").is_not_null())
    periods = frame["period"].drop_nulls().to_list()
    x = Periods.over(periods, LEFT, WIDTH - RIGHT)
    kinds = sorted({_kind(series) for series in known["series"].drop_nulls()})
    y = Scale.over([0.0, *(v for key in ("value", "low", "high") for v in known[key].drop_nulls())], FLOOR, TOP)
    width = min(WIDEST, x.pace * 0.8) / max(len(kinds), 1)
    bars = _silences(x, set(frame.filter(pl.col("value").is_not_null())["period"].to_list()))
    for line in known.filter(pl.col("n") > 0).to_dicts():
        kind, side = _kind(line["series"]), line["series"].rpartition(" ")[2]
        left = x(line["period"]) + (kinds.index(kind) - len(kinds) / 2) * width
        look = f"{'good' if side == 'cooperation' else 'ill'}{' hollow' if kind else ''}"
        told = f"{name_period(line['period'])}, {line['series']}: {show(line['value'], 1)}"
        told += f"{interval(line['low'], line['high'])} from {line['n']} happenings in {line['documents']} documents"
        top, foot = sorted((y(line["value"]), y(0)))
        low, high = (None if line[end] is None else y(line[end]) for end in ("low", "high"))
        href = addresses.sentences(line["statements"]) if line["statements"] else ""
        bars.append(Bar(round(left, 1), top, max(width * 0.92, 1), max(foot - top, 0.8), look, told, low, high, href))
    legend = [("bar good", "cooperation"), ("bar ill", "conflict")]
    legend += [("bar hollow", "planned, possible or denied")] if any(kinds) else []
    legend += [("silent", "no document published")] if any(bar.look == "silent" for bar in bars) else []
    unit = f"{known['unit'][0]}, {known['rule'][0]}"
    return [Plot(x.ticks(), y.ticks(), bars=tuple(bars), legend=tuple(legend), y_title=unit, zero=y(0))]


def draw_splits(frame: pl.DataFrame, name: Namer) -> list[Plot]:
    """How many roll calls split the two in each session, by how far apart they stood."""
    counted = frame.group_by("session", "value").len().sort("session", "value").rows()
    x = Periods.over([session for session, *_ in counted], LEFT, WIDTH - RIGHT)
    totals: dict[int, int] = defaultdict(int)
    for session, _, number in counted:
        totals[session] += number
    y = Scale.over([0.0, *map(float, totals.values())], FLOOR, TOP, room=0)
    below: dict[int, int] = defaultdict(int)
    bars, width = [], min(WIDEST, x.pace * 0.8)
    for session, apart, number in counted:
        look, told = SPLIT[apart]
        foot, top = y(below[session]), y(below[session] + number)
        words = f"{name_period(str(session))}: {number} roll calls, {told}"
        bars.append(Bar(round(x(session) - width / 2, 1), top, width, round(foot - top, 1), look, words))
        below[session] += number
    legend = tuple((f"bar {look}", told) for look, told in SPLIT.values())
    return [
        Plot(x.ticks(), y.ticks(), bars=tuple(bars), legend=legend, y_title="roll calls on which they differed",
             x_title="session, and the year in which it began")
    ]  # fmt: skip


def draw_parts(frame: pl.DataFrame, name: Namer) -> list[Plot]:
    """From the level before to the level after, over what the change comes of."""
    values = dict(frame.select("part", "value").rows())
    start = values.get("before", 0.0)
    old, new = values.get("old members", 0.0), values.get("new members", 0.0)
    steps = [("before", 0.0, start, "plain"), ("old members", start, start + old, "s0"),
             ("new members", start + old, start + old + new, "s1"), ("after", 0.0, values.get("after", start), "plain"),
             ("of old members: agenda", start, start + values.get("agenda", 0.0), "s4")]  # fmt: skip
    shown = [step for step in steps if step[0].rpartition(": ")[2] in values]
    ends = [end for _, low, high, _ in shown for end in (low, high) if end]
    y = Scale.over(ends, FLOOR, TOP + 16, room=0.25)
    pace = (WIDTH - RIGHT - LEFT) / max(len(shown), 1)
    bars, words, ticks = [], [], []
    for place, (part, low, high, look) in enumerate(shown):
        middle = LEFT + pace * (place + 0.5)
        top, foot = sorted((y(high), y(low) if low else FLOOR))
        change = show(high - low) if not low or high < low else f"+{show(high - low)}"
        bars.append(Bar(round(middle - 36, 1), top, 72, max(foot - top, 1), look, f"{part}: {change}"))
        words.append(Word(round(middle, 1), top - 5, change))
        ticks.append(Tick(round(middle, 1), part))
    title = "mean agreement index (the axis does not begin at 0)"
    return [Plot(tuple(ticks), y.ticks(), bars=tuple(bars), words=tuple(words), y_title=title, named=True)]


def draw_around(frame: pl.DataFrame, name: Namer) -> list[Plot]:
    """Mean outcomes on each day around the events, and the two means that are compared."""
    line = frame.to_dicts()[0]
    window, means = line["window"], line["by_day"]
    x = Scale(-window - 0.5, window + 0.5, LEFT, WIDTH - RIGHT)
    y = Scale.over([0.0, *means], FLOOR, TOP, room=0.03)
    width = max(1.0, x(1) - x(0) - 1)
    bars = [
        Bar(round(x(day) - width / 2, 1), y(mean), width, round(y(0) - y(mean), 1),
            "s0" if day > 0 else "s5" if day < 0 else "plain", f"day {day:+d}: {show(mean, 2)} outcomes")
        for day, mean in zip(range(-window, window + 1), means, strict=True)
    ]  # fmt: skip
    after, before = sum(means[window + 1 :]) / window, sum(means[:window]) / window
    paths = (
        Path(join([(x(-window), y(before)), (x(-0.5), y(before))]), "mean"),
        Path(join([(x(0.5), y(after)), (x(window), y(after))]), "mean"),
    )
    legend = (("bar s5", "days before"), ("bar s0", "days after"), ("mean", "means that are compared"))
    return [
        Plot(x.ticks(9), y.ticks(), paths, bars=tuple(bars), legend=legend, x_title="days from the event",
             y_title="mean number of outcomes a day")
    ]  # fmt: skip


def _kind(series: str) -> str:
    """Planned, possible or denied; empty for what took place."""
    return series.rpartition(" ")[0]


def _silences(x: Periods, heard: set[str]) -> list[Bar]:
    """Stretches of periods in which nothing was published."""
    bars, begun = [], ""
    for label in [*x.labels, ""]:
        if label and label not in heard:
            begun, last = begun or label, label
        elif begun:
            left, right = x(begun) - x.pace / 2, x(last) + x.pace / 2
            span = name_period(begun) if begun == last else f"{name_period(begun)} to {name_period(last)}"
            told = f"{span}: no document published"
            bars.append(Bar(round(left, 1), TOP, round(right - left, 1), FLOOR - TOP, "silent", told))
            begun = ""
    return bars
