"""Peoples: demonyms that name an ethnic group and not a state (“ethnic Albanian rebels”, “the Serb militia”)."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Literal

from spacy.tokens import Doc

from comity.reading.lexicon import load, words
from comity.reading.names import Name
from comity.reading.people import slug

_REACH = 3
"""Tokens behind a demonym in which the noun that it belongs to may stand."""


def as_peoples(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The names, with a people for the state in those that the text calls ethnic or that are a people's own.

    Where it tells which people it means by a longer name (“Bosnian Serbs”, “ethnic Albanians”), the shorter is theirs.
    """
    called, lands = _called(doc, names), _lands(names)
    for name in names:
        people = _people(doc, name, called, lands) if _is_demonym(name) else None
        if people is None:
            yield name
            continue
        start = name.start - 1 if _is_ethnic(doc, name) else name.start
        yield replace(name, start=start, readings=((people, "demonym"),), inner=())


def _called(doc: Doc, names: Sequence[Name]) -> dict[str, str]:
    """Which people the last word of its longer name means in this text, where it can be but one."""
    found: dict[str, set[str]] = {}
    for name in names:
        if not name.readings:
            continue
        if _is_ethnic(doc, name):
            found.setdefault(_singular(doc[name.start].text), set()).add(_ethnic(doc, name))
        elif name.end - name.start > 1 and name.readings[0][0].startswith("group:"):
            found.setdefault(_singular(doc[name.end - 1].text), set()).add(name.readings[0][0])
    return {word: next(iter(peoples)) for word, peoples in found.items() if len(peoples) == 1}


def _lands(names: Sequence[Name]) -> frozenset[str]:
    """What the text names otherwise than by its people."""
    return frozenset(id_ for n in names if n.readings and not _is_demonym(n) for id_, _ in n.readings)


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _is_demonym(name: Name) -> bool:
    return bool(name.readings) and name.readings[0][1] in ("demonym", "people")


def _people(doc: Doc, name: Name, called: Mapping[str, str], lands: Set[str]) -> str | None:
    if _is_ethnic(doc, name):
        return _ethnic(doc, name)
    own = load("actors")["peoples"].get(doc[name.start : name.end].text)
    meant = called.get(_singular(doc[name.start].text)) if name.end - name.start == 1 else None
    if meant and (own or not lands & {id_ for id_, _ in name.readings}):
        return None if _is_of_state(doc, name, "organs_of_states") else meant
    if own is None or _is_of_state(doc, name, "organs_of_states"):
        return None
    return None if _is_of_state(doc, name, "state_forces") and _is_at_home(own, lands) else str(own)


def _ethnic(doc: Doc, name: Name) -> str:
    word = doc[name.start : name.end].text
    return f"group:ethnic-{slug(word if not word.endswith('n') else f'{word}s')}"


def _is_at_home(people: str, lands: Set[str]) -> bool:
    """“Serb tanks” in a text on Kosovo are Serbia's, in one on Bosnia they may be anybody's."""
    home = load("actors")["homes_of_peoples"].get(people, {})
    return bool(lands & set(home.get("at", ()))) and not lands & set(home.get("not", ()))


def _is_ethnic(doc: Doc, name: Name) -> bool:
    return name.start > 0 and doc[name.start - 1].lower_ == "ethnic" and name.readings[0][0].startswith("state:")


def _is_of_state(doc: Doc, name: Name, nouns: Literal["organs_of_states", "state_forces"]) -> bool:
    """“the Serb government”, “Serb President Slobodan Milosevic”; or the forces of one."""
    for token in doc[name.end : name.end + _REACH]:
        if token.lower_ in words("actors", nouns):
            return True
        if token.pos_ not in ("ADJ", "NOUN", "PROPN"):
            break
    return False
