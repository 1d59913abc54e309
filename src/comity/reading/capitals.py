"""Capitals that others are called too (“Georgetown”), that were another state's once, and halves of a country."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from comity.reading.lexicon import load
from comity.reading.names import Name
from comity.reading.page import Page
from comity.register import Entry, Register

_NEAR = 25
"""Tokens behind a Belgian in which Brussels is Belgium."""


def with_capitals(page: Page, register: Register, names: Sequence[Name]) -> Iterator[Name]:
    """“Georgetown answered” in a text that names Guyana: the capital, though others are called so too."""
    states = {name.readings[0][0] for name in names if name.readings}
    of_the_day = (_of_the_day(page, register, name, states) for name in names)
    for name in _of_whom_it_speaks(page, list(of_the_day)):
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


def capital_then(page: Page, register: Register, state: Entry) -> str:
    """Today's capital of a state, unless another town, or another name, was it when the text was written."""
    at = page.document.published or ""
    dated = (n for n in register.names(state.id) if n.form == "capital" and n.until)
    once = any(at < (n.until or "") and (n.since or "") <= at for n in dated)
    return "" if once else state.details.get("capital") or ""


def _of_whom_it_speaks(page: Page, names: Sequence[Name]) -> Iterator[Name]:
    """“Brussels” behind a Belgian, in a text or a paragraph that names no Union: the government of Belgium."""
    named = {name.readings[0][0] for name in names if name.readings}
    spelled = {id_ for name in names for id_, form in name.readings[:1] if form not in ("capital", "seat")}
    last: tuple[int, str] | None = None
    for name in names:
        seats = [id_ for id_, form in name.readings if form in ("capital", "seat")]
        state = next((id_ for id_ in seats if id_.startswith("state:")), None)
        if state is not None and len(seats) > 1 and not seats[0].startswith("state:"):
            near = last is not None and last[1] == state and name.start - last[0] < _NEAR
            if near or (state in named and seats[0] not in spelled):
                ordered = sorted(name.readings, key=lambda r: r[0] != state)
                yield replace(name, readings=tuple(ordered))
                continue
        if name.readings and not seats:
            last = (name.start, name.readings[0][0])
        yield name


def _of_the_day(page: Page, register: Register, name: Name, named: Set[str]) -> Name:
    """“Moscow” in 1977 is the Soviet government: of the states a seat stands for, those that were then.

    Where today's state was still to come, one that the text names comes first (“Belgrade” of a Yugoslavia in 1999).
    """
    seats = [id_ for id_, form in name.readings if form in ("capital", "seat")]
    at = page.document.published
    if len(seats) < 2 or at is None:
        return name
    begun = [id_ for id_ in seats if _began(register, id_) <= at]
    there = [id_ for id_ in begun if at < _ended(register, id_)]
    kept = there if seats[0] in begun else [id_ for id_ in begun if id_ in named] or there
    return replace(name, readings=tuple(r for r in name.readings if r[0] not in seats or r[0] in kept or not kept))


def _began(register: Register, state: str) -> str:
    entry = register.entry(state)
    return entry.since or "" if entry else ""


def _ended(register: Register, state: str) -> str:
    entry = register.entry(state)
    return entry.until or "9999" if entry else "9999"
