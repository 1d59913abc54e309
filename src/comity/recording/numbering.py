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
from comity.recording.preparing import Cast


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
    rows: dict[Table, list[Row]]


def number_statements(connection: Connection, keys: Keys, fresh: Sequence[Fresh], last: int) -> Numbered:
    """Statements, evidence and parties as rows, numbered from the one after `last`."""
    numbers: dict[str, int] = {}
    known = keys.people(connection, {who for one in fresh for who in one.statements.people})
    statements: list[Row] = []
    spans: list[Row] = []
    cast: list[Row] = []
    key = last
    for one in fresh:
        document, day, sequence, made_by = one.document, one.day, one.sequence, one.made_by
        people = [known[who] for who in one.statements.people]
        for id, (own, slot, evidence, parties) in one.statements.coded.items():
            key += 1
            numbers[id] = key
            kind, label, mode, contexts, content, modality, when, basis, confidence, frame = own
            opens, closes = _window(kind, when, modality, day)
            statements.append((
                key, id, document, kind, label, mode, contexts, content, modality, when, basis, opens, closes,
                confidence, frame, slot, sequence, None, made_by.get(id),
            ))  # fmt: skip
            for place, (start, end) in enumerate(evidence):
                spans.append((key, place, start, end))
            for role, place, who in parties:
                actor, name, acts_for, represents = people[who]
                cast.append((key, role, place, actor, name, acts_for, represents))
    return Numbered(numbers, {schema.statement: statements, schema.evidence: spans, schema.party: cast})


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
