"""Replacing: who comes after whom, by a place that is taken: “has taken his place”, “was named in his stead”."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Relation
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.pairs import of_kinds, pairs
from comity.reading.syntax import agents, is_passive, objects, prepositional, subjects

_PERSON = ("person:",)


def read_place(page: Page, noun: Token) -> Iterator[Relation]:
    """Whoever takes the place, or is put in it, succeeds its owner."""
    owners = of_kinds(page, [c for c in noun.lefts if c.dep_ == "poss"] or prepositional(noun, "of"), _PERSON)
    verb = noun.head
    if noun.dep_ == "nsubjpass" and verb.lemma_ in words("relations", "taking"):
        after = agents(verb)
    elif noun.dep_ == "dobj" and verb.lemma_ in words("relations", "taking"):
        after = subjects(verb)
    elif noun.dep_ == "pobj" and noun.head.lower_ == "in" and verb.head.lemma_ == "become":
        verb = noun.head.head  # “became prime minister in place of Ann Roe”
        after = subjects(verb)
    elif noun.dep_ == "pobj" and noun.head.lower_ == "in" and verb.head.lemma_ in words("relations", "installing"):
        verb = noun.head.head
        after = subjects(verb) if is_passive(verb) else objects(verb)
    else:
        return
    for relation in pairs(page, of_kinds(page, after, _PERSON), owners, "successor-of", verb, modality_of(verb), 0.6):
        if relation.from_.id.startswith(_PERSON) and relation.to.id.startswith(_PERSON):
            yield relation
