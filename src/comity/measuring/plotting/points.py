"""Points with bars: one a row, grouped where a key has more than one value."""

from typing import Any

import polars as pl

from comity.errors import UserError
from comity.measuring.plotting.page import INK, OKABE_ITO, ZERO, Page, varying

MOST = 60
UNSURE = ("not distinguishable", "too little")
EXTRA = ("period", "session")


def draw_points(page: Page, frame: pl.DataFrame) -> None:
    """Each row a point with its interval; open where nothing can be told apart, hollow where chance expects it."""
    if frame.height > MOST:
        raise UserError(f"{frame.height} points cannot be read in one plot; ask for fewer, or for the table.")
    labels = varying(frame, ("rule", "state", "other", "reference", "bloc", "series", "actor", "organisation", *EXTRA))
    page.resize(8.5, max(3.0, 1.9 + 0.27 * frame.height))
    axes = page.axes()
    groups = frame["rule"].unique(maintain_order=True).to_list()
    frame = frame.with_columns(pl.col("rule").replace_strict(groups, list(range(len(groups)))).alias("_group"))
    lines = frame.sort("_group", maintain_order=True).to_dicts()
    place, places, names = 0.0, [], []
    between = " – " if "other" in labels and "rule" not in labels else ", "
    for i, line in enumerate(lines):
        place -= 1.6 if i and line["_group"] != lines[i - 1]["_group"] else 1
        _draw_point(axes, line, place)
        places.append(place)
        names.append(
            between.join(page.mark(line[label]) for label in labels) or page.mark(line.get("actor") or line["rule"])
        )
    axes.set_yticks(places, names, fontsize=8)
    axes.set_ylim(min(places) - 0.8, max(places) + 0.8)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(frame["unit"].unique(maintain_order=True).str.join("; ")[0])
    if frame["unit"][0].startswith(("difference", "change", "outcomes")):
        axes.axvline(0, color=ZERO, lw=1)
    if "expected" in frame.columns:
        _explain(axes, ("o", OKABE_ITO[0], "the bloc"), ("|", INK, "as many states drawn at random"))
    if "verdict" in frame.columns:
        _explain(axes, ("o", OKABE_ITO[0], "told apart"), ("o", "white", "not distinguishable, after correction"))


def _draw_point(axes: Any, line: dict[str, Any], place: float) -> None:
    unsure = str(line.get("verdict") or "").startswith(UNSURE)
    colour = OKABE_ITO[line["_group"] % len(OKABE_ITO)]
    if line["low"] is not None:
        axes.plot([line["low"], line["high"]], [place, place], color=colour, lw=2.2, alpha=0.45, solid_capstyle="butt")
    axes.plot([line["value"]], [place], "o", ms=6, color=colour, mfc="white" if unsure else colour, mew=1.4)
    if line.get("expected") is not None:
        axes.plot([line["expected"]], [place], "|", ms=10, color=INK, mew=1.4)


def _explain(axes: Any, *marks: tuple[str, str, str]) -> None:
    for mark, colour, told in marks:
        edge = OKABE_ITO[0] if mark == "o" else colour
        axes.plot([], [], mark, ms=6 if mark == "o" else 10, color=edge, mfc=colour, mew=1.4, label=told)
    axes.legend(frameon=False, fontsize=8, loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2)
