"""Unnamed: what the words around a force or a crowd without a name tell of whose it is."""

from collections.abc import Sequence

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.crowds import OF_LANDS, is_unnamed
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.phrases import dependents

_COURT = 6
"""Sentences back that the court may be named whose “the judges” are."""


def are_delegates(noun: Token, group: Reference) -> bool:
    """“leaders”, “the ministers”; “the separatist leaders” are no body's."""
    called = any(c.dep_ in ("amod", "compound") and c.i < noun.i for c in dependents(noun))
    return group.id[6:] in words("events/syntax", "delegates") and not called


def is_of_unknown(page: Page, noun: Token) -> bool:
    """“Tigrayan forces”, “soldiers of an alliance”: whose they are is told, by one that nobody has listed."""
    of = (p for c in dependents(noun) if c.lower_ == "of" for p in dependents(c) if p.dep_ == "pobj")
    if any(t.lower_ in words("actors", "circles_of_states") | words("actors", "bloc_nouns") for t in of):
        return True
    before = [c for c in dependents(noun) if c.i < noun.i and c.dep_ in ("amod", "compound", "nmod")]
    told = [c for c in before if c.text[:1].isupper() and c.ent_type_ not in ("DATE", "TIME")]
    named = [c for c in told if not c.is_sent_start or c.pos_ == "PROPN" or c.lower_.endswith(OF_LANDS)]
    return any(not page.who(c) for c in named)


def are_called_by_a_deed(noun: Token, doers: Sequence[Reference]) -> bool:
    """“the hijackers”, “their captors”: who did the last violent deed told, where a name tells who that was."""
    if noun.tag_ != "NNS" or noun.lemma_ not in words("events/syntax", "doers_of_force"):
        return False
    definite = any(c.lower_ in ("the", "their", "his", "her", "these") for c in noun.lefts)
    told = any(c.dep_ in ("amod", "compound", "nmod", "prep", "relcl") for c in dependents(noun))
    at_war = noun.lemma_ in words("events/syntax", "doers_at_war")
    kinds = ("state:", "group:", "person:") if at_war else ("group:", "person:")
    return definite and not told and bool(doers) and all(r.id.startswith(kinds) and not is_unnamed(r) for r in doers)


def owned_by_state(page: Page, noun: Token) -> bool:
    """“Chadian rebels”, “Colombian gunmen”, “Turkey's opposition”: of a state by their name alone."""
    before = [
        c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod") or (c.dep_ == "poss" and c.pos_ == "PROPN")
    ]
    return any(r.id.startswith("state:") for c in before for r in page.who(c))


def where_clause_is(token: Token) -> list[Token]:
    """“clashed with police in Tbilisi”: the places that the verb tells, not the noun."""
    verb = token.head.head if token.dep_ == "pobj" else token.head
    inside = [c for c in dependents(verb) if c.dep_ == "prep" and c.lower_ == "in"] if verb.pos_ == "VERB" else []
    return [p for c in inside for p in dependents(c) if p.dep_ == "pobj"]


def court_spoken_of(page: Page, noun: Token) -> tuple[Reference, ...]:
    """“The judges rejected it”, “a prosecutor said”: of the court named last, or in the few sentences before."""
    before = [(m, at) for m, at in page.bodies if m.start < noun.i]
    last = before[-1:]
    if any(c.lower_ in ("the", "its") for c in noun.lefts) and not any(c.dep_ == "prep" for c in noun.rights):
        here = page.sentence_of(noun).index
        last = [b for b in before if here - b[1] <= _COURT and page.kinds.get(b[0].references[0].id) == "court"][-1:]
    found = last[0][0].references if last else ()
    return found if found and page.kinds.get(found[0].id) == "court" else ()


def is_of_arbiters(noun: Token) -> bool:
    """“a court of arbitration”, which is no state's."""
    told = [c for c in noun.lefts if c.dep_ in ("amod", "compound")]
    told += [p for c in noun.rights if c.lower_ == "of" for p in c.children]
    return any(t.lemma_.lower() in words("events/syntax", "arbitral") for t in told)


def are_mutinous(noun: Token) -> bool:
    """“rebel soldiers”, “officers who fled the country”: who bear arms against whose they are, or have left them."""
    told = [c for c in noun.rights if c.dep_ == "relcl"]
    if any(v.lemma_ in words("events/syntax", "turning_away") for v in told):
        return any(c.dep_ == "nsubj" and c.tag_ == "WP" for v in told for c in v.lefts)
    return any(c.lower_ in words("events/syntax", "mutinous") for c in noun.lefts)


def in_step(noun: Token) -> Token | None:
    """“said that Russian tanks had entered the town and soldiers were looting it”: the forces of the clause before."""
    first = noun.head.head
    if noun.dep_ != "nsubj" or noun.head.dep_ != "conj" or noun.lemma_ not in words("events/syntax", "in_step"):
        return None
    before = next((c for c in first.lefts if c.dep_ == "nsubj"), None)
    return before if before is not None and before.lemma_ in words("events/syntax", "in_step") else None
