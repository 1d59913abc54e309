"""A network where its layout puts it: size for the value, colour and letter for the community, faint lines for ties."""

import polars as pl

from comity.measuring.plotting.page import INK, OKABE_ITO, ZERO, Page

NAMED = 40
MOST_PANELS = 6


def draw_graph(page: Page, frame: pl.DataFrame) -> None:
    """The network of the last period, or of the last six side by side; the strongest forty nodes are named."""
    periods = frame["period"].unique().sort().to_list()[-MOST_PANELS:]
    columns = 1 if len(periods) == 1 else 3 if len(periods) > 2 else 2
    rows = -(-len(periods) // columns)
    page.resize(8.5 if columns == 1 else 12, 1.2 + (6.2 if columns == 1 else 4.2) * rows)
    grid = page.figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True)
    sizes = frame.group_by("community").len().sort("len", "community", descending=[True, False])
    colours = {
        community: OKABE_ITO[i] if i < len(OKABE_ITO) - 1 else ZERO for i, community in enumerate(sizes["community"])
    }
    top = max(*frame["value"].to_list(), 1e-9)
    for axes, period in zip(grid.flat, periods, strict=False):
        _draw_nodes(page, axes, frame.filter(pl.col("period") == period), colours, top)
        if len(periods) > 1:
            axes.set_title(str(period), fontsize=9, loc="left")
    for axes in grid.flat:
        axes.axis("off")
        axes.margins(0.12)
    shown = [community for community in sizes["community"] if colours[community] != ZERO][:6]
    for community in shown:
        grid.flat[0].plot([], [], "o", color=colours[community], label=f"with {page.show(community)}")
    page.figure.legend(frameon=False, fontsize=8, loc="outside upper left", ncols=6, title_fontsize=8)


def _draw_nodes(page: Page, axes: object, frame: pl.DataFrame, colours: dict[str, str], top: float) -> None:
    from matplotlib.axes import Axes
    from matplotlib.collections import LineCollection

    assert isinstance(axes, Axes)
    place = {actor: (x, y) for actor, x, y in frame.select("actor", "x", "y").rows()}
    pairs = {tuple(sorted((actor, other))) for actor, tied in frame.select("actor", "tied").rows() for other in tied}
    lines = [(place[one], place[other]) for one, other in sorted(pairs) if one in place and other in place]
    axes.add_collection(LineCollection(lines, colors=ZERO, linewidths=0.6, alpha=0.5, zorder=1))
    for i, line in enumerate(frame.sort("value", descending=True).to_dicts()):
        body = str(line["actor"]).startswith("org:")
        axes.scatter(
            line["x"], line["y"], s=25 + 350 * line["value"] / top, color=colours[line["community"]],
            marker="s" if body else "o", edgecolors="white", linewidths=0.8, zorder=2,
        )  # fmt: skip
        if i < NAMED:
            axes.annotate(
                page.show(line["actor"]), (line["x"], line["y"]), (0, 5), textcoords="offset points", ha="center",
                fontsize=7, color=INK, zorder=3,
            )  # fmt: skip
