"""Endings: whose war it was that those who fought it are told to end."""

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.arguments import noun_slots
from comity.reading.fired import Fired, Stage
from comity.reading.lexicon import words
from comity.reading.phrases import dependents
from comity.reading.subjects import surface_subjects

_SYNTAX = "events/syntax"
_VERBAL = frozenset({"VERB", "AUX"})
_OF_OTHERS = ("in", "between")
_LINKS = frozenset({"xcomp", "acl", "relcl", "advcl", "ccomp", "dobj", "pobj", "prep", "oprd", "dative"})


def is_ended(fired: Fired) -> bool:
    """“agreed to end their war”: however real its end is, the war was."""
    return fired.frame.pair and fired.host.i == fired.trigger.i and _ending(fired.trigger) is not None


def enders(stage: Stage, noun: Token) -> tuple[Reference, ...]:
    """“agreed to end two years of war”: both sides, where it is no war of others."""
    verb = _ending(noun)
    if verb is None or _is_told_of(noun):
        return ()
    first = verb.i
    while True:
        if verb.pos_ in _VERBAL:
            found = stage.scene.parties(surface_subjects(verb), owners=False)
            if len({r.represents for r in found}) > 1:
                return found
            if verb.i != first and verb.lemma_ not in words(_SYNTAX, "concluding"):
                return ()
        if verb.dep_ not in _LINKS:
            return ()
        verb = verb.head


def _ending(noun: Token) -> Token | None:
    """The verb that ends it, over what only measures it: “end eight years of war”."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.dep_ == "prep":
        noun = noun.head.head
    return noun.head if noun.dep_ == "dobj" and noun.head.lemma_ in words(_SYNTAX, "ending") else None


def _is_told_of(noun: Token) -> bool:
    """“the war”, “the war in Gaza”, “their price war”: one told of elsewhere, that others fight, or without arms."""
    articles = [c.lower_ for c in dependents(noun) if c.dep_ == "det"]
    bloodless = any(c.dep_ == "compound" and c.lower_ in words(_SYNTAX, "bloodless") for c in dependents(noun))
    return bloodless or "the" in articles or any(k in noun_slots(noun) for k in _OF_OTHERS)
