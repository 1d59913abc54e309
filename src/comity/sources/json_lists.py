"""JSON files of articles: a list of objects, or an object that holds one, as interfaces of news sites answer."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources import lines
from comity.sources.decoding import decode
from comity.sources.defaults import Defaults
from comity.sources.kinds import JSON
from comity.sources.parts import read_limited
from comity.sources.rows import map_columns, read_row


def open_parts(file: BinaryIO, source: str, hints: Defaults) -> Iterator[Document | Refusal]:
    """The article in each object; raises `SourceError` when there is no list of objects."""
    data = read_limited(file, JSON.largest)
    try:
        value = json.loads(decode(data))
    except RecursionError as error:
        raise SourceError("its values lie too deep in one another") from error
    except ValueError as error:
        if b"}\n{" in data.replace(b"\r", b"")[:10_000_000]:
            file.seek(0)
            yield from lines.open_parts(file, source, hints)
            return
        raise SourceError(f"it is no JSON ({str(error)[:60]})") from error
    articles = _articles(value)
    by = map_columns(articles[0], hints, "json")
    for number, row in enumerate(articles, 1):
        yield read_row(row, number, source, hints, by)


def _articles(value: Any) -> list[dict[str, Any]]:
    """The longest list of objects at the top of a value, or the value itself when it is one article."""
    lists = [value] if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    found = [[row for row in one if isinstance(row, dict)] for one in lists if isinstance(one, list)]
    best = max(found, key=len, default=[])
    if best:
        return best
    if isinstance(value, dict) and value:
        return [value]
    raise SourceError("it holds no list of articles")
