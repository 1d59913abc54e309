"""Finding what happened among what was derived: by actor and time, the last first, without looking at the rest."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Integer, bindparam, func, literal, null, or_, select, union_all

from comity.edtf import Bounds
from comity.recording import schema
from comity.recording.among import among
from comity.recording.gathering import chunks
from comity.recording.keeping import days_of

ALWAYS = Bounds(None, None)
STATE = "state:"
PARTNERS = (STATE, "org:")
FEW = 5000
"""Up to so many happenings of an actor are counted to tell whether another has fewer."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which happenings: of an actor (None: of all), with one of others, within some days, of a type; the last ones."""

    actor: int | None = None
    others: tuple[int, ...] = ()
    within: Bounds = ALWAYS
    type: str | None = None
    outcomes: tuple[str, ...] = ()
    """Only what came of plans so, where given."""
    limit: int | None = None
    settled: int | None = None
    """Only those of which everything was reported by a day, a number, where given."""

    def of(self, actor: int | None, others: Iterable[int]) -> "Wanted":
        """The same of an actor, with one of others where there are some."""
        return replace(self, actor=actor, others=tuple(others))


@dataclass(frozen=True, slots=True)
class Partners:
    """In how many happenings that were looked at, of `number`, each state and organisation took part, by its id."""

    number: int
    often: Counter[str]


@dataclass(frozen=True, slots=True)
class KeptHappening:
    """A happening as it is kept, with its place in time: its first day, then its number."""

    opens: int
    key: int
    text: str


def find_happenings(connection: Connection, wanted: Wanted) -> list[KeptHappening]:
    """The happenings as they are kept, in no order."""
    happening, party = schema.happening.c, schema.happening_party.alias("mine")
    actor, others = wanted.actor, wanted.others
    if actor is None:
        return _all(connection, wanted)
    if len(others) == 1 and _count(connection, others[0]) < _count(connection, actor):
        actor, others = others[0], (actor,)
    first, last = days_of(wanted.within)
    query = select(party.c.opens, happening.key, happening.detail).join(party, party.c.happening == happening.key)
    query = query.where(party.c.actor == actor, party.c.opens <= last, party.c.closes >= first)
    if wanted.type is not None:
        query = query.where(party.c.type == wanted.type)
    if wanted.settled is not None:
        query = query.where(party.c.settled <= wanted.settled)
    if wanted.outcomes:
        query = query.where(happening.outcome.in_(wanted.outcomes))
    if others:
        beside = schema.happening_party.alias("beside")
        takes_part = select(beside.c.actor).where(beside.c.happening == party.c.happening, beside.c.actor.in_(others))
        query = query.where(takes_part.exists())
    if wanted.limit is not None:
        query = query.order_by(party.c.opens.desc(), party.c.happening.desc()).limit(wanted.limit)
    return [KeptHappening(*row) for row in connection.execute(query)]


def count_states_beside(connection: Connection, actor: int, type: str, settled: int | None = None) -> Counter[str]:
    """In how many happenings of a type that took place each other state took part beside an actor.

    `settled`: of those of which everything was reported by that day, a number.
    """
    happening, who = schema.happening.c, schema.actor.c
    mine, beside = schema.happening_party.alias("mine"), schema.happening_party.alias("beside")
    together = (
        mine.join(schema.happening, happening.key == mine.c.happening)
        .join(beside, beside.c.happening == mine.c.happening)
        .join(schema.actor, who.key == beside.c.actor)
    )
    query = select(who.id, func.count()).select_from(together).where(mine.c.actor == actor, beside.c.actor != actor)
    query = query.where(mine.c.type == type, happening.modality == "actual", who.id.startswith(STATE, autoescape=True))
    if settled is not None:
        query = query.where(mine.c.settled <= settled)
    return Counter({id: count for id, count in connection.execute(query.group_by(who.id))})  # noqa: C416


def count_partners(connection: Connection, actor: int, last: int) -> Partners:
    """With whom an actor took part in the last happenings that it is told of."""
    given = {"actor": actor, "last": last}
    rows = connection.execute(_partners_query(), given).all()
    often = {id: count for id, count in rows if id is not None}
    return Partners(sum(count for id, count in rows if id is None), Counter(often))


@cache
def _partners_query() -> CompoundSelect[Any]:
    """How often each took part, and beside no id how many happenings there are; put together once."""
    who, mine, beside = schema.actor.c, schema.happening_party.c, schema.happening_party.alias("beside").c
    actor, last = (bindparam(name, type_=Integer) for name in ("actor", "last"))
    latest = select(mine.happening).where(mine.actor == actor).order_by(mine.opens.desc(), mine.happening.desc())
    latest_ones = latest.limit(last).cte("latest")
    together = (
        select(who.id, func.count())
        .join(latest_ones, latest_ones.c.happening == beside.happening)
        .join(schema.actor, who.key == beside.actor)
        .where(beside.actor != actor, or_(*(who.id.startswith(kind, autoescape=True) for kind in PARTNERS)))
        .group_by(who.id)
    )
    return union_all(together, select(null(), func.count()).select_from(latest_ones))


def _all(connection: Connection, wanted: Wanted) -> list[KeptHappening]:
    table, party = schema.happening.c, schema.happening_party.c
    first, last = days_of(wanted.within)
    within = select(party.happening).where(party.opens <= last, party.closes >= first)
    query = select(literal(0), table.key, table.detail)
    if wanted.within != ALWAYS:
        query = query.where(table.key.in_(within))
    if wanted.type is not None:
        query = query.where(table.type == wanted.type)
    if wanted.settled is not None:
        query = query.where(table.key.in_(select(party.happening).where(party.settled <= wanted.settled)))
    return [KeptHappening(*row) for row in connection.execute(query)]


def happenings_of(connection: Connection, statements: Iterable[int]) -> list[str]:
    """The happenings that statements tell, as they are kept, each once, in the order of the statements."""
    member, happening = schema.happening_statement.c, schema.happening.c
    wanted = list(dict.fromkeys(statements))
    places = {statement: place for place, statement in enumerate(wanted)}
    found: list[tuple[int, int, str]] = []
    for part in chunks(wanted):
        query = select(member.statement, happening.key, happening.detail).join(
            schema.happening_statement, member.happening == happening.key
        )
        rows = connection.execute(query.where(among(member.statement, part))).all()
        found += [(places[row.statement], row.key, row.detail) for row in rows]
    return list({key: detail for _, key, detail in sorted(found)}.values())


def _count(connection: Connection, actor: int) -> int:
    table = schema.happening_party.c
    some = select(table.happening).where(table.actor == actor).limit(FEW).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0
