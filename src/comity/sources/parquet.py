"""Parquet files of articles, some rows at a time and only the columns that are used."""

from collections.abc import Iterator
from typing import BinaryIO

import polars as pl

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.defaults import Defaults
from comity.sources.rows import map_columns, read_row

AT_ONCE = 500
"""Rows in memory together."""


def open_parts(file: BinaryIO, source: str, hints: Defaults) -> Iterator[Document | Refusal]:
    """The article in each row; raises `SourceError` for a broken file or one without a column of texts."""
    try:
        lazy = pl.scan_parquet(file)
        by = map_columns(lazy.collect_schema().names(), hints, "parquet")
        columns = lazy.select(list(dict.fromkeys(by.columns.values())))
        start = 0
        while (rows := columns.slice(start, AT_ONCE).collect()).height:
            for place, row in enumerate(rows.iter_rows(named=True), start + 1):
                yield read_row(row, place, source, hints, by)
            start += rows.height
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise SourceError(f"it is no Parquet file that can be read ({str(error)[:80]})") from error
