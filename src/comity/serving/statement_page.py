"""One statement on the screen: its keys, its sentences with the evidence marked, where it stands and who says so."""

import json
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from comity.asking.answer import Answer
from comity.asking.rows import AppearanceRow, Passage, StatementRow
from comity.serving.tables import UNSURE_STYLE, mark_modality
from comity.serving.terminal import plain, printable
from comity.sureness import is_unsure, write_confidence

OPEN, CLOSE = "⟦", "⟧"
DAY = 10
"""Characters of a moment in ISO form that are its day."""
_UNSHOWN = ("id", "kind", "document", "evidence", "frame", "when_basis", "confidence")


def print_statement(answer: Answer[StatementRow], console: Console) -> None:
    """The statement with everything a citation needs."""
    for row in answer.rows:
        console.print(_head(row))
        console.print(plain(row.says))
        console.print(Padding(_keys(row), (1, 0, 1, 2)))
        for passage in row.passages:
            page = f" (page {passage.page})" if passage.page else ""
            console.print(Padding(mark_evidence(passage).append(page, style="dim"), (0, 0, 1, 2)))
        console.print(_origin(row))
    for note in answer.notes:
        console.print(plain(note, "yellow"))


def mark_evidence(passage: Passage) -> Text:
    """The passage with its evidence between ⟦ and ⟧, so that it shows without colour too."""
    text, place = Text(), 0
    for start, end in passage.marks:
        text.append(printable(passage.text[place:start]))
        text.append(OPEN + printable(passage.text[start:end]) + CLOSE, style="bold")
        place = end
    return text.append(printable(passage.text[place:]))


def _head(row: StatementRow) -> Text:
    parts = [plain(row.statement, "bold"), plain(row.kind, "bold"), mark_modality(row.modality, row.said_by)]
    if row.confidence is not None:
        unsure = is_unsure(row.confidence)
        told = f"{'unsure, ' if unsure else ''}confidence {write_confidence(row.confidence)}"
        parts.append(plain(told, UNSURE_STYLE if unsure else "dim"))
    if row.superseded:
        parts.append(plain(f"superseded {row.superseded[:DAY]}", "red"))
    return Text(" · ").join(parts)


def _keys(row: StatementRow) -> Table:
    table = Table.grid(padding=(0, 2))
    for key, value in json.loads(row.keys).items():
        if key not in _UNSHOWN and value not in (None, []):
            table.add_row(plain(key.replace("_", " "), "dim"), plain(_describe(value)))
    return table


def _describe(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_describe(item) for item in value)
    if isinstance(value, dict):
        acts_for = f", for {value['for']}" if value.get("for") else ""
        return f"{value['name']} ({value['id']}{acts_for})"
    return str(value)


def _origin(row: StatementRow) -> Text:
    named = ", ".join(part for part in (row.title, row.publisher, row.published or "undated") if part)
    lines = plain(named, "italic").append("\n")
    if row.url:
        lines.append_text(plain(row.url)).append("\n")
    if row.agency:
        lines.append_text(plain(f"credited to {row.agency}")).append("\n")
    for met in row.appearances[1:]:
        kind = "also published" if met.document == row.document else f"copied, {met.document}"
        where = ", ".join(part for part in (met.publisher, met.published or "undated", met.url) if part)
        lines.append_text(plain(f"{kind}: {where}")).append("\n")
    for met in row.appearances[:1]:
        for line in _taken(met):
            lines.append_text(plain(line, "dim")).append("\n")
    return lines.append_text(
        plain(f"{row.document} from {row.source}, recorded {row.recorded[:DAY]} by reader {row.reader}", "dim")
    )


def _taken(met: AppearanceRow) -> Iterator[str]:
    """How the text was taken from its source, and what is to be doubted of it, a line each."""
    if met.extractor and met.raw:
        dated = f", dated by {met.dated_by}" if met.dated_by else ""
        yield f"text by {met.extractor}{dated}, from bytes of sha256 {met.raw[:16]}…"
    yield from met.doubts
