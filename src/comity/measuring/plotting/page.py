"""The page that every plot stands on: title, axes, foot with source; colours, marks and names."""

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from comity.measuring.measured import Measured

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

OKABE_ITO = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""Okabe and Ito's colours, told apart by all eyes; marks and dashes differ as well, for print."""
MARKERS, DASHES = "osD^vPX", ("-", "--", "-.", ":")
INK, FAINT, ZERO = "#222222", "#666666", "#999999"
SUFFIXES = (".svg", ".png", ".pdf")
KEYS = (
    "state", "other", "reference", "bloc", "part", "series", "actor", "event", "outcome", "organisation", "window",
)  # fmt: skip
STYLE: Any = {"font.size": 9, "axes.labelcolor": INK, "svg.hashsalt": "comity"}
WITH = {"other": "with ", "reference": "beside ", "outcome": "then "}
FOOT_WIDTH = 15
"""Letters an inch, in the foot's size."""
_ID = re.compile(r"\b(?:state|org|person|group|region|place|area):[\w.-]+")


@dataclass(frozen=True, slots=True)
class Page:
    """A figure to draw on, the measure that is drawn, and what to call actors."""

    figure: "Figure"
    measured: Measured
    name: Callable[[str], str]

    def axes(self) -> "Axes":
        """The one pair of axes of a plot that needs no more."""
        axes = self.figure.subplots()
        clean(axes)
        return axes

    def show(self, value: Any) -> str:
        """A cell as a reader calls it: names for ids."""
        return _ID.sub(lambda id: self.name(id[0]), str(value)).replace("+", " + ")

    def mark(self, value: Any) -> str:
        """As `show`, organisations by their short form."""
        text = str(value)
        return text.partition(":")[2] if text.startswith("org:") else self.show(text)

    def resize(self, width: float, height: float) -> None:
        """Another size, in inches."""
        self.figure.set_size_inches(width, height)


@contextmanager
def open_page(measured: Measured, title: str, path: Path, name: Callable[[str], str]) -> Iterator[Page]:
    """A page to draw on, written to `path` when all went well."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(8.5, 5.2), layout=ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.08))
        FigureCanvasAgg(figure)
        page = Page(figure, measured, name)
        yield page
        figure.suptitle(_title(page, title), x=0.01, ha="left", fontsize=12, fontweight="bold", color=INK)
        foot(page)
        stable = {"Date": None} if path.suffix.lower() == ".svg" else None
        figure.savefig(path, dpi=150, metadata=stable)


def clean(axes: "Axes") -> None:
    """No frame above and on the right, and a faint grid."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.grid(alpha=0.25, linewidth=0.6)
    axes.set_axisbelow(True)


def foot(page: Page) -> None:
    """What bands mean, the rule, how much was counted, and whose data and definition these are."""
    frame, measured = page.measured.frame, page.measured
    drawn = frame.filter(pl.col("value").is_not_null())
    has_interval = drawn["low"].null_count() < drawn.height
    bands = f"Bands and bars: {measured.level:.0%} intervals. " if has_interval else "No interval. "
    rules = ", ".join(map(str, drawn["rule"].unique(maintain_order=True).to_list()))
    least, most = (drawn["n"].sort()[place] for place in (0, -1))
    counts = f"n = {least}" if least == most else f"n = {least} to {most}"
    missing = frame.height - drawn.height
    gaps = f"; {missing} of {frame.height} have no number" if missing else ""
    data = f"Data: {measured.data} ({measured.coverage}), version {measured.data_version}."
    text = f"{bands}Rule: {rules}; {counts}{gaps}. {data} Definition: {measured.source}."
    page.figure.supxlabel(
        "\n".join(textwrap.wrap(text, int(FOOT_WIDTH * page.figure.get_figwidth()))),
        fontsize=7,
        x=0.01,
        ha="left",
        color=FAINT,
    )


def constant(frame: pl.DataFrame, keys: Sequence[str] = KEYS) -> list[str]:
    """Keys that are the same in all rows."""
    return [key for key in keys if key in frame.columns and frame[key].n_unique() == 1 and frame[key][0] is not None]


def varying(frame: pl.DataFrame, keys: Sequence[str] = (*KEYS, "rule")) -> list[str]:
    """Keys that tell rows apart."""
    return [key for key in keys if key in frame.columns and frame[key].n_unique() > 1]


def _title(page: Page, title: str) -> str:
    drawn = page.measured.frame.filter(pl.col("value").is_not_null())
    hidden = ("window", "part") if page.measured.name == "breaks" else ("window", "part", "series")
    keys = [key for key in constant(drawn) if key not in hidden]
    named = [f"{WITH.get(key, '')}{page.show(drawn[key][0])}" for key in keys]
    written = f"{title}: {', '.join(named)}" if named else title
    return "\n".join(textwrap.wrap(written, 78))
