"""What reports told of a watched actor last, and why each of it is news: told first, told by another text, disputed.

What one text says is news once, however often it is reprinted, and news keeps its name when it is told again.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.disputes import dispute_row
from comity.asking.rows import NewsRow
from comity.asking.wording import say, with_states
from comity.errors import DateError
from comity.model import Fact, Membership, Office, Quotation, Reference, Relation, Statement
from comity.recording.keys import fold
from comity.recording.stored import Recorded
from comity.recording.summaries import Backing, HeldSpell, ToldHappening

LOOKED_AT, SINCE = 200, 4000
"""Statements that are looked at for the last news, and for all since a moment; a note says when there are more."""
KINDS = {"event": "happening"}
ENDINGS = ("fulfilled", "missed")
OUTCOMES = {
    "fulfilled": "; it has come about since", "missed": "; it has not come about",
    "as-planned": "; as had been planned",
}  # fmt: skip


Slot = tuple[str, str, str]
"""Kind, holder and body of spells."""
Spells = dict[Slot | None, list[HeldSpell]]


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that tell the same, the newest recorded first, and all that it rests on."""

    name: str
    told: tuple[Recorded, ...]
    backing: Backing | None
    happening: ToldHappening | None = None
    ending: str = ""


def news(asked: Asked, actor: str, other: str | None = None, *, since: str | None = None) -> Answer[NewsRow]:
    """What is news of an actor (with another), the newest first; raises `DateError` for a moment that is none."""
    who = [asked.actor("actor", actor)] + ([asked.actor("other", other)] if other else [])
    moment = parse_moment(since) if since else None
    asked.take(since=since)
    most = SINCE if moment else LOOKED_AT
    told = asked.view.lately(*who, since=moment, limit=most)
    if moment and len(told) == most:
        asked.notes.append(f"More than {most:,} statements were recorded since; only what the last ones tell is shown.")
    rows = [row for group in _groups(asked, told) if (row := _row(asked, group, moment)) is not None]
    rows += _disputes(asked, who, told)
    return asked.answer(
        NewsRow, sorted(rows, key=lambda row: (row.recorded, row.published or "", row.news), reverse=True)
    )


def parse_moment(written: str) -> str:
    """A day or moment as the record writes moments; raises `DateError`."""
    try:
        moment = dt.datetime.fromisoformat(written.strip())
    except ValueError:
        raise DateError(f"“{written}” is no day or moment; write it as 2024-07-05 or 2024-07-05T18:00.") from None
    return moment.replace(tzinfo=moment.tzinfo or dt.UTC).astimezone(dt.UTC).isoformat(timespec="microseconds")


def _groups(asked: Asked, told: Sequence[Recorded]) -> Iterator[Group]:
    happenings = asked.view.happenings_told(item.id for item in told if item.statement.kind == "event")
    grouped: dict[str, list[Recorded]] = {}
    for item in told:
        happening = happenings.get(item.id)
        grouped.setdefault(happening.head if happening else _name(item.statement), []).append(item)
    spells = _spells(asked, [items[0].statement for items in grouped.values()])
    for name, items in grouped.items():
        happening = happenings.get(items[0].id)
        if happening:
            yield Group(name, tuple(items), happening.backing, happening)
        else:
            yield _spelled(spells, name, items)


def _spells(asked: Asked, said: Sequence[Statement]) -> Spells:
    """The spells that standings and posts can be part of, by kind, holder and body."""
    slots = [slot for one in said if (slot := _slot(one)) is not None]
    found: Spells = {}
    for kind in {kind for kind, *_ in slots}:
        spells = asked.view.spells_of(kind, {(holder, body) for of, holder, body in slots if of == kind})
        found |= {(kind, *pair): held for pair, held in spells.items()}
    return found


def _spelled(spells: Spells, name: str, items: Sequence[Recorded]) -> Group:
    """The group with all that its spell rests on, for standings and posts."""
    ids = {item.id for item in items}
    alike = spells.get(_slot(items[0].statement), [])
    held = [spell for spell in alike if ids & set(spell.backing.statements)]
    if not held:
        return Group(name, tuple(items), None)
    plans = [spell.ending for spell in alike if spell.ending in ENDINGS and spell.label == held[-1].label]
    return Group(name, tuple(items), held[-1].backing, None, plans[-1] if plans else "")


