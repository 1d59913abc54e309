"""Title holders: the person beside a role phrase, behind it or before it."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from comity.reading.lexicon import words
from comity.reading.name_kinds import is_demonym, is_person
from comity.reading.names import Name
from comity.reading.roles import Role

_TERM = 4
"""Tokens between a comma and a post that may tell since or until when it was held."""


def is_held(doc: Doc, name: Name, role: Role) -> bool:
    after = doc[name.end].lower_ if name.end < len(doc) else ""
    regnal = role.noun in words("roles", "regnal")
    return is_person(name) and name.end > role.end and (after == "of" or regnal)


def person_right(
    doc: Doc, names: Sequence[Name], begins: Mapping[int, int], at: int, *, bare: bool
) -> tuple[int | None, int]:
    honorifics, i = words("roles", "honorifics"), at
    comma = i < len(doc) and doc[i].text in (",", "–", "—", "--")
    if comma:
        i += 1
    while i < len(doc) and doc[i].lower_.rstrip(".") in honorifics and i not in begins:
        i += 1
    if comma and i in begins and is_demonym(names[begins[i]]) and names[begins[i]].end in begins:
        i = names[begins[i]].end  # “its secretary-general, the Colombian Ernesto Samper”
    elif comma and i in begins and not is_person(names[begins[i]]):
        past = names[begins[i]].end
        owns = past < len(doc) and doc[past].tag_ == "POS"
        i = past + 1 if owns and past + 1 in begins else i  # “The chairman, Somalia's Mohamed Siad Barre”
    if i in begins and (names[begins[i]].kind in ("person",) or is_person(names[begins[i]])):
        name = names[begins[i]]
        closes = name.end >= len(doc) or doc[name.end].text in ",–—-;).:" or doc[name.end].is_sent_start
        closes = closes or _is_from(doc, names, begins, name.end)
        if not comma or closes or bare:
            return begins[i], name.end
    return None, at


def _is_from(doc: Doc, names: Sequence[Name], begins: Mapping[int, int], at: int) -> bool:
    """“the secretary-general, Jürgen Stock of Germany, …”: the land of the holder closes the aside."""
    if doc[at].lower_ not in ("of", "from") or at + 1 >= len(doc):
        return False
    land = begins.get(at + 1 + (doc[at + 1].lower_ == "the"))
    if land is None or is_person(names[land]):
        return False
    return names[land].end >= len(doc) or doc[names[land].end].text in ",–—;)."


def person_left(doc: Doc, names: Sequence[Name], ends: Mapping[int, int], at: int) -> tuple[int | None, int]:
    """“Steven Tsang, (the|a|then) director …”, “Calvin Klein, 54, governor …”."""
    i = at
    near = words("roles", "beside")
    while i > 0 and (doc[i - 1].pos_ in ("DET", "ADV") or doc[i - 1].lower_ in near):
        i -= 1
    i = _past_term(doc, i)
    if i > 0 and doc[i - 1].text in (",", "–", "—", "--", "("):
        i = _past_affiliation(doc, names, ends, i - 1)
        if i - 2 >= 0 and doc[i - 1].like_num and doc[i - 2].text == ",":
            i -= 2
        if i in ends and is_person(names[ends[i]]):
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
    if at not in ends or is_person(names[ends[at]]):
        return at
    i = names[ends[at]].start
    while i > 0 and doc[i - 1].lower_ in ("the", "of", "at", "from", "with"):
        i -= 1
    return i if i in ends and i < names[ends[at]].start and is_person(names[ends[i]]) else at
