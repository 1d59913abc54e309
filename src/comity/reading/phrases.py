"""Phrases: what hangs on a word and what is coordinated with it, asked of the parse once a page."""

from spacy.tokens import Token

from comity.reading.keeping import kept
from comity.reading.lexicon import words

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
VERBAL = frozenset({"VERB", "AUX"})


def syntax_words(key: str) -> frozenset[str]:
    """Words that stand in the parse in a way of their own, by the list that names it in `events/syntax.yaml`."""
    return words("events/syntax", key)


@kept
def dependents(token: Token) -> list[Token]:
    """The token's children in the parse, in order of the text."""
    return list(token.children)


@kept
def coordinated(token: Token) -> list[Token]:
    """The token and what is coordinated below it, in order of the text."""
    found = [token]
    for child in dependents(token):
        joined = child.dep_ == "conj" and child.pos_ not in VERBAL and not opens_clause(child)
        if joined or (child.dep_ == "appos" and _lists_on(token, child)):
            found.extend(coordinated(child))
    return found


def opens_clause(name: Token) -> bool:
    """“regretted the vote and Peru announced a ban”: a name joined to a common noun, with a verb right behind it."""
    if name.pos_ != "PROPN" or name.head.pos_ != "NOUN" or name.head.dep_ not in ("dobj", "pobj"):
        return False
    verb = name.nbor() if name.i + 1 < len(name.doc) else None
    finite = verb is not None and verb.tag_ in ("VBD", "VBZ") and verb.dep_ in ("ccomp", "conj", "advcl", "dep")
    return verb is not None and finite and not any(c.dep_ in SUBJECTS for c in dependents(verb))


def _lists_on(token: Token, apposed: Token) -> bool:
    """“Argentina, Egypt, Ethiopia and Iran” parsed as an apposition: names that a comma parts and “and” closes."""
    if token.pos_ != "PROPN" or apposed.pos_ != "PROPN":
        return False
    return token.nbor().text == "," and any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in dependents(apposed))


def inner_noun(token: Token) -> Token:
    """The noun that counts: “a series of talks” – talks, “tens of thousands of troops” – troops."""
    while token.lemma_.lower() in syntax_words("partitives") or (token.pos_ == "NUM" and token.dep_ != "nummod"):
        inner = [
            p
            for c in dependents(token)
            if c.dep_ == "prep" and c.lower_ == "of"
            for p in dependents(c)
            if p.dep_ == "pobj"
        ]
        if not inner:
            return token
        token = inner[0]
    return token
