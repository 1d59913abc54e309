"""Stretches of large tables of articles: where one can be parted between rows, and what a part must know of the whole.

A part is read as a table of its own: the head, which names the columns, and then its rows, numbered on.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from comity.errors import SourceError
from comity.sources.columns import find_columns
from comity.sources.csv_tables import LONGEST_CELL, SAMPLE, dialect_of, encoding_of
from comity.sources.lines import LONGEST, parse_line

TABLES = {".jsonl": "lines", ".ndjson": "lines", ".csv": "cells", ".tsv": "cells"}
"""How the rows of a table are told apart, by the end of its name."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a row begins, and how many rows stand before it."""

    start: int
    rows: int


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where a table can be parted; its head lies in the bytes from `begin` to `end`."""

    begin: int
    end: int
    places: tuple[Cut, ...]


def find_table_cuts(file: BinaryIO, name: str, least: int) -> Cuts | None:
    """Where a table can be parted, every `least` bytes or more; None where it cannot, or is no longer than that."""
    kind = next((kind for end, kind in TABLES.items() if name.lower().endswith(end)), None)
    try:
        cuts = _cut_lines(file, least) if kind == "lines" else _cut_cells(file, name, least) if kind else None
    except (SourceError, csv.Error, UnicodeError):
        return None
    return cuts if cuts and cuts.places else None


def _cut_lines(file: BinaryIO, least: int) -> Cuts | None:
    """Of lines of JSON: the first object is the head, and must come before the first cut."""
    head: tuple[int, int] | None = None
    places: list[Cut] = []
    at = last = 0
    for number, line in enumerate(_lines(file)):
        if at - last >= least:
            if head is None:
                return None
            places.append(Cut(at, number))
            last = at
        if head is None and isinstance(row := parse_line(line), dict):
            find_columns(row, ())
            head = (at, at + len(line))
        at += len(line)
    return Cuts(*head, tuple(places)) if head else None


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines as they are read; a line that is too long counts as one with what is passed over of it."""
    while line := file.readline(LONGEST):
        if len(line) == LONGEST:
            raise SourceError("a line is too long to part the file")
        yield line


def _cut_cells(file: BinaryIO, name: str, least: int) -> Cuts | None:
    """Of CSV: by the parser that reads it, for a line may end within a cell."""
    sample = file.read(SAMPLE)
    encoding = encoding_of(sample)
    if encoding == "utf-16" or sample.count(b"\r") != sample.count(b"\r\n"):
        return None
    file.seek(0)
    reach = [0]
    lines = (line.decode(encoding, "replace") for line in _counted(file, reach))
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        rows = csv.reader(lines, dialect_of(sample.decode(encoding, "replace"), name))
        find_columns(next((row for row in rows if row), ()), ())
        head, places, number, last = reach[0], list[Cut](), 0, reach[0]
        begun = head
        for row in rows:
            if begun - last >= least and row:
                places.append(Cut(begun, number))
                last = begun
            number += bool(row)
            begun = reach[0]
    finally:
        csv.field_size_limit(limit)
    return Cuts(0, head, tuple(places)) if _speak_alike(file, head, places, encoding) else None


def _counted(file: BinaryIO, reach: list[int]) -> Iterator[bytes]:
    for line in file:
        reach[0] += len(line)
        yield line


def _speak_alike(file: BinaryIO, head: int, places: list[Cut], encoding: str) -> bool:
    """Whether each part is taken for the encoding of the whole."""
    file.seek(0)
    first = file.read(head)
    for place in places:
        file.seek(place.start)
        if encoding_of((first + file.read(SAMPLE))[:SAMPLE]) != encoding:
            return False
    return True
