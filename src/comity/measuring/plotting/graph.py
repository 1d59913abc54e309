"""A network where its layout puts it: size for the value, colour for the community, faint lines for ties."""

from typing import TYPE_CHECKING

import polars as pl

from comity.measuring.plotting.page import INK, OKABE_ITO, ZERO, Page

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMED = 60
MOST_PANELS = 6
LETTER, LINE = 0.0105, 0.022
"""About how wide a letter and how high a line is, as a share of a panel eight inches wide."""
Box = tuple[float, float, float, float]


def draw_graph(page: Page, frame: pl.DataFrame) -> None:
    """The network of the last period, or of the last six side by side; names where there is room, the central first."""
    periods = frame["period"].unique().sort().to_list()[-MOST_PANELS:]
    columns = 1 if len(periods) == 1 else 3 if len(periods) > 2 else 2
    rows = -(-len(periods) // columns)
    page.resize(9.5 if columns == 1 else 13, 1.2 + (7 if columns == 1 else 4.2) * rows)
    grid = page.figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True)
    colours = _colour(frame)
    top = max(*frame["value"].to_list(), 1e-9)
    for axes, period in zip(grid.flat, periods, strict=False):
        shown = frame.filter(pl.col("period") == period).sort("value", "actor", descending=[True, False])
        _draw_ties(axes, shown)
        _draw_nodes(axes, shown, colours, top)
        _name_nodes(page, axes, shown, 1.0 if columns == 1 else 2.0)
        if len(periods) > 1:
            axes.set_title(str(period), fontsize=9, loc="left")
    for axes in grid.flat:
        axes.axis("off")
        axes.set(xlim=(-1.12, 1.12), ylim=(-1.12, 1.12))
    for community, colour in colours.items():
        if colour != ZERO:
            grid.flat[0].plot([], [], "o", color=colour, label=f"with {page.mark(community)}")
    page.figure.legend(frameon=False, fontsize=8, loc="outside right upper", title="Communities", title_fontsize=8)


def _colour(frame: pl.DataFrame) -> dict[str, str]:
    """A colour for each of the largest communities, grey for the others."""
    sizes = frame.group_by("community").len().sort("len", "community", descending=[True, False])["community"].to_list()
    known = OKABE_ITO[:-1]
    return {community: known[i] if i < len(known) else ZERO for i, community in enumerate(sizes)}


def _draw_ties(axes: "Axes", frame: pl.DataFrame) -> None:
    from matplotlib.collections import LineCollection

    place = {actor: (x, y) for actor, x, y in frame.select("actor", "x", "y").rows()}
    pairs = {tuple(sorted((actor, other))) for actor, tied in frame.select("actor", "tied").rows() for other in tied}
    lines = [(place[one], place[other]) for one, other in sorted(pairs) if one in place and other in place]
    axes.add_collection(LineCollection(lines, colors=ZERO, linewidths=0.6, alpha=0.5, zorder=1))


def _draw_nodes(axes: "Axes", frame: pl.DataFrame, colours: dict[str, str], top: float) -> None:
    for actor, x, y, value, community in frame.select("actor", "x", "y", "value", "community").rows():
        axes.scatter(
            x, y, s=25 + 300 * value / top, color=colours[community], edgecolors="white", linewidths=0.8, zorder=2,
            marker="s" if str(actor).startswith("org:") else "o",
        )  # fmt: skip


def _name_nodes(page: Page, axes: "Axes", frame: pl.DataFrame, scale: float) -> None:
    """Names beside their nodes, on the first side that is free; left out where none is."""
    taken: list[Box] = [(x - 0.02, y - 0.02, x + 0.02, y + 0.02) for x, y in frame.select("x", "y").rows()]
    for actor, x, y in frame.head(NAMED).select("actor", "x", "y").rows():
        name = page.mark(actor)
        width, height = LETTER * 2 * scale * len(name), LINE * 2 * scale
        for across, up, side in ((0.0, 1.1, "center"), (0.0, -1.1, "center"), (1.0, 0.0, "left"), (-1.0, 0.0, "right")):
            middle = x + across * (width / 2 + 0.03 * scale), y + up * height
            box = (middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2)
            if not any(_overlap(box, other) for other in taken if not _holds(other, x, y)):
                start = {"center": middle[0], "left": box[0], "right": box[2]}[side]
                axes.text(start, middle[1], name, ha=side, va="center", fontsize=7, color=INK, zorder=3)
                taken.append(box)
                break


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] < x < box[2] and box[1] < y < box[3]
