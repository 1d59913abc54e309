"""Answers as tables: which columns each kind of row shows, readable at 80 columns and without colour."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from comity.asking import rows
from comity.asking.answer import Answer
from comity.register.report import Line
from comity.serving.terminal import plain

SHORT = 11
"""Characters of a statement id that tables show: `st-` and eight digits; any prefix that is unique is understood."""
SHORT_CELL = 17
"""Up to so many characters a column is not broken, so that the room goes to those that hold sentences."""
MODALITY_STYLES = {"planned": "yellow", "possible": "yellow", "denied": "red"}

Cell = Callable[[Any], str | Text]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, what a row shows in it, whether it takes the room that is left, is kept on one line,
    or is left out when every row leaves it empty."""

    heading: str
    cell: Cell
    wide: bool = False
    whole: bool = False
    optional: bool = False


def print_answer(answer: Answer[Any], console: Console) -> None:
    """The rows as a table, or “Nothing found”, and beneath it what was looked at."""
    if answer.found:
        console.print(build_table(answer))
    else:
        console.print("Nothing found.", style="bold")
    print_coverage(answer, console)


def print_coverage(answer: Answer[Any], console: Console, out: Path | None = None) -> None:
    """How many rows there are, what was looked at, which data, and what else a reader must know."""
    count = f"{len(answer):,} row{'s' * (len(answer) != 1)}{f' written to {out}' if out else ''}. "
    looked = f"Looked at {answer.coverage}. Data {answer.data_version}."
    console.print(plain((count if answer.found or out else "") + looked), style="dim")
    for note in answer.notes:
        console.print(plain(note), style="dim")


def build_table(answer: Answer[Any]) -> Table:
    """The table of an answer that has rows."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, expand=False)
    kept = []
    for column in LAYOUTS[answer.row]:
        cells = [_as_text(column.cell(row)) for row in answer.rows]
        if column.optional and not any(cell.plain for cell in cells):
            continue
        kept.append(cells)
        short = not column.wide and max(cell.cell_len for cell in cells) <= SHORT_CELL
        table.add_column(column.heading, no_wrap=column.whole or short, overflow="fold")
    for row in zip(*kept, strict=True):
        table.add_row(*row)
    return table


def short_id(id: str) -> str:
    """The part of a statement id that tables show."""
    return id[:SHORT]


def mark_modality(modality: str, said_by: Sequence[str] = ()) -> Text:
    """The modality in words, styled, with who vouches for it when the text does not itself."""
    words = modality + (f", says {', '.join(said_by)}" if said_by else "")
    return plain(words, MODALITY_STYLES.get(modality, ""))


def _as_text(value: str | Text) -> Text:
    return value if isinstance(value, Text) else plain(value)


def _statements(row: Any) -> str:
    first, *others = row.statements or ("",)
    return short_id(first) + (f" +{len(others)}" if others else "")


def _modality(row: Any) -> Text:
    return mark_modality(row.modality, row.said_by)


def _standing(row: rows.MemberRow | rows.MembershipRow) -> str:
    founder = " (founder)" if row.founder and row.status != "founder" else ""
    return row.status + founder + ("" if row.certain else ", uncertain")


def _sources(row: Any) -> str:
    by_origin = {"register": "register", "both": f"{row.sources} + register"}
    return by_origin.get(getattr(row, "origin", "reports"), str(row.sources))


def _date_told(row: rows.TimelineRow) -> str:
    return row.date or (f"told {row.reported}" if row.reported else "undated")


def _happening(row: rows.TimelineRow) -> str:
    return row.type + (f" ({row.mode})" if row.mode else "")


def _planned_and_kept(row: rows.TimelineRow) -> Text:
    words = mark_modality(row.modality, row.said_by)
    return words.append(f" ({row.outcome})") if row.outcome else words


def _words(row: rows.QuoteRow) -> str:
    return f"“{row.text}”" if row.form == "direct" else row.text


def _published(row: Any) -> str:
    return row.published or "undated"


def _sides(row: rows.DisputeRow) -> Text:
    lines = Text()
    for side in row.sides:
        who = ", ".join(side.said_by or side.publishers) or side.origin
        lines.append_text(plain(side.value, "bold")).append_text(plain(f" – {who} ({short_id(side.statements[0])})"))
        lines.append("\n")
    lines.rstrip()
    return lines


_SINCE = Column("since", lambda row: row.since or "", whole=True, optional=True)
_UNTIL = Column("until", lambda row: row.until or "", whole=True, optional=True)
_MODALITY = Column("modality", _modality)
_SOURCES = Column("sources", _sources)
_PUBLISHER = Column("publisher", lambda row: row.publisher or "", optional=True)
_STATEMENT = Column("statement", _statements, whole=True)

LAYOUTS: dict[type, tuple[Column, ...]] = {
    rows.MemberRow: (
        Column("member", lambda row: row.name), Column("status", _standing),
        _SINCE, _UNTIL, _MODALITY, _SOURCES, _STATEMENT,
    ),
    rows.MembershipRow: (
        Column("organisation", lambda row: row.name), Column("status", _standing),
        _SINCE, _UNTIL, _MODALITY, _SOURCES, _STATEMENT,
    ),
    rows.OfficeRow: (
        Column("person", lambda row: row.name), Column("role", lambda row: row.role),
        Column("of", lambda row: row.of_name), _SINCE, _UNTIL, _MODALITY, _SOURCES, _STATEMENT,
    ),
    rows.TimelineRow: (
        Column("date", _date_told), Column("happening", _happening), Column("as told", lambda row: row.what, wide=True),
        Column("modality", _planned_and_kept), _SOURCES, _STATEMENT,
    ),
    rows.ChangeRow: (
        Column("date", lambda row: row.date or "", optional=True), Column("change", lambda row: row.change),
        Column("what", lambda row: row.what, wide=True), _MODALITY, _SOURCES, _STATEMENT,
    ),
    rows.QuoteRow: (
        Column("published", _published, whole=True), Column("speaker", lambda row: row.name),
        Column("words", _words, wide=True), Column("publisher", lambda row: row.publisher or ""), _STATEMENT,
    ),
    rows.DisputeRow: (
        Column("about", lambda row: row.name), Column("disputed", lambda row: row.what),
        Column("sides", _sides, wide=True), Column("state", lambda row: row.state, optional=True),
    ),
    rows.SearchRow: (
        Column("published", _published, whole=True), _PUBLISHER,
        Column("passage", lambda row: row.passage, wide=True), _STATEMENT,
    ),
    Line: (
        Column("subject", lambda row: row.subject), Column("value", lambda row: row.value, wide=True),
        Column("since", lambda row: row.since, whole=True, optional=True),
        Column("until", lambda row: row.until, whole=True, optional=True), Column("source", lambda row: row.source),
    ),
    rows.DocumentRow: (
        Column("published", _published, whole=True), _PUBLISHER,
        Column("title", lambda row: row.title or row.source, wide=True),
        Column("statements", lambda row: str(row.count)), Column("document", lambda row: row.document[:12], whole=True),
    ),
}  # fmt: skip
