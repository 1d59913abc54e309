"""Keeping spells, happenings and disputes in step with the statements: only what new readings touch is derived anew.

Which documents are still to be resolved stands in `unresolved`, written with the reading itself; resolving empties
it in the transaction that writes the results. Deriving everything anew gives the same rows.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, select, text

from comity.recording import schema
from comity.recording.among import among
from comity.recording.claims import REJECT, Claim
from comity.recording.company import block_members, blocks_of, find_neighbours
from comity.recording.disputes import Dispute, dispute_facts, dispute_spells
from comity.recording.engine import hold_lock
from comity.recording.gathering import ROLES, chunks, gather_kinds, gather_links, gather_reports
from comity.recording.happenings import Links, resolve_happenings
from comity.recording.keeping import write_happenings, write_slots
from comity.recording.memberships import resolve_membership
from comity.recording.posts import resolve_post
from comity.recording.reported import report_all, report_anew
from comity.recording.scope import Scope
from comity.recording.secondary import lay_missing
from comity.recording.spells import CHAIR, Spell, slot_of

DERIVED = (
    schema.happening_party, schema.happening_statement, schema.happening, schema.spell, schema.dispute, schema.reported,
)  # fmt: skip
"""What can be derived from the rest, what refers before what is referred to."""
ALL_AT_ONCE = 6
"""Statement for statement, deriving what some documents touch costs so many times what deriving everything does."""
AT_A_TIME = 20_000
"""Statements whose slots are derived together when everything is."""
NOW = Scope()


def resolve_pending(engine: Engine) -> None:
    """Derive what the documents in `unresolved` touch, and empty it; one transaction."""
    with engine.begin() as connection:
        hold_lock(connection)
        documents = list(connection.scalars(select(schema.unresolved.c.document)))
        if not documents:
            return
        lay_missing(connection)
        if not _stands(connection, _waiting(connection, documents) * ALL_AT_ONCE):
            resolve_all(connection)
            _count_anew(connection)
        else:
            _resolve_slots(connection, documents)
            _resolve_events(connection, documents)
            report_anew(connection, documents)
        connection.execute(delete(schema.unresolved))


def _count_anew(connection: Connection) -> None:
    """Have a server see how large its tables have become: without that it plans questions as of an empty record."""
    if connection.dialect.name != "sqlite":
        connection.execute(text(f"ANALYZE {', '.join(table.name for table in schema.BULK)}, document, actor, name"))


def resolve_all(connection: Connection) -> None:
    """Derive everything anew from the statements that stand; some slots, then one type of event, at a time."""
    for table in DERIVED:
        connection.execute(delete(table))
    for first, last in _ranges(connection):
        _resolve_among(connection, dict.fromkeys(ROLES, schema.statement.c.slot.between(first, last)), (), fresh=True)
    report_all(connection)
    statement, links = schema.statement.c, gather_links(connection, NOW)
    for types in _types_of_events(connection, links):
        keys = connection.scalars(select(statement.key).where(statement.kind == "event", statement.label.in_(types)))
        reports = gather_reports(connection, NOW, keys)
        write_happenings(connection, (), resolve_happenings(reports, links), fresh=True)


def _types_of_events(connection: Connection, links: Links) -> list[list[str]]:
    """Types of events, each by itself: reports of different types are never joined, unless people join them."""
    table = schema.statement.c
    types = set(connection.scalars(select(table.label).where(table.kind == "event").distinct()))
    linked = {key for pair in links.together for key in pair}
    joined: set[str] = set()
    for part in chunks(sorted(linked)):
        joined |= set(connection.scalars(select(table.label).where(table.key.in_(part))))
    return [[type] for type in sorted(types - joined)] + ([sorted(joined)] if joined else [])


def _ranges(connection: Connection) -> list[tuple[int, int]]:
    """Stretches of slot numbers with some thousand statements each."""
    slot = schema.statement.c.slot
    counted = select(slot, func.count()).where(slot.is_not(None)).group_by(slot).order_by(slot)
    ranges: list[tuple[int, int]] = []
    room = 0
    for number, count in connection.execute(counted).all():
        if room < count:
            ranges.append((number, number))
            room = AT_A_TIME
        room -= count
        ranges[-1] = (ranges[-1][0], number)
    return ranges


def _waiting(connection: Connection, documents: Sequence[int]) -> int:
    table = schema.document.c
    return connection.scalar(select(func.sum(table.count)).where(among(table.key, documents))) or 0


def _stands(connection: Connection, statements: int) -> bool:
    """Whether so many statements stand in all; some documents mostly tell, so that not each has to be looked at."""
    count = schema.document.c.count
    some = select(count).where(count > 0).limit(max(statements, 1)).subquery()
    return (connection.scalar(select(func.sum(some.c.count))) or 0) >= statements


def by_slot(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Claims by the slot they compete for."""
    slots: dict[str, list[Claim]] = {}
    for claim in claims:
        slots.setdefault(slot_of(claim.kind, claim.holder, claim.body, claim.label), []).append(claim)
    return slots


