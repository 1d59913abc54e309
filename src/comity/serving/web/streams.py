"""Whole tables of a record as a stream of lines. The last line says whether it is all: a reader never has to guess.

A stream that is cut, by a fault, by time or by a limit, ends with a line that says so and why.
"""

import csv
import io
import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from comity.asking.statements import document_row
from comity.asking.wording import say
from comity.recording import View
from comity.recording.stored import DocumentHead
from comity.serving.pieces import no_formula

log = logging.getLogger("comity.web")
CHUNK = 1 << 16
"""Bytes that are sent together."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows and seconds a stream may take."""

    rows: int = 100_000_000
    seconds: float = 3600.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be streamed: its columns, and its rows in an order that stays."""

    columns: tuple[str, ...]
    rows: Callable[[View], Iterator[Mapping[str, Any]]]
    count: Callable[[View], int]


@dataclass(frozen=True, slots=True)
class Form:
    """How rows are written, what comes before them, and how the end is told."""

    media_type: str
    head: Callable[[Table], bytes]
    row: Callable[[Table, Mapping[str, Any]], bytes]
    end: Callable[[Table, str, dict[str, Any]], bytes]


def stream(table: Table, form: Form, view: View, limits: Limits = Limits()) -> Iterator[bytes]:
    """The table from the view, in pieces; never raises, and always ends with a line that says how it ended."""
    sent, began, waiting = 0, time.monotonic(), [form.head(table)]
    reason = ""
    try:
        for row in table.rows(view):
            if sent >= limits.rows:
                reason = f"more than {limits.rows:,} rows are not sent at once; narrow it or use “comity export”"
            elif time.monotonic() - began > limits.seconds:
                reason = f"it took longer than {limits.seconds:.0f} seconds"
            if reason:
                break
            waiting.append(form.row(table, row))
            sent += 1
            if sum(map(len, waiting)) >= CHUNK:
                yield b"".join(waiting)
                waiting = []
    except Exception as error:
        log.exception("an export broke off")
        reason = f"a fault broke it off ({type(error).__name__})"
    told: dict[str, Any] = {"rows": sent, "data_version": view.data_version}
    if view.min_confidence:
        told |= {"min_confidence": view.min_confidence, "left_out": view.left_out()}
    ending = form.end(table, "error", {"error": f"Cut after {sent:,} rows: {reason}.", **told}) if reason else b""
    yield b"".join([*waiting, ending or form.end(table, "end", told)])


def _statements(view: View) -> Iterator[Mapping[str, Any]]:
    for kept in view.kept():
        document = kept.document
        for item in kept.statements:
            if item.stands:
                said = item.statement
                yield said.to_json() | {
                    "says": say(said), "publisher": document.publisher, "published": document.published,
                    "url": document.url, "register": kept.register,
                }  # fmt: skip


def _count_statements(view: View) -> int:
    return sum(head.count for head in view.documents()) - view.left_out()


def _documents(view: View) -> Iterator[Mapping[str, Any]]:
    return (_document(head) for head in view.documents())


def _document(head: DocumentHead) -> dict[str, Any]:
    row = document_row(head)
    return {name: getattr(row, name) for name in DOCUMENT if name != "register"} | {"register": head.register}


STATEMENT = (
    "id", "kind", "document", "says", "modality", "when", "when_basis", "confidence", "said_by", "evidence",
    "publisher", "published", "url", "register",
)  # fmt: skip
"""Columns of statements that every kind has; the lines of JSON hold the keys of its kind besides."""
DOCUMENT = (
    "document", "title", "publisher", "published", "url", "language", "characters", "agency", "count", "recorded",
    "register",
)  # fmt: skip
TABLES = {
    "statements": Table(STATEMENT, _statements, _count_statements),
    "documents": Table(DOCUMENT, _documents, lambda view: len(view.documents())),
}


def _json_row(table: Table, row: Mapping[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _json_end(table: Table, kind: str, told: dict[str, Any]) -> bytes:
    return _json_row(table, {"kind": kind, **told})


def _csv_head(table: Table) -> bytes:
    return _csv_line(table.columns)


def _csv_row(table: Table, row: Mapping[str, Any]) -> bytes:
    return _csv_line(_cell(row.get(name)) for name in table.columns)


def _csv_end(table: Table, kind: str, told: dict[str, Any]) -> bytes:
    """Only a cut is told in the table itself: a last line whose first cell begins with ERROR."""
    if kind == "end":
        return b""
    return _csv_line([f"ERROR: {told['error']}", *[""] * (len(table.columns) - 1)])


def _csv_line(cells: Any) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else no_formula(value)


FORMS = {
    "jsonl": Form("application/jsonl", lambda table: b"", _json_row, _json_end),
    "csv": Form("text/csv; charset=utf-8", _csv_head, _csv_row, _csv_end),
}
