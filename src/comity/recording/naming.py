"""What texts call whom: names of an actor, and actors of a name."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from comity.recording import schema
from comity.recording.among import among
from comity.recording.gathering import actor_key
from comity.recording.keys import fold


def names_of(connection: Connection, actor: str) -> list[str]:
    """What texts call an actor, longest first."""
    actors, names, called = schema.actor.c, schema.name.c, schema.called.c
    query = select(names.name).join(schema.called, called.name == names.key)
    rows = connection.scalars(query.join(schema.actor, called.actor == actors.key).where(actors.id == actor))
    return sorted(rows, key=lambda name: (-len(name), name))


def is_told_of(connection: Connection, actor: str) -> bool:
    """Whether some text tells of an actor, and not only the register."""
    party, told, document = schema.party, schema.statement, schema.document.c
    query = select(party.c.statement).join(told, told.c.key == party.c.statement)
    query = query.join(schema.document, document.key == told.c.document).where(~document.register)
    number = select(schema.actor.c.key).where(schema.actor.c.id == actor).scalar_subquery()
    return connection.scalar(query.where(party.c.actor == number).limit(1)) is not None


def count_told(connection: Connection, actors: Sequence[str], most: int) -> dict[str, int]:
    """In how many happenings each of some actors takes part, or is behind who does; up to `most` are counted."""
    who, party = schema.actor.c, schema.happening_party.c
    some = select(party.happening).where(party.actor == who.key).limit(most).correlate(schema.actor).subquery()
    number = select(func.count()).select_from(some).scalar_subquery()
    return {id: told for id, told in connection.execute(select(who.id, number).where(among(who.id, actors)))}  # noqa: C416


def actors_called(connection: Connection, name: str) -> list[str]:
    """Ids of those whom texts call by a name, whatever its case and accents, or the id itself if it occurs."""
    if actor_key(connection, name) is not None:
        return [name]
    actors, names, called = schema.actor.c, schema.name.c, schema.called.c
    query = select(actors.id).join(schema.called, called.actor == actors.key)
    rows = query.join(schema.name, called.name == names.key).where(names.folded == fold(name))
    return sorted(set(connection.scalars(rows)))


def names_beginning(connection: Connection, letters: str, limit: int) -> list[str]:
    """Names in texts that begin with some letters."""
    names = schema.name.c
    beginning = fold(letters)
    query = select(names.name).where(names.folded >= beginning, names.folded < f"{beginning}\uffff")
    return list(connection.scalars(query.order_by(names.folded).limit(limit)))
