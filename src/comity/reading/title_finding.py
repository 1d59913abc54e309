"""Title finding: one title for every role phrase of a text, with the people and owners around it."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from spacy.tokens import Doc, Token

from comity.reading.lexicon import load, words
from comity.reading.name_kinds import is_body, is_demonym, is_group, is_person
from comity.reading.names import Name
from comity.reading.roles import Role, partisan_before
from comity.reading.title_holders import is_held, person_left, person_right
from comity.reading.title_lists import listed
from comity.reading.title_owners import (
    before_possessive,
    body_right,
    described_right,
    owner_left,
    owner_right,
    past_posting,
    possessor_right,
    represented_by,
    sender,
)
from comity.reading.titles import Title, left_edge, with_rank


def find_titles(doc: Doc, names: Sequence[Name], roles: Sequence[Role]) -> tuple[Title, ...]:
    """One title for every role phrase; lists (“the presidents of A and B – X and Y”) give one for each pair."""
    begins = {name.start: i for i, name in enumerate(names)}
    ends = {name.end: i for i, name in enumerate(names)}
    starts = {role.start for role in roles}
    found: list[Title] = []
    for role in roles:
        if _is_inside(doc, names, role):
            continue
        if role.plural:
            found.extend(listed(doc, names, begins, ends, role))
        else:
            taken = {names[t.person].end for t in found if t.person is not None and t.role.end <= names[t.person].start}
            title = _single(doc, names, begins, ends, role, starts, taken)
            if title.person is not None or not _is_called_so(names, ends, role):
                found.append(title)
    found = _shared(doc, found)
    return (*found, *_counterparts(doc, names, begins, ends, found))


def _is_inside(doc: Doc, names: Sequence[Name], role: Role) -> bool:
    """“the Joint Chiefs of Staff”: words of a post inside a body's name are no post."""
    around = (n for n in names if n.start < role.head < n.end and n.start < role.start and is_body(n))
    return any(doc[role.start].text[:1].isupper() and not _is_the_post(n, role) for n in around)


def _is_called_so(names: Sequence[Name], ends: Mapping[int, int], role: Role) -> bool:
    return role.end in ends and names[ends[role.end]].start < role.start and _is_the_post(names[ends[role.end]], role)


def _is_the_post(name: Name, role: Role) -> bool:
    """“the UN High Commissioner for Refugees”: a body that is called by the post at its head."""
    return name.end == role.end and role.text in load("roles")["belongs"]


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
        if token.lower_ not in ("counterpart", "opposite", "colleague"):
            continue
        of, begin, past = _counterpart_of(doc, names, begins, ends, token.i)
        if of is None:
            continue
        held = [t for t in titles if t.role.head < token.i and _is_post(t)]
        before = _first_of_last(doc, [t for t in held if t.person is not None])
        start = begin
        person, end = person_right(doc, names, begins, past, bare=True)
        if person is None and start > 1 and doc[start - 1].tag_ == "PRP$":
            person, start = person_left(doc, names, ends, start - 1)  # “Mevlut Cavusoglu, his Turkish counterpart”
            near = [t for t in held if t.person is not None and t.start >= token.sent.start]
            before = [t for t in near or before if t.person != person and t.tense == "current"]
        elif here := [t for t in held if t.start >= token.sent.start]:
            before = here  # “President Roe congratulated his Chadian colleague”
        elif before and _are_others(doc, names, before[-1], token):
            continue  # “John Bolton telephoned his Chadian colleague”, of whom no post is told
        if before and person is not None:
            told = before[-1].role.text
            text = load("roles")["abroad"].get(told, told)
            role = replace(before[-1].role, start=token.i, end=token.i + 1, head=token.i, text=text)
            yield Title(role, start, max(end, token.i + 1), of, person)


def _are_others(doc: Doc, names: Sequence[Name], title: Title, token: Token) -> bool:
    """Whether people are named in front of `token` in its sentence, and none of them is the title's."""
    told = {doc[n.end - 1].text for n in names if is_person(n) and token.sent.start <= n.start < token.i}
    return bool(told) and (title.person is None or doc[names[title.person].end - 1].text not in told)


