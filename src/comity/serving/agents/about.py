"""What sources say of an actor, its properties, then its ties and its posts, as one answer for a tool."""

from typing import Any

from comity.asking import Desk
from comity.asking.answer import Answer, statement_ids
from comity.asking.rows import FactRow, OfficeRow, RelationRow
from comity.serving.agents.facts import Entry


def tell_about(desk: Desk, actor: str, words: str | None, asof: str | None) -> Answer[Any]:
    """Rows of all kinds; with `words`, those whose line holds all of them. Raises `UnknownActor`."""
    properties, ties = desk.facts(actor, asof=asof), desk.relations(actor, asof=asof)
    posts = desk.offices(actor, asof=asof)
    wanted = (words or "").casefold().replace('"', "").split()
    told: list[FactRow | RelationRow | OfficeRow] = [*properties.rows, *ties.rows, *posts.rows]
    rows = tuple(row for row in told if all(word in _line(row).casefold() for word in wanted))
    notes = tuple(dict.fromkeys((*properties.notes, *ties.notes, *posts.notes)))
    return Answer(
        properties.question, FactRow, rows, statement_ids(rows), properties.coverage, properties.data_version, notes
    )


def make_told(row: FactRow | RelationRow | OfficeRow) -> Entry:
    """A row as an entry."""
    if isinstance(row, OfficeRow):
        return Entry(
            says=_line(row), modality=row.modality, since=row.since, until=row.until, independent_sources=row.sources,
            origin=row.origin,
        )  # fmt: skip
    return Entry(
        says=_line(row), modality=row.modality, since=row.dates[0] if row.dates else None,
        independent_sources=row.sources, origin=row.origin,
        dissent=list(row.dissent) if isinstance(row, FactRow) else [],
    )  # fmt: skip


def _line(row: FactRow | RelationRow | OfficeRow) -> str:
    if isinstance(row, OfficeRow):
        return f"{row.name}, {row.role} of {row.of_name}"
    if isinstance(row, FactRow):
        return f"{row.name}, {row.property}: {row.value}"
    return f"{row.name} – {row.relation} – {row.other_name}"
