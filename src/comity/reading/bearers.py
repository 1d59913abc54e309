"""Bearers: which of several bodies that share an abbreviation a text means (“RSF” in Sudan, “RSF” of the press), and
whether a party called as parties of many lands are (“the Labour Party”) is the one that the register knows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from comity.reading.lexicon import words
from comity.reading.names import Name
from comity.reading.page import Page
from comity.register import Register

_BODIES = ("org:", "group:")
_OFTEN = 3
"""How often, and how many times as often as its own, a text must name another land for an army to be that one's."""
_MUCH = 2
"""How many times as often a text names the land it is about as one whose party it only seems to name."""


def choose_bearers(page: Page, names: Sequence[Name], register: Register) -> tuple[Name, ...]:
    """The names with the body first that the text spells out elsewhere, or whose country the text names."""
    names = _of_other_lands(page, names, register)
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


def _of_other_lands(page: Page, names: Sequence[Name], register: Register) -> tuple[Name, ...]:
    """The names, without the register's party where a text on another land calls one of its own so."""
    common = {n.start: n for n in names if n.readings and _is_called_so(page, n)}
    if not common:
        return tuple(names)
    counts = Counter(s for n in names if n.start not in common and (s := _state_of(n, register)))
    foreign = {at for at, n in common.items() if _is_foreign(n, counts, register, army=_is_army(page.doc, n))}
    return tuple(_unknown(n, army=_is_army(page.doc, n)) if n.start in foreign else n for n in names)


def _unknown(name: Name, *, army: bool) -> Name:
    party = name.readings[0][0].startswith("group:") or army
    return replace(name, kind="group" if party else "organisation", readings=())


def _is_called_so(page: Page, name: Name) -> bool:
    """“the National Front”, “the Labour Party”: every word is one of many parties' names; “Congress” by itself."""
    if name.end - name.start == 1:
        return page.doc[name.start].lower_ in words("actors", "houses")
    if _is_army(page.doc, name):
        return True
    return all(t.lower_ in words("actors", "party_words") for t in page.doc[name.start : name.end])


def _state_of(name: Name, register: Register) -> str | None:
    """The state that a name speaks of: itself, or the one whose a place or party is."""
    for id_, _ in name.readings:
        entry = None if id_.startswith("state:") else register.entry(id_)
        state = id_ if entry is None else entry.details.get("in") or entry.details.get("seat") or ""
        if state.startswith("state:"):
            return state
    return None


def _is_army(doc: Doc, name: Name) -> bool:
    """“the People's Liberation Army” is China's, unless a text that never names China tells of another land's."""
    return all(t.lower_ in words("actors", "army_words") for t in doc[name.start : name.end])


def _is_foreign(name: Name, counts: Mapping[str, int], register: Register, *, army: bool) -> bool:
    own = _state_of(name, register)
    most = max(counts.values(), default=0)
    if army and (most < _OFTEN or _OFTEN * counts.get(own or "", 0) > most):
        return False
    single = name.readings[0][0].startswith(_BODIES) and len({id_ for id_, _ in name.readings}) == 1
    if name.end - name.start == 1 and counts.get(own or "", 0):
        return False
    return single and own is not None and _MUCH * counts.get(own, 0) < most
