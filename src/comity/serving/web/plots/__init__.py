"""Measures as drawings of a page: geometry only; templates give it its look, in the page and as a file to save."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl

from comity.measuring.measured import Measured
from comity.serving.web.measure_forms import ISSUES, RULE_NAMES
from comity.serving.web.plots.bars import draw_around, draw_events, draw_parts, draw_splits
from comity.serving.web.plots.frame import Plot
from comity.serving.web.plots.lines import draw_lines, draw_turns, time_of
from comity.serving.web.plots.points import draw_points

Draw = Callable[[pl.DataFrame, Callable[[str], str]], list[Plot]]
OWN: dict[str, Draw] = {
    "events": draw_events, "splits": draw_splits, "drift": draw_parts, "lead-lag": draw_around, "breaks": draw_turns,
}  # fmt: skip


def draw(measured: Measured, name: Callable[[str], str] = str) -> list[Plot]:
    """The numbers as one plot or several; none when there is no number. `name` says what to call an id."""
    frame = _in_words(measured.frame.filter(pl.col("value").is_not_null()))
    if frame.is_empty() or "x" in frame.columns:
        return []
    if measured.name in OWN:
        return OWN[measured.name](measured.frame if measured.name == "events" else frame, name)
    drawn = draw_lines(frame, name) if time_of(frame) else draw_points(frame, name)
    if frame["rule"].n_unique() > 1:
        return drawn
    rule = str(frame["rule"][0])
    return [replace(plot, y_title=f"{plot.y_title}: {rule}" if plot.y_title else rule) for plot in drawn]


def _in_words(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with ways of counting and issues by their names, not by the codes of data files."""
    known = {"rule": RULE_NAMES, "period": dict(ISSUES)}
    columns = [key for key in known if frame.schema.get(key) == pl.String]
    return frame.with_columns(pl.col(key).replace(known[key]) for key in columns)
