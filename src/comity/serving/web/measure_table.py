"""The rows of a measure as a table of a page: which columns it has, and each cell as people read it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from comity.measuring.measured import Measured
from comity.serving.measured import LEFT_OUT
from comity.serving.web import addresses
from comity.serving.web.measure_forms import RULE_NAMES
from comity.serving.web.plots.frame import is_session, name_period, show

HIDDEN = {*LEFT_OUT[:-2], "reason", "unit", "low", "high", "statements", "labels", "bridging", "stability"}
HEADINGS = {
    "n": "counted", "took_part": "took part", "p_holm": "p (Holm)", "value": "value [interval]", "other": "with",
    "reference": "beside", "per_document": "by document", "documents": "documents", "claimed": "claimed at 95 %",
}  # fmt: skip
FIRST = ("actor", "state", "other", "reference", "bloc", "organisation", "period", "session", "series", "part", "event",
         "outcome", "rule", "value", "n")  # fmt: skip
ACTORS = ("state:", "org:", "person:", "group:", "region:", "place:")
SHARES = ("took_part", "probability")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; numbers are set to the right, `href` leads to what it rests on, or whom it names."""

    text: str
    number: bool = False
    href: str = ""
    actor: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows. `same` is what all rows share and no column repeats."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    same: tuple[str, ...]


def tabulate(measured: Measured, name: Callable[[str], str], frame: pl.DataFrame | None = None) -> Table:
    """The rows of `frame`, or all of a measure that have a number; `name` says what to call an id."""
    shown = measured.frame.filter(pl.col("value").is_not_null()) if frame is None else frame
    columns = _columns(shown)
    constant = [key for key in columns if shown.height > 2 and key != "value" and shown[key].n_unique() == 1]
    units = [str(unit) for unit in shown["unit"].unique(maintain_order=True).to_list()]
    first = shown.row(0, named=True) if constant else {}
    same = [f"{HEADINGS.get(key, key.replace('_', ' '))}: {_cell(first, key, name, 3).text}" for key in constant]
    kept = [key for key in columns if key not in constant]
    rests = "statements" in shown.columns
    digits = 0 if _are_counts(shown) else 3
    rows = tuple(
        tuple(_cell(line, key, name, digits) for key in kept) + ((_evidence(line),) if rests else ())
        for line in shown.to_dicts()
    )
    named = HEADINGS | ({} if shown["low"].drop_nulls().len() else {"value": "value"})
    headings = [named.get(key, key.replace("_", " ")) for key in kept] + (["sentences"] if rests else [])
    return Table(tuple(headings), rows, (*same, *(f"unit: {unit}" for unit in units)))


def _columns(frame: pl.DataFrame) -> list[str]:
    usable = [
        key for key in frame.columns
        if key not in HIDDEN and not frame.schema[key].is_nested() and (frame[key].null_count() < frame.height)
    ]  # fmt: skip
    if "value" not in usable:
        usable.append("value")
    return sorted(usable, key=lambda key: FIRST.index(key) if key in FIRST else len(FIRST))


def _are_counts(frame: pl.DataFrame) -> bool:
    """Whether all values are whole numbers without an interval."""
    return frame["low"].null_count() == frame.height and bool((frame["value"] % 1 == 0).all())


def _cell(line: dict[str, Any], key: str, name: Callable[[str], str], digits: int) -> Cell:
    value = line[key]
    if key == "value":
        ends = "" if line["low"] is None else f" [{show(line['low'])}, {show(line['high'])}]"
        return Cell(f"{show(value, digits)}{ends}", number=True)
    if key in SHARES and isinstance(value, float):
        return Cell(f"{value:.0%}", number=True)
    if key == "rule":
        return Cell(RULE_NAMES.get(str(value), str(value)))
    if key == "period" and value is not None and str(value) != "all":
        return Cell(name_period(str(value)).replace(" ", "\u00a0"))
    if key == "session" and value is not None and is_session(str(value)):
        return Cell(name_period(str(value)))
    if isinstance(value, str) and value.startswith(ACTORS):
        return Cell(name(value), href=addresses.actor(value), actor=True)
    return Cell(_text(value, name), isinstance(value, int | float) and not isinstance(value, bool))


def _text(value: Any, name: Callable[[str], str]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return show(value)
    return "" if value is None else name(str(value))


def _evidence(line: dict[str, Any]) -> Cell:
    ids = line["statements"] or []
    return Cell(str(len(ids)) if ids else "", href=addresses.sentences(ids) if ids else "")
