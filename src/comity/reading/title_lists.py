"""Title lists: one role phrase for several people: “the presidents of A and B – X and Y”, “of A, X, and B, Y”."""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc

from comity.reading.name_kinds import is_person
from comity.reading.names import Name
from comity.reading.roles import Role
from comity.reading.title_owners import owner_right
from comity.reading.titles import Title, left_edge

_OPENERS = frozenset({",", "-", "–", "—", "--", ":", "("})
"""Marks behind which the holders of a post told of several are listed."""


def listed(
    doc: Doc, names: Sequence[Name], begins: Mapping[int, int], ends: Mapping[int, int], role: Role
) -> Iterator[Title]:
    left, tense, definite = left_edge(doc, role.start, ends)
    owners, start = _list_left(doc, names, ends, left)
    end = role.end
    if not owners and end < len(doc) and doc[end].lower_ == "of":
        if turns := _list_by_turns(doc, names, begins, end + 1):
            yield from (Title(role, start, names[person].end, of, person, tense) for person, of in turns)
            return
        owners, reached = _list_right(doc, names, begins, end + 1, people=False)
        end = reached if owners else end
    owners = [o for o in owners if not is_person(names[o])]
    i = end + 1 if end < len(doc) and doc[end].text in _OPENERS else end
    if (not owners or i > end) and (each := _list_each(doc, names, begins, i)):
        yield from (Title(role, start, max(names[of].end, names[person].end), of, person, tense) for person, of in each)
        return
    people, reached = _list_right(doc, names, begins, i, people=True)
    if people and (len(people) == len(owners) or len(owners) <= 1):
        for k, person in enumerate(people):
            yield Title(role, start, reached, owners[min(k, len(owners) - 1)] if owners else None, person, tense)
    else:
        for owner in owners:
            yield Title(role, start, end, owner, None, tense, definite)


def _list_left(doc: Doc, names: Sequence[Name], ends: Mapping[int, int], at: int) -> tuple[list[int], int]:
    found: list[int] = []
    i = at
    while i > 0:
        if i in ends:
            found.insert(0, ends[i])
            i = names[ends[i]].start
        elif found and doc[i - 1].lower_ in ("and", ","):
            i -= 1
        else:
            break
    return found, (names[found[0]].start if found else at)


def _list_by_turns(doc: Doc, names: Sequence[Name], begins: Mapping[int, int], at: int) -> list[tuple[int, int]]:
    """“Presidents of Malta, Ann Roe, and Chad, Jo Doe”: each state with the person behind its comma."""
    found: list[tuple[int, int]] = []
    while (at := _past_joints(doc, at)) in begins and not is_person(names[begins[at]]):
        of = begins[at]
        behind = names[of].end + 1
        if behind not in begins or doc[behind - 1].text != "," or not is_person(names[begins[behind]]):
            break
        found.append((begins[behind], of))
        at = names[begins[behind]].end
    return found if len(found) > 1 else []


def _list_each(doc: Doc, names: Sequence[Name], begins: Mapping[int, int], at: int) -> list[tuple[int, int]]:
    """“Presidents Ann Roe of Malta and Jo Doe of Chad”, “Malta's Ann Roe and Jo Doe of Chad”: each with his state."""
    found: list[tuple[int, int]] = []
    while (at := _past_joints(doc, at)) in begins:
        name = names[begins[at]]
        if is_person(name):
            of, end = owner_right(doc, names, begins, name.end, posted=True)
            person = begins[at] if of is not None else None
        else:
            of, end = begins[at], name.end + (name.end < len(doc) and doc[name.end].tag_ == "POS")
            person = begins[end] if end in begins and is_person(names[begins[end]]) else None
            end = names[person].end if person is not None else end
        if of is None or person is None:
            break
        found.append((person, of))
        at = end
    return found if len(found) > 1 else []


def _past_joints(doc: Doc, at: int) -> int:
    while at < len(doc) and doc[at].lower_ in (",", "and", "the"):
        at += 1
    return at


def _list_right(
    doc: Doc, names: Sequence[Name], begins: Mapping[int, int], at: int, *, people: bool
) -> tuple[list[int], int]:
    """The names listed from token `at` on, of people or of others, and where they end."""
    found: list[int] = []
    i, end = at, at
    while i < len(doc):
        if i in begins:
            if is_person(names[begins[i]]) != people:
                break
            found.append(begins[i])
            i = end = names[begins[i]].end
        elif doc[i].lower_ in ("and", ",", "the"):
            i += 1
        else:
            break
    return found, end
