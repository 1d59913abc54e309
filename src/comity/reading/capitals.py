"""Capitals that others are called too (“Georgetown”) and halves of a country (“the North”), told by states named."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from comity.reading.lexicon import load
from comity.reading.names import Name
from comity.reading.page import Page
from comity.register import Register


def with_capitals(page: Page, register: Register, names: Sequence[Name]) -> Iterator[Name]:
    """“Georgetown answered” in a text that names Guyana: the capital, though others are called so too."""
    states = {name.readings[0][0] for name in names if name.readings}
    for name in names:
        if name.readings or name.end - name.start > 1:
            yield name
            continue
        half = load("actors")["halves"].get(page.doc[name.start].text)
        if half and half["with"] in states and name.start and page.doc[name.start - 1].lower_ == "the":
            yield replace(name, kind="known", readings=((half["is"], "name"),))
            continue
        found = [c.id for c in register.resolve(name.text(page.doc, page.document.text), kind="state")]
        if len(found) == 1 and found[0] in states:
            place = register.resolve(name.text(page.doc, page.document.text), kind="city")
            readings = ((found[0], "capital"), *((c.id, "name") for c in place[:1]))
            yield replace(name, kind="known", readings=readings)
        else:
            yield name
