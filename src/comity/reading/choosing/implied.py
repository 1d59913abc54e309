"""Implied: deeds that are always done to somebody, where the weights would rather have nobody.

Nobody suspends “new aid”, sends condolences or protests without somebody whom it is meant for: what is left open is
only who, and the likeliest party is taken if it stands out clearly among all that it may be.
"""

from dataclasses import replace

from comity.reading.choosing.options import Choice
from comity.reading.crowds import is_unnamed
from comity.reading.fired import Fired
from comity.reading.lexicon import words
from comity.reading.phrases import inner_noun

_SYNTAX = "events/syntax"
_CLEARLY = 0.45
"""What a party must have of the chance of all parties together."""
_OF_THE_TOPIC = 0.35
"""What suffices for the state that the text is about."""
_ABOUT = "what the text is about"


def implies_somebody(fired: Fired) -> bool:
    """Whether a deed of one is done to somebody by its nature; what both sides of a deal or a whole coup did is not.

    Several actors may mean each other.
    """
    frame = f"{fired.frame.type}/{fired.frame.name}"
    if len(fired.actors) > 1 or not {fired.type, frame} & words(_SYNTAX, "of_somebody"):
        return False
    nouns = {inner_noun(t).lemma_ for t in fired.slots.get("obj", ())}
    return not nouns & (words(_SYNTAX, "shared") | words(_SYNTAX, "of_nobody"))


def likeliest_party(choice: Choice) -> Choice:
    """The choice with the party that stands out among all, if one does."""
    options = choice.slate.options
    parties = [i for i, option in enumerate(options) if option.references]
    whole = sum(choice.chances[i] for i in parties)
    best = max(parties, key=lambda i: choice.chances[i], default=None)
    if best is None or not whole or choice.slate.occasion.get("opening"):
        return choice  # the first sentences have told too little
    measures = options[best].measures
    aside = measures.get("in the clause")  # “deplored at the request of Peru”: in none of a recipient's places
    behind = measures.get("only behind it") and not measures.get(_ABOUT)  # “denounced the raid, and Peru left”
    if aside or behind or any(map(is_unnamed, options[best].references)):
        return choice
    least = _OF_THE_TOPIC if measures.get(_ABOUT) else _CLEARLY
    return replace(choice, taken=best) if choice.chances[best] >= least * whole else choice
