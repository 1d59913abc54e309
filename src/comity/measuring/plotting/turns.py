"""Change points: the means between them as steps, where each can lie, and what happened near."""

import textwrap
from typing import Any

import polars as pl

from comity.measuring.plotting.page import INK, OKABE_ITO, ZERO, Page, clean

WIDTH = 125


def draw_turns(page: Page, frame: pl.DataFrame) -> None:
    """The series with steps from mean to mean; bands are where a change can lie, its number leads to the list below."""
    lines = frame.to_dicts()
    order = {label: _number(label) for line in lines for label in line["labels"]}
    told = [text for i, line in enumerate(lines) for text in _tell(i + 1, line)]
    page.resize(9, 4.6 + 0.15 * len(told))
    axes, below = page.figure.subplots(2, 1, height_ratios=[3.6, 0.15 * len(told) + 0.2])
    clean(axes)
    for i, line in enumerate(lines):
        at = order[line["at"]] - 0.5
        axes.axvspan(order[line["from"]] - 0.5, order[line["to"]] - 0.5, color=OKABE_ITO[1], alpha=0.15, lw=0)
        axes.axvline(at, color=OKABE_ITO[1], lw=1.2, ls="--")
        axes.annotate(
            str(i + 1), (at, 1), (0, 2 + 9 * (i % 2)), xycoords=("data", "axes fraction"), textcoords="offset points",
            ha="center", va="bottom", fontsize=8, color=INK,
        )  # fmt: skip
        axes.plot([order[label] for label in line["labels"]], line["values"], "o", ms=3, color=ZERO, zorder=1)
        _step(axes, order[line["first"]], order[line["at"]] - 1, line["before"])
        if i == len(lines) - 1:
            _step(axes, order[line["at"]], order[line["last"]], line["after"])
    _label(axes, order)
    axes.set_ylabel("value, and mean between changes")
    below.axis("off")
    below.text(0, 1, "\n".join(told), va="top", fontsize=7, color=INK, transform=below.transAxes)


def _tell(number: int, line: dict[str, Any]) -> list[str]:
    """A change in a line of words, then what happened near it."""
    size = f"{line['value']:+.2f} [{line['low']:+.2f}, {line['high']:+.2f}]"
    head = f"{number}: from {line['at']} on (within {line['from']} to {line['to']}), {size}, p = {line['p']:.3f}"
    near = [textwrap.shorten(f"near in time: {text}", WIDTH, placeholder=" …") for text in line.get("near") or []]
    return [head, *(f"     {text}" for text in near)]


def _step(axes: Any, first: float, last: float, mean: float) -> None:
    axes.plot([first - 0.5, last + 0.5], [mean, mean], color=OKABE_ITO[0], lw=2.4, solid_capstyle="butt")


def _number(label: Any) -> int:
    text = str(label)
    return int(text) if "-" not in text else int(text[:4]) * 12 + int(text[5:7]) - 1


def _label(axes: Any, order: dict[Any, int]) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    months = any("-" in str(label) for label in order)
    sessions = max(order.values()) < 1000
    axes.xaxis.set_major_locator(MaxNLocator(9, integer=True))

    def show(value: float, _: int) -> str:
        if months:
            return f"{int(value) // 12}-{int(value) % 12 + 1:02d}"
        return f"{value:.0f}\n{value + 1945:.0f}" if sessions else f"{value:.0f}"

    axes.xaxis.set_major_formatter(FuncFormatter(show))
    axes.set_xlabel("session, and the year in which it began" if sessions else "")
