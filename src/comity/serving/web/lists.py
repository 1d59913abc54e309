"""Lists that are no answers of the record, such as that of all measures, in the forms of every download."""

import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

Forms = dict[str, Callable[[], bytes]]


def write_list(name: str, rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Forms:
    """The rows as JSON, JSON lines, CSV and Parquet; `columns` are all of their keys."""

    def frame() -> pl.DataFrame:
        return pl.DataFrame([dict(row) for row in rows], schema=list(columns), orient="row", infer_schema_length=None)

    def parquet() -> bytes:
        buffer = io.BytesIO()
        frame().write_parquet(buffer)
        return buffer.getvalue()

    return {
        "json": lambda: _json({name: [dict(row) for row in rows]}),
        "jsonl": lambda: b"".join(_json(dict(row), None) for row in rows),
        "csv": lambda: frame().write_csv().encode("utf-8", "replace"),
        "parquet": parquet,
    }


def _json(value: object, indent: int | None = 1) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode("utf-8", "replace")
