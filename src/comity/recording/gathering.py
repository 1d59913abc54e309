"""From rows to claims and reports: what the resolver works on, for a slot, an actor or a set of statements."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, union

from comity.edtf import is_edtf
from comity.recording import schema
from comity.recording.among import among
from comity.recording.claims import ACCEPT, REGISTER_FRAME, REJECT, Claim
from comity.recording.happenings import NOT_SAME, SAME, Links, Report, window
from comity.recording.keys import CHUNK
from comity.recording.scope import Scope

ROLES = {"membership": ("member", "organisation"), "office": ("person", "of"), "fact": ("about", None)}
"""For each kind that fills slots, the roles of holder and body."""
EVENT_ROLES = ("actor", "recipient")


def actor_key(connection: Connection, id: str) -> int | None:
    """The number of an actor of the record."""
    return connection.scalar(select(schema.actor.c.key).where(schema.actor.c.id == id))


def actor_keys(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """The numbers of actors by id; those that the record does not hold are left out."""
    rows = connection.execute(_actor_query(), {"ids": sorted(ids)}).all() if ids else ()
    return {row.id: row.key for row in rows}


@cache
def _actor_query() -> Select[Any]:
    table = schema.actor.c
    return select(table.id, table.key).where(among(table.id, "ids"))


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
    within: ColumnElement[bool] | None = None,
) -> list[Claim]:
    """Claims of one kind, of some holders, about some bodies (of a fact: holders alone).

    `within` is a further condition on `statement`.
    """
    ruled = gather_verdicts(connection, scope)
    rows = _claim_rows(connection, kind, scope, ruled, holders=holders, bodies=bodies, within=within)
    return _claims(connection, {kind: rows}, ruled)[kind]


def gather_kinds(
    connection: Connection, scope: Scope, within: Mapping[str, ColumnElement[bool]]
) -> dict[str, list[Claim]]:
    """Claims of several kinds, each within its condition on `statement`; what they share is looked up once."""
    ruled = gather_verdicts(connection, scope)
    rows = {kind: _claim_rows(connection, kind, scope, ruled, within=some) for kind, some in within.items()}
    return _claims(connection, rows, ruled)


def _claim_rows(
    connection: Connection,
    kind: str,
    scope: Scope,
    ruled: Mapping[int, str],
    *,
    holders: Collection[int] | None = None,
    bodies: Collection[int] | None = None,
    within: ColumnElement[bool] | None = None,
) -> Sequence[Any]:
    holder_role, body_role = ROLES[kind]
    counts = scope.statements
    if rejected := [key for key, verdict in ruled.items() if verdict == REJECT]:
        counts = or_(counts, schema.statement.c.key.in_(rejected))
    conditions: list[ColumnElement[bool]] = [schema.statement.c.kind == kind]
    if holders is not None:
        conditions.append(schema.statement.c.key.in_(playing(holders, holder_role)))
    if bodies is not None and body_role:
        conditions.append(schema.statement.c.key.in_(playing(bodies, body_role)))
    if within is not None:
        conditions.append(within)
    return connection.execute(_claim_query(kind).where(counts, scope.documents, *conditions)).all()


def _claims(
    connection: Connection, rows: Mapping[str, Sequence[Any]], ruled: Mapping[int, str]
) -> dict[str, list[Claim]]:
    everything = list(chain.from_iterable(rows.values()))
    actors = {row[-3] for row in everything} | {row[-2] for row in everything}
    ids = _each_value(connection, schema.actor.c.id, actors)
    names = _each_value(connection, schema.name.c.name, {row[-1] for row in everything})
    return {kind: [_claim(kind, row, ids, names, ruled.get(row[0])) for row in some] for kind, some in rows.items()}


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


def gather_reports(connection: Connection, scope: Scope, keys: Iterable[int]) -> list[Report]:
    """Reports of events among the statements of the keys."""
    reports: list[Report] = []
    for part in chunks(sorted(set(keys))):
        casts = _casts(connection, among(schema.party.c.statement, part))
        events = _event_query().where(schema.statement.c.kind == "event", scope.statements, scope.documents)
        reports += [
            _report(row, casts[row[0]]) for row in connection.execute(events.where(among(schema.statement.c.key, part)))
        ]
    return reports


def chunks(values: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """`values` in lists of at most `size`: databases bound how many parameters a query takes."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part


