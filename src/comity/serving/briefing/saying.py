"""Sections of a brief for what sources say of an actor, and for how it stands to others."""

from collections.abc import Sequence

from comity.asking.rows import FactRow, RelationRow
from comity.serving.briefing.brief import Line, Section
from comity.serving.briefing.notes import Notes
from comity.serving.web import words

TIES = 30
"""How many ties the section has at most; it says how many more there are."""


def tell_facts(rows: Sequence[FactRow], notes: Notes) -> Section:
    """Founding, seat, population: value by value, those that part from one another side by side."""
    lines = tuple(
        Line(_heading(row.property), f"{words.date(row.value) or row.value}{_when(row.dates, row.value)}",
             _doubt(row, row.dissent), notes.ask(row.statements), row.sources)
        for row in rows
        if row.statements
    )  # fmt: skip
    return Section("Facts as sources give them", lines, "No text gives a founding, a seat, a number or the like.")


def tell_ties(rows: Sequence[RelationRow], notes: Notes) -> Section:
    """Who is whose ally, rival, neighbour: read “who – is what – of whom”."""
    shown = rows[:TIES]
    lines = tuple(
        Line(row.name, f"{row.relation.replace('-', ' ')} – {row.other_name}{_when(row.dates)}",
             _doubt(row), notes.ask(row.statements), row.sources)
        for row in shown
    )  # fmt: skip
    return Section("Ties to others", lines, "No tie is known for this day.", len(rows) - len(shown))


def _heading(property: str) -> str:
    return property.replace("-", " ").capitalize()


def _when(dates: Sequence[str], value: str = "") -> str:
    """The dates that texts give, where they are not the value itself."""
    told = [words.date(date) for date in dates if date != value]
    return f" ({', '.join(told)})" if told else ""


def _doubt(row: FactRow | RelationRow, dissent: Sequence[str] = ()) -> str:
    parts = [] if row.modality == "actual" else [row.modality]
    parts += [f"says {', '.join(row.said_by)}"] if row.said_by else []
    parts += [unsure] if (unsure := words.unsure(row.confidence)) else []
    parts += [f"others say {', '.join(words.date(other) or other for other in dissent)}"] if dissent else []
    return ", ".join(parts)
