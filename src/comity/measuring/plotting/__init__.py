"""Draws measures: labelled, with their uncertainty and source, in colours that all eyes tell apart."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from comity.errors import UserError
from comity.measuring.measured import Measured
from comity.measuring.plotting.counts import draw_around, draw_splits, draw_waterfall
from comity.measuring.plotting.events import draw_events
from comity.measuring.plotting.graph import draw_graph
from comity.measuring.plotting.lines import draw_changes, draw_lines, time_of
from comity.measuring.plotting.page import SUFFIXES, Page, open_page
from comity.measuring.plotting.points import draw_points
from comity.measuring.plotting.turns import draw_turns

Draw = Callable[[Page, pl.DataFrame], None]
OWN: dict[str, Draw] = {
    "events": draw_events, "splits": draw_splits, "drift": draw_waterfall, "change": draw_changes,
    "breaks": draw_turns, "lead-lag": draw_around,
}  # fmt: skip


def plot(measured: Measured, title: str, path: Path, name: Callable[[str], str] = str) -> None:
    """Draw to a file named .svg, .png or .pdf; `name` gives what to call an actor's id.

    Raises `UserError` for another file name, and when there is no number to draw.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UserError(f"A plot cannot be written to {path.name}; name it .svg, .png or .pdf.")
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.parent} to write {path.name} to.")
    frame = measured.frame.filter(pl.col("value").is_not_null())
    if frame.is_empty():
        raise UserError(f"There is no number of {measured.name} to draw; ask for the table to see why.")
    with open_page(measured, title, path, name) as page:
        _choose(measured, frame)(page, frame)


def _choose(measured: Measured, frame: pl.DataFrame) -> Draw:
    if measured.name in OWN:
        return OWN[measured.name]
    if "tied" in frame.columns:
        return draw_graph
    return draw_lines if time_of(frame) else draw_points
