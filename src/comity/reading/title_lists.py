"""Title lists: one role phrase for several people: “the presidents of A and B – X and Y”."""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc

from comity.reading.name_kinds import is_person
from comity.reading.names import Name
from comity.reading.roles import Role
from comity.reading.title_owners import owner_right
from comity.reading.titles import Title, left_edge


def listed(
    doc: Doc, names: Sequence[Name], begins: Mapping[int, int], ends: Mapping[int, int], role: Role
) -> Iterator[Title]:
    left, tense, definite = left_edge(doc, role.start, ends)
    owners, start = _list_left(doc, names, ends, left)
    end = role.end
    if not owners and end < len(doc) and doc[end].lower_ == "of":
        owners, reached = _list_right(doc, names, begins, end + 1, people=False)
        end = reached if owners else end
    owners = [o for o in owners if not is_person(names[o])]
    if not owners and (each := _list_each(doc, names, begins, end)):
        yield from (Title(role, start, names[of].end, of, person, tense) for person, of in each)
        return
    i = end + 1 if end < len(doc) and doc[end].text in (",", "–", "—", "--", ":", "(") else end
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


def _list_each(doc: Doc, names: Sequence[Name], begins: Mapping[int, int], at: int) -> list[tuple[int, int]]:
    """“Presidents Ann Roe of Malta and Jo Doe of Chad”: each person with the state behind the name."""
    found: list[tuple[int, int]] = []
    while at in begins and is_person(names[begins[at]]):
        person = begins[at]
        of, end = owner_right(doc, names, begins, names[person].end, posted=True)
        if of is None:
            break
        found.append((person, of))
        at = end
        while at < len(doc) and doc[at].lower_ in (",", "and"):
            at += 1
    return found if len(found) > 1 else []


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
