"""Title owners: the state or body beside a role phrase: “Russian”, “Brazil's”, “of Tonga”, “its”."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from comity.reading.lexicon import words
from comity.reading.name_kinds import is_body, is_demonym, is_group, is_person
from comity.reading.names import Name
from comity.reading.roles import Role

_DESCRIBED = 6
"""Tokens within which an owner that no name tells ends behind the post."""


def owner_left(doc: Doc, names: Sequence[Name], ends: Mapping[int, int], at: int) -> tuple[int | None, int | None, int]:
    """The state or body in front: “Russian”, “Brazil's”, “the Arab League's”, or a possessive pronoun."""
    i = at
    if i > 0 and doc[i - 1].lower_ in ("'s", "’s", "'", "’"):
        i -= 1
    if i in ends and not is_person(names[ends[i]]):
        return ends[i], None, names[ends[i]].start
    whose = at > 2 and doc[at - 1].tag_ == "WP$" and doc[at - 2].text == ","
    if whose and at - 2 in ends and not is_person(names[ends[at - 2]]):
        return ends[at - 2], None, at - 1
    if at > 0 and (doc[at - 1].tag_ in ("PRP$", "WP$")):
        return None, at - 1, at - 1
    return None, None, at


def sender(
    doc: Doc, names: Sequence[Name], ends: Mapping[int, int], role: Role, of: int, start: int
) -> tuple[int, int]:
    """“China's U.N. ambassador” is China's: the state before the body to which an envoy is posted."""
    if role.noun not in words("roles", "posted") or not is_body(names[of]):
        return of, start
    state, _, before = owner_left(doc, names, ends, start)
    return (of, start) if state is None or is_body(names[state]) else (state, before)


def before_possessive(doc: Doc, at: int) -> int:
    """“the rebels' prime minister”, “Trump's envoy”: past an owner that no name tells, to the article before it."""
    if at < 2 or doc[at - 1].tag_ != "POS":
        return at
    i = at - 2
    while i > 0 and doc[i - 1].pos_ in ("ADJ", "NOUN", "PROPN") and not doc[i].is_sent_start:
        i -= 1
    return i


def owner_right(
    doc: Doc, names: Sequence[Name], begins: Mapping[int, int], at: int, *, posted: bool = False
) -> tuple[int | None, int]:
    """The state or body behind: “of Tonga”, “at the Straits Institute”; where an envoy is `posted` owns nothing."""
    if at >= len(doc) or doc[at].lower_ not in (("of",) if posted else ("of", "at", "for", "with", "in", "to")):
        return None, at
    i = at + 1
    while i < len(doc) and i < at + 5:
        if i in begins:
            name = names[begins[i]]
            if is_person(name) or (doc[at].lower_ in ("in", "to") and not is_body(name)):
                return None, at
            if doc[at].lower_ == "at" and not is_body(name) and name.end < len(doc) and doc[name.end].pos_ == "NOUN":
                return None, at  # “was sworn in as president at a U.S. base”
            if doc[at].lower_ == "at" and name.readings and name.readings[0][1] in ("capital", "seat"):
                return None, at  # “received Prime Minister Ann Roe at the White House”
            if is_group(name) and is_demonym(name) and name.end < len(doc) and doc[name.end].pos_ == "NOUN":
                return None, at  # “governor of the Muslim region”
            if _runs_on(doc, name):
                return None, at
            if name.end < len(doc) and doc[name.end].tag_ == "POS":
                return _owned_by(names, begins, name, begins[i], at)
            past = _past_arm(doc, name.end) if is_body(name) or is_demonym(name) else name.end
            return begins[i], _past_brackets(doc, past)
        if doc[i].pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "PUNCT") and doc[i].lower_ not in ("'s", "’s"):
            break
        i += 1
    return None, at


def _runs_on(doc: Doc, name: Name) -> bool:
    """“premier of Lower Saxony”, “leader of Scottish Labour”: half of a name that nobody knows."""
    half = (not name.readings and name.end - name.start == 1) or is_demonym(name)
    following = doc[name.end] if name.end < len(doc) else None
    return half and following is not None and following.pos_ == "PROPN" and following.text[:1].isupper()


def _owned_by(
    names: Sequence[Name], begins: Mapping[int, int], name: Name, at: int, before: int
) -> tuple[int | None, int]:
    """“president of Romania's National Salvation Front” is the front's; “the head of NATO's southern command” not
    NATO's, while “the governor of Chad's bank” serves Chad."""
    behind = begins.get(name.end + 1)
    if behind is not None and not is_person(names[behind]) and (is_body(names[behind]) or is_group(names[behind])):
        return behind, names[behind].end
    return (None, before) if is_body(name) or is_group(name) else (at, name.end)


def _past_brackets(doc: Doc, at: int) -> int:
    """“the chairman of the Electoral Commission (EC), Ann Roe”: past the short name of the owner."""
    short = at + 2 < len(doc) and doc[at].text == "(" and doc[at + 2].text == ")"
    return at + 3 if short else at


def _past_arm(doc: Doc, at: int) -> int:
    """“the commander of the African Union mission, Sam Okiding”: past the noun that says which part of the body."""
    i = at
    while i < len(doc) and i < at + 3 and doc[i].pos_ in ("ADJ", "NOUN"):
        i += 1
    return i if i < len(doc) and doc[i].text == "," else at


def body_right(
    doc: Doc, names: Sequence[Name], begins: Mapping[int, int], role: Role, of: int | None
) -> tuple[int | None, int]:
    """“the Republican chairman of the House committee”, “the British head of the agency”: whose the post is."""
    sits = role.noun in words("offices", "of_courts")  # “the American judge at the court”
    behind = doc[role.end : role.end + 1].text
    if of is None or not (is_group(names[of]) or is_demonym(names[of])) or behind not in ("of", "at" if sits else "of"):
        return None, role.end
    body, past = owner_right(doc, names, begins, role.end)
    return (body, past) if body is not None and is_body(names[body]) else (None, role.end)


def possessor_right(doc: Doc, at: int) -> tuple[int | None, int]:
    """“the speaker of its parliament, Ali Khan”: the pronoun behind the post, and where its noun ends."""
    if at + 2 >= len(doc) or doc[at].lower_ not in ("of", "for") or doc[at + 1].tag_ != "PRP$":
        return None, at
    end = at + 2
    while end < len(doc) and doc[end].pos_ in ("ADJ", "NOUN"):
        end += 1
    whose = doc[at].lower_ == "of" or doc[end - 1].lower_ in words("actors", "ministry_nouns")
    return (at + 1, end) if whose and end < len(doc) and doc[end].text == "," else (None, at)


def past_posting(doc: Doc, names: Sequence[Name], begins: Mapping[int, int], at: int) -> int:
    """“Moscow's ambassador to NATO, Dmitry Rogozin”: past the body to which the envoy is posted."""
    if at + 1 < len(doc) and doc[at].lower_ in ("to", "for", "on", "in"):
        i = at + 1 + (doc[at + 1].lower_ == "the")
        if i in begins and not is_person(names[begins[i]]):
            return names[begins[i]].end
    return at


