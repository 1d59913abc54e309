"""Titles: which role phrase belongs to which person and to which state or body.

“Russian President Vladimir Putin”, “India’s foreign secretary, Vinay Kwatra”, “Steven Tsang, director of the
China Institute”, “the presidents of Poland and Lithuania – A and B”, “the Chinese president” without a name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc

from comity.reading.lexicon import load, words
from comity.reading.names import Name
from comity.reading.roles import Role

_TERM = 4
"""Tokens between a comma and a post that may tell since or until when it was held."""
_TENSES = frozenset({"acting", "interim", "caretaker"})
_AGES = frozenset({"-", "year", "years", "old"})
Tense = Literal["current", "former", "then", "acting", "elect", "outgoing"]


@dataclass(frozen=True, slots=True)
class Title:
    """A role phrase with the names it is tied to, as indices into the page's names; either may be missing.

    `start` and `end` are the tokens from the first word that belongs to it (demonym, person) to the last.
    """

    role: Role
    start: int
    end: int
    of: int | None
    person: int | None
    tense: Tense = "current"
    definite: bool = False
    possessor: int | None = None
    """Token of a possessive pronoun or relative (`its`, `whose`) that stands for the state or body."""


def find_titles(doc: Doc, names: Sequence[Name], roles: Sequence[Role]) -> tuple[Title, ...]:
    """One title for every role phrase; lists (“the presidents of A and B – X and Y”) give one for each pair."""
    begins = {name.start: i for i, name in enumerate(names)}
    ends = {name.end: i for i, name in enumerate(names)}
    found: list[Title] = []
    for role in roles:
        if role.plural:
            found.extend(_listed(doc, names, begins, ends, role))
        else:
            found.append(_single(doc, names, begins, ends, role))
    found = _shared(doc, found)
    return (*found, *_counterparts(doc, names, begins, ends, found))


def _shared(doc: Doc, titles: Sequence[Title]) -> list[Title]:
    """“Its chairman, Nigerian President Bola Tinubu”: the person whom the title behind the comma names."""
    named = {t.start: t for t in titles if t.person is not None}
    found: list[Title] = []
    for title in titles:
        behind = named.get(title.end + 1) if title.end < len(doc) and doc[title.end].text == "," else None
        tied = title.person is None and (title.possessor is not None or title.of is not None)
        found.append(replace(title, person=behind.person, end=behind.end) if behind is not None and tied else title)
    return found


def _counterparts(
    doc: Doc, names: Sequence[Name], begins: Mapping[int, int], ends: Mapping[int, int], titles: Sequence[Title]
) -> Iterator[Title]:
    """“his Georgian counterpart, Mikheil Saakashvili”: the post of whoever was titled before."""
    for token in doc:
        if token.lower_ not in ("counterpart", "opposite", "colleague") or token.i not in ends:
            continue
        held = [t for t in titles if t.role.head < token.i and _is_post(t)]
        before = [t for t in held if t.person is not None]
        start = names[ends[token.i]].start
        person, end = _person_right(doc, names, begins, token.i + 1, bare=True)
        if person is None and start > 1 and doc[start - 1].tag_ == "PRP$":
            person, start = _person_left(doc, names, ends, start - 1)  # “Mevlut Cavusoglu, his Turkish counterpart”
            before = [t for t in before if t.person != person and t.tense == "current"]
        elif here := [t for t in held if t.start >= token.sent.start]:
            before = here  # “President Roe congratulated his Chadian colleague”
        if before and person is not None:
            told = before[-1].role.text
            text = load("roles")["abroad"].get(told, told)
            role = replace(before[-1].role, start=token.i, end=token.i + 1, head=token.i, text=text)
            yield Title(role, start, max(end, token.i + 1), ends[token.i], person)


def _is_post(title: Title) -> bool:
    """Counterparts hold the same post; a military rank is none."""
    return title.role.public and title.role.text not in words("offices", "ranks")


def _single(doc: Doc, names: Sequence[Name], begins: Mapping[int, int], ends: Mapping[int, int], role: Role) -> Title:
    left, tense, definite = _left_edge(doc, role.start, ends)
    of, possessor, start = _owner_left(doc, names, ends, left)
    if of is not None:
        of, start = _sender(doc, names, ends, role, of, start)
        role, start = _with_rank(doc, role, start)
    if of is not None and (told := _left_edge(doc, start, ends, far=True))[1] != "current":
        start, tense = told[:2]  # “a former Russian president”
    body, past = _body_right(doc, names, begins, role, of)
    of = of if body is None else body
    if of is None and possessor is None:
        start = _before_possessive(doc, start)
    end = role.end if body is None else past
    if of is None and possessor is None:
        of, end = _owner_right(doc, names, begins, role.end, posted=role.noun in words("roles", "posted"))
    if of is None and possessor is None:
        possessor, end = _possessor_right(doc, role.end)
    if (of is not None or possessor is not None) and end == role.end:
        end = _past_posting(doc, names, begins, end)
    owns = role.end < len(doc) and doc[role.end].tag_ == "POS"  # “Hunter Biden, the president's son”
    bare = of is not None and end == role.end
    person, end = (None, end) if owns else _person_right(doc, names, begins, end, bare=bare)
    held = begins.get(role.start)
    if held is not None and _is_held(doc, names[held], role):
        person, end = held, max(end, names[held].end)  # “King Salman”, where the title is of the name
    if person is None:
        person, start = (None, start) if owns else _person_left(doc, names, ends, start)
    elif of is None and possessor is None:
        of, reach = _owner_right(doc, names, begins, end, posted=role.noun in words("roles", "posted"))
        if of is not None and role.public and _is_group(names[of]):
            of = None  # “Senator Aquino of the Liberal Party” is no senator of the party's
        else:
            end = reach
    return Title(role, start, end, of, person, tense, definite, possessor)


def _sender(
    doc: Doc, names: Sequence[Name], ends: Mapping[int, int], role: Role, of: int, start: int
) -> tuple[int, int]:
    """“China's U.N. ambassador” is China's: the state before the body to which an envoy is posted."""
    if role.noun not in words("roles", "posted") or not _is_body(names[of]):
        return of, start
    state, _, before = _owner_left(doc, names, ends, start)
    return (of, start) if state is None or _is_body(names[state]) else (state, before)


def _with_rank(doc: Doc, role: Role, start: int) -> tuple[Role, int]:
    """“deputy U.S. ambassador”: a rank that its owner parts from the post."""
    rank = "" if not start or doc[start].is_sent_start else doc[start - 1].lower_
    if rank not in words("roles", "ranks") or rank in _TENSES:
        return role, start
    return replace(role, text=f"{rank} {role.text}"), start - 1


def _is_held(doc: Doc, name: Name, role: Role) -> bool:
    after = doc[name.end].lower_ if name.end < len(doc) else ""
    regnal = role.noun in words("roles", "regnal")
    return _is_person(name) and name.end > role.end and (after == "of" or regnal)


def _before_possessive(doc: Doc, at: int) -> int:
    """“the rebels' prime minister”, “Trump's envoy”: past an owner that no name tells, to the article before it."""
    if at < 2 or doc[at - 1].tag_ != "POS":
        return at
    i = at - 2
    while i > 0 and doc[i - 1].pos_ in ("ADJ", "NOUN", "PROPN") and not doc[i].is_sent_start:
        i -= 1
    return i


def _past_posting(doc: Doc, names: Sequence[Name], begins: Mapping[int, int], at: int) -> int:
    """“Moscow's ambassador to NATO, Dmitry Rogozin”: past the body to which the envoy is posted."""
    if at + 1 < len(doc) and doc[at].lower_ in ("to", "for", "on", "in"):
        i = at + 1 + (doc[at + 1].lower_ == "the")
        if i in begins and not _is_person(names[begins[i]]):
            return names[begins[i]].end
    return at


