"""JSON lines of articles, one object a line, streamed."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.defaults import STEP, Defaults
from comity.sources.rows import ColumnMap, map_columns, read_row

LONGEST = 32 * 2**20
"""Bytes of a line."""


def open_parts(file: BinaryIO, source: str, hints: Defaults) -> Iterator[Document | Refusal]:
    """The article in each line; raises `SourceError` when no line holds an object."""
    by: ColumnMap | None = None
    number = 0
    if hints.rows_before is not None:
        head = parse_line(file.readline(LONGEST))
        by, number = map_columns(head if isinstance(head, dict) else {}, hints, "lines"), hints.rows_before
    while line := file.readline(LONGEST):
        number += 1
        if not line.strip():
            continue
        row = parse_line(line)
        if isinstance(row, str):
            yield Refusal(f"{source}/row {number}", STEP, row)
            if not line.endswith(b"\n"):
                _skip_line(file)
            continue
        by = by or map_columns(row, hints, "lines")
        yield read_row(row, number, source, hints, by)
    if not number:
        raise SourceError("it is empty; there is no text to read")


def parse_line(line: bytes) -> dict[str, object] | str:
    """The object in a line, or what is wrong with it."""
    if len(line) == LONGEST:
        return f"its line is longer than {LONGEST // 2**20} MB"
    try:
        row = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return "its line is no JSON"
    return row if isinstance(row, dict) else "its line is no JSON object"


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(LONGEST)) and not rest.endswith(b"\n"):
        pass