def _slot(said: Statement) -> Slot | None:
    """Kind, holder and body of a standing or a post."""
    match said:
        case Membership():
            return said.kind, said.member.represents, said.organisation.id
        case Office():
            return said.kind, said.person.id, said.of.id
    return None


def _row(asked: Asked, group: Group, since: str | None) -> NewsRow | None:
    """The news, or None when all that is new of it are copies of texts that had told it before."""
    head = group.told[0]
    new = tuple(item.id for item in group.told)
    every = group.backing.statements if group.backing else new
    before = tuple(id for id in every if id not in new)
    sources = group.backing.sources if group.backing else len({item.document.family for item in group.told})
    if since and before and asked.view.count_texts(before) >= sources:
        return None
    said = head.statement
    return NewsRow(
        news=group.name,
        kind=KINDS.get(said.kind, said.kind),
        label=_label(said),
        what=say(said, with_states(asked.actors.name)),
        why=_why(group, sources),
        date=group.happening.date if group.happening else said.when,
        modality=group.happening.modality if group.happening else said.modality,
        recorded=head.recorded_at,
        published=head.document.published,
        publisher=head.document.publisher,
        sources=sources,
        said_by=(said.said_by.name,) if said.said_by else (),
        statements=(*new, *before),
    )


def _why(group: Group, sources: int) -> str:
    outcome = group.ending or (group.happening.outcome if group.happening else None) or ""
    if group.ending == "fulfilled" and group.told[0].statement.modality == "actual":
        outcome = "as-planned"
    known = "; the register has it too" if group.backing and group.backing.origin == "both" else ""
    by = _by(group.told[0])
    told = f"Told by {sources} independent texts, last by {by}" if sources > 1 else f"Told for the first time, by {by}"
    return f"{told}{OUTCOMES.get(outcome, '')}{known}."


def _by(item: Recorded) -> str:
    head = item.document
    by = head.publisher or head.title or "a text without a publisher"
    return f"{by} of {head.published}" if head.published else by


def _disputes(asked: Asked, who: Sequence[str], told: Sequence[Recorded]) -> Iterator[NewsRow]:
    """Disputes about the actor in which one of the last statements has a side."""
    for dispute in asked.view.disputes(who[0]):
        row = dispute_row(asked, dispute)
        sides = frozenset(row.statements)
        fresh = [item for item in told if item.id in sides]
        if not fresh or (len(who) > 1 and not set(who) <= {dispute.about, dispute.body}):
            continue
        head = fresh[0].document
        values = " or ".join(side.value for side in row.sides)
        yield NewsRow(
            news=dispute.id, kind="dispute", label=row.state,
            what=f"Sources differ on {row.name}, {row.what}: {values}",
            why=f"A side of it is told by {_by(fresh[0])}.", date=None, modality="actual",
            recorded=fresh[0].recorded_at, published=head.published, publisher=head.publisher,
            sources=asked.view.count_texts(row.statements), said_by=(),
            statements=tuple(dict.fromkeys((*(item.id for item in fresh), *row.statements))),
        )  # fmt: skip


def _name(said: Statement) -> str:
    """What a standing, post, saying, tie or fact is called, whoever tells it: the same words give the same name."""
    parts: tuple[str, ...]
    match said:
        case Membership():
            parts = (said.member.represents, said.organisation.id, said.status, said.modality)
        case Office():
            parts = (said.person.id, said.of.id, said.role, said.modality)
        case Quotation():
            parts = (said.speaker.id, fold(said.text))
        case Relation():
            parts = (said.from_.id, said.relation, said.to.id, said.modality)
        case Fact():
            value = said.value.id if isinstance(said.value, Reference) else said.value
            parts = (said.about.id, said.property, fold(value), said.modality)
        case _:
            return said.id
    return "|".join((said.kind, *parts))


def _label(said: Statement) -> str:
    return str(next(
        getattr(said, name) for name in ("event_type", "status", "role", "form", "relation", "property")
        if hasattr(said, name)
    ))  # fmt: skip
