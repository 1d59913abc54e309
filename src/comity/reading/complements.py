"""Complements: the verbs of the clauses that complete a verb, an adjective or a noun: “promised to help”."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.reading.keeping import kept
from comity.reading.lexicon import words
from comity.reading.phrases import dependents

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_VERBAL = frozenset({"VERB", "AUX"})


@kept
def complements(token: Token) -> list[Token]:
    """Verbs of the clauses that complete a verb, adjective or noun, coordination included; nearest first."""
    found: list[Token] = []
    for child in dependents(token):
        if _completes(child, token):
            found.append(child)
        elif child.dep_ == "dobj" and token.pos_ == "VERB":
            found.extend(c for c in dependents(child) if c.dep_ == "acl" and _is_infinitive(c) and c.i > child.i)
        elif child.dep_ == "prep" and child.lower_ in ("to", "of", "against", "into"):
            found.extend(c for c in dependents(child) if c.dep_ == "pcomp")
    found = [c for c in found if c.i > token.i or c.dep_ == "ccomp"]
    return [t for c in found for t in _verb_conjuncts(c)]


def _completes(child: Token, token: Token) -> bool:
    if child.dep_ in ("xcomp", "ccomp"):
        return child.pos_ in _VERBAL or _has_copula_mark(child)
    if child.dep_ not in ("acl", "advcl") or not _is_infinitive(child):
        return False
    return token.pos_ == "NOUN" or child.dep_ == "acl" or token.lemma_ in words("events/syntax", "take_infinitives")


def _has_copula_mark(token: Token) -> bool:
    return any(c.dep_ in ("aux", "mark", "nsubj") for c in dependents(token))


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in dependents(verb))


def _verb_conjuncts(verb: Token) -> Iterator[Token]:
    yield verb
    for child in dependents(verb):
        if child.dep_ == "conj" and child.pos_ in _VERBAL and not any(c.dep_ in _SUBJECTS for c in dependents(child)):
            yield from _verb_conjuncts(child)
