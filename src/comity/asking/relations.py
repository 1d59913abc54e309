"""How an actor stands to others, as sources tell it; a tie that several texts tell is one row."""

from collections.abc import Sequence

from comity.asking.answer import ONLY, Answer
from comity.asking.asked import Asked
from comity.asking.claimed import backed, claim_of, some_of, speaks_of
from comity.asking.members import MODALITIES
from comity.asking.rows import RelationRow
from comity.edtf import bounds
from comity.model import RELATIONS, SYMMETRIC_RELATIONS
from comity.recording.claims import Claim, independent
from comity.recording.stated import Few, Stated

End = tuple[str, str]
"""Somebody in a tie, and whom they act for in it or themselves."""
Tie = tuple[str, str, End, End]
"""Kind, modality, and who stands so to whom."""


def relations(
    asked: Asked,
    actor: str,
    other: str | None = None,
    type: str | None = None,
    *,
    at: str | None = None,
    limit: int | None = None,
    first: int | None = None,
) -> Answer[RelationRow]:
    """Ties of an actor, or of those who act for it, with anybody or with `other`; of a `type` and a day where given.

    Several types are parted by commas; `limit` counts only what was reported last, so many statements; `first` is how
    many rows are wanted.
    Raises `UserError` for a type that there is not.
    """
    one = asked.actor("actor", actor)
    two = asked.actor("other", other) if other else None
    wanted = some_of("relation", type, RELATIONS)
    asked.take(type=type or None, at=at)
    actors = (one, two) if two else (one,)
    few = None if limit is None else Few(limit)
    items = asked.view.stated("relation", *actors, roles=("from", "to"), or_behind=True, few=few)
    if limit is not None and len(items) == limit:
        asked.notes.append(f"{ONLY}ties of the last {limit} statements are told, with the sources among these.")
    told: dict[Tie, list[Claim]] = {}
    for item in items:
        tie = _tie(asked, item, one)
        claim = claim_of(item, tie[2][0], tie[3][0], tie[0])
        if tie[0] in wanted and _is_between(tie, one, two) and (not at or speaks_of(claim, bounds(at))):
            told.setdefault(tie, []).append(claim)
    ranked = sorted(told, key=lambda tie: _rank(asked, tie, told[tie]))
    shown = ranked[:first]
    return asked.answer(RelationRow, [_row(asked, tie, told[tie]) for tie in shown], len(ranked) - len(shown))


def _tie(asked: Asked, item: Stated, one: str) -> Tie:
    """Who stands how to whom; what holds both ways is turned so that the actor asked about stands first."""
    ends = [_end(asked, *item.ends[role]) for role in ("from", "to")]
    if item.label in SYMMETRIC_RELATIONS:
        ends.sort(key=lambda end: (one not in end, end))
    return item.label, item.modality, ends[0], ends[1]


def _end(asked: Asked, who: str, acts_for: str | None) -> End:
    return asked.actors.stand_in(who), asked.actors.stand_in(acts_for or who)


def _is_between(tie: Tie, one: str, two: str | None) -> bool:
    """Whether some side is the second actor where one is asked for, and the other side the first."""
    _, _, here, there = tie
    return two is None or (one in here and two in there) or (two in here and one in there)


def _row(asked: Asked, tie: Tie, claims: list[Claim]) -> RelationRow:
    relation, modality, (actor, actor_for), (other, other_for) = tie
    return RelationRow(
        actor=actor,
        name=asked.actors.name(actor),
        relation=relation,
        other=other,
        other_name=asked.actors.name(other),
        mutual=relation in SYMMETRIC_RELATIONS,
        actor_for=actor_for,
        other_for=other_for,
        modality=modality,
        **backed(claims),
    )


def _rank(asked: Asked, tie: Tie, claims: Sequence[Claim]) -> tuple[int, int, int, str, str]:
    """By kind and how sure it is, then what most texts tell, then by names."""
    relation, modality, (actor, _), (other, _) = tie
    sources = independent(claim for claim in claims if not claim.register)
    names = asked.actors.name(actor), asked.actors.name(other)
    return RELATIONS.index(relation), MODALITIES.index(modality), -sources, *names
