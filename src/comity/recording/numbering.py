"""New statements as rows: each gets its number, and so does everyone named in them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy import Connection, Table

from comity.edtf import bounds
from comity.recording import schema
from comity.recording.happenings import window
from comity.recording.inserting import Row
from comity.recording.keys import Keys
from comity.recording.preparing import Coded, Named


@dataclass(frozen=True, slots=True)
class Fresh:
    """New statements of one document, still without numbers."""

    document: int
    day: dt.date
    sequence: int
    statements: Mapping[str, Coded]
    made_by: Mapping[str, int] = field(default_factory=dict)
    """Numbers of the judgements that made some of them."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The rows of new statements."""

    keys: dict[str, int]
    """Numbers by the statements' ids."""
    rows: dict[Table, list[Row]]


def number_statements(connection: Connection, keys: Keys, fresh: Sequence[Fresh], last: int) -> Numbered:
    """Statements, evidence and parties as rows, numbered from the one after `last`."""
    numbers: dict[str, int] = {}
    people = _number_people(connection, keys, fresh)
    statements: list[Row] = []
    spans: list[Row] = []
    cast: list[Row] = []
    for one in fresh:
        for key, (id, (own, slot, evidence, parties)) in enumerate(one.statements.items(), last + len(statements) + 1):
            numbers[id] = key
            opens, closes = _window(own.kind, own.when, own.modality, one.day)
            statements.append((
                key, id, one.document, *own[:8], opens, closes, *own[8:], slot, one.sequence, None,
                one.made_by.get(id),
            ))  # fmt: skip
            spans += [(key, place, span.start, span.end) for place, span in enumerate(evidence)]
            cast += [(key, role, place, *people[who]) for role, place, who in parties]
    return Numbered(numbers, {schema.statement: statements, schema.evidence: spans, schema.party: cast})


def _number_people(
    connection: Connection, keys: Keys, fresh: Sequence[Fresh]
) -> dict[Named, tuple[int, int, int | None, int]]:
    """The numbers of everyone named in new statements, in the order of the columns of `party`."""
    coded = (coded for one in fresh for coded in one.statements.values())
    people = {who for one in coded for _, _, who in one.cast}
    ids = {id for id, _, _ in people} | {acts_for for _, _, acts_for in people if acts_for}
    actors = keys.actors(connection, ids)
    names = keys.names(connection, {name for _, name, _ in people})
    keys.call(connection, {(actors[id], names[name]) for id, name, _ in people})
    numbers = {}
    for id, name, acts_for in people:
        behind = actors[acts_for] if acts_for else None
        numbers[id, name, acts_for] = (actors[id], names[name], behind, behind or actors[id])
    return numbers


@lru_cache(maxsize=65536)
def _window(kind: str, when: str | None, modality: str, published: dt.date) -> tuple[str | None, str | None]:
    """The days on which a statement can lie, for finding what is near in time."""
    if kind == "event":
        opens, closes = window(when, modality, published)
        return opens.isoformat(), closes.isoformat()
    if when is None:
        return None, None
    span = bounds(when)
    earliest, latest = (day.isoformat() if day else None for day in (span.earliest, span.latest))
    return earliest, latest
