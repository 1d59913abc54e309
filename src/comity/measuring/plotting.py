"""Draws a measure: lines with their intervals over time, or points with bars; colours that all eyes tell apart."""

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from comity.errors import UserError
from comity.measuring.measured import Measured

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OKABE_ITO = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS, DASHES = "osD^vPX", ("-", "--", "-.", ":")
SUFFIXES = (".svg", ".png", ".pdf")
TIME = ("period", "session", "year")
KEYS = ("state", "other", "reference", "bloc", "part", "series", "actor", "event", "outcome", "organisation")
MOST_LINES = 7


def plot(measured: Measured, title: str, path: Path) -> None:
    """Draw to a file named .svg, .png or .pdf; raises `UserError` for another name or when there is no number."""
    if path.suffix.lower() not in SUFFIXES:
        raise UserError(f"A plot cannot be written to {path.name}; name it .svg, .png or .pdf.")
    frame = measured.frame.filter(pl.col("value").is_not_null()) if "low" in measured.frame.columns else pl.DataFrame()
    if frame.is_empty():
        raise UserError(f"There is no number of {measured.name} to draw; ask for the table to see why.")
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    keys = [name for name in KEYS if name in frame.columns]
    labels = [name for name in [*keys, "rule"] if frame[name].n_unique() > 1]
    time = next((name for name in TIME if name in frame.columns and frame[name].n_unique() > 1), None)
    figure, axes = pyplot.subplots(figsize=(8.5, 5.2), layout="constrained")
    if time and _is_number(frame[time]):
        _draw_lines(axes, frame, time, labels)
    else:
        _draw_points(axes, frame, [*labels, *([time] if time else [])] or keys or ["rule"])
    constant = ", ".join(_show(frame[name][0]) for name in keys if name not in labels and frame[name][0] is not None)
    axes.set_title(f"{title}: {constant}" if constant else title, loc="left", fontsize=12, fontweight="bold")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.grid(alpha=0.25, linewidth=0.6)
    figure.supxlabel(_foot(measured, frame), fontsize=7, x=0.01, ha="left", color="#444444")
    figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix.lower() == ".svg" else None)
    pyplot.close(figure)


def _draw_lines(axes: "Axes", frame: pl.DataFrame, time: str, labels: list[str]) -> None:
    groups = frame.partition_by(labels, maintain_order=True) if labels else [frame]
    if len(groups) > MOST_LINES:
        raise UserError(f"{len(groups)} lines cannot be told apart in one plot; ask for {MOST_LINES} or fewer.")
    for number, group in enumerate(groups):
        group = group.with_columns(pl.col(time).cast(pl.Float64)).sort(time)
        x, y = group[time].to_numpy(), group["value"].to_numpy()
        colour = OKABE_ITO[number % len(OKABE_ITO)]
        name = ", ".join(_show(group[label][0]) for label in labels) or None
        axes.plot(
            x, y, DASHES[number % len(DASHES)], marker=MARKERS[number % len(MARKERS)], ms=4, color=colour, label=name
        )
        bands = group.drop_nulls(["low", "high"])
        axes.fill_between(
            bands[time].to_numpy(), bands["low"].to_numpy(), bands["high"].to_numpy(), color=colour, alpha=0.15, lw=0
        )
    axes.set_xlabel("session or year" if time == "period" else time)
    axes.set_ylabel(frame["unit"][0])
    if labels:
        axes.legend(frameon=False, fontsize=8)


def _draw_points(axes: "Axes", frame: pl.DataFrame, labels: list[str]) -> None:
    if frame.height > 60:
        raise UserError(f"{frame.height} points cannot be read in one plot; ask for fewer, or for the table.")
    places = list(range(frame.height))[::-1]
    for place, line in zip(places, frame.to_dicts(), strict=True):
        if line["low"] is not None:
            axes.plot([line["low"], line["high"]], [place, place], color=OKABE_ITO[0], lw=2, alpha=0.6)
        axes.plot([line["value"]], [place], "o", color=OKABE_ITO[0])
    axes.set_yticks(
        places, [", ".join(_show(line[label]) for label in labels) for line in frame.to_dicts()], fontsize=8
    )
    if frame["unit"][0].startswith(("difference", "change", "outcomes")):
        axes.axvline(0, color="#444444", lw=1)
    axes.set_xlabel(frame["unit"][0])


def _is_number(column: pl.Series) -> bool:
    return column.cast(pl.Float64, strict=False).null_count() == column.null_count()


def _show(value: Any) -> str:
    text = str(value)
    return text.partition(":")[2] if text.startswith(("state:", "org:", "region:")) else text


def _foot(measured: Measured, frame: pl.DataFrame) -> str:
    counted = sorted(frame["n"].to_list())
    least, most = counted[0], counted[-1]
    shown = f"Bands and bars: {measured.level:.0%} intervals. " if frame["low"].null_count() < frame.height else ""
    counts = f"n = {least}" if least == most else f"n = {least} to {most}"
    rules = ", ".join(map(str, frame["rule"].unique().sort().to_list()))
    data = f"Data: {measured.data}, version {measured.data_version}. Definition: {measured.source}."
    return "\n".join(textwrap.wrap(f"{shown}Rule: {rules}; {counts}. {data}", 150))
