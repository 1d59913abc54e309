"""CSV and TSV of articles, streamed; separator and encoding are found out."""

import codecs
import csv
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.defaults import STEP, Defaults
from comity.sources.rows import map_columns, read_row

SAMPLE = 64 * 1024
LONGEST_CELL = 16 * 2**20


def open_parts(file: BinaryIO, source: str, hints: Defaults) -> Iterator[Document | Refusal]:
    """The article in each row; raises `SourceError` for a file without a head or without a column of texts."""
    sample = file.read(SAMPLE)
    file.seek(0)
    encoding = encoding_of(sample)
    text = TextIOWrapper(file, encoding, errors="replace", newline="")
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        rows = csv.DictReader(text, dialect=dialect_of(sample.decode(encoding, "replace"), source))
        by = map_columns(rows.fieldnames or (), hints, "csv")
        for number, row in enumerate(_each(rows), (hints.rows_before or 0) + 1):
            if isinstance(row, str):
                yield Refusal(f"{source}/row {number}", STEP, row)
            else:
                yield read_row(row, number, source, hints, by)
    finally:
        csv.field_size_limit(limit)
        text.detach()


def _each(rows: "csv.DictReader[str]") -> Iterator[dict[str, object] | str]:
    """Rows without what has no column, or what is wrong with them."""
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"its row cannot be read ({error})"
            continue
        yield {name: value for name, value in row.items() if name is not None}


def encoding_of(sample: bytes) -> str:
    """The encoding that a table begins in; raises `SourceError` for what is no text."""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if sample.count(0):
        raise SourceError("it is a binary file; only text is read")
    try:
        codecs.getincrementaldecoder("utf-8-sig")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def dialect_of(sample: str, source: str) -> type[csv.Dialect]:
    """The separator that parts the head into most columns; quotes as in RFC 4180."""
    head = sample.partition("\n")[0]
    if not head.strip():
        raise SourceError("it is empty, or its first line does not name its columns")
    separator = "\t" if source.lower().endswith(".tsv") else max(",;\t|", key=head.count)

    class Found(csv.excel):
        delimiter = separator

    return Found
