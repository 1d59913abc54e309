"""Parquet files of articles, some rows at a time and only the columns that are used."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import polars as pl

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.columns import find_columns
from comity.sources.defaults import Defaults
from comity.sources.rows import map_columns, read_row

Table = Path | BinaryIO
AT_ONCE = 500
"""Rows in memory together."""


def open_parts(file: BinaryIO, source: str, hints: Defaults) -> Iterator[Document | Refusal]:
    """The article in each row; raises `SourceError` for a broken file or one without a column of texts."""
    try:
        lazy = pl.scan_parquet(file)
        by = map_columns(lazy.collect_schema().names(), hints, "parquet")
        columns = lazy.select(list(dict.fromkeys(by.columns.values())))
        number = hints.rows_before or 0
        for rows in _slices(columns, 0):
            for row in rows.iter_rows(named=True):
                number += 1
                yield read_row(row, number, source, hints, by)
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise SourceError(f"it is no Parquet file that can be read ({str(error)[:80]})") from error


def find_row_cuts(file: Table, size: int, least: int) -> tuple[int, tuple[int, ...]]:
    """How many rows a file of `size` bytes has, and the first rows of stretches of about `least` bytes, zero the first.

    No stretches of what is no Parquet, has no column of texts or is not longer than that.
    """
    try:
        lazy = pl.scan_parquet(file)
        find_columns(lazy.collect_schema().names(), ())
        rows = int(lazy.select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError, ValueError, SourceError):
        return 0, ()
    each = max(1, rows * least // max(1, size))
    return rows, tuple(range(0, rows, each)) if rows > each else ()


def hash_rows(file: Table, start: int, count: int) -> str:
    """SHA-256 of what so many rows say, whatever Parquet makes of it."""
    digest = hashlib.sha256()
    for rows in _slices(_told(file), start, start + count):
        for row in rows.iter_rows(named=True):
            digest.update(json.dumps(row, sort_keys=True, default=str).encode() + b"\n")
    return digest.hexdigest()


def copy_rows(file: Table, start: int, count: int, target: Path) -> None:
    """So many rows as a file of their own."""
    _told(file).slice(start, count).sink_parquet(target)


def _told(file: Table) -> pl.LazyFrame:
    """The columns of articles."""
    lazy = pl.scan_parquet(file)
    columns = find_columns(lazy.collect_schema().names(), ())
    return lazy.select(list(dict.fromkeys(columns.values())))


def _slices(columns: pl.LazyFrame, start: int, end: int | None = None) -> Iterator[pl.DataFrame]:
    """Rows from `start` on, some at a time."""
    while end is None or start < end:
        rows = columns.slice(start, AT_ONCE if end is None else min(AT_ONCE, end - start)).collect()
        if not rows.height:
            return
        yield rows
        start += rows.height