def _counterpart_of(
    doc: Doc, names: Sequence[Name], begins: Mapping[int, int], ends: Mapping[int, int], at: int
) -> tuple[int | None, int, int]:
    """Whose the counterpart at token `at` is, and the tokens from which and up to which this is told.

    “his Omani counterpart”, “her counterpart from Oman”, or nobody's who is named: “his counterpart”.
    """
    if at in ends:
        return ends[at], names[ends[at]].start, at + 1
    behind = begins.get(at + 2) if doc[at + 1 : at + 2].text in ("from", "in", "of") else None
    if behind is not None and not is_person(names[behind]):
        return behind, at, names[behind].end
    return None, at, at + 1


def _first_of_last(doc: Doc, titles: Sequence[Title]) -> list[Title]:
    """Of the last sentence that titles people, the titles up to the first one: its subject stays spoken of."""
    if not titles:
        return []
    last = doc[titles[-1].role.head].sent.start
    return [t for t in titles if t.role.head < last] + [t for t in titles if t.role.head >= last][:1]


def _is_post(title: Title) -> bool:
    """Counterparts hold the same post; a military rank is none."""
    ranked = title.role.noun == "commander" and title.of is None  # “Wing Commander Roe”
    crowned = title.role.noun in words("roles", "regnal")  # a king's colleague may be a president
    return title.role.public and title.role.text not in words("offices", "ranks") and not ranked and not crowned


def _single(
    doc: Doc,
    names: Sequence[Name],
    begins: Mapping[int, int],
    ends: Mapping[int, int],
    role: Role,
    starts: Set[int],
    taken: Set[int],
) -> Title:
    begin = names[ends[role.end]].start if _is_called_so(names, ends, role) else role.start
    left, tense, definite = left_edge(doc, begin, ends)
    elect = [t.i for t in doc[role.end : role.end + 2] if t.lower_ in words("roles", "elect")]
    if elect:
        tense = "elect"
    of, possessor, start = owner_left(doc, names, ends, left)
    if of is not None:
        of, start = sender(doc, names, ends, role, of, start)
        role, start = with_rank(doc, role, start)
        of = None if _is_only_a_party(doc, names[of], role, left) else of
    if of is not None and (told := left_edge(doc, start, ends, far=True))[1] != "current":
        start, tense = told[:2]  # “a former Russian president”
    body, past = body_right(doc, names, begins, role, of)
    of = of if body is None else body
    if of is None and possessor is None:
        start = before_possessive(doc, start)
    end = role.end if body is None else past
    if of is None and possessor is None:
        of, end = owner_right(doc, names, begins, role.end, posted=role.noun in words("roles", "posted"))
        of = None if of is not None and _is_of_mission(doc, names[of], role) else of
    if of is None and possessor is None:
        possessor, end = possessor_right(doc, role.end)
    if of is not None or possessor is not None:
        past = past_posting(doc, names, begins, end)
        end = past if end == role.end or doc[past : past + 1].text == "," else end  # “the WFP's head in Yemen, Ann Roe”
    if of is None and possessor is None:
        of = represented_by(doc, names, ends, start)
    if elect and end == role.end and elect[0] + 1 < len(doc):
        end = elect[0] + 1  # “President-elect Ann Roe”, “Malta's president-elect, Ann Roe”
    described = 0
    if of is None and possessor is None and end == role.end:
        described = end = described_right(doc, names, begins, end)
    owns = role.end < len(doc) and doc[role.end].tag_ == "POS"  # “Hunter Biden, the president's son”
    bare = of is not None and end == role.end
    person, end = (None, end) if owns else person_right(doc, names, begins, end, bare=bare)
    if person is not None and of is None and possessor is None and not definite and _is_told_with_another(doc, role):
        person, end = None, role.end
    if person is not None and _is_listed_next(doc, names, ends, person, start, starts, taken):
        person, end = None, role.end
    held = begins.get(role.start)
    if held is not None and is_held(doc, names[held], role):
        person, end = held, max(end, names[held].end)  # “King Salman”, where the title is of the name
    if person is None:
        person, start = (None, start) if owns else person_left(doc, names, ends, start)
    elif of is None and possessor is None and described <= role.end and not _is_possessed(doc, role):
        of, reach = owner_right(doc, names, begins, end, posted=role.noun in words("roles", "posted"))
        if of is not None and role.public and (is_group(names[of]) or _is_holders_land(role, names[of])):
            of = None  # “Senator Aquino of the Liberal Party” is no senator of the party's
        else:
            end = reach
    elif of is not None and names[of].end <= role.start:
        of, end = _of_its_land(doc, names, begins, of, end)
    return Title(role, start, end, of, person, tense, definite, possessor)


