"""Retyping: unknown names that the recogniser took for bodies or places, told to be people by the words around them."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace

from spacy.tokens import Doc, Token

from comity.reading.introduced import behind_owner
from comity.reading.lexicon import words
from comity.reading.names import Name, NameKind
from comity.reading.roles import Role
from comity.reading.spotting import spot

_AT = frozenset({"at", "near", "outside", "around"})
_QUOTED = frozenset({'"', "'", ",", "”", "’"})
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their", "then", "now", "former", "another"})


def retype(
    doc: Doc, names: Sequence[Name], roles: Sequence[Role], in_office: Callable[[str], bool]
) -> tuple[Name, ...]:
    """The names with those made persons that stand beside a post, carry a “who”, or repeat a person's surname.

    A lone surname is a person as well when `in_office` says that one holder of an office bears it on the day.
    """
    role_starts = {r.start for r in roles}
    role_ends = {r.end for r in roles}
    roles_by_end = {r.end: r for r in roles}
    typed = [
        replace(n, kind="person") if _unknown(n) and _is_human(doc, n, role_starts, role_ends) else n for n in names
    ]
    leaders = {n.end for n in typed if _person(n) and n.start in role_ends}
    typed = [replace(n, kind="person") if _unknown(n) and _is_joined(doc, n, leaders) else n for n in typed]
    typed = [replace(n, kind=kind) if (kind := _as_owner(doc, n, roles_by_end)) else n for n in typed]
    sites = {doc[n.start : n.end].text for n in typed if _unknown(n) and _is_site(doc, n)}
    towns = {doc[n.start : n.end].text for n in typed if _is_only_a_town(doc, n)} | _fought_over(doc)
    typed = [replace(n, kind="place") if _may_be_a_town(n) and doc[n.start : n.end].text in towns else n for n in typed]
    sites |= {doc[n.start : n.end].text for n in typed if not n.readings and _is_ship(doc, n)}
    sites |= _only_stood_at(doc, typed)
    common = _only_openers(doc, typed)
    typed = [n for n in typed if n.readings or doc[n.start : n.end].text not in common]
    typed = [replace(n, kind="place") if not n.readings and doc[n.start : n.end].text in sites else n for n in typed]
    surnames = {doc[i : n.end].text.lower() for n in typed if _person(n) for i in range(n.start + 1, n.end)}
    surnames |= {doc[n.start].text.lower() for n in typed if _person(n) and 1 < n.end - n.start < 4}  # “Wang” Wei
    typed = [n for n in typed if n.readings or doc[n.start].lower_ not in words("actors", "undertakings")]
    return tuple(
        replace(n, kind="person")
        if _unknown(n) and (_repeats(doc, n, surnames) or (n.end - n.start == 1 and in_office(doc[n.start].text)))
        else n
        for n in typed
    )


def _unknown(name: Name) -> bool:
    return not name.readings and name.kind != "person"


def _person(name: Name) -> bool:
    return name.kind == "person" or (bool(name.readings) and name.readings[0][0].startswith("person:"))


def _repeats(doc: Doc, name: Name, surnames: set[str]) -> bool:
    return doc[name.start : name.end].text.lower() in surnames


def _is_human(doc: Doc, name: Name, role_starts: set[int], role_ends: set[int]) -> bool:
    noble = name.start and doc[name.start - 1].is_title and doc[name.start - 1].lower_ in words("roles", "noble")
    if noble and name.end - name.start <= 2:
        return True  # “Prince Rupprecht”
    if not 2 <= name.end - name.start <= 6 or _has_body_word(doc, name):
        return False
    if doc[name.end - 1].lower_ in words("actors", "party_plurals"):
        return False
    before, after = _token(doc, name.start - 1), _token(doc, name.end)
    if before is not None and before.lower_ == "by" and doc[name.start - 2].lower_ in words("actors", "led"):
        return name.end - name.start <= 3  # “led by Foday Sankoh”
    if 2 <= name.end - name.start <= 3 and doc[name.start].lower_ in _first_names() and doc[name.start].is_title:
        return True
    if _does_what_people_do(doc, name, before, after):
        return True
    if name.start in role_ends or (before is not None and before.text == "," and name.start - 1 in role_ends):
        return True
    if any(at in role_ends for at in behind_owner(doc, name.start, name.end)):
        return True
    if after is None or after.text != ",":
        return False
    behind = _token(doc, name.end + 1)
    if behind is None:
        return False
    if behind.lower_ in ("who", "whom") or behind.like_num:
        return True
    at = name.end + 1
    while at < len(doc) and at not in role_starts and (doc[at].lower_ in _ARTICLES or doc[at].tag_ in ("POS", "JJ")):
        at += 1
    return at in role_starts


def _as_owner(doc: Doc, name: Name, roles: Mapping[int, Role]) -> NameKind | None:
    """“the mayor of Cavalese”, “the leader of the PAIGC”: what an unknown name is whose mayor or leader is told."""
    if name.readings or name.start < 2 or name.end - name.start > 2:
        return None
    of = name.start - 1 - (doc[name.start - 1].lower_ == "the")
    role = roles.get(of)
    if role is None or doc[of].lower_ != "of":
        return None
    if role.noun == "mayor" and of == name.start - 1:
        return "place"
    lone = name.end - name.start == 1 and doc[name.start].is_upper and len(doc[name.start].text) > 2
    if not lone or of == name.start - 1 or name.kind != "person":
        return None
    return "group" if role.noun in words("offices", "of_parties") else "organisation"


def _does_what_people_do(doc: Doc, name: Name, before: Token | None, after: Token | None) -> bool:
    """“Foday Sankoh embraced him”, “Marta Oviedo, whose nephew served”, “…,” said Ann Roe of the Centre”."""
    if any(t.dep_ == "nsubj" and t.head.lemma_ in words("actors", "human_deeds") for t in doc[name.start : name.end]):
        return True
    second = _token(doc, name.end + 1)
    if after is None or second is None or before is None:
        return False
    if after.text == "," and second.lower_ == "whose":
        kin = _token(doc, name.end + 2)
        return kin is not None and kin.lower_ in words("persons", "nouns")
    says = before.tag_ in ("VBD", "VBZ") and before.i > 0 and before.nbor(-1).text in _QUOTED
    return says and after.lower_ == "of" and second.lower_ in ("the", "a")


def _is_joined(doc: Doc, name: Name, people: Set[int]) -> bool:
    """“President Ahmad Tejan Kabbah and Foday Sankoh”: joined to a person in a post who stands right before."""
    joined = name.start > 1 and doc[name.start - 1].lower_ == "and" and name.start - 1 in people
    return joined and 2 <= name.end - name.start <= 3 and not _has_body_word(doc, name)


def _first_names() -> frozenset[str]:
    return words("persons", "male_names") | words("persons", "female_names")


def _is_site(doc: Doc, name: Name) -> bool:
    """“the town of Badme”, “near Agadez”: an unknown name where only a place stands."""
    before, noun = _token(doc, name.start - 1), _token(doc, name.start - 2)
    after = _token(doc, name.end)
    if after is not None and after.lower_ in words("actors", "landmarks"):
        return True
    if before is None or _has_body_word(doc, name):
        return False
    if before.lower_ == "of" and noun is not None:
        return noun.lower_ in words("actors", "site_nouns")
    return before.lower_ in words("actors", "site_prepositions")


def _fought_over(doc: Doc) -> frozenset[str]:
    """The towns in names of battles and sieges, which other sentences name alone."""
    fought = spot(doc, words("actors", "fought_over"))
    behind = (doc[i + 2] for i in fought if i + 2 < len(doc) and doc[i + 1].lower_ == "of")
    return frozenset(t.text for t in behind if t.is_title)


def _is_only_a_town(doc: Doc, name: Name) -> bool:
    """“the town of Anefis”, “the battle of Verdun”, “Vimy Ridge”, which the recogniser takes for people."""
    of, noun = _token(doc, name.start - 1), _token(doc, name.start - 2)
    if name.readings or name.kind != "person":
        return False
    if doc[name.end - 1].lower_ in words("actors", "land_forms") and doc[name.start].lower_ not in _first_names():
        return name.end - name.start > 1
    if of is not None and of.lower_ in words("actors", "site_prepositions") and name.end - name.start == 1:
        return True  # “villages near Prizren”
    if not _may_be_a_town(name) or of is None or noun is None or of.lower_ != "of":
        return False
    return noun.lower_ in words("actors", "settlements") | words("actors", "fought_over")


def _may_be_a_town(name: Name) -> bool:
    """A lone word without a reading, or the name of a hill."""
    return not name.readings and name.kind == "person" and name.end - name.start <= 2


def _is_ship(doc: Doc, name: Name) -> bool:
    """“the frigate Juno”, “the cruiser General Belgrano”, “HMS Sheffield”: no person and no body."""
    vessels = words("actors", "vessels")
    before, noun = _token(doc, name.start - 1), _token(doc, name.start - 2)
    if before is None or name.end - name.start > 3:
        return False
    if before.lower_ == "carrier" and noun is not None and noun.lower_ == "aircraft":
        return True
    if before.lower_ in vessels:
        return before.lower_ == before.text or before.text.isupper()
    return before.text.istitle() and noun is not None and noun.text in vessels


def _only_stood_at(doc: Doc, names: Sequence[Name]) -> set[str]:
    """“were stopped at Grabovo”: a lone unknown word that the text never uses but behind “at” or “near”."""
    lone = _lone_bodies(doc, names)
    return {text for text, places in lone.items() if not text.isupper() and all(_is_stood_at(doc, i) for i in places)}


def _lone_bodies(doc: Doc, names: Sequence[Name]) -> dict[str, list[int]]:
    """Where unknown bodies of one word stand, by the word."""
    lone: dict[str, list[int]] = {}
    for name in names:
        if not name.readings and name.kind in ("organisation", "group") and name.end - name.start == 1:
            lone.setdefault(doc[name.start].text, []).append(name.start)
    return lone


def _is_stood_at(doc: Doc, at: int) -> bool:
    """“at Grabovo”, “is to travel to Pale”, “an army base in Guaviare”."""
    before = doc[at - 1] if at else doc[at]
    if before.lower_ in _AT:
        return True
    if before.lower_ in ("to", "from"):
        return before.head.lemma_ in words("actors", "motion_verbs")
    if before.lower_ == "in" and doc[at].ent_type_ == "NORP":
        return True  # “met in Bariloche”, which the recogniser takes for a people
    return before.lower_ in ("in", "into") and before.head.lower_ in words("actors", "place_nouns") | words(
        "actors", "site_nouns"
    )


def _only_openers(doc: Doc, names: Sequence[Name]) -> set[str]:
    """“Theater chains closed”: a common word that opens a sentence, and which the text never writes large elsewhere."""
    lone = _lone_bodies(doc, names)
    return {text for text, places in lone.items() if text.istitle() and all(_is_opener(doc, i) for i in places)}


def _is_opener(doc: Doc, at: int) -> bool:
    behind = doc[at + 1] if at + 1 < len(doc) else None
    plural = behind is not None and behind.tag_ == "NNS" and behind.is_lower
    return bool(doc[at].is_sent_start) and plural and doc[at].dep_ in ("compound", "amod", "nmod")


def _has_body_word(doc: Doc, name: Name) -> bool:
    return any(t.lower_ in words("actors", "organisation_heads") for t in doc[name.start : name.end])


def _token(doc: Doc, at: int) -> Token | None:
    return doc[at] if 0 <= at < len(doc) else None
