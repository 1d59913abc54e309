"""Answers as JSON, JSON lines and CSV in pieces: a large one never stands whole in memory a second time.

Whatever breaks off is told at the end, as streams of whole tables do: by the key `error`, a last line of the kind
`error`, or a last row whose first cell begins with ERROR.
"""

import csv
import io
import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from comity.asking.answer import Answer
from comity.serving.options import Format

log = logging.getLogger("comity.serving")
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")
"""How text begins that spreadsheets compute, full-width signs too."""
Rows = Iterator[tuple[bytes, str]]
"""Rows as they are written, each without a fault, or one last time with the reason why no more follow."""


def write_json(answer: Answer[Any]) -> Iterator[bytes]:
    """Everything in the answer as one object, a row a line."""
    head, tail = answer.around()
    yield to_json(head)[:-1] + b', "rows": [\n'
    before, cut = b"", {}
    for row, reason in _rows(answer, to_json):
        if reason:
            cut = {"error": reason}
            break
        yield before + row
        before = b",\n"
    yield b"\n], " + to_json({**tail, **cut})[1:] + b"\n"


def write_jsons(answers: Mapping[str, Answer[Any]]) -> Iterator[bytes]:
    """Several answers as one object, each by its name."""
    before = b"{"
    for name, answer in answers.items():
        yield before + to_json(name) + b": "
        yield from write_json(answer)
        before = b", "
    yield b"}\n" if answers else b"{}\n"


def write_lines(answer: Answer[Any]) -> Iterator[bytes]:
    """One row a line."""
    for row, reason in _rows(answer, to_json):
        yield (to_json({"kind": "error", "error": reason}) if reason else row) + b"\n"


def write_csv(answer: Answer[Any]) -> Iterator[bytes]:
    """One row a line; several values in a cell are joined by `; `, nested ones written as JSON."""
    names = list(answer.row.__dataclass_fields__)
    yield _line(names)
    for row, reason in _rows(answer, lambda record: _line([_cell(record[name]) for name in names])):
        yield _line([f"ERROR: {reason}", *[""] * (len(names) - 1)]) if reason else row


def to_json(value: object) -> bytes:
    """A value on one line."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _rows(answer: Answer[Any], write: Callable[[dict[str, Any]], bytes]) -> Rows:
    written = 0
    try:
        for record in answer.each():
            yield write(record), ""
            written += 1
    except Exception as error:
        log.exception("an answer broke off while it was written")
        yield b"", f"Cut after {written:,} rows: a fault broke it off ({type(error).__name__})."


def _line(cells: list[Any]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> object:
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return no_formula("; ".join(value))
        return json.dumps(value, ensure_ascii=False)
    return no_formula(value)


def no_formula(value: object) -> object:
    """A value as a cell; text that a spreadsheet would compute (OWASP, “CSV Injection”) gets a `'` before it.

    So does text that has one before such a sign already: whoever takes one `'` away from what `_FORMULA` fits has the
    text as it was.
    """
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


PIECES: Mapping[Format, Callable[[Answer[Any]], Iterator[bytes]]] = {
    Format.JSON: write_json, Format.JSONL: write_lines, Format.CSV: write_csv,
}  # fmt: skip
