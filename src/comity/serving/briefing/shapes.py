"""Plain shapes of which charts are made, so that a page and a PDF draw the same."""

from dataclasses import dataclass

STYLES = {
    "axis": ("#c9c5ba", "none", ""), "line": ("#155e66", "none", ""), "good": ("#155e66", "#155e66", ""),
    "ill": ("#a8432a", "#a8432a", ""), "good-open": ("#155e66", "#ffffff", ""), "ill-open": ("#a8432a", "#ffffff", ""),
}  # fmt: skip
"""Stroke, fill and dashes of shapes."""
INK = "#3c4650"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    style: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A happening, or a box as wide as it is loosely dated."""

    x: float
    y: float
    width: float
    style: str
    told: str


@dataclass(frozen=True, slots=True)
class Words:
    """A short text; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


Shape = Stroke | Dot | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes from the top left corner, with one sentence that says what is seen."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    told: str
