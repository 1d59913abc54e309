"""Peoples: demonyms that name an ethnic group and not a state (“ethnic Albanian rebels”, “the Serb militia”)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from comity.reading.lexicon import load, words
from comity.reading.names import Name
from comity.reading.people import slug

_REACH = 3
"""Tokens behind a demonym in which the noun that it belongs to may stand."""


def as_peoples(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The names, with a people for the state in those that the text calls ethnic or that are a people's own."""
    for name in names:
        people = _people(doc, name) if _is_demonym(name) else None
        if people is None:
            yield name
            continue
        start = name.start - 1 if _is_ethnic(doc, name) else name.start
        yield replace(name, start=start, readings=((people, "demonym"),), inner=())


def _is_demonym(name: Name) -> bool:
    return bool(name.readings) and name.readings[0][1] in ("demonym", "people")


def _people(doc: Doc, name: Name) -> str | None:
    if _is_ethnic(doc, name):
        word = doc[name.start : name.end].text
        plural = word if not word.endswith("n") else f"{word}s"
        return f"group:ethnic-{slug(plural)}"
    own = load("actors")["peoples"].get(doc[name.start : name.end].text)
    return None if own is None or _is_of_state(doc, name) else str(own)


def _is_ethnic(doc: Doc, name: Name) -> bool:
    return name.start > 0 and doc[name.start - 1].lower_ == "ethnic" and name.readings[0][0].startswith("state:")


def _is_of_state(doc: Doc, name: Name) -> bool:
    """“the Serb government”, “Serb President Slobodan Milosevic”."""
    for token in doc[name.end : name.end + _REACH]:
        if token.lower_ in words("actors", "organs_of_states"):
            return True
        if token.pos_ not in ("ADJ", "NOUN", "PROPN"):
            break
    return False