@cache
def _claim_query(kind: str) -> Select[Any]:
    """With the numbers of holder, body and who says it: a server plans joins of more tables badly."""
    holder_role, body_role = ROLES[kind]
    statement, document = schema.statement, schema.document
    holder, body, said = (schema.party.alias(name) for name in ("holder", "body", "said"))
    joined = (
        statement.join(document, document.c.key == statement.c.document)
        .join(holder, and_(holder.c.statement == statement.c.key, holder.c.role == holder_role))
        .outerjoin(body, and_(body.c.statement == statement.c.key, body.c.role == (body_role or "value")))
        .outerjoin(said, and_(said.c.statement == statement.c.key, said.c.role == "said_by"))
    )
    return select(
        statement.c.key, statement.c.id, statement.c.label, statement.c.modality, statement.c.when, statement.c.frame,
        statement.c.content, document.c.id, document.c.known, document.c.publisher, document.c.family,
        document.c.agency, document.c.register, statement.c.mode, holder.c.actor, body.c.actor, said.c.name,
    ).select_from(joined)  # fmt: skip


def _each_value(connection: Connection, column: ColumnElement[str], keys: set[int | None]) -> dict[int | None, Any]:
    """What a column of actors or names holds, by key."""
    found: dict[int | None, Any] = {None: None}
    for part in chunks(sorted(key for key in keys if key is not None)):
        query = select(column.table.c.key, column).where(among(column.table.c.key, part))
        found.update(tuple(row) for row in connection.execute(query))
    return found


def _claim(
    kind: str, row: Sequence[Any], ids: Mapping[int | None, Any], names: Mapping[int | None, Any], judged: str | None
) -> Claim:
    """The claim in a row of `_claim_query`."""
    (
        _, id, label, modality, when, frame, content, document, known, publisher, family, agency, register, mode,
        held_by, held_of, said_by,
    ) = row  # fmt: skip
    body = ids[held_of]
    if kind == "fact":
        body, label = label, str(content if content is not None else body)
        when = label if is_edtf(label) else None
    dated = frame and frame.startswith(f"{REGISTER_FRAME}-")
    return Claim(
        id, document, kind, ids[held_by], body, label, modality, when, dt.date.fromisoformat(known), publisher,
        names[said_by], register, frame.removeprefix(f"{REGISTER_FRAME}-") if dated else mode, family=family,
        agency=agency, judged=judged,
    )  # fmt: skip


@cache
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
        document.c.id, document.c.known, document.c.publisher, document.c.family, document.c.agency,
        said_name.c.name,
    ).select_from(joined)  # fmt: skip


@dataclass(slots=True)
class _Cast:
    """Who plays which part in an event, and the numbers of the parties and of the people who act for them."""

    roles: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    numbers: set[int] = field(default_factory=set)


def _casts(connection: Connection, condition: ColumnElement[bool]) -> dict[int, _Cast]:
    party, actor = schema.party, schema.actor
    query = (
        select(party.c.statement, party.c.role, actor.c.id, party.c.actor, party.c.represents)
        .join(actor, actor.c.key == party.c.represents)
        .where(condition, party.c.role.in_((*EVENT_ROLES, "where")))
    )
    found: dict[int, _Cast] = defaultdict(_Cast)
    for statement, role, id, who, behind in connection.execute(query):
        cast = found[statement]
        cast.roles[role].append(id)
        if role in EVENT_ROLES:
            cast.numbers |= {who, behind}
    return found


def _report(row: Sequence[Any], cast: _Cast) -> Report:
    """The report in a row of `_event_query`."""
    key, id, type, mode, modality, when, document, known_on, publisher, family, agency, said_by = row
    known = dt.date.fromisoformat(known_on)
    opens, closes = window(when, modality, known)
    where = cast.roles.get("where")
    actors, recipients = (frozenset(cast.roles.get(role, ())) for role in EVENT_ROLES)
    return Report(
        id, key, document, type, mode, modality, actors, recipients, where[0] if where else None, when, known, opens,
        closes, publisher, said_by, family=family, agency=agency, cast=frozenset(cast.numbers),
    )  # fmt: skip
