"""New statements as rows: each gets its number, and so does everyone named in them."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy import Connection, Table

from comity.edtf import bounds
from comity.recording import schema
from comity.recording.casting import PLACE, SPAN, WIDTH, Cast
from comity.recording.happenings import window
from comity.recording.inserting import Values
from comity.recording.keys import Keys

Window = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Fresh:
    """New statements of one document, still without numbers."""

    document: int
    day: dt.date
    sequence: int
    statements: Cast
    made_by: Mapping[str, int] = field(default_factory=dict)
    """Numbers of the judgements that made some of them."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The rows of new statements."""

    keys: dict[str, int]
    """Numbers by the statements' ids."""
    values: dict[Table, Values]


def number_statements(connection: Connection, keys: Keys, fresh: Sequence[Fresh], last: int) -> Numbered:
    """Statements, evidence and parties as rows, numbered from the one after `last`."""
    numbers: dict[str, int] = {}
    known = keys.people(connection, (who for one in fresh for who in one.statements.people))
    statements: Values = []
    spans: Values = []
    cast: Values = []
    for one in fresh:
        told, count = one.statements, len(one.statements.ids)
        numbered = range(last + 1, last + 1 + count)
        last += count
        numbers.update(zip(told.ids, numbered, strict=True))
        statements += told.statements
        _fill(statements, len(statements) - count * WIDTH, numbered, one)
        begin = len(spans)
        spans += told.spans
        spans[begin::SPAN] = [numbered[of] for of in told.spans[::SPAN]]
        people = [known[who] for who in told.people]
        values = iter(told.parts)
        for of, role, place, who in zip(values, values, values, values, strict=True):
            cast += (numbered[of], role, place, *people[who])  # type: ignore[index]
    return Numbered(numbers, {schema.statement: statements, schema.evidence: spans, schema.party: cast})


def _fill(values: Values, begin: int, numbered: range, one: Fresh) -> None:
    """Write into rows of `statement`, which begin at a place, what was left blank in them."""
    count = len(numbered)
    windows = list(_windows(one.statements, one.day))
    for name, column in {
        "key": numbered,
        "document": [one.document] * count,
        "opens": [opens for opens, _ in windows],
        "closes": [closes for _, closes in windows],
        "reading": [one.sequence] * count,
        "judgement": [one.made_by.get(id) for id in one.statements.ids],
    }.items():
        values[begin + PLACE[name] :: WIDTH] = column


def _windows(told: Cast, published: dt.date) -> Iterator[Window]:
    """The days on which each statement can lie, for finding what is near in time."""
    kinds, dates, modalities = (told.column(name) for name in ("kind", "when", "modality"))
    for kind, when, modality in zip(kinds, dates, modalities, strict=True):
        if kind == "event":
            yield _event_window(when, modality, published)
        else:
            yield (None, None) if when is None else _days(when)


@lru_cache(maxsize=65536)
def _event_window(when: str | None, modality: str, published: dt.date) -> Window:
    opens, closes = window(when, modality, published)
    return opens.isoformat(), closes.isoformat()


@lru_cache(maxsize=65536)
def _days(when: str) -> Window:
    span = bounds(when)
    return span.earliest.isoformat() if span.earliest else None, span.latest.isoformat() if span.latest else None
