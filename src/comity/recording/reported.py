"""Who is told to say something, to stand to somebody or to be something, in order of the days of the reports.

Derived from what stands: which statements of an actor were reported last is told without looking at the others.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    delete,
    func,
    select,
    union,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from comity.recording import schema
from comity.recording.among import among
from comity.recording.gathering import chunks
from comity.recording.inserting import Row, insert_rows

ROLES = {"quotation": ("speaker",), "relation": ("from", "to"), "fact": ("about",)}
"""For each kind that is kept so, the parts that count; one actor has each of them."""
AT_ONCE = 20_000
"""Rows that are in memory together."""
ACTOR: BindParameter[int] = bindparam("actor", type_=Integer)
"""Whose part it is, told when a question is put."""


@dataclass(frozen=True, slots=True)
class Part:
    """What an actor is in a statement: it has one of the roles, or somebody who acts for it; of a label where given."""

    roles: tuple[str, ...]
    or_behind: bool = False
    label: str | None = None

    def had_by(
        self, actor: BindParameter[int], table: ReadOnlyColumnCollection[str, Column[Any]] = schema.reported.c
    ) -> ColumnElement[bool]:
        """Condition on `reported`, or on it under another name."""
        conditions: list[ColumnElement[bool]] = [table.actor == actor, table.role.in_(self.roles)]
        if not self.or_behind:
            conditions.append(~table.behind)
        if self.label is not None:
            conditions.append(table.label == self.label)
        return and_(*conditions)


def report_all(connection: Connection) -> None:
    """Keep what stands of all documents; nothing is kept yet."""
    rows = iter(_rows(connection, None))
    while part := list(islice(rows, AT_ONCE)):
        insert_rows(connection, schema.reported, part)


def report_anew(connection: Connection, documents: Iterable[int]) -> None:
    """Keep what stands of some documents in place of what was kept of them."""
    for part in chunks(documents):
        connection.execute(delete(schema.reported).where(among(schema.reported.c.document, part)))
        insert_rows(connection, schema.reported, list(_rows(connection, part)))


def last_of_speaker(connection: Connection, speaker: int) -> Sequence[tuple[int, int]]:
    """Numbers of all that a speaker, or who speaks for it, said, and of the words of each; oldest report first."""
    table = schema.reported.c
    said = select(table.statement, table.words).where(table.actor == speaker, table.role == "speaker")
    rows = connection.execute(said.order_by(table.day, table.document, table.statement)).all()
    return [(key, words) for key, words in rows]


def all_of(connection: Connection, part: Part, *actors: int) -> list[int]:
    """The statements in which each of some actors has a part, in no order."""
    given = {f"actor_{place}": actor for place, actor in enumerate(actors)}
    return list(connection.scalars(_all(part, len(actors)), given).all())


@cache
def _all(part: Part, actors: int) -> Select[Any]:
    """The question, which goes through what is kept of the first actor and looks there for each of the others."""
    mine, *others = (schema.reported.alias(f"of_{place}").c for place in range(actors))
    query = select(mine.statement).where(part.had_by(_actor(0), mine))
    for place, other in enumerate(others, 1):
        same = and_(other.day == mine.day, other.document == mine.document, other.statement == mine.statement)
        query = query.where(select(other.statement).where(part.had_by(_actor(place), other), same).exists())
    return query.distinct()


def _actor(place: int) -> BindParameter[int]:
    return bindparam(f"actor_{place}", type_=Integer)


def last_of(connection: Connection, part: Part, actor: int, most: int) -> list[int]:
    """The statements reported last in which an actor has a part."""
    return list(connection.scalars(_last(part), {"actor": actor, "most": most}).all())


@cache
def _last(part: Part) -> Select[Any]:
    """The question, put together once for each part, which takes longer than answering it."""
    table, most = schema.reported.c, bindparam("most", type_=Integer)
    order = (table.day.desc(), table.document.desc(), table.statement.desc())
    parts = []
    for role in part.roles:
        mine = select(table.day, table.document, table.statement).where(replace(part, roles=(role,)).had_by(ACTOR))
        parts.append(mine.order_by(*order).limit(most).subquery())
    both = union(*(select(each) for each in parts)).subquery().c
    query = select(both.statement).order_by(both.day.desc(), both.document.desc(), both.statement.desc())
    return query.limit(most)


def last_of_each(connection: Connection, part: Part, actor: int, most: int) -> list[int]:
    """The same for each label by itself."""
    return list(connection.scalars(_last_of_each(part), {"actor": actor, "most": most}).all())


@cache
def _last_of_each(part: Part) -> Select[Any]:
    table = schema.reported.c
    mine = select(table.label, table.day, table.document, table.statement).where(part.had_by(ACTOR))
    told = (mine.distinct() if len(part.roles) > 1 else mine).subquery().c
    order = (told.day.desc(), told.document.desc(), told.statement.desc())
    place = func.row_number().over(partition_by=told.label, order_by=order).label("place")
    ranked = select(told.statement, place).subquery().c
    return select(ranked.statement).where(ranked.place <= bindparam("most", type_=Integer))


def _rows(connection: Connection, documents: Collection[int] | None) -> Iterator[Row]:
    """The rows of some documents, or of all: of the actor itself, and of whom it acts for."""
    statement, document, party = schema.statement.c, schema.document.c, schema.party.c
    query = (
        select(
            party.actor, party.represents, party.role, document.known, document.key, statement.key, statement.label,
            statement.kind, statement.content,
        )
        .join(schema.document, document.key == statement.document)
        .join(schema.party, party.statement == statement.key)
        .where(statement.superseded.is_(None), statement.kind.in_(ROLES))
        .where(party.role.in_([role for roles in ROLES.values() for role in roles]))
    )  # fmt: skip
    if documents is not None:
        query = query.where(among(statement.document, documents))
    found = connection.execute(query.execution_options(yield_per=AT_ONCE))
    for actor, represents, role, known, text, key, label, kind, content in found:
        if role not in ROLES[kind]:
            continue
        day = dt.date.fromisoformat(known).toordinal()
        words = number_of_words(content) if kind == "quotation" else None
        yield (actor, role, day, text, key, False, label, words)
        if represents != actor:
            yield (represents, role, day, text, key, True, label, words)


def number_of_words(content: str | None) -> int:
    """A signed 64-bit number that quotations share whose words are the same but for case and white space."""
    plain = " ".join((content or "").casefold().split())
    hashed = hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(hashed.digest(), "big", signed=True)
