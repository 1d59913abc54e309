"""What a view answers of spells, happenings, disputes and quotations: from what is derived, else resolved anew."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, Select, Text, bindparam, func, or_, select

from comity.edtf import Bounds
from comity.recording import schema
from comity.recording.among import among
from comity.recording.claims import Claim
from comity.recording.details import within
from comity.recording.disputes import Dispute
from comity.recording.earlier import (
    last_day,
    open_blocks,
    resolve_anew,
    resolve_open,
    statements_of_events,
    takes_part,
    tell_earlier,
    told_earlier,
)
from comity.recording.gathering import (
    ROLES,
    chunks,
    gather_claims,
    playing,
)
from comity.recording.lookup import latest_documents
from comity.recording.resolve import by_slot, resolve_claims
from comity.recording.scenes import load_sides
from comity.recording.scope import FAR
from comity.recording.sight import Sight
from comity.recording.spells import CHAIR
from comity.recording.stored import Recorded, load_recorded
from comity.recording.summaries import (
    END,
    START,
    HeldDispute,
    HeldSpell,
    SpellOutline,
    ToldHappening,
    load_dispute,
    load_happening,
    load_spell,
    summarise_dispute,
    summarise_spell,
)
from comity.recording.told import (
    PARTNERS,
    STATE,
    Partners,
    Wanted,
    count_partners,
    count_states_beside,
    find_happenings,
    happenings_of,
)

Pair = tuple[str, str]
"""Ids of a holder and a body."""
Choice = Callable[[Sequence[SpellOutline]], Sequence[SpellOutline]]


def find_spells(sight: Sight, kind: str, holder: str | None, body: str | None) -> list[HeldSpell]:
    """Spells of a kind, of a holder and about a body where given, in order of time."""
    if sight.is_derived:
        given = {"kind": kind, "holder": holder, "body": body}
        texts = sight.connection.scalars(_spell_query(holder is not None, body is not None), given)
        found = [load_spell(text) for text in texts.all()]
    else:
        keys = [None if id is None else sight.number(id) for id in (holder, body)]
        if any(id and key is None for id, key in zip((holder, body), keys, strict=True)):
            return []
        found = _resolve_spells(sight, kind, *keys)
    return sorted(found, key=_in_time)


@cache
def _spell_query(of_holder: bool, about_body: bool) -> Select[Any]:
    """Put together once: that takes longer than answering it for few spells."""
    table = schema.spell.c
    query = select(table.detail).where(table.kind == bindparam("kind", type_=Text))
    for is_given, column, name in ((of_holder, table.holder, "holder"), (about_body, table.body, "body")):
        query = query.where(column == _number_of(bindparam(name, type_=Text))) if is_given else query
    return query


def find_spells_of(sight: Sight, kind: str, pairs: Collection[Pair]) -> dict[Pair, list[HeldSpell]]:
    """The same for each of some pairs of holder and body, looked up together."""
    if not sight.is_derived:
        return {pair: find_spells(sight, kind, *pair) for pair in pairs}
    found: dict[Pair, list[HeldSpell]] = {pair: [] for pair in pairs}
    holders, bodies = (
        [key for key in sight.numbers({pair[place] for pair in pairs}) if key is not None] for place in (0, 1)
    )
    table = schema.spell.c
    about = among(table.body + 0, bodies)  # as a sum, so that a database looks by the holder, who has fewer
    texts = select(table.detail).where(table.kind == kind, among(table.holder, holders), about)
    for spell in map(load_spell, sight.connection.scalars(texts)):
        if (spell.holder, spell.body) in found:
            found[spell.holder, spell.body].append(spell)
    return {pair: sorted(spells, key=_in_time) for pair, spells in found.items()}


def _in_time(spell: HeldSpell) -> tuple[str, str, str, str, str, str]:
    return (spell.start[0] or "", spell.start[1] or "", spell.holder, spell.body, spell.label, spell.id)


def choose_spells(sight: Sight, kind: str, body: str, at: Bounds, choose: Choice) -> tuple[list[HeldSpell], int]:
    """Of the spells about a body that can hold at some moment of `at` those chosen, and how many there are.

    The others are looked at only as far as is needed to choose among them.
    """
    if not sight.is_derived:
        held = {spell.id: spell for spell in find_spells(sight, kind, None, body) if spell.holds(at) != "no"}
        outlines = [SpellOutline(spell.id, spell.holder, spell.label, spell.modality, spell.since)
                    for spell in held.values()]  # fmt: skip
        return [held[outline.id] for outline in choose(outlines)], len(held)
    table, holder = schema.spell.c, schema.actor.c
    query = select(table.id, holder.id, table.label, table.modality, table.since).join(
        schema.actor, holder.key == table.holder
    )
    about = (table.kind == kind, table.body == _number_of(body))
    outlines = [SpellOutline(*row) for row in sight.connection.execute(query.where(*about, *_can_hold(at))).all()]
    ids = [outline.id for outline in choose(outlines)]
    found = map(load_spell, sight.connection.scalars(select(table.detail).where(among(table.id, ids))).all())
    spells = {spell.id: spell for spell in found}
    return [spells[id] for id in ids], len(outlines)


def _can_hold(at: Bounds) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """That a spell does not begin after all days of `at`, and had not ended before the first."""
    detail, first, last = schema.spell.c.detail, at.earliest or dt.date.min, at.latest or dt.date.max
    begins, ends = within(detail, START, 0, ""), within(detail, END, 1, FAR)
    return begins <= last.isoformat(), ends > first.isoformat()


def tell_happenings(sight: Sight, actor: str | None, others: Sequence[str], wanted: Wanted) -> list[ToldHappening]:
    """What is told of an actor, with one of others where there are some, by time; `wanted` says what else counts."""
    key = None if actor is None else sight.number(actor)
    beside = [number for number in sight.numbers(others) if number is not None]
    if (actor and key is None) or (others and not beside):
        return []
    if sight.is_derived:
        kept = find_happenings(sight.connection, wanted.of(key, beside))
        told = [load_happening(happening.text) for happening in kept]
    else:
        told = tell_earlier(sight, key, beside, wanted)
    return sorted(told, key=_by_day)


def tell_happenings_at(sight: Sight, place: str, within: Bounds) -> list[ToldHappening]:
    """What is told to have happened at a place, within some days, by time."""
    key = sight.number(place)
    if key is None:
        return []
    there = select(schema.party.c.statement).where(schema.party.c.actor == key, schema.party.c.role == "where")
    table = schema.statement.c
    query = sight.standing(table.key).where(table.kind == "event", table.key.in_(there))
    told = {happening.id: happening for happening in _told_by(sight, sight.connection.scalars(query).all())}
    return sorted((happening for happening in told.values() if happening.lies_in(within)), key=_by_day)


def _by_day(told: ToldHappening) -> tuple[str, str, str]:
    return (told.date or told.backing.reported or "", told.backing.reported or "", told.id)


def count_beside(sight: Sight, actor: str, type: str) -> Counter[str]:
    """In how many happenings of a type that took place each other state took part beside an actor, by its id."""
    key = sight.number(actor)
    if key is None:
        return Counter()
    if sight.is_derived:
        return count_states_beside(sight.connection, key, type)
    if sight.is_resolved:
        day = last_day(sight)
        kept = count_states_beside(sight.connection, key, type, day)
        found = resolve_open(sight, open_blocks(sight.connection, day, key))
    else:
        kept, found = Counter[str](), resolve_anew(sight, statements_of_events(sight, key, ()))
    took_place = [h for h in found if (h.head.type, h.head.modality) == (type, "actual") and takes_part(h, [{key}])]
    present = (frozenset().union(*(report.parties for report in happening.reports)) for happening in took_place)
    return kept + Counter(other for those in present for other in those - {actor} if other.startswith(STATE))


def find_partners(sight: Sight, actor: str, last: int) -> Partners:
    """With whom an actor took part in the last happenings that it is told of."""
    key = sight.number(actor)
    if key is None:
        return Partners(0, Counter())
    if sight.is_derived:
        return count_partners(sight.connection, key, last)
    latest = tell_earlier(sight, key, (), Wanted(limit=last))
    sides = load_sides(sight.connection, (id for told in latest for id in told.backing.statements), sight.scope)
    present = [{one for id in told.backing.statements for side in sides[id] for one in side} for told in latest]
    return Partners(len(latest), Counter(id for those in present for id in those - {actor} if id.startswith(PARTNERS)))


def find_disputes(sight: Sight, about: str | None) -> list[HeldDispute]:
    """Disputes, about an actor as holder or body where given."""
    key = None if about is None else sight.number(about)
    if about is not None and key is None:
        return []
    if sight.is_derived:
        query = select(schema.dispute.c.sides)
        if key is not None:
            query = query.where(or_(schema.dispute.c.about == key, schema.dispute.c.body == key))
        found = [load_dispute(text) for text in sight.connection.scalars(query).all()]
    else:
        found = [summarise_dispute(dispute) for dispute in _resolve_disputes(sight, key)]
    return sorted(
        (dispute for dispute in found if about is None or about in (dispute.about, dispute.body)),
        key=_in_order,
    )


def find_open_disputes(sight: Sight, name: Callable[[str], str], most: int) -> tuple[list[HeldDispute], int]:
    """The open disputes about the actors whose names come first, `most` if there are so many, and how many are open."""
    if not sight.is_derived:
        every = [dispute for dispute in find_disputes(sight, None) if dispute.state == "open"]
        return every, len(every)
    table, actor = schema.dispute.c, schema.actor.c
    counts = select(actor.id, table.about, func.count()).join(schema.actor, actor.key == table.about)
    rows = sight.connection.execute(counts.where(table.state == "open").group_by(actor.id, table.about)).all()
    named = sorted((name(id), key, count) for id, key, count in rows)
    reached = accumulate((count for *_, count in named), initial=0)
    near = [called for (called, *_), before in zip(named, reached, strict=False) if before < most]
    wanted = [key for called, key, _ in named if near and called <= near[-1]]
    texts = select(table.sides).where(table.state == "open", among(table.about, wanted))
    found = [load_dispute(text) for text in sight.connection.scalars(texts).all()]
    return sorted(found, key=_in_order), sum(count for *_, count in rows)


def _in_order(dispute: HeldDispute) -> tuple[str, str, str, str]:
    return dispute.about, dispute.body, dispute.kind, dispute.id


def find_quotations(sight: Sight, speaker: str | None, limit: int | None) -> list[Recorded]:
    """What a speaker, or somebody speaking for it, or anybody at all said, oldest report first; the last `limit`."""
    table = schema.statement.c
    said: ColumnElement[bool] = table.kind == "quotation"
    if speaker is not None:
        key = sight.number(speaker)
        if key is None:
            return []
        said = table.key.in_(playing([key], "speaker", or_behind=True))
    known = schema.document.c.known
    query = sight.standing(table.key).where(said)
    last = query.order_by(known.desc(), table.document.desc(), table.key.desc()).limit(limit)
    keys = sight.connection.scalars(last).all()
    return load_recorded(sight.connection, reversed(keys))


def find_statements_about(sight: Sight, kind: str, actor: str) -> list[Recorded]:
    """Statements of a kind in which an actor has any part but that of who says so, oldest report first."""
    key = sight.number(actor)
    if key is None:
        return []
    table, party = schema.statement.c, schema.party.c
    playing_in = select(party.statement).where(party.actor == key, party.role != "said_by")
    query = sight.standing(table.key).where(table.kind == kind, table.key.in_(playing_in))
    ordered = query.order_by(schema.document.c.known, table.document, table.key)
    return load_recorded(sight.connection, sight.connection.scalars(ordered))


def tell_latest(sight: Sight, documents: int) -> list[ToldHappening]:
    """What is told in the reports published last, the newest first."""
    table = schema.statement.c
    newest = [key for key, _ in latest_documents(sight.connection, sight.documents, documents)]
    query = sight.standing(table.document, table.key).where(among(table.document, newest), table.kind == "event")
    events: dict[int, list[int]] = {key: [] for key in newest}
    for document, statement in sight.connection.execute(query.order_by(table.key)):
        events[document].append(statement)
    if sight.is_resolved:
        return _told_by(sight, [statement for key in newest for statement in events[key]])
    told: dict[str, ToldHappening] = {}
    for statements in events.values():
        told |= {happening.id: happening for happening in _told_by(sight, statements)}
    return list(told.values())


def find_told(sight: Sight, statements: Collection[str]) -> dict[str, ToldHappening]:
    """The happening that each statement of an event tells, by the statement's id."""
    table = schema.statement.c
    keys: list[int] = []
    for part in chunks(statements):
        keys += sight.connection.scalars(sight.standing(table.key).where(among(table.id, part)))
    told = _told_by(sight, keys)
    return {id: happening for happening in told for id in happening.backing.statements if id in statements}


