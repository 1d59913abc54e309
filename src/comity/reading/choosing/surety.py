"""Surety: how likely a deed is told rightly, type and parties, by what can be seen of its clause.

A logistic model; its weights stand in `lexicon/surety.yaml`, fitted by `bench/surety.py`. No word and no frame has a
weight, only classes. What it gives is where `confidence.py` starts from, in place of the frame's own guess.
"""

import math

from comity.model import Modality
from comity.reading.choosing.options import Measures
from comity.reading.choosing.spoken import kind_of
from comity.reading.fired import Fired
from comity.reading.lexicon import load
from comity.reading.page import Page

_LEAST, _MOST = 0.02, 0.98
_TOLD = 4
"""Reasons that are worth telling."""
_USUAL = 3.0
"""Conditions that a frame sets as a rule."""

_USUAL_CHANCE = 0.6
"""What stands for the chance of a deed's word where nothing learnt could weigh it."""


def surety(page: Page, fired: Fired, modality: Modality) -> float:
    """The chance that type and parties of a deed are right."""
    score = sum(_added(sure_measures(page, fired, modality)).values())
    return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-score)))), 3)


def sure_reasons(page: Page, fired: Fired, modality: Modality) -> tuple[tuple[str, float], ...]:
    """What tells most for and against a deed: measures, and what each added."""
    added = _added(sure_measures(page, fired, modality))
    added.pop("always", None)
    ranked = sorted(added.items(), key=lambda item: -abs(item[1]))
    return tuple((name, round(value, 2)) for name, value in ranked[:_TOLD] if round(value, 2))


def sure_measures(page: Page, fired: Fired, modality: Modality) -> Measures:
    """What can be seen of a deed: its occasion, where its parties come from, and how its frame and word stand."""
    choice, trigger = fired.choice, fired.trigger
    seen: dict[str, float] = dict(choice.slate.occasion) if choice else {"always": 1.0, f"type:{fired.type}": 1.0}
    seen |= {
        "prior": _logit(fired.frame.confidence),
        "conditions": fired.frame.weight / _USUAL,
        f"stands:{trigger.dep_}": 1.0,
        f"form:{trigger.tag_}": 1.0,
        f"modality:{modality}": 1.0,
        f"doer:{_form_of_doer(page, fired)}": 1.0,
    }
    if choice:
        chance = choice.chances[choice.taken]
        seen["chance of the recipients"] = _logit(chance)
        seen["recipients by weights"] = float(bool(choice.taken))
    else:
        seen["together"] = 1.0
        seen["all named together"] = float(len(fired.actors) > 1)
    seen["chance of its word"] = _logit(_USUAL_CHANCE if fired.chance is None else fired.chance)
    if fired.cast is not None:
        seen["learnt"] = 1.0
        seen["chance of learnt doers"], seen["chance of learnt recipients"] = map(_logit, fired.cast)
    seen |= {f"to:{kind_of(page, r)}": 1.0 for r in fired.recipients}
    if fired.type != fired.frame.type:
        seen["of another type than its frame"] = 1.0
    return {name: value for name, value in seen.items() if value}


def _added(measures: Measures) -> dict[str, float]:
    weights = load("surety")["weights"]
    return {name: weights[name] * value for name, value in measures.items() if name in weights}


def _form_of_doer(page: Page, fired: Fired) -> str:
    """How the clause calls who does it: by name, demonym, title, pronoun, description, or not at all."""
    for token in fired.slots.get("subj") or fired.slots.get("by") or fired.slots.get("poss") or ():
        mention = page.mention_at(token)
        return mention.form if mention else "phrase"
    return "unsaid"


def _logit(share: float) -> float:
    share = min(_MOST, max(_LEAST, share))
    return math.log(share / (1 - share))
