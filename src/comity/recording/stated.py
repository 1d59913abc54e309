"""Statements of ties and facts in short: who, what, when and in which text, without the sentences they rest on."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, select

from comity.recording import schema
from comity.recording.among import among
from comity.recording.gathering import playing
from comity.recording.reported import ROLES as REPORTED
from comity.recording.reported import Part, all_of, last_of, last_of_each
from comity.recording.sight import Sight

End = tuple[str, str | None]
"""Somebody with a part, and whom they act for in it if anybody."""


class Stated(NamedTuple):
    """One statement and its text. `label` is its relation or property, `content` a value that is no actor."""

    id: str
    kind: str
    label: str
    content: str | None
    modality: str
    when: str | None
    document: str
    known: dt.date
    publisher: str | None
    family: int
    agency: str | None
    register: bool
    said_by: str | None
    ends: dict[str, End]
    """Who has which part, by role."""


@dataclass(frozen=True, slots=True)
class Few:
    """How many statements are wanted, those reported last: in all, or of each label."""

    most: int
    of_each: bool = False


def find_stated(
    sight: Sight,
    kind: str,
    actors: Sequence[str],
    roles: Sequence[str],
    *,
    or_behind: bool = False,
    few: Few | None = None,
    label: str | None = None,
) -> list[Stated]:
    """Statements of a kind in which each actor, or who acts for it, has one of the roles, oldest report first."""
    keys = sight.numbers(actors)
    known = [key for key in keys if key is not None]
    if len(known) < len(keys):
        return []
    part = Part(tuple(roles), or_behind, label)
    kept = sight.is_derived and set(roles) <= set(REPORTED.get(kind, ()))
    choose = _choose if kept and not (few and len(keys) > 1) else _seek
    return _load(sight.connection, choose(sight, kind, known, part, few))


def _choose(sight: Sight, _: str, actors: Sequence[int], part: Part, few: Few | None) -> Sequence[int]:
    """The numbers of the statements, of one actor where there are to be few, by what is kept of each actor."""
    if few is None:
        return all_of(sight.connection, part, *actors)
    return (last_of_each if few.of_each else last_of)(sight.connection, part, actors[0], few.most)


def _seek(sight: Sight, kind: str, actors: Sequence[int], part: Part, few: Few | None) -> Sequence[int]:
    """The same among all statements of the actors, for a state of which nothing is kept."""
    table, known = schema.statement.c, schema.document.c.known
    having: list[ColumnElement[bool]] = [
        table.key.in_(playing([key], *part.roles, or_behind=part.or_behind)) for key in actors
    ]
    order = (known.desc(), table.document.desc(), table.key.desc())
    if part.label is not None:
        having.append(table.label == part.label)
    query = sight.standing(table.key).where(table.kind == kind, *having).order_by(*order)
    if few and few.of_each:
        place = func.row_number().over(partition_by=table.label, order_by=order).label("place")
        ranked = query.add_columns(place).subquery()
        query = select(ranked.c.key).where(ranked.c.place <= few.most)
    elif few:
        query = query.limit(few.most)
    return sight.connection.scalars(query).all()


def _load(connection: Connection, keys: Sequence[int]) -> list[Stated]:
    rows = connection.execute(_query(), {"keys": list(keys)}).all()
    ends, sayers = _cast(connection, list(keys))
    days = {day: dt.date.fromisoformat(day) for day in {row.known for row in rows}}
    return [
        Stated._make((*told, days[known], publisher, family, agency, register, sayers.get(key), ends[key]))
        for key, *told, known, publisher, family, agency, register in rows
    ]


@cache
def _query() -> Select[Any]:
    """Made once: putting it together takes longer than answering it for few statements."""
    statement, document = schema.statement.c, schema.document.c
    return (
        select(
            statement.key, statement.id, statement.kind, statement.label, statement.content, statement.modality,
            statement.when, document.id, document.known, document.publisher, document.family, document.agency,
            document.register,
        )
        .join(schema.document, document.key == statement.document)
        .where(among(statement.key, "keys"))
        .order_by(document.known, statement.document, statement.key)
    )  # fmt: skip


def _cast(connection: Connection, keys: list[int]) -> tuple[dict[int, dict[str, End]], dict[int, str]]:
    """Who has which part in statements, and what those who say so are called."""
    rows = connection.execute(_party_query(), {"keys": keys}).all()
    ids = _values(connection, schema.actor.c.id, {key for row in rows for key in row[2:4]})
    names = _values(connection, schema.name.c.name, {row[4] for row in rows if row[1] == "said_by"})
    ends: dict[int, dict[str, End]] = defaultdict(dict)
    for statement, role, actor, acts_for, _ in rows:
        ends[statement][role] = (ids[actor], ids.get(acts_for))
    return ends, {row[0]: names[row[4]] for row in rows if row[1] == "said_by"}


@cache
def _party_query() -> Select[Any]:
    party = schema.party.c
    query = select(party.statement, party.role, party.actor, party.acts_for, party.name)
    return query.where(among(party.statement, "keys"))


def _values(connection: Connection, column: ColumnElement[str], keys: set[int | None]) -> dict[int | None, Any]:
    """What a column of actors or names holds, by key."""
    wanted = sorted(key for key in keys if key is not None)
    query = select(column.table.c.key, column).where(among(column.table.c.key, wanted))
    return dict(tuple(row) for row in connection.execute(query).all()) if wanted else {}