def _is_only_a_party(doc: Doc, name: Name, role: Role, at: int) -> bool:
    """“a Republican senator”, “a Catholic editor”: what the holder is, and not whose the post is."""
    if name.end == at and not name.readings and partisan_before(doc, at):
        return True
    if name.end != at or not is_group(name) or doc[at - 1].tag_ == "POS":
        return False
    party = all(t.lower_ in words("actors", "party_words") for t in doc[name.start : name.end])
    adjective = is_demonym(name) or doc[at - 1].pos_ == "ADJ"
    of_state = role.noun in words("offices", "of_states") or role.text in load("offices")["worded"]
    return (party and of_state) or (not role.public and adjective)


def _is_possessed(doc: Doc, role: Role) -> bool:
    """“The Assembly's president, Ann Roe of Chad”: whose the post is stands in front."""
    return role.start > 0 and doc[role.start - 1].tag_ == "POS"


def _of_its_land(doc: Doc, names: Sequence[Name], begins: Mapping[int, int], of: int, end: int) -> tuple[int, int]:
    """“Foreign Ministry spokesman Jo Roe of Pakistan”: the land behind the person tells whose ministry it is."""
    name = names[of]
    if name.readings or doc[name.end - 1].lower_ not in words("actors", "ministry_nouns"):
        return of, end
    land, reach = owner_right(doc, names, begins, end, posted=True)
    return (of, end) if land is None or is_body(names[land]) or is_group(names[land]) else (land, reach)


def _is_holders_land(role: Role, name: Name) -> bool:
    """“the secretary-general, Jürgen Stock of Germany”: states have no such post."""
    bodies = words("offices", "of_bodies") | words("offices", "of_bodies_alone")
    return (role.text in bodies or role.noun in bodies) and not is_body(name)


def _is_of_mission(doc: Doc, name: Name, role: Role) -> bool:
    """“the head of the UN mission” is not the head of the UN."""
    sent = name.end < len(doc) and doc[name.end].lower_ in words("relations", "missions")
    return sent and is_body(name) and role.noun in ("head", "chief", "leader", "director")


def _is_listed_next(
    doc: Doc,
    names: Sequence[Name],
    ends: Mapping[int, int],
    person: int,
    start: int,
    starts: Set[int],
    taken: Set[int],
) -> bool:
    """“Ann Roe, the foreign minister, Jo Doe, the speaker, and …”: the name behind the comma has a post of its own.

    Not where the name in front is `taken` by the post before it: “the speaker, Ann Roe, the minister, Jo Doe, and …”.
    """
    at = names[person].end
    if names[person].start < 1 or doc[names[person].start - 1].text != "," or doc[at : at + 1].text != ",":
        return False
    at += 1 + (at + 1 < len(doc) and doc[at + 1].lower_ in ("the", "its", "his", "their"))
    left, _ = person_left(doc, names, ends, start)
    return at in starts and left is not None and names[left].end not in taken


def _is_told_with_another(doc: Doc, role: Role) -> bool:
    """“became foreign minister and vice-chancellor, Oskar Lafontaine …”: the name behind the comma begins anew."""
    head = doc[role.head]
    before = doc[role.start - 1].lower_ if role.start else ""
    comma = role.end < len(doc) and doc[role.end].text == ","
    return comma and before == "and" and head.dep_ == "conj" and head.head.dep_ in ("attr", "pobj", "oprd")
