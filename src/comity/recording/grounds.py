"""What a happening or a spell rests on, with every report and claim: what `comity why` explains."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from comity.errors import RecordError
from comity.recording import schema
from comity.recording.among import among
from comity.recording.claims import REJECT, Claim
from comity.recording.company import find_company
from comity.recording.gathering import ROLES, chunks, gather_claims, gather_links, gather_reports, playing
from comity.recording.happenings import Happening, Links, answers, resolve_happenings
from comity.recording.resolve import by_slot, resolve_claims
from comity.recording.scope import Scope
from comity.recording.sight import Sight
from comity.recording.spells import Spell
from comity.recording.summaries import HeldSpell, ToldHappening, load_happening, load_spell


@dataclass(frozen=True, slots=True)
class GroundedHappening:
    """A happening with its reports, what people linked, and the plans or outcomes tied to it."""

    happening: Happening
    tied: tuple[Happening, ...]
    """Of a plan, what fulfilled or belied it; of what happened, the plans for it."""
    links: Links


@dataclass(frozen=True, slots=True)
class GroundedSpell:
    """A spell with its claims, and the claims of its slot that people rejected."""

    spell: Spell
    rejected: tuple[Claim, ...]


def ground_happening(connection: Connection, scope: Scope, statement: str) -> GroundedHappening | None:
    """The happening that a statement tells; None when none does in this scope."""
    table = schema.statement.c
    keys = list(connection.scalars(select(table.key).where(table.id == statement, table.kind == "event")))
    links = gather_links(connection, scope)
    found = resolve_happenings(find_company(connection, scope, keys, links), links)
    mine = next((h for h in found if any(report.key in keys for report in h.reports)), None)
    if mine is None:
        return None
    tied = [other for other in found if answers(mine, other, links) or answers(other, mine, links)]
    return GroundedHappening(mine, tuple(tied), links)


def find_plans(connection: Connection, scope: Scope, told: Sequence[ToldHappening]) -> dict[str, list[ToldHappening]]:
    """Among some happenings, the plans that each of those that took place as planned fulfils, by its id."""
    plans = [happening for happening in told if happening.outcome == "fulfilled"]
    types = {plan.type for plan in plans}
    deeds = [happening for happening in told if happening.outcome == "as-planned" and happening.type in types]
    if not deeds:
        return {}
    links = gather_links(connection, scope)
    whole = _with_reports(connection, scope, [*plans, *deeds])
    pairs = ((deed, plan) for deed in deeds for plan in plans if answers(whole[plan.id], whole[deed.id], links))
    found: dict[str, list[ToldHappening]] = {}
    for deed, plan in pairs:
        found.setdefault(deed.id, []).append(plan)
    return found


def _with_reports(connection: Connection, scope: Scope, told: Sequence[ToldHappening]) -> dict[str, Happening]:
    """Happenings with their reports, by id."""
    table = schema.statement.c
    keys: list[int] = []
    for part in chunks(dict.fromkeys(id for happening in told for id in happening.backing.statements)):
        keys += connection.scalars(select(table.key).where(among(table.id, part)))
    reports = {report.statement: report for report in gather_reports(connection, scope, keys)}
    return {happening.id: Happening(0, tuple(reports[id] for id in happening.backing.statements)) for happening in told}


def ground_spells(sight: Sight, kind: str, holder: str, body: str) -> list[GroundedSpell]:
    """The spells of one holder and one body, with all their claims; only what competes for their slots is looked at."""
    found, slots = [], _slots_of(sight, kind, (holder, body))
    claims = gather_claims(sight.connection, kind, sight.scope, within=among(schema.statement.c.slot, sorted(slots)))
    for slot in by_slot(claims).values():
        for spell in resolve_claims(kind, slot)[0]:
            rejected = [c for c in slot if c.judged == REJECT and (c.holder, c.body) == (holder, body)]
            if (spell.holder, spell.body) == (holder, body):
                found.append(GroundedSpell(spell, tuple(rejected)))
    return found


def _slots_of(sight: Sight, kind: str, pair: tuple[str, str]) -> Collection[int]:
    """The slots of the spells that are kept of a holder and a body, else those that they have any statement in."""
    kept, told = schema.spell.c, schema.statement.c
    numbers = sight.numbers(pair)
    if sight.is_derived:
        query = select(kept.slot).where(kept.kind == kind, kept.holder == numbers[0], kept.body == numbers[1])
    else:
        query = select(told.slot).where(told.kind == kind, told.slot.is_not(None))
        for key, role in zip(numbers, ROLES[kind], strict=True):
            query = query.where(told.key.in_(playing({key} if key else (), role or "")))
    return set(sight.connection.scalars(query))


def find_happening(connection: Connection, id: str) -> ToldHappening | None:
    """The happening of an id or of its unique beginning, as resolved now; raises `RecordError` if not unique."""
    whole = _find_derived(connection, schema.happening, id)
    query = select(schema.happening.c.detail).where(schema.happening.c.id == whole)
    return load_happening(connection.scalars(query).one()) if whole else None


def find_spell(connection: Connection, id: str) -> HeldSpell | None:
    """The spell of an id or of its unique beginning, as resolved now; raises `RecordError` if not unique."""
    whole = _find_derived(connection, schema.spell, id)
    query = select(schema.spell.c.detail).where(schema.spell.c.id == whole)
    return load_spell(connection.scalars(query).one()) if whole else None


def _find_derived(connection: Connection, table: Table, id: str) -> str | None:
    """The whole id of a spell or happening of which `id` is the beginning; raises `RecordError` if not unique."""
    rows = connection.scalars(select(table.c.id).where(table.c.id >= id, table.c.id < f"{id}g").limit(2)).all()
    if len(rows) > 1 and id not in rows:
        raise RecordError(f"More than one begins with “{id}”; give more of its id.")
    return rows[0] if rows else None