def _left_edge(doc: Doc, at: int, ends: Mapping[int, int], *, far: bool = False) -> tuple[int, Tense, bool]:
    """Skip adjectives in front of a role; tells the tense and whether an article stands there.

    With `far`, for what stands in front of the owner, only words that date the post are skipped.
    """
    former, current, elect = (words("roles", k) for k in ("former", "current", "elect"))
    tense: Tense = "current"
    i = at
    while i > 0 and i not in ends and not doc[i].is_sent_start:
        low = doc[i - 1].lower_
        if low in former:
            tense = "then" if low == "then" else "former"
        elif low in _TENSES:
            tense = "acting"
        elif low == "outgoing":
            tense = "outgoing"
        elif far or not (low in current or low in _AGES or (doc[i - 1].pos_ in ("ADJ", "NUM") and i not in ends)):
            break
        i -= 1
    definite = i > 0 and doc[i - 1].lower_ in ("the", "a", "an")
    if at + 1 < len(doc) and doc[at].i and any(t.lower_ in elect for t in doc[at : at + 3]):
        tense = "elect"
    return i, tense, definite


def _owner_left(
    doc: Doc, names: Sequence[Name], ends: Mapping[int, int], at: int
) -> tuple[int | None, int | None, int]:
    """The state or body in front: “Russian”, “Brazil's”, “the Arab League's”, or a possessive pronoun."""
    i = at
    if i > 0 and doc[i - 1].lower_ in ("'s", "’s", "'", "’"):
        i -= 1
    if i in ends and not _is_person(names[ends[i]]):
        return ends[i], None, names[ends[i]].start
    whose = at > 2 and doc[at - 1].tag_ == "WP$" and doc[at - 2].text == ","
    if whose and at - 2 in ends and not _is_person(names[ends[at - 2]]):
        return ends[at - 2], None, at - 1
    if at > 0 and (doc[at - 1].tag_ in ("PRP$", "WP$")):
        return None, at - 1, at - 1
    return None, None, at


