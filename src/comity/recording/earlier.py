"""What happened, as a view of another day or moment tells it: what is settled as it is kept, the rest resolved anew.

Happenings are kept in blocks of reports that were compared with each other. Leaving reports out never makes two of
another block comparable, so a block of which every report was known by a day is on that day what it is now. Only
blocks told in part by then, a few, are resolved anew; a view of an earlier moment of recording resolves everything.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from comity.recording import schema
from comity.recording.among import among
from comity.recording.company import block_members, find_company
from comity.recording.gathering import EVENT_ROLES, chunks, gather_links, gather_reports, playing
from comity.recording.happenings import Happening, resolve_happenings
from comity.recording.keeping import days_of
from comity.recording.sight import Sight
from comity.recording.summaries import ToldHappening, load_happening, summarise_happening
from comity.recording.told import Wanted, find_happenings


@dataclass(frozen=True, slots=True)
class _Placed:
    """A happening with its place in the order of time: its first day, then its number."""

    opens: int
    key: int
    told: ToldHappening


def tell_earlier(sight: Sight, actor: int | None, beside: Sequence[int], wanted: Wanted) -> list[ToldHappening]:
    """What is told of an actor, with one of `beside` where there are some, or of all; of more than a limit the last."""
    parties = [set() if actor is None else {actor}, set(beside)]
    if sight.is_resolved:
        day = last_day(sight)
        kept = find_happenings(sight.connection, replace(wanted.of(actor, beside), settled=day))
        found = [_Placed(row.opens, row.key, load_happening(row.text)) for row in kept]
        anew = resolve_open(sight, open_blocks(sight.connection, day, actor))
    else:
        found, anew = [], resolve_anew(sight, statements_of_events(sight, actor, beside))
    for happening in anew:
        told = summarise_happening(happening)
        if takes_part(happening, parties) and _is_wanted(told, wanted):
            found.append(_Placed(days_of(told.place)[0], happening.key, told))
    last = sorted(found, key=lambda placed: (placed.opens, placed.key))[-(wanted.limit or 0) :]
    return [placed.told for placed in last]


def told_earlier(sight: Sight, statements: Sequence[int]) -> list[ToldHappening]:
    """The happenings that statements tell, each once, in the order of the statements."""
    wanted = dict.fromkeys(statements)
    told, anew = _told_settled(sight, wanted) if sight.is_resolved else ({}, resolve_anew(sight, wanted))
    for happening in anew:
        summary = summarise_happening(happening)
        told.update((report.key, summary) for report in happening.reports if report.key in wanted)
    return list({told[key].id: told[key] for key in wanted if key in told}.values())


def _told_settled(sight: Sight, statements: Iterable[int]) -> tuple[dict[int, ToldHappening], list[Happening]]:
    """The happenings that were settled by the view's day, by statement, and what the others' blocks tell."""
    day = last_day(sight)
    told: dict[int, ToldHappening] = {}
    unsettled: set[int] = set()
    for statement, block, settled, text in _kept_by(sight.connection, statements):
        if settled is not None and settled <= day:
            told[statement] = load_happening(text)
        else:
            unsettled.add(block)
    return told, resolve_open(sight, unsettled)


def last_day(sight: Sight) -> int:
    """The last day of publication that counts, as a number."""
    return dt.date.fromisoformat(sight.scope.known).toordinal()


def open_blocks(connection: Connection, day: int, actor: int | None) -> set[int]:
    """Blocks, of an actor where given, of which a part was reported by a day, a number, and a part was not yet.

    Events without any party, which no day is kept for, always belong to them.
    """
    party, happening = schema.happening_party.c, schema.happening.c
    parted = select(happening.block).join(schema.happening_party, party.happening == happening.key)
    parted = parted.where(party.told <= day, party.settled > day)
    if actor is not None:
        return set(connection.scalars(parted.where(party.actor == actor)))
    alone = select(happening.block).where(~select(party.actor).where(party.happening == happening.key).exists())
    return {*connection.scalars(parted), *connection.scalars(alone)}


def resolve_open(sight: Sight, blocks: Iterable[int]) -> list[Happening]:
    """What the reports of some blocks tell, as far as they count."""
    members = block_members(sight.connection, blocks)
    if not members:
        return []
    reports = gather_reports(sight.connection, sight.scope, members)
    return resolve_happenings(reports, gather_links(sight.connection, sight.scope))


def resolve_anew(sight: Sight, statements: Iterable[int]) -> list[Happening]:
    """What some statements and all their company tell, resolved without a look at what is kept settled."""
    links = gather_links(sight.connection, sight.scope)
    return resolve_happenings(find_company(sight.connection, sight.scope, statements, links), links)


def statements_of_events(sight: Sight, actor: int | None, beside: Sequence[int]) -> Sequence[int]:
    """Keys of the statements of events in which an actor takes part, and one of `beside` where there are some."""
    table = schema.statement.c
    query = select(table.key).where(table.kind == "event")
    for actors in ([] if actor is None else [actor], beside):
        if actors:
            query = query.where(table.key.in_(playing(actors, *EVENT_ROLES, or_behind=True)))
    return sight.connection.scalars(query).all()


def takes_part(happening: Happening, parties: Iterable[set[int]]) -> bool:
    """Whether one of each of some sets of actors takes part, or is behind who does; an empty set asks for nobody."""
    cast = frozenset().union(*(report.cast for report in happening.reports))
    return all(not some or some & cast for some in parties)


def _is_wanted(happening: ToldHappening, wanted: Wanted) -> bool:
    return (
        wanted.type in (None, happening.type)
        and happening.lies_in(wanted.within)
        and (not wanted.outcomes or happening.outcome in wanted.outcomes)
    )


def _kept_by(connection: Connection, statements: Iterable[int]) -> list[tuple[int, int, int | None, str]]:
    """Of each statement that is kept in a happening: its key, the block, when that was settled, and the happening."""
    member, happening, party = schema.happening_statement.c, schema.happening.c, schema.happening_party.c
    settled = select(party.settled).where(party.happening == happening.key).limit(1).scalar_subquery()
    query = select(member.statement, happening.block, settled, happening.detail).join(
        schema.happening_statement, member.happening == happening.key
    )
    found: list[tuple[int, int, int | None, str]] = []
    for part in chunks(statements):
        rows = connection.execute(query.where(among(member.statement, part)))
        found += [(statement, block, day, text) for statement, block, day, text in rows]
    return found
