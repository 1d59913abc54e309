"""From rows to claims and reports: what the resolver works on, for a slot, an actor or a set of statements."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, union

from comity.edtf import is_edtf
from comity.recording import schema
from comity.recording.claims import ACCEPT, REGISTER_FRAME, REJECT, Claim
from comity.recording.happenings import NOT_SAME, SAME, Links, Report, window
from comity.recording.keys import CHUNK
from comity.recording.scope import Scope
from comity.recording.spells import CHAIR

ROLES = {"membership": ("member", "organisation"), "office": ("person", "of"), "fact": ("about", None)}
"""For each kind that fills slots, the roles of holder and body."""
EVENT_ROLES = ("actor", "recipient")


def actor_key(connection: Connection, id: str) -> int | None:
    """The number of an actor of the record."""
    return connection.scalar(select(schema.actor.c.key).where(schema.actor.c.id == id))


def playing(actors: Collection[int], *roles: str, or_behind: bool = False) -> Select[tuple[int]]:
    """Keys of the statements in which an actor has one of the roles; `or_behind`: or somebody acting for it has."""
    party = schema.party.c
    fits = party.role.in_(roles)
    own = [party.represents.in_(actors)] if or_behind else [party.represents.in_(actors), party.acts_for.is_(None)]
    acting = [party.actor.in_(actors), party.acts_for.is_not(None)]
    both = union(select(party.statement).where(fits, *own), select(party.statement).where(fits, *acting)).subquery()
    return select(both.c.statement)


def gather_claims(
    connection: Connection,
    kind: str,
    scope: Scope,
    *,
    holders: Collection[int] | None = None,
    bodies: Collection[int] | None = None,
    label: str | None = None,
) -> list[Claim]:
    """Claims of one kind, of some holders, about some bodies, of a label where given (of a fact: holders alone)."""
    holder_role, body_role = ROLES[kind]
    ruled = gather_verdicts(connection, scope)
    counts = scope.statements
    if rejected := [key for key, verdict in ruled.items() if verdict == REJECT]:
        counts = or_(counts, schema.statement.c.key.in_(rejected))
    conditions: list[ColumnElement[bool]] = [schema.statement.c.kind == kind]
    if holders is not None:
        conditions.append(schema.statement.c.key.in_(playing(holders, holder_role)))
    if bodies is not None and body_role:
        conditions.append(schema.statement.c.key.in_(playing(bodies, body_role)))
    if label is not None:
        conditions.append(schema.statement.c.label == label)
    rows = connection.execute(_claim_query(kind).where(counts, scope.documents, *conditions))
    return [_claim(kind, row._asdict(), ruled.get(row.key)) for row in rows]


def gather_verdicts(connection: Connection, scope: Scope) -> dict[int, str]:
    """Keys of statements that a person accepted or rejected, and which of the two."""
    table = schema.ruling.c
    query = select(table.statement, table.verdict).where(table.verdict.in_((ACCEPT, REJECT)), scope.rulings)
    return {row.statement: row.verdict for row in connection.execute(query)}


def gather_links(connection: Connection, scope: Scope) -> Links:
    """Which statements people joined or kept apart."""
    table = schema.ruling.c
    query = select(table.judgement, table.verdict, table.side, table.statement)
    rows = connection.execute(query.where(table.verdict.in_((SAME, NOT_SAME)), scope.rulings))
    sides: dict[tuple[int, str], tuple[set[int], set[int]]] = {}
    for judgement, verdict, side, statement in rows:
        sides.setdefault((judgement, verdict), (set(), set()))[side].add(statement)
    pairs: dict[str, set[frozenset[int]]] = {SAME: set(), NOT_SAME: set()}
    for (_, verdict), (ones, others) in sides.items():
        pairs[verdict] |= {frozenset((one, other)) for one in ones for other in others if one != other}
    return Links(frozenset(pairs[SAME]), frozenset(pairs[NOT_SAME]))


def gather_chairs(connection: Connection, scope: Scope, bodies: Collection[int]) -> list[Claim]:
    """Claims of who chairs some organisations, whoever it is: one gives way to another."""
    return gather_claims(connection, "membership", scope, bodies=bodies, label=CHAIR)


def without_chairs(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that are not of a chair."""
    return [claim for claim in claims if claim.label != CHAIR]


def gather_reports(connection: Connection, scope: Scope, keys: Iterable[int] | None = None) -> list[Report]:
    """Reports of events, of the given statements or all."""
    reports: list[Report] = []
    for condition, cast in _portions(keys):
        parties = _parties(connection, cast)
        events = _event_query().where(schema.statement.c.kind == "event", scope.statements, scope.documents, condition)
        reports += [_report(row._asdict(), parties[row.key]) for row in connection.execute(events)]
    return reports


