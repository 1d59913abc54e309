"""Proposing: whom the rules for frames would give a deed that has no frame, as one more hint for the network."""

from functools import lru_cache

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.arguments import Slots
from comity.reading.casting import first_parties
from comity.reading.choosing.choice import choose
from comity.reading.complements import complements
from comity.reading.fired import Fired, Stage
from comity.reading.frames import Frame
from comity.reading.learnt.slots import is_verb, own
from comity.reading.targets import with_target

_DOING = (("subj",), ("by", "poss", "adj"), ("of", "from"))
_UNDERGOING = (
    "obj", "iobj", "on", "against", "with", "to", "at", "of", "from", "for", "over", "toward", "towards", "into",
    "between", "about",
)  # fmt: skip
_UNDERGOING_NOUN = ("against", "on", "with", "to", "at", "of", "from", "for", "over")
_TOGETHER = frozenset({"CONSULT", "COOPERATE"})

Proposal = tuple[tuple[Reference, ...], tuple[Reference, ...]]
"""Who does it, and to whom."""


def propose(stage: Stage, token: Token, host: Token, slots: Slots, type_: str, sentence: int) -> Proposal:
    """The parties by the first slots that hold any; recipients also by the scene and the choice among all in reach."""
    plain = own(slots)
    actors: tuple[Reference, ...] = ()
    for names in _DOING:
        if not actors:
            actors, _ = first_parties(stage, names, plain, [], owners=names != ("subj",))
    if not actors:
        return (), ()
    undergoing = _UNDERGOING if is_verb(token) else _UNDERGOING_NOUN
    recipients, _ = first_parties(
        stage, undergoing, plain, complements(token), owners=True, without=actors, type_=type_
    )
    one = Fired(frame_of(type_), type_, token, host, plain, actors, recipients, (token, host))
    if type_ in _TOGETHER:
        return actors, recipients
    chosen = choose(stage.scene, one if recipients else with_target(stage.scene, one, sentence), sentence)
    return actors, chosen.recipients


@lru_cache(maxsize=32)
def frame_of(type_: str) -> Frame:
    """The frame under which learnt deeds of a type go."""
    return Frame(name="learnt", type=type_, recipient=_UNDERGOING, noun_recipient=_UNDERGOING_NOUN, confidence=0.4)