def resolve_claims(kind: str, claims: Sequence[Claim]) -> tuple[list[Spell], list[Dispute]]:
    """Spells and disputes of one slot; rejected claims are in no spell, yet on their side of a dispute."""
    if kind == "fact":
        return [], dispute_facts(claims)
    kept = [claim for claim in claims if claim.judged != REJECT]
    spells = _resolve_slot(kind, kept)
    return spells, dispute_spells(spells if len(kept) == len(claims) else _resolve_slot(kind, claims))


def _resolve_slot(kind: str, claims: Sequence[Claim]) -> list[Spell]:
    of_members = kind == "membership" and bool(claims) and claims[0].label != CHAIR
    return resolve_membership(claims) if of_members else resolve_post(claims)


def _resolve_slots(connection: Connection, documents: Sequence[int]) -> None:
    slot, kind = schema.statement.c.slot, schema.statement.c.kind
    touched: dict[int, str] = {}
    for part in chunks(documents):
        query = select(slot, kind).where(among(schema.statement.c.document, part), slot.is_not(None))
        touched.update(tuple(row) for row in connection.execute(query))
    for part in chunks(sorted(touched)):
        of = {kind: [number for number in part if touched[number] == kind] for kind in ROLES}
        _resolve_among(connection, {kind: among(slot, mine) for kind, mine in of.items() if mine}, part)


def _resolve_among(
    connection: Connection, within: Mapping[str, ColumnElement[bool]], slots: Collection[int], *, fresh: bool = False
) -> None:
    """Derive the slots of the statements of each kind that a condition names; `fresh`: nothing stands in them."""
    spells: list[Spell] = []
    disputes: list[Dispute] = []
    for kind, everything in gather_kinds(connection, NOW, within).items():
        for claims in by_slot(everything).values():
            found = resolve_claims(kind, claims)
            spells += found[0]
            disputes += found[1]
    write_slots(connection, slots, spells, disputes, fresh=fresh)


def _resolve_events(connection: Connection, documents: Sequence[int]) -> None:
    touched = _event_keys(connection, documents)
    blocks = blocks_of(connection, touched)
    fresh = gather_reports(connection, NOW, touched)
    links = gather_links(connection, NOW)
    near = find_neighbours(connection, fresh, NOW) | links.of(touched)
    blocks |= blocks_of(connection, near)
    keys = {report.key for report in fresh} | near | block_members(connection, blocks)
    write_happenings(connection, blocks, resolve_happenings(gather_reports(connection, NOW, keys), links))


def _event_keys(connection: Connection, documents: Sequence[int]) -> set[int]:
    table = schema.statement.c
    found: set[int] = set()
    for part in chunks(documents):
        found |= set(connection.scalars(select(table.key).where(table.kind == "event", among(table.document, part))))
    return found