def chunks(values: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """`values` in lists of at most `size`: databases bound how many parameters a query takes."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part


def _portions(keys: Iterable[int] | None) -> Iterator[tuple[ColumnElement[bool], ColumnElement[bool]]]:
    statement, party = schema.statement.c, schema.party.c
    if keys is None:
        yield statement.key.is_not(None), party.statement.is_not(None)
        return
    for part in chunks(sorted(set(keys))):
        yield statement.key.in_(part), party.statement.in_(part)


def _claim_query(kind: str) -> Select[Any]:
    holder_role, body_role = ROLES[kind]
    statement, document = schema.statement, schema.document
    holder, holder_actor = schema.party.alias("holder"), schema.actor.alias("holder_actor")
    body, body_actor = schema.party.alias("body"), schema.actor.alias("body_actor")
    said, said_name = schema.party.alias("said"), schema.name.alias("said_name")
    value_role = body_role or "value"
    joined = (
        statement.join(document, document.c.key == statement.c.document)
        .join(holder, and_(holder.c.statement == statement.c.key, holder.c.role == holder_role))
        .join(holder_actor, holder_actor.c.key == holder.c.actor)
        .outerjoin(body, and_(body.c.statement == statement.c.key, body.c.role == value_role))
        .outerjoin(body_actor, body_actor.c.key == body.c.actor)
        .outerjoin(said, and_(said.c.statement == statement.c.key, said.c.role == "said_by"))
        .outerjoin(said_name, said_name.c.key == said.c.name)
    )
    return select(
        statement.c.key, statement.c.id, statement.c.label, statement.c.modality, statement.c.when, statement.c.frame,
        statement.c.content, document.c.id.label("document"), document.c.known, document.c.publisher,
        document.c.family, document.c.agency, document.c.register, holder_actor.c.id.label("holder"),
        body_actor.c.id.label("body"),
        said_name.c.name.label("said_by"),
    ).select_from(joined)  # fmt: skip


def _claim(kind: str, row: dict[str, Any], judged: str | None) -> Claim:
    body, label, when = row["body"], row["label"], row["when"]
    if kind == "fact":
        value = row["content"] if row["content"] is not None else row["body"]
        body, label = row["label"], str(value)
        when = label if is_edtf(label) else None
    frame = row["frame"] or ""
    return Claim(
        statement=row["id"],
        document=row["document"],
        kind=kind,
        holder=row["holder"],
        body=body,
        label=label,
        modality=row["modality"],
        when=when,
        known=dt.date.fromisoformat(row["known"]),
        publisher=row["publisher"],
        said_by=row["said_by"],
        register=row["register"],
        family=row["family"],
        agency=row["agency"],
        judged=judged,
        date_kind=frame.removeprefix(f"{REGISTER_FRAME}-") if frame.startswith(f"{REGISTER_FRAME}-") else None,
    )


def _event_query() -> Select[Any]:
    statement, document = schema.statement, schema.document
    said, said_name = schema.party.alias("said"), schema.name.alias("said_name")
    joined = (
        statement.join(document, document.c.key == statement.c.document)
        .outerjoin(said, and_(said.c.statement == statement.c.key, said.c.role == "said_by"))
        .outerjoin(said_name, said_name.c.key == said.c.name)
    )
    return select(
        statement.c.key, statement.c.id, statement.c.label, statement.c.mode, statement.c.modality, statement.c.when,
        document.c.id.label("document"), document.c.known, document.c.publisher, document.c.family, document.c.agency,
        said_name.c.name.label("said_by"),
    ).select_from(joined)  # fmt: skip


def _parties(connection: Connection, condition: ColumnElement[bool]) -> dict[int, dict[str, list[str]]]:
    party, actor = schema.party, schema.actor
    query = (
        select(party.c.statement, party.c.role, actor.c.id)
        .join(actor, actor.c.key == party.c.represents)
        .where(condition, or_(party.c.role.in_(EVENT_ROLES), party.c.role == "where"))
    )
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for statement, role, id in connection.execute(query):
        found[statement][role].append(id)
    return found


def _report(row: dict[str, Any], parties: Mapping[str, Sequence[str]]) -> Report:
    known = dt.date.fromisoformat(row["known"])
    opens, closes = window(row["when"], row["modality"], known)
    where = parties.get("where")
    return Report(
        statement=row["id"],
        key=row["key"],
        document=row["document"],
        type=row["label"],
        mode=row["mode"],
        modality=row["modality"],
        actors=frozenset(parties.get("actor", ())),
        recipients=frozenset(parties.get("recipient", ())),
        where=where[0] if where else None,
        when=row["when"],
        known=known,
        opens=opens,
        closes=closes,
        publisher=row["publisher"],
        family=row["family"],
        agency=row["agency"],
        said_by=row["said_by"],
    )