def _owner_right(
    doc: Doc, names: Sequence[Name], begins: Mapping[int, int], at: int, *, posted: bool = False
) -> tuple[int | None, int]:
    """The state or body behind: “of Tonga”, “at the Straits Institute”; where an envoy is `posted` owns nothing."""
    if at >= len(doc) or doc[at].lower_ not in (("of",) if posted else ("of", "at", "for", "with", "in", "to")):
        return None, at
    i = at + 1
    while i < len(doc) and i < at + 5:
        if i in begins:
            name = names[begins[i]]
            if _is_person(name) or (doc[at].lower_ in ("in", "to") and not _is_body(name)):
                return None, at
            if doc[at].lower_ == "at" and not _is_body(name) and name.end < len(doc) and doc[name.end].pos_ == "NOUN":
                return None, at  # “was sworn in as president at a U.S. base”
            if _is_group(name) and _is_demonym(name) and name.end < len(doc) and doc[name.end].pos_ == "NOUN":
                return None, at  # “governor of the Muslim region”
            return begins[i], _past_arm(doc, name.end) if _is_body(name) or _is_demonym(name) else name.end
        if doc[i].pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "PUNCT") and doc[i].lower_ not in ("'s", "’s"):
            break
        i += 1
    return None, at


def _body_right(
    doc: Doc, names: Sequence[Name], begins: Mapping[int, int], role: Role, of: int | None
) -> tuple[int | None, int]:
    """“the Republican chairman of the House committee”, “the British head of the agency”: whose the post is."""
    if of is None or not (_is_group(names[of]) or _is_demonym(names[of])) or doc[role.end : role.end + 1].text != "of":
        return None, role.end
    body, past = _owner_right(doc, names, begins, role.end)
    return (body, past) if body is not None and _is_body(names[body]) else (None, role.end)


def _possessor_right(doc: Doc, at: int) -> tuple[int | None, int]:
    """“the speaker of its parliament, Ali Khan”: the pronoun behind the post, and where its noun ends."""
    if at + 2 >= len(doc) or doc[at].lower_ != "of" or doc[at + 1].tag_ != "PRP$":
        return None, at
    end = at + 2
    while end < len(doc) and doc[end].pos_ == "NOUN":
        end += 1
    return (at + 1, end) if end < len(doc) and doc[end].text == "," else (None, at)


def _past_arm(doc: Doc, at: int) -> int:
    """“the commander of the African Union mission, Sam Okiding”: past the noun that says which part of the body."""
    i = at
    while i < len(doc) and i < at + 3 and doc[i].pos_ in ("ADJ", "NOUN"):
        i += 1
    return i if i < len(doc) and doc[i].text == "," else at


