"""What a happening or a spell rests on, with every report and claim: what `comity why` explains."""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from comity.errors import RecordError
from comity.recording import schema
from comity.recording.among import among
from comity.recording.claims import REJECT, Claim
from comity.recording.company import find_company
from comity.recording.gathering import ROLES, actor_key, gather_claims, gather_links, playing
from comity.recording.happenings import Happening, Links, answers, resolve_happenings
from comity.recording.resolve import by_slot, resolve_claims
from comity.recording.scope import Scope
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


def ground_spells(connection: Connection, scope: Scope, kind: str, holder: str, body: str) -> list[GroundedSpell]:
    """The spells of one holder and one body, with all their claims; only what competes for their slots is looked at."""
    table, found = schema.statement.c, []
    wanted = [table.kind == kind, table.slot.is_not(None)]
    for id, role in zip((holder, body), ROLES[kind], strict=True):
        key = actor_key(connection, id)
        wanted.append(table.key.in_(playing({key} if key else (), role or "")))
    slots = connection.scalars(select(table.slot).where(*wanted).distinct()).all()
    claims = gather_claims(connection, kind, scope, within=among(table.slot, sorted(slots)))
    for slot in by_slot(claims).values():
        for spell in resolve_claims(kind, slot)[0]:
            rejected = [c for c in slot if c.judged == REJECT and (c.holder, c.body) == (holder, body)]
            if (spell.holder, spell.body) == (holder, body):
                found.append(GroundedSpell(spell, tuple(rejected)))
    return found


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
