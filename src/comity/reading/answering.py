"""Answering: whom an answer goes to, and whom somebody speaks with while he promises or asks something.

“The envoy asked him to stay. He refused” answers the envoy; “telephoned the emir and offered to help” offers it to him.
"""

from collections.abc import Sequence

from comity.model import Reference
from comity.reading.arguments import noun_slots
from comity.reading.fired import Fired
from comity.reading.lexicon import words
from comity.reading.makers import makers
from comity.reading.phrases import inner_noun
from comity.reading.scene import Scene

_SYNTAX = "events/syntax"
_ASIDE = frozenset({"relcl", "advcl", "acl"})
_VISIT = 4
"""Sentences for which a visit goes on."""
_MET = ("in", "at", "during", "after", "on")


def answered(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """“He refused”, “accepted the invitation”: who had put it to the actors, or whose it is."""
    nouns = [inner_noun(t) for t in fired.slots.get("obj", ())]
    put = [n for n in nouns if n.lemma_ in words(_SYNTAX, "proposals")]
    if fired.type == "REJECT":
        if nouns and not put:
            return ()
    elif fired.type != "AGREE" or fired.trigger.lemma_ not in words(_SYNTAX, "consenting") or not put:
        return ()
    if asked := scene.dealings.asked(fired.actors, sentence):
        return asked
    return next((found for n in put if fired.type == "AGREE" and (found := makers(scene, n))), ())


def hosts(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """“thanked his host”, “assured her visitors”: whom the actors last visited, met or called."""
    told = [inner_noun(t) for key in ("obj", "iobj", "to") for t in fired.slots.get(key, ())]
    theirs = any(
        t.lemma_ in words(_SYNTAX, "hosts_and_guests") and any(c.dep_ == "poss" and c.pos_ == "PRON" for c in t.lefts)
        for t in told
    )
    return scene.dealings.company(fired.actors, sentence, reach=_VISIT) if theirs else ()


def interlocutors(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """“arrived in Kyiv and promised help”, “in a call with Trump she undertook to act”: whom the actors speak with."""
    errand = fired.host.tag_ == "VB" and fired.host.dep_ != "relcl"  # “travelled to Delhi to plead for restraint”
    if fired.type not in words(_SYNTAX, "said_to_company") or (fired.host.dep_ in _ASIDE and not errand):
        return ()
    talks = scene.lexicon.classes["TALKS"] | words(_SYNTAX, "sittings")
    for noun in (inner_noun(t) for key in _MET for t in fired.slots.get(key, ())):
        if noun.lemma_ in talks and (others := scene.parties(noun_slots(noun).get("with", ()), owners=False)):
            return others
    return scene.dealings.company(fired.actors, sentence)
