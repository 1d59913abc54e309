"""Answers as tables: which columns each kind of row shows, readable at 80 columns and without colour."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from comity.asking import rows
from comity.asking.answer import Answer
from comity.register.report import Line
from comity.serving.terminal import one_line, plain
from comity.sureness import UNSURE, is_unsure

SHORT = 10
"""Characters of a statement id that tables show: `st-` and seven digits; any prefix that is unique is understood."""
GAP = 2
"""Characters that part two columns."""
LONG_WORD = 16
"""Words up to this length are not broken."""
MODALITY_STYLES = {"planned": "yellow", "possible": "yellow", "denied": "red"}
UNSURE_STYLE = "yellow"
LEGEND = (
    f"unsure: told with a confidence below {UNSURE}, more often wrong than right; “--min-confidence {UNSURE}” leaves "
    "it out."
)
VERDICT_STYLES = {"supported": "green", "contradicted": "red", "planned only": "yellow"}

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
        console.print(build_table(answer, console.width))
        if any(is_unsure(getattr(row, "confidence", None)) for row in answer.rows):
            console.print(plain(LEGEND), style="dim")
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


def build_table(answer: Answer[Any], width: int) -> Table:
    """The table of an answer that has rows, laid out for a screen of `width` characters."""
    columns, cells = [], []
    for column in LAYOUTS[answer.row]:
        found = [_as_text(column.cell(row)) for row in answer.rows]
        if not column.optional or any(cell.plain for cell in found):
            columns.append(column)
            cells.append(found)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for column, room in zip(columns, _share_width(columns, cells, width - len(columns) * GAP), strict=True):
        table.add_column(column.heading, width=room, overflow="fold")
    for row in zip(*cells, strict=True):
        table.add_row(*row)
    return table


def _share_width(columns: Sequence[Column], cells: Sequence[Sequence[Text]], room: int) -> list[int]:
    """How wide each column is: as wide as its cells, then narrower where most room is left above its longest word.

    A wide column gives way three times more slowly than the others.
    """
    widths = [max(_measure(column, found)) for column, found in zip(columns, cells, strict=True)]
    least = [min(_measure(column, found)) for column, found in zip(columns, cells, strict=True)]
    while sum(widths) > room:
        spare = [
            (width - low) / (3 if column.wide else 1) for column, width, low in zip(columns, widths, least, strict=True)
        ]
        if max(spare) <= 0:
            return _break_words(columns, widths, sum(widths) - room)
        widths[spare.index(max(spare))] -= 1
    return widths


def _break_words(columns: Sequence[Column], widths: list[int], excess: int) -> list[int]:
    """Take `excess` characters from the widest columns that may be broken; ids and dates stay whole."""
    breakable = [place for place, column in enumerate(columns) if not column.whole]
    for _ in range(excess if breakable else 0):
        widest = max(breakable, key=lambda place: widths[place])
        widths[widest] = max(1, widths[widest] - 1)
    return widths


def _measure(column: Column, cells: Sequence[Text]) -> tuple[int, int]:
    """The width of the longest line of a column, and of its longest word."""
    lines = [column.heading, *(line for cell in cells for line in cell.plain.splitlines())]
    longest = max(map(cell_len, lines))
    if column.whole:
        return longest, longest
    return longest, min(LONG_WORD, max((cell_len(word) for line in lines for word in line.split()), default=1))


def short_id(id: str) -> str:
    """The part of a statement id that tables show."""
    return id[:SHORT]


def mark_modality(modality: str, said_by: Sequence[str] = ()) -> Text:
    """The modality in words, styled, with who vouches for it when the text does not itself."""
    words = modality + (f", says {', '.join(said_by)}" if said_by else "")
    return plain(words, MODALITY_STYLES.get(modality, ""))


def _as_text(value: str | Text) -> Text:
    return value if isinstance(value, Text) else plain(value)


def mark_sureness(confidence: float | None) -> str:
    """`unsure .34` of what is more likely wrong than right, else nothing; as wide as an id."""
    return f"unsure {f'{confidence:.2f}'.removeprefix('0')}" if is_unsure(confidence) else ""


def _statements(row: Any) -> Text:
    first, *others = row.statements or ("",)
    told = plain(short_id(first) + (f"+{len(others)}" if others else ""))
    unsure = mark_sureness(getattr(row, "confidence", None))
    return told.append(f"\n{unsure}", style=UNSURE_STYLE) if unsure else told


def _modality(row: Any) -> Text:
    return mark_modality(row.modality, row.said_by)


def _standing(row: rows.MemberRow | rows.MembershipRow) -> str:
    founder = " (founder)" if row.founder and row.status != "founder" else ""
    return row.status + founder + ("" if row.certain else " (uncertain)")


def _sources(row: Any) -> str:
    told = str(row.sources)
    if row.publishers and len(row.publishers) != row.sources:
        told += f" ({len(row.publishers)} publ.)"
    by_origin = {"register": "register", "both": f"{told} + reg."}
    return by_origin.get(getattr(row, "origin", "reports"), told)


def _period(row: rows.MemberRow | rows.MembershipRow | rows.OfficeRow) -> Text:
    """When it began, else when it was told last; on a second line when it ended, and for when it had been planned."""
    told = [row.since or (row.last_reported and f"told {row.last_reported}"), row.until and f"to {row.until}"]
    if not isinstance(row, rows.OfficeRow) and row.planned_statements:
        told.append(f"planned {row.planned}" if row.planned else "as planned")
    return Text("\n".join(one_line(part) for part in told if part))


def _date_told(row: rows.TimelineRow) -> Text:
    return Text(one_line(row.date) if row.date else f"told\n{one_line(row.reported)}" if row.reported else "undated")


def _happening(row: rows.TimelineRow) -> Text:
    kind = row.type + (f" {row.mode}" if row.mode else "")
    outcome = "" if row.outcome in (None, "unknown") else row.outcome
    return _under_head([row.layer or "", kind, outcome, _parties(row)], row, row.what)


def _parties(row: rows.TimelineRow) -> str:
    """Who, to whom, where: `PRK → USA`, `Donald Trump, Kim Jong Un in Singapore`."""
    sides = [", ".join(map(_called, side)) for side in (row.actors, row.recipients) if side]
    return " → ".join(sides) + (f" in {_called(row.where)}" if row.where else "")


def _called(id: str) -> str:
    """An actor id as a short name: codes stay codes, slugs become names."""
    slug = id.partition(":")[2] or id
    return slug if slug.isupper() else slug.replace("-", " ").title()


def _change(row: rows.ChangeRow) -> Text:
    return _under_head([row.change], row, row.what)


def _under_head(words: Sequence[str], row: rows.TimelineRow | rows.ChangeRow, sentence: str) -> Text:
    """What kind it is, marked when it is not told as actual or somebody vouches for it, and beneath it the sentence."""
    head = [plain(word, "dim") for word in words if word]
    if row.modality != "actual" or row.said_by:
        head.insert(1, mark_modality(row.modality, row.said_by))
    return Text("\n").join([Text(" · ").join(head), plain(sentence)])


def _office(row: rows.OfficeRow) -> str:
    return row.role if row.of_name.casefold() in row.role.casefold() else f"{row.role} of {row.of_name}"


def _value(row: rows.FactRow) -> str:
    """The value, and where the register is more exact, what it has."""
    exact = row.register if row.register != row.value else None
    return f"{row.value} (register: {exact})" if exact else row.value


def _words(row: rows.QuoteRow) -> str:
    return f"“{row.text}”" if row.form == "direct" else row.text


def _verdict(row: rows.CheckRow) -> Text:
    return plain(row.verdict, VERDICT_STYLES.get(row.verdict, ""))


def _claim(row: rows.CheckRow) -> Text:
    return Text("\n").join([plain(row.claim), plain(row.words, "dim")])


def _found(row: rows.CheckRow) -> str:
    return "\n".join([row.why, *row.differences])


def _published(row: Any) -> str:
    return row.published or "undated"


def _sides(row: rows.DisputeRow) -> Text:
    lines = []
    for side in row.sides:
        who = ", ".join(side.said_by or side.publishers) or side.origin
        value, source = plain(side.value, "bold"), plain(f"{who} ({short_id(side.statements[0])})" + _how_many(side))
        judged = plain(f", {side.judged}ed", "yellow") if side.judged else Text()
        unsure = mark_sureness(side.confidence)
        doubted = plain(f", {unsure}" if unsure else "", UNSURE_STYLE)
        lines.append(Text(" – ").join([value, source]).append_text(judged).append_text(doubted))
    return Text("\n").join(lines)


def _part(row: rows.WhyRow) -> Text:
    return Text("\n").join([plain(row.part), _modality(row)])


def _grounds(row: rows.WhyRow) -> Text:
    return Text("\n").join([plain(row.words), plain(row.ground, "dim")])


def _decided(row: rows.JudgementRow) -> Text:
    return Text("\n").join([plain(row.says), plain(row.reason, "dim")])


def _how_many(side: rows.Side) -> str:
    return f", {side.sources} texts" if side.sources > 1 else ""


_SINCE = Column("since", _period, whole=True, optional=True)
_MODALITY = Column("modality", _modality)
_SOURCES = Column("sources", _sources)
_PUBLISHER = Column("publisher", lambda row: row.publisher or "", optional=True)
_STATEMENT = Column("statement", _statements, whole=True)

LAYOUTS: dict[type, tuple[Column, ...]] = {
    rows.MemberRow: (
        Column("member", lambda row: row.name), Column("status", _standing),
        _SINCE, _MODALITY, _SOURCES, _STATEMENT,
    ),
    rows.MembershipRow: (
        Column("organisation", lambda row: row.name), Column("status", _standing),
        _SINCE, _MODALITY, _SOURCES, _STATEMENT,
    ),
    rows.OfficeRow: (
        Column("person", lambda row: row.name), Column("office", _office),
        _SINCE, _MODALITY, _SOURCES, _STATEMENT,
    ),
    rows.FactRow: (
        Column("property", lambda row: row.property), Column("value", _value, wide=True),
        _MODALITY, Column("dispute", lambda row: row.dispute or "", optional=True), _SOURCES, _STATEMENT,
    ),
    rows.RelationRow: (
        Column("who is what of whom", lambda row: f"{row.name} – {row.relation} – {row.other_name}", wide=True),
        Column("dated", lambda row: ", ".join(row.dates), optional=True), _MODALITY, _SOURCES, _STATEMENT,
    ),
    rows.TimelineRow: (
        Column("date", _date_told, whole=True), Column("what happened", _happening, wide=True), _SOURCES, _STATEMENT,
    ),
    rows.ChangeRow: (
        Column("date", lambda row: row.date or "", optional=True), Column("what changed", _change, wide=True),
        _SOURCES, _STATEMENT,
    ),
    rows.QuoteRow: (
        Column("published", _published, whole=True), Column("speaker", lambda row: row.name),
        Column("words", _words, wide=True), Column("publisher", lambda row: row.publisher or ""), _SOURCES, _STATEMENT,
    ),
    rows.CountRow: (
        Column("count", lambda row: f"{row.count:,}"), Column("of", lambda row: row.of),
        Column("names", lambda row: ", ".join(row.names), wide=True, optional=True),
        Column("first", lambda row: row.first or "", whole=True, optional=True),
        Column("last", lambda row: row.last or "", whole=True, optional=True), _SOURCES, _STATEMENT,
    ),
    rows.CheckRow: (
        Column("verdict", _verdict), Column("the draft says", _claim, wide=True),
        Column("the record", _found, wide=True), _STATEMENT,
    ),
    rows.DisputeRow: (
        Column("about", lambda row: row.name), Column("disputed", lambda row: row.what),
        Column("sides", _sides, wide=True), Column("state", lambda row: row.state, optional=True),
    ),
    rows.WhyRow: (
        Column("published", lambda row: row.published or "", whole=True), _PUBLISHER,
        Column("part", _part), Column("words and grounds", _grounds, wide=True), _STATEMENT,
    ),
    rows.JudgementRow: (
        Column("judgement", lambda row: row.judgement[:SHORT], whole=True),
        Column("made", lambda row: row.recorded[:10], whole=True), Column("by", lambda row: row.person),
        Column("verdict", lambda row: row.verdict), Column("what and why", _decided, wide=True),
        Column("", lambda row: "taken back" if row.taken_back else "", optional=True), _STATEMENT,
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
    rows.RefusalRow: (
        Column("recorded", lambda row: row.recorded[:10], whole=True), Column("", lambda row: row.severity, whole=True),
        Column("source", lambda row: Path(row.source).name), Column("why", lambda row: row.reason, wide=True),
    ),
    rows.DocumentRow: (
        Column("published", _published, whole=True), _PUBLISHER,
        Column("title", lambda row: row.title or Path(row.source).name, wide=True),
        Column("copies", lambda row: str(row.copies or ""), optional=True),
        Column("statements", lambda row: str(row.count)), Column("document", lambda row: row.document[:12], whole=True),
    ),
}  # fmt: skip
