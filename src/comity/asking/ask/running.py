"""Runs an understood query in one view and narrows its rows; the answer says in words what was run and left out."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from comity.asking.answer import Answer, statement_ids
from comity.asking.ask.query import Keep, Query
from comity.asking.asked import Asked
from comity.asking.rows import CountRow
from comity.edtf import bounds
from comity.model import Event

Ask = Callable[[Asked, Query], Answer[Any]]
TOLD = ("change", "status", "modality")
"""Columns of which a note tells what was left out."""
LISTED = 6
"""Other times that a note tells."""
COUNTED = {"timeline": "happenings", "quotes": "quotations", "search": "passages"}
"""What rows of a question are, where its name does not say."""


def run(query: Query, asked: Asked, questions: Mapping[str, Ask]) -> Answer[Any]:
    """The answer to a query; `questions` are the desk's, by name."""
    whole = questions[query.name](asked, query)
    kept, notes = list(whole.rows), [f"This was asked: {query.command}" + _also(query)]
    kept, left_out = _keep(kept, query.keep)
    notes += left_out
    if query.side:
        kept = _on_side(asked, kept, *query.side)
    if query.shared:
        kept = _shared(kept, questions[query.name](asked, replace(query, words=(query.shared,))).rows, query.keep)
        notes += [f"Beginning and end of each are those of {asked.actors.name(query.words[0])}."] if kept else []
    if query.pick and query.than:
        kept = _beside(kept, query.pick, query.than)
    elif query.pick:
        kept = _pick(kept, query.pick, asked)
    if not kept:
        notes += _other_times(asked, query)
    notes += [*query.notes, *whole.notes]
    if query.count:
        return _counted(asked, query, whole, kept, notes)
    return replace(whole, rows=tuple(kept), statements=statement_ids(kept), notes=tuple(notes))


def _also(query: Query) -> str:
    return f" ({query.narrowing})." if query.narrowing else "."


def _keep(rows: Sequence[Any], keeps: Sequence[Keep]) -> tuple[list[Any], list[str]]:
    """The rows that are left, and of those about the same actors how many went out for which value."""
    kept, notes = list(rows), []
    for keep in sorted(keeps, key=lambda keep: keep.column in TOLD):
        out = [row for row in kept if str(getattr(row, keep.column)) not in keep.values]
        kept = [row for row in kept if str(getattr(row, keep.column)) in keep.values]
        if out and keep.column in TOLD:
            notes.append(_left_out(out, keep.column))
    return kept, notes


def _other_times(asked: Asked, query: Query) -> list[str]:
    """When what does not hold then did hold: to say nothing of it would read as never."""
    kept = {keep.column: keep.values for keep in query.keep}
    if query.name == "members" and "member" in kept:
        spells = asked.view.spells("membership", holder=kept["member"][0], body=query.words[0])
        told = [(spell.label, spell) for spell in spells]
    elif query.name == "offices" and "role" in kept:
        spells = asked.view.spells("office", body=query.words[0])
        told = [(asked.actors.name(spell.holder), spell) for spell in spells if spell.label in kept["role"]]
    elif query.name == "offices" and "of" in kept:
        spells = asked.view.spells("office", holder=query.words[0])
        told = [(spell.label, spell) for spell in spells if spell.body in kept["of"]]
    else:
        return []
    listed = [
        f"{name} from {spell.since or 'an unknown day'}" + (f" to {spell.until}" if spell.until else "")
        for name, spell in told
        if spell.modality == "actual"
    ]
    more = f" and {len(listed) - LISTED} more" if len(listed) > LISTED else ""
    return [f"Not then, but at other times: {'; '.join(listed[:LISTED])}{more}."] if listed else []


def _left_out(rows: Sequence[Any], column: str) -> str:
    """How many rows went out, by their value."""
    counts = Counter(str(getattr(row, column)) for row in rows)
    listed = ", ".join(f"{count} {value}" for value, count in counts.most_common(5))
    return f"Left out by {column}: {listed}; the command above shows them."


