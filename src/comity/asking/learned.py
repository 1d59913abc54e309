"""What became known about an actor between two states of the record, whatever day it is about."""

from collections.abc import Iterable, Iterator

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.disputes import dispute_row
from comity.asking.rows import ChangeRow
from comity.asking.wording import standing, with_article
from comity.recording.summaries import Backing, HeldDispute, HeldSpell
from comity.recording.view import View

Held = tuple[str, str, str, str, str]
TURNED = {"fulfilled": "plan-fulfilled", "missed": "plan-missed"}


def learned(asked: Asked, earlier: View, actor: str) -> Answer[ChangeRow]:
    """All that the later state, the one asked, has of an actor and the earlier had not, had otherwise, or has lost."""
    who = asked.actor("actor", actor)
    rows = [*_spells(asked, earlier, who), *_disputes(asked, earlier, who), *_plans(asked, earlier, who)]
    return asked.answer(ChangeRow, sorted(rows, key=lambda row: (row.date or "", row.change, row.what)))


def _spells(asked: Asked, earlier: View, who: str) -> Iterator[ChangeRow]:
    before, after = _by_value(earlier, who), _by_value(asked.view, who)
    for value in sorted(before.keys() | after.keys()):
        was, now = before.get(value, []), after.get(value, [])
        known = {statement for spell in was for statement in spell.backing.statements}
        for spell in now:
            alike = [other for other in was if _dates(other) == _dates(spell)]
            if not was:
                yield _row(asked, "learned", spell, None, known)
            elif not alike:
                yield _row(asked, TURNED.get(spell.ending, "redated"), spell, was[0], known)
        if not now:
            yield from (_row(asked, "no-longer-held", spell, spell, set()) for spell in was)


def _by_value(view: View, who: str) -> dict[Held, list[HeldSpell]]:
    """The spells of an actor by what they say: kind, holder, body, label, modality."""
    found: dict[Held, dict[str, HeldSpell]] = {}
    kinds = (("membership", "body"), ("membership", "holder"), ("office", "body"), ("office", "holder"))
    for kind, side in kinds:
        for spell in view.spells(kind, **{side: who}):
            value = (spell.kind, spell.holder, spell.body, spell.label, spell.modality)
            found.setdefault(value, {})[spell.id] = spell
    return {value: list(spells.values()) for value, spells in found.items()}


def _dates(spell: HeldSpell) -> tuple[str | None, str | None, bool]:
    return (spell.since, spell.until, spell.ending in TURNED)


def _row(asked: Asked, change: str, spell: HeldSpell, was: HeldSpell | None, known: set[str]) -> ChangeRow:
    new = tuple(id for id in spell.backing.statements if id not in known)
    name = asked.actors.name(spell.holder)
    return ChangeRow(
        change=change,
        date=_first_day(asked, new) or spell.until or spell.end[1] or spell.backing.last_reported,
        actor=spell.holder,
        name=name,
        what=_sentence(asked, change, spell, was, name),
        before=_period(was) if was else None,
        after=None if change == "no-longer-held" else _period(spell),
        modality=spell.modality,
        sources=spell.backing.sources,
        said_by=spell.backing.said_by,
        publishers=spell.backing.publishers,
        origin=spell.backing.origin,
        statements=(*new, *(id for id in spell.backing.statements if id in known)),
    )


def _first_day(asked: Asked, statements: Iterable[str]) -> str | None:
    """The first day on which one of the statements was published."""
    heads = (told.document for told in asked.view.statements(statements).values())
    return min((head.published for head in heads if head.published), default=None)


def _sentence(asked: Asked, change: str, spell: HeldSpell, was: HeldSpell | None, name: str) -> str:
    body = with_article(spell.body, asked.actors.name(spell.body))
    role = spell.label if spell.kind == "office" else standing(spell.label)
    hedge = "" if spell.modality == "actual" else f" ({spell.modality})"
    tie = f"{name}, {role} of {body}{hedge}"
    match change:
        case "learned":
            return f"Newly known: {tie}{_worded(spell)}"
        case "no-longer-held":
            return f"No longer in the record: {tie}{_worded(spell)}"
        case "plan-fulfilled":
            return f"The plan was fulfilled: {tie}"
        case "plan-missed":
            return f"The plan was missed: {tie}"
    return f"Dated anew: {tie}{_worded(spell)}; before,{(was and _worded(was)) or ' undated'}"


def _worded(spell: HeldSpell) -> str:
    since = f" since {spell.since}" if spell.since else ""
    return since + (f" until {spell.until}" if spell.until else "")


def _period(spell: HeldSpell) -> str:
    return f"{spell.label}{_worded(spell)}"


def _disputes(asked: Asked, earlier: View, who: str) -> Iterator[ChangeRow]:
    before = {_place(dispute): dispute for dispute in earlier.disputes(who)}
    for dispute in asked.view.disputes(who):
        was = before.get(_place(dispute))
        if was is None or was.state != dispute.state:
            yield _dispute(asked, dispute, was)


def _place(dispute: HeldDispute) -> tuple[str, str, str, str]:
    return (dispute.kind, dispute.about, dispute.body, dispute.label)


def _dispute(asked: Asked, dispute: HeldDispute, was: HeldDispute | None) -> ChangeRow:
    row = dispute_row(asked, dispute)
    sides = " or ".join(side.value for side in row.sides)
    told = {"settled": "The register settles", "judged": "A person judged", "open": "Sources differ on"}[dispute.state]
    backings = [side.backing for side in dispute.sides]
    return ChangeRow(
        change="disputed" if was is None else dispute.state,
        date=max((backing.reported or "" for backing in backings), default="") or None,
        actor=row.about,
        name=row.name,
        what=f"{told} {row.name}, {row.what}: {sides}",
        before=was.state if was else None,
        after=dispute.state,
        modality="actual",
        sources=asked.view.count_texts(row.statements),
        said_by=(),
        publishers=_join(backing.publishers for backing in backings),
        origin="reports",
        statements=row.statements,
    )


def _join(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for several in names for name in several))


def _plans(asked: Asked, earlier: View, who: str) -> Iterator[ChangeRow]:
    """Planned happenings of which it has become known what came of them."""
    outcomes = tuple(TURNED)
    before = {happening.head: happening.outcome for happening in earlier.happenings(who, outcomes=outcomes)}
    turned = [h for h in asked.view.happenings(who, outcomes=outcomes) if before.get(h.head) != h.outcome]
    words = asked.view.statements(happening.head for happening in turned)
    for happening in turned:
        told = " ".join(max((span.exact for span in words[happening.head].statement.evidence), key=len).split())
        yield plan_row(asked, who, str(happening.outcome), happening.date, told, happening.backing)


def plan_row(asked: Asked, who: str, outcome: str, date: str | None, words: str, backing: Backing) -> ChangeRow:
    """What came of a planned happening, as a change."""
    return ChangeRow(
        change=TURNED[outcome],
        date=date or backing.last_reported,
        actor=who,
        name=asked.actors.name(who),
        what=f"The plan was {outcome}: {words}",
        before="planned",
        after=outcome,
        modality="planned",
        sources=backing.sources,
        said_by=backing.said_by,
        publishers=backing.publishers,
        origin=backing.origin,
        statements=backing.statements,
    )
