"""Replacing: who comes after whom, by a place that is taken: “has taken his place”, “was named in his stead”."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Relation
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.pairs import before_him, of_kinds, pairs
from comity.reading.syntax import agents, is_passive, objects, prepositional, subjects

_PERSON = ("person:",)
_ALIKE = ("person:", "org:")


def read_place(page: Page, noun: Token) -> Iterator[Relation]:
    """Whoever takes the place, or is put in it, succeeds its owner."""
    owners = [c for c in noun.lefts if c.dep_ == "poss"] or prepositional(noun, "of")
    verb = noun.head
    after: list[Token] = []
    if noun.lemma_ == "term":
        after = subjects(verb) if noun.dep_ == "dobj" and verb.lemma_ in words("relations", "completing") else []
    elif noun.dep_ == "nsubjpass" and verb.lemma_ in words("relations", "taking"):
        after = agents(verb)
    elif noun.dep_ == "dobj" and verb.lemma_ in words("relations", "taking"):
        after = subjects(verb)
    elif noun.dep_ == "pobj" and noun.head.lower_ == "in":
        verb = noun.head.head
        after = _put_in(verb)
    owners, after = of_kinds(page, owners, _ALIKE), of_kinds(page, after, _ALIKE)
    owners = list(before_him(page, after, owners))  # “X died; Y, who took his place”
    for relation in pairs(page, after, owners, "successor-of", verb, modality_of(verb), 0.6):
        if relation.from_.id.startswith(_PERSON) == relation.to.id.startswith(_PERSON):
            yield relation


def _put_in(verb: Token) -> list[Token]:
    """“became minister in place of Ann Roe”, “was named in her place”."""
    if verb.lemma_ == "become":
        return subjects(verb)
    if verb.lemma_ not in words("relations", "installing"):
        return []
    return subjects(verb) if is_passive(verb) else objects(verb)
