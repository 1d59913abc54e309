"""Envoys: who is called home, thrown out or sent to help is what a deed moves, and not whom it is done to.

“recalled its ambassador in Kyiv, Jan Nowak”: against Ukraine. “Cuba sent doctors”: to whom the text tells elsewhere.
“condemned the arrest of Ana Roth”: not against her, who undergoes what is condemned.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.arguments import noun_slots
from comity.reading.crowds import is_unnamed
from comity.reading.fired import Fired
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.parties import government
from comity.reading.phrases import inner_noun

_SYNTAX = "events/syntax"
_POSTED = ("in", "at", "to", "from")
_JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT", "PROTEST"})


def moved(page: Page, fired: Fired) -> frozenset[str]:
    """Ids of the envoys and helpers whom the deed sends, calls home or throws out; of those called home by name too.

    And of whoever undergoes what the deed judges.
    """
    if fired.type in _JUDGING:
        return _undergoing(page, fired)
    recalled, people = _kind(fired)
    if not people:
        return frozenset()
    nouns = [t for t in _nouns(fired) if t.lemma_.lower() in words(_SYNTAX, people)]
    crowds = {r.id for t in nouns for n in (t, *t.conjuncts) for r in page.who(n) if is_unnamed(r)}
    named = {r.id for t in nouns if recalled for n in t.subtree for r in page.who(n) if r.id.startswith("person:")}
    return frozenset(crowds | named)


def _undergoing(page: Page, fired: Fired) -> frozenset[str]:
    """“condemned the arrest of Ana Roth”, “her death”: persons to whom that is done, in “Chad's arrest of” not Chad."""
    nouns = [inner_noun(t) for key in ("obj", "at", "against", "over") for t in fired.slots.get(key, ())]
    slots = [noun_slots(t) for t in nouns if t.lemma_ in words(_SYNTAX, "undergone")]
    whom = [t for own in slots for t in own.get("of", []) or own.get("poss", [])]
    return frozenset(r.id for t in whom for r in page.who(t) if r.id.startswith("person:"))


def posts(page: Page, fired: Fired) -> tuple[Reference, ...]:
    """“its ambassadors in Rome and Oslo”: the states where those who are moved serve."""
    people = _kind(fired)[1]
    envoys = [t for t in _nouns(fired) if people == "envoys" and t.lemma_.lower() in words(_SYNTAX, people)]
    return tuple({r.id: r for t in envoys for r in _seats(page, t)}.values())


def _kind(fired: Fired) -> tuple[bool, str]:
    """Whether it calls its own people home, and the list of nouns for whom it moves."""
    frame = f"{fired.frame.type}/{fired.frame.name}"
    if frame in words(_SYNTAX, "helpers_sent"):
        return False, "helpers"
    recalled = frame in words(_SYNTAX, "envoys_recalled")
    return recalled, "envoys" if recalled or frame in words(_SYNTAX, "envoys_expelled") else ""


def _nouns(fired: Fired) -> list[Token]:
    """“two of our diplomats”, “a team of doctors”, “doctors whom Cuba offered”: the nouns of its object."""
    heads = [inner_noun(t) for t in fired.slots.get("obj", ())]
    return list({t.i: t for h in heads for t in (h, *noun_slots(h).get("of", ()))}.values())


def _seats(page: Page, envoy: Token) -> Iterator[Reference]:
    for preposition in (c for c in envoy.children if c.dep_ == "prep" and c.lower_ in _POSTED):
        for place in (c for c in preposition.children if c.dep_ == "pobj"):
            for seat in (place, *place.conjuncts):
                found = government(page, seat)
                yield from (found,) if found else (r for r in page.who(seat) if r.id.startswith("state:"))
