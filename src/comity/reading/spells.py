"""Spells: what a text tells in several places of when one membership or post began and ended, put together.

Who withdrew, came back or rose to another status was what he was until then; who has held a post since a day and left
it on another held it from the one to the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from comity.edtf import start_bounds
from comity.model import Evidence, Membership, Office, Statement
from comity.reading.lexicon import load, words

_Between = tuple[str, str, str]
"""Who, of what, and how real it is."""
Spell = TypeVar("Spell", Membership, Office)

_YEAR = 366
"""Days within which whoever was elected takes the post; a term that began before is another one."""
_OPEN, _UNTIL = "/..", "../"


def complete_spells(statements: Iterable[Statement]) -> list[Statement]:
    """The statements, with the beginnings and ends that others of the text tell of the same membership or post."""
    told = list(statements)
    ties: dict[_Between, list[Membership]] = defaultdict(list)
    posts: dict[_Between, list[Office]] = defaultdict(list)
    for one in told:
        if one.when is None:
            continue
        if isinstance(one, Membership) and one.modality == "actual":
            ties[one.member.id, one.organisation.id, one.modality].append(one)
        elif isinstance(one, Office):
            posts[one.person.id, one.of.id, one.modality].append(one)
    return [_completed(one, ties, posts) for one in told]


def _completed(
    one: Statement, ties: Mapping[_Between, Sequence[Membership]], posts: Mapping[_Between, Sequence[Office]]
) -> Statement:
    if isinstance(one, Membership):
        others = ties.get((one.member.id, one.organisation.id, one.modality), ())
        return _joined(one, [o for o in others if _meets(one, o)])
    if isinstance(one, Office):
        one = _taken_later(one, posts.get((one.person.id, one.of.id, "planned"), ()))
        same = posts.get((one.person.id, one.of.id, one.modality), ())
        return _joined(one, [o for o in same if _is_of_post(one, o)])
    return one


def _meets(one: Membership, other: Membership) -> bool:
    """Whether the other one tells how the spell of this one went on or ended."""
    ended = load("memberships")["ended_by"].get(one.status, ())
    return other.status in ended or (other.status == one.status and (other.when or "").startswith(_UNTIL))


def _is_of_post(one: Office, other: Office) -> bool:
    """The end of the same post, or the post that somebody held it in place of: “acting president”, “president”."""
    if other.role == one.role:
        return (other.when or "").startswith(_UNTIL) or (one.when or "").startswith(_UNTIL)
    first, _, rest = one.role.partition(" ")
    return first in words("roles", "provisional") and rest == other.role and (other.when or "").endswith(_OPEN)


def _taken_later(one: Office, planned: Sequence[Office]) -> Office:
    """“was elected on 13 January”, “takes office on 20 May”: the post is held from the second day on."""
    coming = next((o for o in planned if o.role == one.role and (o.when or "").endswith(_OPEN)), None)
    if coming is None or one.modality != "actual" or not (one.when or "").endswith(_OPEN):
        return one
    chosen, taken = start_bounds(one.when or "").earliest, start_bounds(coming.when or "").earliest
    if chosen is None or taken is None or not 0 < (taken - chosen).days <= _YEAR:
        return one
    return replace(coming, evidence=_both(one.evidence, coming.evidence))


def _joined(one: Spell, others: Sequence[Spell]) -> Spell:
    """The spell with the first end that comes after its beginning, or the beginning of which it tells the end."""
    when = one.when
    if when is None:
        return one
    if when.endswith(_OPEN) and not when.startswith(".."):
        later = [o for o in others if _follows(when, _point(o.when or ""))]
        if later:
            end = min(later, key=lambda o: _latest(_point(o.when or "")))
            return _spanning(one, end, f"{when.removesuffix(_OPEN)}/{_point(end.when or '')}")
    elif when.startswith(_UNTIL):
        begins = [o for o in others if (o.when or "").endswith(_OPEN) and _follows(o.when or "", _point(when))]
        if len(begins) == 1:
            return _spanning(one, begins[0], f"{_point(begins[0].when or '')}/{_point(when)}")
    return one


def _spanning(one: Spell, other: Spell, when: str) -> Spell:
    basis = one.when_basis if one.when_basis == other.when_basis else "anchored"
    return replace(one, when=when, when_basis=basis, evidence=_both(one.evidence, other.evidence))


def _point(when: str) -> str:
    """The day, month or year at which a value begins or ends; empty where it tells two."""
    if when.startswith(_UNTIL):
        return when.removeprefix(_UNTIL)
    return when.partition("/")[0]


def _latest(point: str) -> str:
    """The last day that a point can mean: of “2025” and “2025-10-26” the second tells more."""
    day = start_bounds(point).latest
    return day.isoformat() if day else ""


def _follows(when: str, point: str) -> bool:
    """Whether a point lies wholly behind the beginning of a spell."""
    begins, ends = start_bounds(_point(when)).latest, start_bounds(point).earliest if point else None
    return begins is not None and ends is not None and ends > begins


def _both(first: Sequence[Evidence], second: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted({*first, *second}, key=lambda e: (e.start, e.end)))
