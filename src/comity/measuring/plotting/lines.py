"""Lines over time with their bands: all in one plot while they can be told apart, else one small plot each."""

from typing import TYPE_CHECKING

import polars as pl

from comity.errors import UserError
from comity.measuring.plotting.page import DASHES, INK, MARKERS, OKABE_ITO, ZERO, Page, clean, varying

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TIME = ("period", "session", "year")
MOST_TOGETHER, MOST = 5, 24
SIGNED = ("difference", "change", "PLOVER")


def time_of(frame: pl.DataFrame) -> str | None:
    """The column that runs over time, None where there is none or it does not move."""
    for name in TIME:
        if name in frame.columns and frame[name].n_unique() > 1 and _as_time(frame[name]).null_count() == 0:
            return name
    return None


def draw_lines(page: Page, frame: pl.DataFrame) -> None:
    """Each series as a line with its band; raises `UserError` when there are too many to see."""
    time = time_of(frame) or "period"
    labels = [key for key in varying(frame) if key != time]
    groups = frame.partition_by(labels, maintain_order=True) if labels else [frame]
    names = [", ".join(page.show(group[label][0]) for label in labels) for group in groups]
    if len(groups) > MOST:
        raise UserError(f"{len(groups)} lines cannot be seen in one plot; ask for {MOST} or fewer.")
    if len(groups) <= MOST_TOGETHER and not _tangled(frame, time, groups):
        axes = page.axes()
        for number, (group, name) in enumerate(zip(groups, names, strict=True)):
            _draw_line(axes, group, time, number, name)
        _dress(axes, frame, time)
        if labels:
            axes.legend(frameon=False, fontsize=8, loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0.2)
        return
    columns = 2 if len(groups) == 4 else 3 if len(groups) <= 9 else 4
    rows = -(-len(groups) // columns)
    page.resize(10, 1.6 + 2.0 * rows)
    grid = page.figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    for axes, group, name in zip(grid.flat, groups, names, strict=False):
        clean(axes)
        _draw_line(axes, group, time, 0, name)
        axes.set_title(name, fontsize=8, loc="left")
        _dress(axes, frame, time, small=True)
    for axes in list(grid.flat)[len(groups) :]:
        axes.set_visible(False)
    page.figure.supylabel(frame["unit"][0], fontsize=9)


def draw_changes(page: Page, frame: pl.DataFrame) -> None:
    """Changes from session to session, those claimed as filled points; the one over all sessions is left out."""
    steps = frame.unique(["state", "session"], keep="first", maintain_order=True)
    draw_lines(page, steps)
    for axes in page.figure.axes:
        for line in axes.lines:
            line.set_markerfacecolor("white")
    if len(page.figure.axes) == 1:
        told = steps.filter("claimed")
        page.figure.axes[0].plot(
            told["session"].to_list(), told["value"].to_list(), "o", ms=4, color=INK, label="claimed at 95 %"
        )
        page.figure.axes[0].legend(
            frameon=False, fontsize=8, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2
        )


def _tangled(frame: pl.DataFrame, time: str, groups: list[pl.DataFrame]) -> bool:
    """Whether more than three bands lie over each other for most of the time."""
    banded = frame.drop_nulls(["low", "high"])
    if len(groups) <= 3 or banded.is_empty():
        return False
    apart = banded.group_by(time).agg(pl.col("value").max() - pl.col("value").min())["value"].median()
    width = (banded["high"] - banded["low"]).median()
    return float(apart) < 2 * float(width)  # type: ignore[arg-type]


def _draw_line(axes: "Axes", group: pl.DataFrame, time: str, number: int, name: str) -> None:
    group = group.with_columns(_as_time(group[time]).alias("_time")).sort("_time")
    colour = OKABE_ITO[number % len(OKABE_ITO)]
    dense = group.height > 40
    axes.plot(
        group["_time"].to_list(), group["value"].to_list(), DASHES[number % len(DASHES)], color=colour,
        marker=MARKERS[number % len(MARKERS)], ms=2 if dense else 4, lw=1.4, label=name,
    )  # fmt: skip
    banded = group.drop_nulls(["low", "high"])
    if banded.height > 1:
        moments, low, high = (banded[key].to_list() for key in ("_time", "low", "high"))
        axes.fill_between(moments, low, high, color=colour, alpha=0.15, lw=0)
    else:
        for moment, low, high in banded.select("_time", "low", "high").rows():
            axes.plot([moment, moment], [low, high], color=colour, lw=2, alpha=0.5)


def _dress(axes: "Axes", frame: pl.DataFrame, time: str, *, small: bool = False) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    sessions = _are_sessions(frame, time)
    if frame[time].dtype == pl.String and "-" in frame[time][0]:
        axes.tick_params(axis="x", labelrotation=0, labelsize=7 if small else 8)
    else:
        moments = _as_time(frame[time]).drop_nulls().sort().to_list()
        axes.set_xlim(moments[0] - 0.7, moments[-1] + 0.7)
        axes.xaxis.set_major_locator(MaxNLocator(4 if small else 9, integer=True))
        if sessions:
            axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}\n{value + 1945:.0f}"))
    if small:
        axes.tick_params(labelsize=7)
    else:
        axes.set_ylabel(frame["unit"][0])
        axes.set_xlabel("session, and the year in which it began" if sessions else "")
    if frame["unit"][0].startswith(SIGNED):
        axes.axhline(0, color=ZERO, lw=0.8)


def _are_sessions(frame: pl.DataFrame, time: str) -> bool:
    """Whether times are sessions of the assembly: a column of that name, or small whole numbers."""
    return time == "session" or (_as_time(frame[time]).dtype == pl.Float64 and max(_as_time(frame[time])) < 1000)


def _as_time(column: pl.Series) -> pl.Series:
    """Years and sessions as numbers; months and days as dates."""
    if column.dtype != pl.String or column.drop_nulls().str.contains(r"^\d{1,4}$").all():
        return column.cast(pl.Float64, strict=False)
    return (column + pl.Series(["-15"]) if column.str.len_chars().max() == 7 else column).str.to_date(strict=False)
