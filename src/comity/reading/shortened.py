"""Shortened: bodies called by one capital word of their name: “the Plan” behind a Colombo Plan, “the Commonwealth”
behind one of Independent States."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from comity.reading.calling import head_of
from comity.reading.lexicon import words
from comity.reading.names import Name
from comity.reading.people import slug
from comity.register import Register


def with_bodies_shortened(doc: Doc, source: str, names: Sequence[Name], register: Register) -> tuple[Name, ...]:
    """The names, each single word that heads the name of a body told before read as that body."""
    if not any(_is_short(doc, name) for name in names):
        return tuple(names)
    told: dict[str, tuple[tuple[str, str], ...]] = {}
    found: list[Name] = []
    for name in sorted(names, key=lambda n: n.start):
        if _is_short(doc, name):
            meant = told.get(doc[name.start].lower_)
            found.append(replace(name, kind="known", readings=meant) if meant else name)
            continue
        found.append(name)
        if (readings := _as_body(doc, source, name)) is not None:
            entry = register.entry(readings[0][0])
            told |= {head_of(said): readings for said in (name.text(doc, source), entry.name if entry else "") if said}
    return tuple(found)


def _is_short(doc: Doc, name: Name) -> bool:
    """One capital word behind “the” that nobody lists, or that others are called by as well."""
    if name.end - name.start != 1 or not name.start or doc[name.start - 1].lower_ != "the":
        return False
    common = name.readings and name.readings[0][0] in words("actors", "called_alike")
    return bool(common) or (not name.readings and name.kind == "organisation" and not doc[name.start].text.isupper())


def _as_body(doc: Doc, source: str, name: Name) -> tuple[tuple[str, str], ...] | None:
    if name.readings:
        return (name.readings[0],) if name.readings[0][0].startswith("org:") else None
    if name.kind != "organisation" or name.end - name.start < 2:
        return None
    text = name.text(doc, source).removeprefix("the ").removeprefix("The ")
    return ((f"org:{slug(text)}", "name"),)
