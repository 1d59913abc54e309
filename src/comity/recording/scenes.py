"""Events in short: the words that tell one and the ids of who takes part, without the statement around them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from comity.recording import schema
from comity.recording.among import among
from comity.recording.gathering import EVENT_ROLES, chunks
from comity.recording.scope import Scope

LONGEST_NAME = 60
"""Letters of a name that are looked through."""
_NAME_BEFORE = re.compile(r"(?<![\w-])(?:(?:[A-Z][\w’']*|(?:[A-Z]\.)+)[ -])+$")
Sides = tuple[tuple[str, ...], tuple[str, ...]]
"""Ids of the actors and of the recipients of an event."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What one statement tells of an event."""

    words: str
    """The longest of its spans, on one line, from the first word of the name that it begins in."""
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    where: str | None


def load_scenes(connection: Connection, statements: Iterable[str], scope: Scope) -> dict[str, Scene]:
    """The scenes of those of the statements that count, by id."""
    found: dict[str, Scene] = {}
    for part in chunks(dict.fromkeys(statements)):
        told = connection.execute(_told(scope), {"ids": part}).all()
        texts = dict(tuple(row) for row in connection.execute(_texts(scope), {"keys": list({row[2] for row in told})}))
        rows = [row for row in told if row.document in texts]
        keys = [row.key for row in rows]
        spans, cast = _longest_spans(connection, keys), _cast(connection, keys)
        for key, id, document in rows:
            start, end = spans[key]
            start = begin_name(texts[document], start)
            actors, recipients = (tuple(cast[key, role]) for role in EVENT_ROLES)
            where = next(iter(cast[key, "where"]), None)
            found[id] = Scene(" ".join(texts[document][start:end].split()), actors, recipients, where)
    return found


def begin_name(text: str, start: int) -> int:
    """Where the name begins in which a span begins: a row tells of “Prime Minister Modi”, not of “Minister Modi”."""
    if not text[start : start + 1].isupper():
        return start
    before = text[max(0, start - LONGEST_NAME) : start]
    found = _NAME_BEFORE.search(before)
    return start - len(before) + found.start() if found else start


def load_sides(connection: Connection, statements: Iterable[str], scope: Scope) -> dict[str, Sides]:
    """Actors and recipients of statements of events by id, each once, those who act for somebody as that one."""
    table, party, who, behind = schema.statement, schema.party, schema.actor.alias("who"), schema.actor.alias("behind")
    cast = and_(party.c.statement == table.c.key, party.c.role.in_(EVENT_ROLES))
    query = (
        select(table.c.id, party.c.role, func.coalesce(behind.c.id, who.c.id))
        .join(schema.document, schema.document.c.key == table.c.document)
        .outerjoin(party, cast)
        .outerjoin(who, who.c.key == party.c.actor)
        .outerjoin(behind, behind.c.key == party.c.acts_for)
        .where(scope.statements, scope.documents, table.c.kind == "event")
        .order_by(table.c.key, party.c.role, party.c.position)
    )
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: {role: {} for role in EVENT_ROLES})
    for part in chunks(dict.fromkeys(statements)):
        for id, role, actor in connection.execute(query.where(among(table.c.id, part))).all():
            roles = found[id]
            if role is not None:
                roles[role][actor] = None
    return {id: (tuple(roles[EVENT_ROLES[0]]), tuple(roles[EVENT_ROLES[1]])) for id, roles in found.items()}


@lru_cache
def _told(scope: Scope) -> Select[Any]:
    """Put together once for a scope, as those below: that takes longer than answering it."""
    table = schema.statement.c
    return select(table.key, table.id, table.document).where(among(table.id, "ids"), scope.statements)


@lru_cache
def _texts(scope: Scope) -> Select[Any]:
    """The texts of the documents that count, by key; joined with statements, a server would read all texts."""
    table = schema.document.c
    return select(table.key, table.text).where(among(table.key, "keys"), scope.documents)


def _longest_spans(connection: Connection, keys: list[int]) -> dict[int, tuple[int, int]]:
    longest: dict[int, tuple[int, int]] = {}
    for key, start, end in connection.execute(_span_query(), {"keys": keys}).all():
        first, last = longest.get(key, (0, 0))
        if end - start > last - first:
            longest[key] = (start, end)
    return longest


@cache
def _span_query() -> Select[Any]:
    table = schema.evidence.c
    query = select(table.statement, table.start, table.end).where(among(table.statement, "keys"))
    return query.order_by(table.statement, table.position)


def _cast(connection: Connection, keys: list[int]) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for key, role, id in connection.execute(_cast_query(), {"keys": keys}).all():
        found[key, role].append(id)
    return found


@cache
def _cast_query() -> Select[Any]:
    party, actor = schema.party, schema.actor
    query = select(party.c.statement, party.c.role, actor.c.id).join(actor, actor.c.key == party.c.actor)
    mine = query.where(among(party.c.statement, "keys"), party.c.role.in_((*EVENT_ROLES, "where")))
    return mine.order_by(party.c.statement, party.c.role, party.c.position)