def described_right(doc: Doc, names: Sequence[Name], begins: Mapping[int, int], at: int) -> int:
    """“the chairman of the commission, Ann Roe”: past an owner that no name tells, to a person behind its comma."""
    if at + 3 >= len(doc) or doc[at].lower_ not in ("of", "for") or doc[at + 1].pos_ != "DET":
        return at
    end = at + 2
    while end < min(len(doc) - 1, at + _DESCRIBED) and end not in begins and doc[end].pos_ in ("ADJ", "NOUN", "PROPN"):
        end += 1
    if end == at + 2 or doc[end].text != "," or doc[end - 1].tag_ == "NNS":
        return at  # “a spokesman for the colonels” has no post
    i = end + 1
    while i < len(doc) and i not in begins and doc[i].lower_.rstrip(".") in words("roles", "honorifics"):
        i += 1
    return end if i in begins and is_person(names[begins[i]]) else at


def represented_by(doc: Doc, names: Sequence[Name], ends: Mapping[int, int], at: int) -> int | None:
    """“Nauru was represented by its president, Tonga by Prime Minister Ann Roe”: the state in front of a bare “by”."""
    if at < 3 or doc[at - 1].lower_ != "by" or at - 1 not in ends:
        return None
    name = names[ends[at - 1]]
    before = name.start - 1 - (doc[name.start - 1].lower_ == "the")
    told = any(t.lower_ in ("represented", "led", "headed") for t in doc[doc[at].sent.start : name.start])
    listed = before >= 0 and doc[before].text in (",", ";", "and") and told
    return ends[at - 1] if listed and not is_person(name) and not is_body(name) else None
