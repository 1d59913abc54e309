"""What reports told of an actor last: statements by the order of their recording, the newest first."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, select

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
    found: set[int] = set()
    for role in ROLES:
        for plays in _plays(first):
            query = _query(sight, since).where(schema.party.c.role == role, plays)
            for other in others:
                query = query.where(schema.statement.c.key.in_(_statements_with(other)))
            found |= set(sight.connection.scalars(query.order_by(schema.party.c.statement.desc()).limit(limit)))
    return load_recorded(sight.connection, sorted(found, reverse=True)[:limit])


def _plays(actor: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
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
