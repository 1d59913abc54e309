"""New statements as rows: each gets its number, and so does everyone named in them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, repeat

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

    fresh: Sequence[Fresh]
    first: int
    """Number of the first of them."""
    values: dict[Table, Values]

    @property
    def keys(self) -> dict[str, int]:
        """Numbers by the statements' ids."""
        ids = chain.from_iterable(one.statements.ids for one in self.fresh)
        return {id: key for key, id in enumerate(ids, self.first)}


def number_statements(connection: Connection, keys: Keys, fresh: Sequence[Fresh], last: int) -> Numbered:
    """Statements, evidence and parties as rows, numbered from the one after `last`."""
    known = keys.people(connection, {who for one in fresh for who in one.statements.people})
    statements: Values = []
    spans: Values = []
    cast: Values = []
    first = last + 1
    for one in fresh:
        told, begin = one.statements, len(spans)
        statements += told.statements
        spans += told.spans
        spans[begin::SPAN] = [first + of for of in told.spans[::SPAN]]
        people = [known[who] for who in told.people]
        values = iter(told.parts)
        for of, role, place, who in zip(values, values, values, values, strict=True):
            cast += (first + of, role, place)  # type: ignore[operator]
            cast += people[who]  # type: ignore[index]
        first += len(told.ids)
    _fill(statements, last + 1, fresh)
    return Numbered(fresh, last + 1, {schema.statement: statements, schema.evidence: spans, schema.party: cast})


def _fill(values: Values, first: int, fresh: Sequence[Fresh]) -> None:
    """Write into rows of `statement` what was left blank in them; the first has the number `first`."""
    counts = [len(one.statements.ids) for one in fresh]

    def spread(column: Iterable[object]) -> Values:
        """What holds for each document, once for each of its statements."""
        return list(chain.from_iterable(map(repeat, column, counts)))

    windows = map(_window, *(values[PLACE[name] :: WIDTH] for name in _DATING), spread(one.day for one in fresh))
    opens, closes = zip(*windows, strict=True) if values else ((), ())
    for name, column in {
        "key": range(first, first + sum(counts)),
        "document": spread(one.document for one in fresh),
        "opens": opens,
        "closes": closes,
        "reading": spread(one.sequence for one in fresh),
        "judgement": [one.made_by.get(id) for one in fresh for id in one.statements.ids],
    }.items():
        values[PLACE[name] :: WIDTH] = column


_DATING = ("kind", "when", "modality")
"""What of a statement tells, with the day of publication, on which days it can lie."""


@lru_cache(maxsize=65536)
def _window(kind: str, when: str | None, modality: str, published: dt.date) -> Window:
    """The days on which a statement can lie, for finding what is near in time."""
    if kind == "event":
        opens, closes = window(when, modality, published)
        return opens.isoformat(), closes.isoformat()
    return (None, None) if when is None else _days(when)


@lru_cache(maxsize=65536)
def _days(when: str) -> Window:
    span = bounds(when)
    return span.earliest.isoformat() if span.earliest else None, span.latest.isoformat() if span.latest else None
