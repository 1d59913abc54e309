"""Neighbours: states that lie beside one another, by the nouns and adjectives that call them so."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Relation
from comity.reading.adjacency import adjoin, lie_beside
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.pairs import as_state, known, make_relation, other_state, pairs
from comity.reading.syntax import attributes, is_verbal, objects, prepositional, subjects, with_conjuncts


def read_neighbouring(page: Page, adjective: Token) -> Iterator[Relation]:
    """“Kazakhstan Wednesday, before traveling to neighboring Uzbekistan”: neighbour of the state named before it."""
    here = [t for t in (adjective.head,) if any(r.id.startswith("state:") for r in page.who(t))]
    sentence = page.sentence_of(adjective).span
    for token in reversed(list(adjective.doc[sentence.start : adjective.i])):
        found = [r for r in page.who(token) if r.id.startswith("state:")]
        if here and found and found[0].id not in {r.id for r in page.who(here[0])}:
            yield from pairs(page, here, [token], "borders", adjective, "actual", 0.6)
            return


def read_neighbours(page: Page, noun: Token) -> Iterator[Relation]:
    """“the neighbours” who are two, “Bolivia sued its neighbour Chile”, “Egypt's neighbours Libya and Sudan”."""
    own = [r for r in page.who(noun) if r.id.startswith("state:")]
    over = noun.head if noun.dep_ in ("amod", "compound", "nmod") and page.who(noun.head) else noun
    owners = [c for c in (*noun.children, *over.lefts) if c.dep_ == "poss" and page.who(c)]
    behind = [t for t in prepositional(noun, "of") if any(r.id.startswith("state:") for r in page.who(t))]
    if noun.dep_ in ("appos", "attr") and not owners and behind:  # “Brazil and Peru, both neighbours of Bolivia”
        said = with_conjuncts([noun.head]) if noun.dep_ == "appos" else subjects(noun.head)
        yield from pairs(page, said if noun.tag_ == "NNS" else said[:1], behind, "borders", noun, "actual", 0.6)
        return
    if noun.dep_ in ("appos", "attr") and noun.tag_ == "NNS" and not owners:
        said = [noun.head, *noun.head.conjuncts] if noun.dep_ == "appos" else subjects(noun.head)
        own = own or [r for t in said for r in page.who(t) if r.id.startswith("state:")]
    if noun.tag_ == "NNS" and not owners:
        beside = with_conjuncts(c for c in noun.children if c.dep_ == "appos")
        own = own or [r for t in beside for r in page.who(t) if r.id.startswith("state:")]
        if len(own) == 2 and adjoin(own[0].id, own[1].id):
            yield from make_relation(page, (own[0], own[1]), "borders", noun, [], "actual", 0.5)
        return
    named = with_conjuncts([c for c in noun.children if c.dep_ == "appos"])
    named = named or [t for p in prepositional(noun, "to") for t in p.children if t.dep_ == "appos"]
    named = named or _listed(page, noun, owners) or colours_of_neighbours(page, noun)
    named = named or ([over] if over.i == noun.i + 1 else [])  # “its neighbour Ethiopia”
    if not named and noun.i + 1 < len(noun.doc) and noun.nbor(1).pos_ == "PROPN":
        named = with_conjuncts([noun.head if noun.dep_ in ("compound", "nmod") else noun.nbor(1)])
    told = bool(named)
    if not told and noun.tag_ == "NNS" and any(c.tag_ == "PRP$" for c in owners):
        return  # “his neighbours”: some of them, whoever was named before
    named = named or ([noun] if own else known(page, [noun])[:1])
    if owners and not any(page.who(t) for t in named):
        named = other_state(page, owners[0])
    for one in named:
        for other in owners:
            for a in page.who(one):
                for b in page.who(other):
                    pair = (as_state(b), as_state(a))
                    meant = told or (page.who(one) and lie_beside(pair[0].id, pair[1].id))
                    if meant and all(p.id.startswith(("state:", "region:")) for p in pair):
                        yield from make_relation(page, pair, "borders", noun, (one, other), "actual", 0.6)


def colours_of_neighbours(page: Page, noun: Token) -> list[Token]:
    """“his Ivorian and Senegalese neighbours”: the states by their adjectives."""
    if noun.lemma_ not in words("relations", "neighbours"):
        return []
    lands = with_conjuncts(c for c in noun.lefts if c.dep_ in ("amod", "nmod"))
    return [t for t in lands if t.i < noun.i and any(r.id.startswith("state:") for r in page.who(t))]


def _listed(page: Page, noun: Token, owners: list[Token]) -> list[Token]:
    """“Its neighbours are A, B and C”, “has A, B and C as its neighbours”: those told."""
    verb = noun.head
    if not owners or noun.tag_ != "NNS":
        return []
    if noun.dep_ == "nsubj" and verb.lemma_ in ("be", "include"):
        return attributes(verb) + objects(verb)
    if noun.dep_ == "pobj" and verb.lower_ in ("as", "among") and is_verbal(verb.head):
        own = {r.id for t in owners for r in page.who(t)}
        return [t for t in subjects(verb.head) + objects(verb.head) if not {r.id for r in page.who(t)} & own]
    return []