def _person_right(
    doc: Doc, names: Sequence[Name], begins: Mapping[int, int], at: int, *, bare: bool
) -> tuple[int | None, int]:
    honorifics, i = words("roles", "honorifics"), at
    comma = i < len(doc) and doc[i].text in (",", "–", "—", "--")
    if comma:
        i += 1
    while i < len(doc) and doc[i].lower_.rstrip(".") in honorifics and i not in begins:
        i += 1
    if comma and i in begins and _is_demonym(names[begins[i]]) and names[begins[i]].end in begins:
        i = names[begins[i]].end  # “its secretary-general, the Colombian Ernesto Samper”
    if i in begins and (names[begins[i]].kind in ("person",) or _is_person(names[begins[i]])):
        name = names[begins[i]]
        closes = name.end >= len(doc) or doc[name.end].text in ",–—-;).:" or doc[name.end].is_sent_start
        if not comma or closes or bare:
            return begins[i], name.end
    return None, at


def _person_left(doc: Doc, names: Sequence[Name], ends: Mapping[int, int], at: int) -> tuple[int | None, int]:
    """“Steven Tsang, (the|a|then) director …”, “Calvin Klein, 54, governor …”."""
    i = at
    near = ("now", "then", "once", "currently", "himself", "herself")
    while i > 0 and (doc[i - 1].pos_ in ("DET", "ADV") or doc[i - 1].lower_ in near):
        i -= 1
    i = _past_term(doc, i)
    if i > 0 and doc[i - 1].text in (",", "–", "—", "--", "("):
        i = _past_affiliation(doc, names, ends, i - 1)
        if i - 2 >= 0 and doc[i - 1].like_num and doc[i - 2].text == ",":
            i -= 2
        if i in ends and _is_person(names[ends[i]]):
            return ends[i], names[ends[i]].start
    return None, at


def _past_term(doc: Doc, at: int) -> int:
    """“Martín Vizcarra, until last month the ambassador”: past the words between the comma and the post."""
    for i in range(at, max(0, at - _TERM), -1):
        if doc[i - 1].lower_ in ("until", "since") and doc[i - 2].text == ",":
            return i - 1
        if doc[i - 1].text == ",":
            break
    return at


def _past_affiliation(doc: Doc, names: Sequence[Name], ends: Mapping[int, int], at: int) -> int:
    """“Amadou Diop of Dakar University, an adviser to …”: past the institution to the person's name."""
    if at not in ends or _is_person(names[ends[at]]):
        return at
    i = names[ends[at]].start
    while i > 0 and doc[i - 1].lower_ in ("the", "of", "at", "from", "with"):
        i -= 1
    return i if i in ends and i < names[ends[at]].start and _is_person(names[ends[i]]) else at


def _listed(
    doc: Doc, names: Sequence[Name], begins: Mapping[int, int], ends: Mapping[int, int], role: Role
) -> Iterator[Title]:
    left, tense, definite = _left_edge(doc, role.start, ends)
    owners, start = _list_left(doc, names, ends, left)
    end = role.end
    if not owners and end < len(doc) and doc[end].lower_ == "of":
        owners, reached = _list_right(doc, names, begins, end + 1, people=False)
        end = reached if owners else end
    owners = [o for o in owners if not _is_person(names[o])]
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
    while at in begins and _is_person(names[begins[at]]):
        person = begins[at]
        of, end = _owner_right(doc, names, begins, names[person].end, posted=True)
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
            if _is_person(names[begins[i]]) != people:
                break
            found.append(begins[i])
            i = end = names[begins[i]].end
        elif doc[i].lower_ in ("and", ",", "the"):
            i += 1
        else:
            break
    return found, end


def _is_person(name: Name) -> bool:
    return name.kind == "person" or (bool(name.readings) and name.readings[0][0].startswith("person:"))


def _is_demonym(name: Name) -> bool:
    return bool(name.readings) and name.readings[0][1] in ("demonym", "people")


def _is_group(name: Name) -> bool:
    return name.kind == "group" or (bool(name.readings) and name.readings[0][0].startswith("group:"))


def _is_body(name: Name) -> bool:
    return name.kind == "organisation" or (bool(name.readings) and name.readings[0][0].startswith("org:"))
