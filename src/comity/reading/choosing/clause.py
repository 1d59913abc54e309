"""Clause: the parties that stand in a deed's own clause, in its object and in the clause behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.arguments import Slots, noun_slots, verb_slots
from comity.reading.complements import complements
from comity.reading.fired import Fired
from comity.reading.lexicon import words
from comity.reading.parties import government
from comity.reading.phrases import inner_noun
from comity.reading.scene import Scene

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"nsubj", "dobj", "pobj"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Whom one phrase means, in which slot of which word."""

    place: tuple[str, str]
    references: tuple[Reference, ...]


def phrases_of(scene: Scene, fired: Fired) -> tuple[Phrase, ...]:
    """The phrases around a deed that mean somebody."""
    spent = frozenset(t.i for t in fired.tokens if _is_seat_of(scene, t, fired))
    return tuple(phrase for level, slots in _levels(fired) for phrase in _phrases(scene, level, slots, spent))


def _is_seat_of(scene: Scene, token: Token, fired: Fired) -> bool:
    """“was criticised in Kampala”: where who acts has his seat."""
    seat = government(scene.page, token)
    return seat is not None and any(seat.id == r.represents for r in fired.actors)


def _levels(fired: Fired) -> Iterator[tuple[str, Slots]]:
    trigger, host = fired.trigger, fired.host
    if _is_noun(trigger):
        yield "noun", noun_slots(trigger)
        if host.i != trigger.i and host.pos_ in _VERBAL:
            yield "host", {k: v for k, v in verb_slots(host).items() if all(t.i != trigger.i for t in v)}
    else:
        slots = verb_slots(trigger if trigger.pos_ in _VERBAL else host)
        yield "verb", slots
        yield from (("object", _own(inner_noun(t))) for t in slots.get("obj", ()))
    for verb in complements(trigger)[:1]:
        slots = verb_slots(verb)
        yield "complement", slots
        yield from (("its object", _own(inner_noun(t))) for t in slots.get("obj", ()))


def _own(noun: Token) -> Slots:
    """The slots of a noun; “the former Spanish colony” is not Spain's, whatever stands before it."""
    slots = noun_slots(noun)
    unowned = noun.lemma_ in words("events/syntax", "of_no_owner")
    return {key: tokens for key, tokens in slots.items() if key != "adj"} if unowned else slots


def _is_noun(trigger: Token) -> bool:
    return trigger.pos_ in ("NOUN", "PROPN") or (trigger.tag_ == "VBG" and trigger.dep_ in _NOMINAL)


def _phrases(scene: Scene, level: str, slots: Slots, spent: frozenset[int]) -> Iterator[Phrase]:
    for name, tokens in slots.items():
        for token in tokens:
            if token.pos_ in _VERBAL or token.i in spent:
                continue
            if references := scene.parties([token]):
                yield Phrase((level, name), references)
