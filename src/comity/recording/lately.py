"""What reports told of an actor last: statements by the order of their recording, the newest first."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, and_, bindparam, select, union

from comity.recording import schema
from comity.recording.sight import Sight
from comity.recording.stored import Recorded, load_recorded

ROLES = (
    "actor", "recipient", "member", "organisation", "person", "of", "speaker", "from", "to", "about",
)  # fmt: skip
"""Every part in a statement but that of who passes it on and of the place."""


def lately_told(sight: Sight, actors: Sequence[str], *, since: str | None, limit: int) -> list[Recorded]:
    """The last statements of reports in which all of the actors, or somebody for them, have a part.

    `since` is a moment of recording (ISO); only what was recorded after it is looked at.
    """
    known = sight.numbers(actors)
    if None in known:
        return []
    first, *others = (key for key in known if key is not None)
    if not others and since is None and sight.scope.whole:
        given = {"actor": first, "most": limit}
        latest = load_recorded(sight.connection, list(sight.connection.scalars(_latest(), given)))
        if not any(told.document.register for told in latest):
            return latest
    found: set[int] = set()
    for role in ROLES:
        for plays in _plays(first):
            query = _query(sight, since).where(schema.party.c.role == role, plays)
            for other in others:
                query = query.where(schema.statement.c.key.in_(_statements_with(other)))
            found |= set(sight.connection.scalars(query.order_by(schema.party.c.statement.desc()).limit(limit)))
    return load_recorded(sight.connection, sorted(found, reverse=True)[:limit])


@cache
def _latest() -> Select[tuple[int]]:
    """The last statements with an actor, of the register too: one question, worded once, in place of one a role."""
    party, statement, most = schema.party.c, schema.statement.c, bindparam("most", type_=Integer)
    parts = []
    for role in ROLES:
        for plays in _plays(bindparam("actor", type_=Integer)):
            query = select(party.statement).join(schema.statement, statement.key == party.statement)
            standing = query.where(party.role == role, plays, statement.superseded.is_(None))
            parts.append(select(standing.order_by(party.statement.desc()).limit(most).subquery()))
    every = union(*parts).subquery().c
    return select(every.statement).order_by(every.statement.desc()).limit(most)


def _plays(actor: int | BindParameter[int]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The actor has the part, or somebody who acts for another is it: each by its own index."""
    party = schema.party.c
    return party.represents == actor, and_(party.actor == actor, party.acts_for.is_not(None))


def _statements_with(actor: int) -> Select[tuple[int]]:
    party = schema.party.c
    own = select(party.statement).where(party.represents == actor, party.role.in_(ROLES))
    acting = select(party.statement).where(party.actor == actor, party.acts_for.is_not(None), party.role.in_(ROLES))
    both = own.union(acting).subquery()
    return select(both.c.statement)


def _query(sight: Sight, since: str | None) -> Select[tuple[int]]:
    statement, party, reading = schema.statement.c, schema.party, schema.reading
    query = sight.standing(statement.key).join(party, party.c.statement == statement.key)
    query = query.where(~schema.document.c.register)
    if since is None:
        return query
    return query.join(reading, reading.c.sequence == statement.reading).where(reading.c.recorded_at > since)