def _on_side(asked: Asked, rows: Sequence[Any], side: str, actor: str) -> list[Any]:
    """Happenings of which some statement has the actor, or somebody acting for it, on that side."""
    told = asked.view.statements(id for row in rows for id in row.statements)

    def stands(id: str) -> bool:
        event = told[id].statement if id in told else None
        if not isinstance(event, Event):
            return False
        return any(actor in (party.id, party.acts_for) for party in getattr(event, side))

    return [row for row in rows if any(stands(id) for id in row.statements)]


def _shared(rows: Sequence[Any], others: Sequence[Any], keeps: Sequence[Keep]) -> list[Any]:
    """The memberships in organisations that the other belongs to as well, with the statements of both."""
    theirs = {row.organisation: row for row in _keep(others, keeps)[0]}
    return [
        replace(row, statements=tuple(dict.fromkeys((*row.statements, *theirs[row.organisation].statements))))
        for row in rows
        if row.organisation in theirs
    ]


def _beside(rows: Sequence[Any], pick: str, than: str) -> list[Any]:
    """The row just before the first one of an actor, or just after its last one; of rows without a day none."""
    dated = sorted((row for row in rows if _day(row)), key=lambda row: str(_day(row)))
    own = [place for place, row in enumerate(dated) if row.actor == than]
    if not own:
        return []
    place = own[0] - 1 if pick == "before" else own[-1] + 1
    return [dated[place]] if 0 <= place < len(dated) else []


def _pick(rows: Sequence[Any], pick: str, asked: Asked) -> list[Any]:
    """The first, last or next of rows by date; what has no date counts by the day of its report."""
    dated = sorted((row for row in rows if _day(row)), key=lambda row: str(_day(row)))
    moment = asked.view.moment.latest or dt.date.max
    if pick == "next":
        coming = [row for row in dated if (_last_day(row) or dt.date.max) >= moment]
        return coming[:1]
    if pick == "first":
        return dated[:1]
    return [row for row in dated if (_first_day(row) or dt.date.min) <= moment][-1:]


def _day(row: Any) -> str | None:
    """EDTF date of a row of any question."""
    found = (getattr(row, name, None) for name in ("date", "said", "since", "reported", "published"))
    return next((str(day).removeprefix("../") for day in found if day), None)


def _first_day(row: Any) -> dt.date | None:
    return bounds(day).earliest if (day := _day(row)) else None


def _last_day(row: Any) -> dt.date | None:
    return bounds(day).latest if (day := _day(row)) else None


def _counts_as(row: Any) -> str:
    """What a row is one of: an actor counts once however many rows tell of it, anything else by its statements."""
    found = (getattr(row, name, None) for name in ("member", "organisation", "actor", "happening"))
    return next((str(value) for value in found if value), str(row))


def _counted(
    asked: Asked, query: Query, whole: Answer[Any], rows: Iterable[Any], notes: Sequence[str]
) -> Answer[CountRow]:
    """One row with the number, the first and last date and all statements; none when there is nothing to count."""
    kept = list(rows)
    days = sorted(day for row in kept if (day := _day(row)))
    names = tuple(dict.fromkeys(name for row in kept if (name := getattr(row, "name", None))))
    row = CountRow(
        count=len({_counts_as(row) for row in kept}),
        of=COUNTED.get(query.name, whole.row.__name__.removesuffix("Row").lower() + "s"),
        names=names,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        sources=asked.view.count_texts(statement_ids(kept)),
        publishers=tuple(dict.fromkeys(name for row in kept for name in getattr(row, "publishers", ()))),
        statements=statement_ids(kept),
    )
    found = (row,) if kept else ()
    return Answer(
        whole.question, CountRow, found, statement_ids(found), whole.coverage, whole.data_version, tuple(notes)
    )