def _number_of(id: str | BindParameter[str]) -> ScalarSelect[int]:
    """The number of an actor, looked up in the question itself."""
    return select(schema.actor.c.key).where(schema.actor.c.id == id).scalar_subquery()


def _resolve_spells(sight: Sight, kind: str, holder: int | None, body: int | None) -> list[HeldSpell]:
    """Resolve from claims; posts and chairs with all their holders, for one gives way to another."""
    claims = gather_claims(sight.connection, kind, sight.scope, holders=_some(holder), bodies=_some(body))
    wanted = {claim.holder for claim in claims}
    if holder is not None:
        claims = _with_rivals(sight, kind, claims)
    spells = [spell for slot in by_slot(claims).values() for spell in resolve_claims(kind, slot)[0]]
    return [summarise_spell(spell) for spell in spells if holder is None or spell.holder in wanted]


def _resolve_disputes(sight: Sight, actor: int | None) -> Iterator[Dispute]:
    """Disputes of the slots that an actor stands in, or of all."""
    slot = schema.statement.c.slot
    within: list[ColumnElement[bool] | None] = [None]
    if actor is not None:
        mine = playing([actor], *(role for roles in ROLES.values() for role in roles if role), or_behind=True)
        query = select(slot).where(schema.statement.c.key.in_(mine), slot.is_not(None)).distinct()
        within = [among(slot, part) for part in chunks(sight.connection.scalars(query).all())]
    for some in within:
        for kind in ROLES:
            for claims in by_slot(gather_claims(sight.connection, kind, sight.scope, within=some)).values():
                yield from resolve_claims(kind, claims)[1]


def _with_rivals(sight: Sight, kind: str, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one holder, and those of all others of the same posts and chairs."""
    posts = {(claim.body, claim.label) for claim in claims if kind == "office" or claim.label == CHAIR}
    bodies = {key for key in sight.numbers(post for post, _ in posts) if key is not None}
    everyone = gather_claims(sight.connection, kind, sight.scope, bodies=bodies) if bodies else []
    own = [claim for claim in claims if (claim.body, claim.label) not in posts]
    return own + [claim for claim in everyone if (claim.body, claim.label) in posts]


def _told_by(sight: Sight, statements: Sequence[int]) -> list[ToldHappening]:
    if sight.is_derived:
        return [load_happening(text) for text in happenings_of(sight.connection, statements)]
    return told_earlier(sight, statements)


def _some(key: int | None) -> list[int] | None:
    return None if key is None else [key]
