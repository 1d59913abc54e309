"""Choice: which recipients a deed gets, by the weights of `lexicon/recipients.yaml`, and why these.

A conditional logistic model: every option has a sum of weights, the nobody among them that of the deed. Something
else than the rules propose is taken only where it is so much likelier as the `gates` ask. Fitted by
`bench/recipients.py`.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

from comity.reading.choosing.implied import implies_somebody, likeliest_party
from comity.reading.choosing.measures import slate_of
from comity.reading.choosing.options import Choice, Measures, Slate
from comity.reading.fired import Fired
from comity.reading.lexicon import load
from comity.reading.scene import Scene

_TOLD = 5
"""Reasons that are worth telling."""


def choose(scene: Scene, fired: Fired, sentence: int) -> Fired:
    """The event with the recipients that are likeliest; deeds of both sides together keep theirs."""
    if fired.frame.reciprocal or fired.frame.noun_reciprocal:
        return fired
    choice = weigh(slate_of(scene, fired, sentence))
    if implies_somebody(fired) and not choice.slate.options[choice.taken].references:
        choice = likeliest_party(choice)
    taken = choice.slate.options[choice.taken].references
    return replace(fired, choice=choice, recipients=taken)


def weigh(slate: Slate) -> Choice:
    """The chance of every option, and which one is taken."""
    model = load("recipients")
    scores = [
        _sum(model["parties"], one.measures) if one.references else _sum(model["nobody"], slate.occasion)
        for one in slate.options
    ]
    top = max(scores)
    whole = sum(math.exp(s - top) for s in scores)
    chances = tuple(math.exp(s - top) / whole for s in scores)
    best = max(range(len(chances)), key=chances.__getitem__)
    proposal = next(name for name in model["gates"] if slate.occasion.get(f"proposal:{name}"))
    return Choice(slate, chances, best if chances[best] > model["gates"][proposal] * chances[0] else 0)


def reasons(choice: Choice) -> tuple[tuple[str, float], ...]:
    """What told most for whom was taken and against what the rules propose: measures, and what each added."""
    model, slate = load("recipients"), choice.slate
    taken, proposed = slate.options[choice.taken], slate.options[0]
    told: dict[str, float] = {}
    for option, sign in ((taken, 1.0), (proposed, -1.0)):
        weights = model["parties"] if option.references else model["nobody"]
        for name, value in (option.measures if option.references else slate.occasion).items():
            told[name] = told.get(name, 0.0) + sign * value * weights.get(name, 0.0)
    ranked = sorted(told.items(), key=lambda item: -abs(item[1]))
    return tuple((name, round(added, 2)) for name, added in ranked[:_TOLD] if round(added, 2))


def _sum(weights: Mapping[str, float], measures: Measures) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in measures.items())
