"""What every measure gives back, and how one is declared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from comity.recording import View
from comity.sureness import tell_least
from comity.votes import Votes

FEW, TOO_FEW = 20, 5
"""Under `FEW` shared votes a number is marked; under `TOO_FEW` there is none."""
LEVEL = 0.95
"""Level of the intervals unless a measure says otherwise."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The numbers of a measure.

    Every row of `frame` has `value`, `low`, `high`, `n`, `unit`, `rule` and `reason`: `value` is null exactly when
    `reason` says why, and `low` and `high` are null where no interval can be had.
    """

    name: str
    frame: pl.DataFrame
    definition: str
    source: str
    """Where the definition comes from."""
    data: str
    """What was measured: file or record."""
    data_version: str
    level: float = LEVEL
    notes: tuple[str, ...] = ()
    coverage: str = ""
    """How much was looked at, in words."""

    def to_json(self) -> dict[str, Any]:
        """Everything as plain values."""
        about = {
            name: getattr(self, name)
            for name in ("name", "definition", "source", "data", "data_version", "coverage", "level")
        }
        return {**about, "notes": list(self.notes), "rows": self.frame.to_dicts()}


def of_votes(
    name: str, frame: pl.DataFrame, definition: str, source: str, votes: Votes, level: float = LEVEL
) -> Measured:
    """Numbers about votes."""
    return Measured(name, frame, definition, source, votes.source, votes.version, level, coverage=votes.coverage)


def of_record(
    name: str, frame: pl.DataFrame, definition: str, source: str, view: View, level: float = LEVEL,
    notes: tuple[str, ...] = (),
) -> Measured:  # fmt: skip
    """Numbers about the record."""
    looked = view.looked()
    dates = f", {looked.first} to {looked.last}" if looked.first else ""
    unsure = (
        f"; {view.left_out():,} statements {tell_least(view.min_confidence)} left out" if view.min_confidence else ""
    )
    coverage = f"{looked.documents} documents of {len(looked.publishers)} publishers{dates}{unsure}"
    return Measured(name, frame, definition, source, "record", view.data_version, level, notes, coverage)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of the list: how it is called, what it is, whose definition it follows, what it needs."""

    name: str
    title: str
    definition: str
    source: str
    needs: str
    """`votes` or `record`."""
    function: Callable[..., Measured]
    arguments: Sequence[str] = ()


def row(
    value: float | None,
    *,
    low: float | None = None,
    high: float | None = None,
    n: int = 0,
    unit: str,
    rule: str,
    reason: str | None = None,
    **keys: Any,
) -> dict[str, Any]:
    """One row of a frame, keys first; a value that is no number becomes null with a reason."""
    undefined = value is None or value != value
    why = (reason or "not defined for these data") if undefined else None
    shown = (None, None, None) if undefined else (value, low, high)
    return {
        **keys,
        "value": shown[0],
        "low": shown[1],
        "high": shown[2],
        "n": n,
        "unit": unit,
        "rule": rule,
        "reason": why,
    }


def frame_of(rows: Sequence[dict[str, Any]], keys: Sequence[str] = ()) -> pl.DataFrame:
    """A frame of rows made by `row`; without rows it keeps its columns."""
    tail = {
        "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "n": pl.Int64, "unit": pl.String, "rule": pl.String,
        "reason": pl.String,
    }  # fmt: skip
    if not rows:
        return pl.DataFrame(schema={**dict.fromkeys(keys, pl.String), **tail})
    return pl.DataFrame(list(rows), schema_overrides=tail, infer_schema_length=None)
