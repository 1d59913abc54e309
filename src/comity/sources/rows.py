"""Rows of tables of articles as documents: which column holds what is said by the user, or guessed by its name."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from comity.errors import DateError, SourceError
from comity.model import Document, Refusal
from comity.sources.columns import find_columns
from comity.sources.defaults import STEP, Defaults
from comity.sources.documents import Extractor, Found, Raw, make_document, tidy
from comity.sources.markup import text_of_markup
from comity.written_dates import parse_day

_EPOCH = range(10**8, 5 * 10**9)
"""Seconds since 1970 from 1973 to 2128."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column of a table holds which field of its articles."""

    columns: Mapping[str, str]
    by: Extractor


def map_columns(names: Iterable[str], hints: Defaults, kind: str) -> ColumnMap:
    """The map for a table with these columns; raises `SourceError` when none of them holds the text."""
    return ColumnMap(find_columns(names, hints.columns), Extractor("table", f"comity table 1, {kind}"))


def read_row(row: Mapping[str, Any], number: int, source: str, hints: Defaults, by: ColumnMap) -> Document | Refusal:
    """The document in a row, or the refusal that says why there is none."""
    part = f"row {number}"
    try:
        values = {field: row.get(column) for field, column in by.columns.items()}
        data = json.dumps(row, ensure_ascii=True, sort_keys=True, default=str).encode()
        own = replace(hints, part="/".join(filter(None, (hints.part, part))))
        return make_document(_found(values), Raw.of(data, f"{source}/{part}"), own, by.by)
    except SourceError as error:
        return Refusal(f"{source}/{part}", STEP, str(error))


def _found(values: Mapping[str, Any]) -> Found:
    text = values.get("text")
    if not isinstance(text, str):
        raise SourceError("it has no text")
    written = values.get("published")
    published = _day(written)
    doubts = (
        (f"its date, “{str(written)[:40]}”, cannot be read",) if written not in (None, "") and not published else ()
    )
    looks_marked_up = text.lstrip().startswith("<") and "</" in text
    return Found(
        text=text_of_markup(text) if looks_marked_up else tidy(text),
        title=_string(values.get("title")),
        publisher=_string(values.get("publisher")),
        published=published,
        published_basis="column" if published else None,
        url=_string(values.get("url")),
        language=_string(values.get("language")),
        authors=tuple(_names(values.get("author"))),
        doubts=doubts,
    )


def _day(written: object) -> str | None:
    if isinstance(written, dt.date):
        return written.strftime("%Y-%m-%d")
    number = int(written) if isinstance(written, int | float) and abs(written) < 1e14 else None
    if number is None and isinstance(written, str) and written.isdecimal() and len(written) in (10, 13):
        number = int(written)
    if number is not None:
        seconds = number // 1000 if number not in _EPOCH else number
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat() if seconds in _EPOCH else None
    try:
        return parse_day(written) if isinstance(written, str) and written.strip() else None
    except DateError:
        return None


def _string(value: object) -> str | None:
    """A cell as one line; of a nested value, as APIs give for a source, its name."""
    if isinstance(value, Mapping):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _names(value: object) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _names(item)
    elif name := _string(value):
        yield name
