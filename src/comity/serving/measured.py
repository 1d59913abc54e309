"""A measure on the screen or as data: its rows, and what they are, rest on and cover."""

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.serving.delivery import choose_format, standard_output, whole_file
from comity.serving.options import Format
from comity.serving.terminal import messages, output, plain

if TYPE_CHECKING:
    import polars as pl

    from comity.measuring.measured import Measured

LEFT_OUT = (
    "statements", "issues", "x", "y", "tied", "labels", "values", "by_day", "cases", "before", "after", "first", "last",
    "rollcall", "happenings", "near", "shared", "few", "state", "other",
)  # fmt: skip
"""What data formats have and a screen has no room for; the last two only where all rows have the same."""
_ID = re.compile(r"\b(?:state|org):")
WIDEST = 42


def deliver_measured(found: "Measured", format: Format | None, out: Path | None) -> None:
    """Numbers to the screen or a file; what they are and rest on to standard error."""
    chosen = choose_format(format, out)
    if chosen is Format.TABLE:
        print_measured(found)
    else:
        data = encode(found, chosen)
        if out:
            with whole_file(out) as file:
                file.write(data)
        else:
            standard_output().write(data)
    rests = f"Data: {found.data}, version {found.data_version}; {found.coverage}."
    messages().print(plain(f"{found.definition} Source: {found.source}. {rests}", "dim"))


def print_measured(found: "Measured") -> None:
    """The rows as a table: what all rows share above it, what stands behind them and why numbers are missing below."""
    import polars as pl
    from rich.table import Table

    screen, frame = output(), found.frame
    shared = [
        name for name in frame.columns if frame.height > 1 and name not in ("low", "high") and _is_same(frame, name)
    ]
    told = "; ".join(f"{name}: {_cell(frame[name][0])}" for name in shared if name not in ("reason", "few"))
    if told:
        screen.print(plain(told, "dim"))
    numbered = frame.filter(pl.col("value").is_not_null()) if frame.height > 1 else frame
    hidden = {*shared, *LEFT_OUT[:-2], "reason"}
    table = Table(box=None, header_style="bold", pad_edge=False)
    columns = [name for name in frame.columns if name not in hidden and frame[name].null_count() < frame.height]
    for name in columns or ["value"]:
        right = frame.schema[name].is_numeric()
        table.add_column(
            name, justify="right" if right else "left", no_wrap=right or name == "period", max_width=WIDEST
        )
    for line in numbered.select(columns or ["value"]).iter_rows():
        table.add_row(*(plain(_cell(value)) for value in line))
    screen.print(table if frame.height else plain("No row: there is nothing in these data to measure."))
    _print_behind(frame)
    for reason, many in _reasons(frame):
        screen.print(plain(f"No number in {many} of {frame.height} rows: {reason}.", "yellow"))


def _print_behind(frame: "pl.DataFrame") -> None:
    """The happenings behind or near the numbers, a line each."""
    keys = [name for name in ("period", "at", "series", "event") if name in frame.columns]
    for name in ("happenings", "near"):
        for line in frame.to_dicts() if name in frame.columns else ():
            if line[name]:
                label = ", ".join(_cell(line[key]) for key in keys)
                output().print(plain(f"{label}: {'; '.join(line[name])}", "dim"), soft_wrap=True)


def _reasons(frame: "pl.DataFrame") -> list[tuple[str, int]]:
    if "reason" not in frame.columns:
        return []
    counted = frame["reason"].drop_nulls().value_counts(sort=True)
    return [(_ID.sub("", reason), many) for reason, many in counted.rows()]


def _is_same(frame: "pl.DataFrame", name: str) -> bool:
    return not frame.schema[name].is_nested() and name != "value" and frame[name].n_unique() == 1


def encode(found: "Measured", format: Format) -> bytes:
    """The numbers as data; lists in a cell of CSV are joined by `; `."""
    import polars as pl

    if format is Format.JSON:
        return json.dumps(found.to_json(), ensure_ascii=False, indent=1).encode() + b"\n"
    buffer = io.BytesIO()
    if format is Format.PARQUET:
        found.frame.write_parquet(buffer)
    elif format is Format.JSONL:
        found.frame.write_ndjson(buffer)
    else:
        nested = [name for name, kind in found.frame.schema.items() if isinstance(kind, pl.List)]
        found.frame.with_columns(pl.col(nested).cast(pl.List(pl.String)).list.join("; ")).write_csv(buffer)
    return buffer.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, list):
        return ", ".join(map(_cell, value))
    return "" if value is None else _ID.sub("", str(value))
