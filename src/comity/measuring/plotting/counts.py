"""Bars: votes that split two states, what a change comes of, and outcomes around events."""

import polars as pl

from comity.measuring.plotting.page import INK, OKABE_ITO, ZERO, Page

OPPOSED = {1.0: "one abstained", 2.0: "yes against no"}


def draw_splits(page: Page, frame: pl.DataFrame) -> None:
    """How many roll calls split the two in each session, by how far apart they stood."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes = page.axes()
    counted = frame.group_by("session", "value").len().sort("session")
    below: dict[int, int] = {}
    for colour, (distance, name) in zip(OKABE_ITO, OPPOSED.items(), strict=False):
        part = counted.filter(pl.col("value") == distance)
        sessions, heights = part["session"].to_list(), part["len"].to_list()
        bottoms = [below.get(session, 0) for session in sessions]
        axes.bar(
            sessions, heights, bottom=bottoms, color=colour, width=0.8, label=name, hatch="//" if distance > 1 else ""
        )
        below |= {session: bottom + height for session, bottom, height in zip(sessions, bottoms, heights, strict=True)}
    axes.xaxis.set_major_locator(MaxNLocator(9, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}\n{value + 1945:.0f}"))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("session, and the year in which it began")
    axes.set_ylabel("roll calls on which they differed")
    axes.legend(frameon=False, fontsize=8, loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2)


def draw_waterfall(page: Page, frame: pl.DataFrame) -> None:
    """From the level before to that after, through old and new members."""
    axes = page.axes()
    values = dict(frame.select("part", "value").rows())
    start = values.get("before", 0.0)
    bars = [("before", 0.0, start, ZERO)]
    level = start
    for part, colour in (("old members", OKABE_ITO[0]), ("new members", OKABE_ITO[1])):
        if part in values:
            bars.append((part, level, values[part], colour))
            level += values[part]
    bars.append(("after", 0.0, values.get("after", level), ZERO))
    if "agenda" in values:
        bars.append(("of old members:\nagenda", start, values["agenda"], OKABE_ITO[5]))
    for place, (_, bottom, height, colour) in enumerate(bars):
        axes.bar(place, height, bottom=bottom, color=colour, width=0.6)
        told = f"{height:.3f}" if bottom == 0.0 else f"{height:+.3f}"
        axes.annotate(
            told, (place, max(bottom, bottom + height)), (0, 3), textcoords="offset points", ha="center", fontsize=8
        )
    axes.set_xticks(range(len(bars)), [name for name, *_ in bars])
    ends = [end for _, bottom, height, _ in bars for end in (bottom, bottom + height) if end]
    room = max(ends) - min(ends)
    axes.set_ylim(min(ends) - max(room, 0.02), max(ends) + max(room, 0.02) / 3)
    axes.grid(axis="x", visible=False)
    axes.set_ylabel("mean agreement index (axis does not begin at 0)")


def draw_around(page: Page, frame: pl.DataFrame) -> None:
    """Mean outcomes on each day around the events, with the two windows that are compared."""
    axes = page.axes()
    line = frame.to_dicts()[0]
    window, means = line["window"], line["by_day"]
    days = range(-window, window + 1)
    colours = [OKABE_ITO[0] if day > 0 else OKABE_ITO[5] if day < 0 else ZERO for day in days]
    axes.bar(days, means, color=colours, width=0.8)
    axes.axvline(0, color=INK, lw=1)
    after, before = sum(means[window + 1 :]) / window, sum(means[:window]) / window
    axes.plot([-window, -0.5], [before, before], "--", color=INK, lw=1.2)
    axes.plot([0.5, window], [after, after], "-", color=INK, lw=1.2)
    told = f"after less before: {line['value']:+.2f} [{line['low']:+.2f}, {line['high']:+.2f}], p = {line['p']:.3f}"
    axes.set_title(told, fontsize=9, loc="left")
    axes.set_xlabel("days from the event")
    axes.set_ylabel("mean number of outcomes a day")
