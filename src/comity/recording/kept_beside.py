"""What a record keeps beside texts and layers, as it leaves for another one: files of votes, and what is watched."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from typing import NamedTuple

from sqlalchemy import Connection, select

from comity.recording import schema
from comity.recording.gathering import chunks
from comity.recording.inserting import insert_rows
from comity.recording.keys import Keys, next_key
from comity.recording.scope import Scope

AT_ONCE = 500
"""Roll calls whose votes are in memory together."""


class KeptPoint(NamedTuple):
    """An ideal point that `model` estimated from a file of votes."""

    state: str
    session: int
    n: int
    value: float
    deviation: float
    model: str


class KeptRollcall(NamedTuple):
    """A roll call as it is kept: `issues` parted by spaces, `ballots` with each state under its name of the day."""

    id: str
    session: int
    date: str | None
    known: str
    title: str | None
    symbol: str | None
    issues: str
    final: bool
    recurring: str | None
    ballots: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class KeptVotes:
    """A file of recorded votes as it leaves a record; `rollcalls` can be gone through once."""

    id: str
    source: str
    register: str
    faults: str
    """What in the file does not add up, JSON."""
    recorded_at: str
    count: int
    """How many roll calls there are."""
    rollcalls: Iterator[KeptRollcall]
    points: tuple[KeptPoint, ...]


@dataclass(frozen=True, slots=True)
class KeptWatch:
    """What a watch remembers of one address, a source or an article; see the table `watched`."""

    url: str
    source: str | None
    due: float | None
    etag: str | None
    modified: str | None
    title: str | None
    published: str | None
    result: str | None
    noted_at: str


def stream_votes(connection: Connection, scope: Scope) -> Iterator[KeptVotes]:
    """Every file of votes that had been recorded, in the order in which they were."""
    table, calls = schema.votes.c, schema.rollcall.c
    query = select(schema.votes).order_by(table.key)
    if scope.moment is not None:
        query = query.where(table.recorded_at <= scope.moment)
    for row in connection.execute(query).all():
        keys = connection.scalars(select(calls.key).where(calls.votes == row.key).order_by(calls.key)).all()
        rollcalls = _rollcalls(connection, keys)
        points = _points(connection, row.key)
        yield KeptVotes(row.id, row.source, row.register, row.faults, row.recorded_at, len(keys), rollcalls, points)


def write_kept_votes(connection: Connection, keys: Keys, votes: KeptVotes, now: str) -> int:
    """Keep a file of votes that another record kept; how many roll calls, 0 when the same file is there already.

    Of such a file the ideal points come in where the record has estimated none itself.
    """
    table, estimated = schema.votes.c, schema.position.c.votes
    known = connection.scalar(select(table.key).where(table.id == votes.id))
    if known is not None:
        if connection.scalar(select(estimated).where(estimated == known).limit(1)) is None:
            _write_points(connection, keys, known, votes.points)
        return 0
    file, done = next_key(connection, table.key), 0
    head = (file, votes.id, votes.source, votes.register, votes.faults, now)
    insert_rows(connection, schema.votes, [head])
    for part in chunks(votes.rollcalls, AT_ONCE):
        first = next_key(connection, schema.rollcall.c.key)
        numbers = keys.actors(connection, {state for call in part for state, _ in call.ballots})
        rows = [(key, file, *call[:-1]) for key, call in enumerate(part, first)]
        insert_rows(connection, schema.rollcall, rows)
        cast = [(key, numbers[who], vote) for key, call in enumerate(part, first) for who, vote in call.ballots]
        insert_rows(connection, schema.ballot, cast)
        done += len(part)
    _write_points(connection, keys, file, votes.points)
    return done


def load_watches(connection: Connection) -> list[KeptWatch]:
    """What is remembered of every address, sources before the articles that they named."""
    table = schema.watched.c
    query = select(schema.watched).order_by(table.source.is_not(None), table.noted_at, table.url)
    return [KeptWatch(*row) for row in connection.execute(query)]


def write_watches(connection: Connection, watches: Iterable[KeptWatch]) -> int:
    """Remember what another record did; of an address that is known here, what is remembered stays. How many."""
    table, done = schema.watched, 0
    for part in chunks(watches, AT_ONCE):
        coming = {watch.url: watch for watch in part}
        known = set(connection.scalars(select(table.c.url).where(table.c.url.in_(list(coming)))))
        fresh = [astuple(watch) for url, watch in coming.items() if url not in known]
        insert_rows(connection, table, fresh)
        done += len(fresh)
    return done


def _rollcalls(connection: Connection, keys: Iterable[int]) -> Iterator[KeptRollcall]:
    call, ballot, actor = schema.rollcall, schema.ballot.c, schema.actor.c
    cast = select(ballot.rollcall, actor.id, ballot.vote).join(schema.actor, actor.key == ballot.actor)
    for part in chunks(keys, AT_ONCE):
        ballots: dict[int, list[tuple[str, int]]] = {key: [] for key in part}
        for key, state, vote in connection.execute(cast.where(ballot.rollcall.in_(part)).order_by(actor.id)):
            ballots[key].append((state, vote))
        for key, _, *own in connection.execute(select(call).where(call.c.key.in_(part)).order_by(call.c.key)).all():
            yield KeptRollcall._make((*own, tuple(ballots[key])))


def _write_points(connection: Connection, keys: Keys, file: int, points: Iterable[KeptPoint]) -> None:
    rows = list(points)
    states = keys.actors(connection, {point.state for point in rows})
    insert_rows(connection, schema.position, [(file, states[point.state], *point[1:]) for point in rows])


def _points(connection: Connection, file: int) -> tuple[KeptPoint, ...]:
    table, actor = schema.position.c, schema.actor.c
    columns = (actor.id, table.session, table.n, table.value, table.deviation, table.model)
    query = select(*columns).join(schema.actor, actor.key == table.actor).where(table.votes == file)
    return tuple(KeptPoint(*row) for row in connection.execute(query.order_by(table.session, actor.id)))
