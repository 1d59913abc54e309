"""Bearers: which of several bodies that share an abbreviation a text means (“RSF” in Sudan, “RSF” of the press)."""

from collections.abc import Sequence
from dataclasses import replace

from comity.reading.names import Name
from comity.reading.page import Page
from comity.register import Register

_BODIES = ("org:", "group:")


def choose_bearers(page: Page, names: Sequence[Name], register: Register) -> tuple[Name, ...]:
    """The names with the body first that the text spells out elsewhere, or whose country the text names."""
    shared = [n for n in names if _is_shared(n)]
    if not shared:
        return tuple(names)
    spelled = {n.readings[0][0] for n in names if n.end - n.start > 1 and n.readings}
    states = {id_ for n in names for id_, _ in n.readings if id_.startswith("state:")}
    chosen = {n.start: _chosen(n, spelled, states, register) for n in shared}
    return tuple(chosen.get(n.start, n) for n in names)


def _is_shared(name: Name) -> bool:
    bodies = {id_ for id_, form in name.readings if form == "abbreviation" and id_.startswith(_BODIES)}
    return len(bodies) > 1 and len(bodies) == len({id_ for id_, _ in name.readings})


def _chosen(name: Name, spelled: set[str], states: set[str], register: Register) -> Name:
    def fits(id_: str) -> tuple[bool, bool]:
        entry = register.entry(id_)
        return id_ in spelled, entry is not None and entry.details.get("in") in states

    return replace(name, readings=tuple(sorted(name.readings, key=lambda r: fits(r[0]), reverse=True)))
