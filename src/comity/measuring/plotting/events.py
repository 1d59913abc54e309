"""Cooperation above and conflict below the line, period by period; what is only planned or denied as outlines."""

from typing import TYPE_CHECKING, Any

import polars as pl

from comity.measuring.plotting.page import INK, OKABE_ITO, Page

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = {"cooperation": OKABE_ITO[0], "conflict": OKABE_ITO[1]}
HATCHES = {"planned": "//", "possible": "..", "denied": "xx"}


def draw_events(page: Page, frame: pl.DataFrame) -> None:
    """Bars side by side in each period; grey ground where no document was published, so that nothing can be told."""
    axes = page.axes()
    everything = page.measured.frame
    periods = everything["period"].unique().sort().to_list()
    place = {period: i for i, period in enumerate(periods)}
    series = everything["series"].unique().sort().to_list()
    width = 0.8 / max(1, len({name.split()[0] if " " in name else "" for name in series}))
    for name in series:
        _draw_side(axes, frame.filter(pl.col("series") == name), name, place, width, _offset(name, series, width))
    silent = everything.filter(pl.col("value").is_null())["period"].unique().to_list()
    for period in silent:
        axes.axvspan(place[period] - 0.5, place[period] + 0.5, color="#000000", alpha=0.06, lw=0)
    if silent:
        axes.bar([0], [0], color="#000000", alpha=0.06, label="no document")
    axes.axhline(0, color=INK, lw=0.8)
    step = max(1, len(periods) // 10)
    axes.set_xticks([place[period] for period in periods[::step]], periods[::step], fontsize=8)
    axes.set_xlim(-0.6, len(periods) - 0.4)
    axes.grid(axis="x", visible=False)
    axes.set_ylabel(f"{frame['unit'][0]}, {frame['rule'][0]}")
    axes.legend(frameon=False, fontsize=8, loc="lower left", bbox_to_anchor=(0, 1), ncols=4, borderaxespad=0.2)


def _offset(name: str, series: list[str], width: float) -> float:
    """Where in its period the bars of a series stand: those that took place first, then by modality."""
    kinds = sorted({other.split()[0] if " " in other else "" for other in series})
    kind = name.split()[0] if " " in name else ""
    return (kinds.index(kind) - (len(kinds) - 1) / 2) * width


def _draw_side(
    axes: "Axes", frame: pl.DataFrame, name: str, place: dict[str, int], width: float, offset: float
) -> None:
    kind, _, side = name.rpartition(" ")
    colour = COLOURS[side]
    style: dict[str, Any] = {"color": colour} if not kind else {
        "facecolor": "white", "edgecolor": colour, "hatch": HATCHES.get(kind, ""), "linewidth": 0.8,
    }  # fmt: skip
    at = [place[period] + offset for period in frame["period"]]
    axes.bar(at, frame["value"].to_list(), width=width * 0.95, label=name, **style)
    for x, low, high in zip(at, frame["low"].to_list(), frame["high"].to_list(), strict=True):
        if low is not None:
            axes.plot([x, x], [low, high], color=INK, lw=1)
