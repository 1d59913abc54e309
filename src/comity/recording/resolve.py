"""Keeping spells, happenings and disputes in step with the statements: only what new readings touch is derived anew.

Which documents are still to be resolved stands in `unresolved`, written with the reading itself; resolving empties
it in the transaction that writes the results. Deriving everything anew gives the same rows.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, Engine, Select, and_, delete, func, or_, select

from comity.recording import schema
from comity.recording.claims import REJECT, Claim
from comity.recording.disputes import Dispute, dispute_facts, dispute_spells
from comity.recording.engine import hold_lock
from comity.recording.gathering import (
    EVENT_ROLES,
    ROLES,
    chunks,
    gather_chairs,
    gather_claims,
    gather_links,
    gather_reports,
    without_chairs,
)
from comity.recording.happenings import COARSE, Happening, Report, resolve_happenings
from comity.recording.inserting import insert_rows
from comity.recording.keys import CHUNK
from comity.recording.memberships import resolve_membership
from comity.recording.posts import resolve_post
from comity.recording.scope import Scope
from comity.recording.spells import CHAIR, Spell, slot_of
from comity.recording.summaries import dump, summarise_dispute, summarise_happening, summarise_spell

DERIVED = (
    schema.happening_statement, schema.happening, schema.spell_statement, schema.spell, schema.dispute,
)  # fmt: skip
"""What can be derived from the rest, what refers before what is referred to."""
ALL_AT_ONCE = 6
"""Statement for statement, deriving what some documents touch costs so many times what deriving everything does."""
NOW = Scope()


def resolve_pending(engine: Engine) -> None:
    """Derive what the documents in `unresolved` touch, and empty it; one transaction."""
    with engine.begin() as connection:
        hold_lock(connection)
        documents = list(connection.scalars(select(schema.unresolved.c.document)))
        if not documents:
            return
        if _waiting(connection) * ALL_AT_ONCE > _standing(connection):
            resolve_all(connection)
        else:
            _resolve_slots(connection, documents)
            _resolve_events(connection, documents)
        connection.execute(delete(schema.unresolved))


def resolve_all(connection: Connection) -> None:
    """Derive everything anew from the statements that stand."""
    for table in DERIVED:
        connection.execute(delete(table))
    keeper = _Keeper(connection)
    for kind in ROLES:
        for claims in by_slot(gather_claims(connection, kind, NOW)).values():
            keeper.keep_slot(kind, claims)
    keeper.keep_happenings(resolve_happenings(gather_reports(connection, NOW), gather_links(connection, NOW)))
    keeper.write()


def _waiting(connection: Connection) -> int:
    table = schema.document.c
    query = select(func.sum(table.count)).join(schema.unresolved, schema.unresolved.c.document == table.key)
    return connection.scalar(query) or 0


def _standing(connection: Connection) -> int:
    return connection.scalar(select(func.sum(schema.document.c.count))) or 0


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
    for kind in ROLES:
        slots = _touched(connection, kind, documents)
        keeper = _Keeper(connection)
        keeper.drop_slots(slots)
        for slot, claims in by_slot(_claims_of(connection, kind, slots.values())).items():
            if slot in slots:
                keeper.keep_slot(kind, claims)
        keeper.write()


def _claims_of(connection: Connection, kind: str, pairs: Collection[tuple[int, int | None]]) -> list[Claim]:
    """Claims of holders and bodies of the slots, and of neighbouring slots; of an office all holders count."""
    holders, bodies = {holder for holder, _ in pairs}, {body for _, body in pairs if body is not None}
    if len(holders) > CHUNK or len(bodies) > CHUNK:
        return gather_claims(connection, kind, NOW)
    if kind == "office":
        return gather_claims(connection, kind, NOW, bodies=bodies)
    claims = gather_claims(connection, kind, NOW, holders=holders, bodies=bodies)
    return without_chairs(claims) + gather_chairs(connection, NOW, bodies) if kind == "membership" else claims


def _touched(connection: Connection, kind: str, documents: Sequence[int]) -> dict[str, tuple[int, int | None]]:
    """The slots of all statements, standing or superseded, of the documents, with numbers of holder and body."""
    found: dict[str, tuple[int, int | None]] = {}
    statement, (holder_role, body_role) = schema.statement, ROLES[kind]
    holder, holder_actor = schema.party.alias("holder"), schema.actor.alias("holder_actor")
    body, body_actor = schema.party.alias("body"), schema.actor.alias("body_actor")
    joined = (
        statement.join(holder, and_(holder.c.statement == statement.c.key, holder.c.role == holder_role))
        .join(holder_actor, holder_actor.c.key == holder.c.actor)
        .outerjoin(body, and_(body.c.statement == statement.c.key, body.c.role == (body_role or "")))
        .outerjoin(body_actor, body_actor.c.key == body.c.actor)
    )
    query = select(
        holder_actor.c.id.label("holder_id"), body_actor.c.id.label("body_id"), statement.c.label, holder.c.actor,
        body.c.actor.label("body_key"),
    ).select_from(joined)  # fmt: skip
    for part in chunks(documents):
        for row in connection.execute(query.where(statement.c.kind == kind, statement.c.document.in_(part))):
            slot = slot_of(kind, row.holder_id, row.label if kind == "fact" else row.body_id, row.label)
            found[slot] = (row.actor, row.body_key)
    return found


def _resolve_events(connection: Connection, documents: Sequence[int]) -> None:
    touched = _event_keys(connection, documents)
    blocks = _blocks_of(connection, touched)
    fresh = gather_reports(connection, NOW, touched)
    links = gather_links(connection, NOW)
    near = _neighbours(connection, fresh) | links.of(touched)
    blocks |= _blocks_of(connection, near)
    keys = {report.key for report in fresh} | near | _members(connection, blocks)
    keeper = _Keeper(connection)
    keeper.drop_blocks(blocks)
    keeper.keep_happenings(resolve_happenings(gather_reports(connection, NOW, keys), links))
    keeper.write()


def _event_keys(connection: Connection, documents: Sequence[int]) -> set[int]:
    table = schema.statement.c
    found: set[int] = set()
    for part in chunks(documents):
        found |= set(connection.scalars(select(table.key).where(table.kind == "event", table.document.in_(part))))
    return found


def _neighbours(connection: Connection, reports: Sequence[Report]) -> set[int]:
    """Keys of standing reports near in time and of the same type that share a party with one of the reports."""
    groups: dict[tuple[str, str], list[Report]] = {}
    for report in reports:
        groups.setdefault((report.type, report.opens.isoformat()[:7]), []).append(report)
    found: set[int] = set()
    for group in groups.values():
        found |= set(connection.scalars(_near(group)))
    return found


def _near(group: Sequence[Report]) -> Select[tuple[int]]:
    statement, party, actor = schema.statement.c, schema.party.c, schema.actor.c
    opens, closes = min(report.opens for report in group), max(report.closes for report in group)
    reach = min(dt.timedelta(days=COARSE), opens - dt.date.min)
    names = sorted(set().union(*(report.parties for report in group)))
    parties = select(actor.key).where(actor.id.in_(names))
    shares = select(party.statement).where(
        party.statement == statement.key, party.role.in_(EVENT_ROLES), party.represents.in_(parties)
    )
    return select(statement.key).where(
        statement.label == group[0].type,
        statement.kind == "event",
        statement.superseded.is_(None),
        statement.opens.between((opens - reach).isoformat(), closes.isoformat()),
        or_(statement.closes >= opens.isoformat(), statement.opens >= opens.isoformat()[:7]),
        shares.exists(),
    )


def _blocks_of(connection: Connection, keys: Iterable[int]) -> set[str]:
    member, happening = schema.happening_statement.c, schema.happening.c
    found: set[str] = set()
    for part in chunks(sorted(keys)):
        query = select(happening.block).join(schema.happening_statement, member.happening == happening.id)
        found |= set(connection.scalars(query.where(member.statement.in_(part))))
    return found


def _members(connection: Connection, blocks: Iterable[str]) -> set[int]:
    member, happening = schema.happening_statement.c, schema.happening.c
    found: set[int] = set()
    for part in chunks(sorted(blocks)):
        query = select(member.statement).join(schema.happening, member.happening == happening.id)
        found |= set(connection.scalars(query.where(happening.block.in_(part))))
    return found


class _Keeper:
    """Collects what was derived and writes it in few statements."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[str, list[dict[str, object]]] = {}

    def drop_slots(self, slots: Iterable[str]) -> None:
        """Forget what slots held."""
        for part in chunks(slots):
            held = select(schema.spell.c.id).where(schema.spell.c.slot.in_(part))
            self._connection.execute(delete(schema.spell_statement).where(schema.spell_statement.c.spell.in_(held)))
            for table in (schema.spell, schema.dispute):
                self._connection.execute(delete(table).where(table.c.slot.in_(part)))

    def drop_blocks(self, blocks: Iterable[str]) -> None:
        """Forget the happenings of blocks."""
        for part in chunks(sorted(blocks)):
            held = select(schema.happening.c.id).where(schema.happening.c.block.in_(part))
            member = schema.happening_statement
            self._connection.execute(delete(member).where(member.c.happening.in_(held)))
            self._connection.execute(delete(schema.happening).where(schema.happening.c.block.in_(part)))

    def keep_slot(self, kind: str, claims: Sequence[Claim]) -> None:
        """Take in the spells and disputes of one slot."""
        spells, disputes = resolve_claims(kind, claims)
        for spell in spells:
            self._keep_spell(spell)
        for dispute in disputes:
            held = summarise_dispute(dispute)
            self._add(
                "dispute", id=dispute.id, slot=dispute.slot, about=dispute.about,
                body=None if kind == "fact" else dispute.body, what=dispute.kind, state=held.state, sides=dump(held),
            )  # fmt: skip

    def keep_happenings(self, happenings: Iterable[Happening]) -> None:
        """Take in happenings and which statements tell them."""
        for happening in happenings:
            told = summarise_happening(happening)
            self._add(
                "happening", id=told.id, block=happening.block, type=told.type, modality=told.modality, date=told.date,
                outcome=told.outcome, detail=dump(told),
            )  # fmt: skip
            for report in happening.reports:
                self._add("happening_statement", statement=report.key, happening=told.id)

    def write(self) -> None:
        """Write all that was taken in."""
        actors = self._actor_keys()
        for row in self._rows.get("spell", []):
            row["holder"], row["body"] = actors[str(row["holder"])], actors[str(row["body"])]
        for row in self._rows.get("dispute", []):
            row["about"], row["body"] = actors[str(row["about"])], actors.get(str(row["body"]))
        for name in ("spell", "spell_statement", "happening", "happening_statement", "dispute"):
            table = schema.metadata.tables[name]
            rows = [tuple(row[column.name] for column in table.columns) for row in self._rows.get(name, [])]
            insert_rows(self._connection, table, rows)

    def _keep_spell(self, spell: Spell) -> None:
        held = summarise_spell(spell)
        self._add(
            "spell", id=held.id, slot=spell.slot, kind=held.kind, holder=held.holder, body=held.body, label=held.label,
            modality=held.modality, since=held.since, until=held.until, ending=held.ending, detail=dump(held),
        )  # fmt: skip
        supported = {claim.statement for claim in spell.supports}
        for statement in sorted(supported):
            self._add("spell_statement", spell=held.id, statement=statement, stance="supports")
        for statement in sorted({claim.statement for claim in spell.dissents} - supported):
            self._add("spell_statement", spell=held.id, statement=statement, stance="dissents")

    def _add(self, table: str, **row: object) -> None:
        self._rows.setdefault(table, []).append(row)

    def _actor_keys(self) -> dict[str, int]:
        wanted = {str(row[part]) for row in self._rows.get("spell", []) for part in ("holder", "body")}
        wanted |= {str(row[part]) for row in self._rows.get("dispute", []) for part in ("about", "body")}
        found: dict[str, int] = {}
        for part in chunks(sorted(wanted)):
            query = select(schema.actor.c.id, schema.actor.c.key).where(schema.actor.c.id.in_(part))
            for id, key in self._connection.execute(query):
                found[id] = key
        return found
