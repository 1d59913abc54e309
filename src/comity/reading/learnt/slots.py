"""Slots of a learnt deed: the phrases around its word, verb, noun or adjective, by the names that frames use."""

from spacy.tokens import Token

from comity.reading.arguments import Slots, noun_slots, verb_slots
from comity.reading.fired import Stage
from comity.reading.nominals import deed_slots

_VERBAL = frozenset({"VERB", "AUX"})
_WITHIN = frozenset({"pobj", "prep", "compound", "conj"})
_CARRIED = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "prep", "pobj"})
_OF_VERB = "v:"
"""Before the name of a slot that is the carrying verb's, not the noun's own."""


def slots_around(stage: Stage, token: Token) -> tuple[Token, Slots]:
    """The verb that carries tense and negation, and every phrase around the deed's word."""
    if is_verb(token):
        return token, {name: list(tokens) for name, tokens in verb_slots(token).items()}
    if token.pos_ in ("NOUN", "PROPN"):
        return _of_noun(stage, token)
    host = token.head if token.head.pos_ in _VERBAL else token
    slots = {name: list(tokens) for name, tokens in noun_slots(token).items()}
    if host is not token:
        _add(slots, host, token, "")
    return host, slots


def is_verb(token: Token) -> bool:
    """Whether a word carries its phrases as a verb does."""
    return token.pos_ in _VERBAL or token.tag_.startswith("VB")


def own(slots: Slots) -> Slots:
    """The slots by their plain names, those of the carrying verb behind the word's own."""
    found: Slots = {}
    for name, tokens in slots.items():
        plain = name.removeprefix(_OF_VERB).partition(":")[0]
        found.setdefault(plain, tokens)
    return found


def _of_noun(stage: Stage, noun: Token) -> tuple[Token, Slots]:
    slots = {name: list(tokens) for name, tokens in deed_slots(stage, noun).items()}
    top = noun
    while top.dep_ in _WITHIN and top.head.i != top.i and top.head.pos_ not in _VERBAL:
        top = top.head
    if top.head.pos_ not in _VERBAL or top.dep_ not in _CARRIED:
        return noun, slots
    _add(slots, top.head, noun, f":{top.dep_}")
    return top.head, slots


def _add(slots: Slots, verb: Token, besides: Token, as_: str) -> None:
    for name, tokens in verb_slots(verb).items():
        slots.setdefault(f"{_OF_VERB}{name}{as_}", []).extend(t for t in tokens if t.i != besides.i)
