"""Which reports of events are compared with which: the blocks that are kept, and what is near in time and party."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, Select, or_, select

from comity.recording import schema
from comity.recording.among import among
from comity.recording.gathering import EVENT_ROLES, actor_keys, chunks, gather_reports
from comity.recording.happenings import COARSE, Links, Report, blocks
from comity.recording.scope import Scope


def find_company(connection: Connection, scope: Scope, seeds: Iterable[int], links: Links) -> list[Report]:
    """The reports of some statements, and all that these can be joined or linked with in a scope.

    What is kept in blocks is looked up. What stands in none, for it waits to be resolved or was superseded since, is
    searched for step by step, until nobody has further company.
    """
    wanted = set(seeds)
    wanted |= links.of(wanted)
    company = {report.key: report for report in gather_reports(connection, scope, with_blocks(connection, wanted))}
    fresh = list(company.values()) if _has_loose(connection, scope) else []
    while fresh:
        near = _find_unmet(connection, scope, fresh) - company.keys()
        near |= links.of(near)
        met = gather_reports(connection, scope, with_blocks(connection, near) - company.keys())
        tied = _tied([*company.values(), *met], wanted, links)
        fresh = [report for report in met if report.key in tied]
        company |= {report.key: report for report in fresh}
    return list(company.values())


def _find_unmet(connection: Connection, scope: Scope, reports: Sequence[Report]) -> set[int]:
    """Keys of the neighbours whom the blocks do not tell of: all those of loose reports, the loose ones of others."""
    kept = _kept(connection, (report.key for report in reports))
    found = find_neighbours(connection, [report for report in reports if report.key not in kept], scope)
    return found | find_neighbours(connection, [r for r in reports if r.key in kept], scope, only_loose=True)


def _kept(connection: Connection, keys: Iterable[int]) -> set[int]:
    member = schema.happening_statement.c.statement
    found: set[int] = set()
    for part in chunks(sorted(keys)):
        found |= set(connection.scalars(select(member).where(among(member, part))))
    return found


def _has_loose(connection: Connection, scope: Scope) -> bool:
    if scope.sequence is not None:
        return True
    return connection.scalar(select(schema.unresolved.c.document).limit(1)) is not None


def _tied(reports: Sequence[Report], wanted: Collection[int], links: Links) -> set[int]:
    """Keys of those in one block with a wanted one."""
    found = ({report.key for report in block} for block in blocks(reports, links))
    return set().union(*(block for block in found if not block.isdisjoint(wanted)))


def find_neighbours(
    connection: Connection, reports: Sequence[Report], scope: Scope, *, only_loose: bool = False
) -> set[int]:
    """Keys of reports of a scope near in time and of the same type that share a party with one of the reports.

    `only_loose` leaves out those that are kept in a block.
    """
    groups: dict[tuple[str, str], list[Report]] = {}
    for report in reports:
        groups.setdefault((report.type, report.opens.isoformat()[:7]), []).append(report)
    actors = actor_keys(connection, set().union(*(report.parties for report in reports)))
    found: set[int] = set()
    for group in groups.values():
        parties = sorted({actors[id] for report in group for id in report.parties})
        found |= set(connection.scalars(_near(group, parties, scope, only_loose)))
    return found


def _near(group: Sequence[Report], parties: Sequence[int], scope: Scope, only_loose: bool) -> Select[tuple[int]]:
    """Keys of those whose days come near those of a group and that share a party with it.

    A server looks by days first, then at the parties of each: it thinks that few statements are of one party, and of
    some it is a twelfth of all.
    """
    statement, party, member = schema.statement.c, schema.party.c, schema.happening_statement.c
    opens, closes = min(report.opens for report in group), max(report.closes for report in group)
    reach = min(dt.timedelta(days=COARSE), opens - dt.date.min)
    lying = select(statement.key).where(
        statement.label == group[0].type,
        statement.kind == "event",
        scope.statements,
        statement.opens.between((opens - reach).isoformat(), closes.isoformat()),
        or_(statement.closes >= opens.isoformat(), statement.opens >= opens.isoformat()[:7]),
    )
    if not scope.whole:
        lying = lying.join(schema.document, schema.document.c.key == statement.document).where(scope.documents)
    if only_loose:
        lying = lying.where(~select(member.happening).where(member.statement == statement.key).exists())
    near = lying.cte("near").prefix_with("MATERIALIZED", dialect="postgresql")
    shares = select(party.statement).where(
        party.statement == near.c.key, party.role.in_(EVENT_ROLES), among(party.represents, parties)
    )
    return select(near.c.key).where(shares.suffix_with("OFFSET 0", dialect="postgresql").exists())


def with_blocks(connection: Connection, keys: Iterable[int]) -> set[int]:
    """Statements of events, and those that are kept in one block with them."""
    keys = set(keys)
    return keys | block_members(connection, blocks_of(connection, keys))


def blocks_of(connection: Connection, keys: Iterable[int]) -> set[int]:
    """The blocks that statements of events are kept in."""
    member, happening = schema.happening_statement.c, schema.happening.c
    found: set[int] = set()
    for part in chunks(sorted(keys)):
        query = select(happening.block).join(schema.happening_statement, member.happening == happening.key)
        found |= set(connection.scalars(query.where(among(member.statement, part))))
    return found


def block_members(connection: Connection, blocks: Iterable[int]) -> set[int]:
    """The statements that are kept in blocks."""
    member, happening = schema.happening_statement.c, schema.happening.c
    found: set[int] = set()
    for part in chunks(sorted(blocks)):
        query = select(member.statement).join(schema.happening, member.happening == happening.key)
        found |= set(connection.scalars(query.where(among(happening.block, part))))
    return found
