"""Change points: the means between them as steps, where each can lie, and what happened near."""

import textwrap
from typing import Any

import polars as pl

from comity.measuring.plotting.page import FAINT, INK, OKABE_ITO, Page

TOLD = 2


def draw_turns(page: Page, frame: pl.DataFrame) -> None:
    """Steps from mean to mean; bands are where a change can lie, numbers lead to what happened near."""
    lines = frame.to_dicts()
    order = _places(lines)
    notes = [(i + 1, text) for i, line in enumerate(lines) for text in (line.get("near") or [])[:TOLD]]
    page.resize(9, 4.8 + 0.16 * len(notes))
    if notes:
        axes, below = page.figure.subplots(2, 1, height_ratios=[4, 0.16 * len(notes) + 0.3])
        _tell(below, notes)
    else:
        axes = page.figure.subplots()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.grid(alpha=0.25, linewidth=0.6)
    for i, line in enumerate(lines):
        at = order[line["at"]] - 0.5
        axes.axvspan(order[line["from"]] - 0.5, order[line["to"]] - 0.5, color=OKABE_ITO[1], alpha=0.15, lw=0)
        axes.axvline(at, color=OKABE_ITO[1], lw=1.2, ls="--")
        axes.annotate(
            f"{i + 1}: {line['at']}\np = {line['p']:.3f}", (at, 1), (0, 2), xycoords=("data", "axes fraction"),
            textcoords="offset points", ha="center", va="bottom", fontsize=7, color=INK,
        )  # fmt: skip
        _step(axes, order[line["first"]], order[line["at"]] - 1, line["before"])
        if i == len(lines) - 1:
            _step(axes, order[line["at"]], order[line["last"]], line["after"])
    _label(axes, order)
    axes.set_ylabel("mean between changes")
    axes.set_title(page.measured.frame["series"][0], fontsize=9, loc="left", pad=24)


def _step(axes: Any, first: float, last: float, mean: float) -> None:
    axes.plot([first - 0.5, last + 0.5], [mean, mean], color=OKABE_ITO[0], lw=2.4, solid_capstyle="butt")


def _places(lines: list[dict[str, Any]]) -> dict[Any, int]:
    """A place on the axis for every label: numbers and years keep their distance, months are counted."""
    labels = [line[key] for line in lines for key in ("first", "from", "at", "to", "last")]
    return {label: _number(label) for label in labels}


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


def _tell(axes: Any, notes: list[tuple[int, str]]) -> None:
    axes.axis("off")
    written = "\n".join(textwrap.shorten(f"{number}: {text}", 120, placeholder=" …") for number, text in notes)
    axes.text(0, 1, f"Near in time, which is no cause:\n{written}", va="top", fontsize=7, color=FAINT)
