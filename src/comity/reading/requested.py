"""Requested: of whom something is asked where the clause names nobody: who holds it, could grant it or has done it."""

from collections.abc import Sequence
from dataclasses import replace

from comity.model import Reference
from comity.reading.arguments import is_passive, noun_slots, verb_slots
from comity.reading.complements import complements
from comity.reading.fired import Fired
from comity.reading.frames import is_any
from comity.reading.lexicon import words
from comity.reading.phrases import coordinated, dependents, inner_noun
from comity.reading.scene import Scene
from comity.reading.subjects import surface_subjects

_SYNTAX = "events/syntax"
_AT_REQUEST = frozenset({"at", "upon", "on"})


def holders(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """“detained two Canadians. Canada wants both men freed”: it is wanted of who holds them, not of them."""
    if fired.type != "REQUEST":
        return ()
    if is_for_the_held(fired):
        return scene.dealings.enforcers(sentence)
    freed = [v for v in complements(fired.trigger) if v.lemma_ in words(_SYNTAX, "freeing")]
    undergone = [v for v in freed if not any(c.dep_ == "dobj" for c in dependents(v)) and v.tag_ in ("VBN", "VBD")]
    return scene.dealings.enforcers(sentence) if undergone else ()


def without_undergone(scene: Scene, fired: Fired) -> Fired:
    """“demanded that Condé be freed”: not of whom it is to be done to, but of who is to do it, if that is told."""
    undergone = [v for v in complements(fired.trigger)[:1] if is_passive(v)]
    if fired.type != "REQUEST" or not undergone:
        return fired
    patients = {r.id for r in scene.parties(t for v in undergone for t in surface_subjects(v))}
    if not fired.recipients or not patients.issuperset(r.id for r in fired.recipients):
        return fired
    return replace(fired, recipients=scene.parties(t for v in undergone for t in verb_slots(v).get("by", ())))


def is_for_the_held(fired: Fired) -> bool:
    """“demanded the extradition of two men”, “their return”: not wanted of them."""
    nouns = [inner_noun(t).lemma_ for t in fired.slots.get("obj", ())]
    held = bool(nouns) and all(n in words(_SYNTAX, "custody") for n in nouns)
    return fired.type == "REQUEST" and held and all(r.id.startswith(("person:", "group:")) for r in fired.recipients)


def sought(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“asked to join the Union”, “for a meeting of the Council”: the body that would have to grant it."""
    if fired.type != "REQUEST":
        return ()
    if fired.frame.name == "apply" and not fired.slots.get("obj"):
        return (scene.body,) if scene.body else ()
    for noun in fired.slots.get("obj", ()):
        if noun.lemma_ in scene.lexicon.classes["TALKS"]:
            return [r for r in scene.parties(noun_slots(noun).get("of", ())) if r.id.startswith("org:")]
    for verb in complements(fired.trigger):
        if verb.lemma_ in words(_SYNTAX, "joining"):
            return scene.parties([t for k in ("obj", "to") for t in verb_slots(verb).get(k, ())])
    return ()


def warring(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“demanded a ceasefire in the war between Iran and Iraq”: of both who would have to cease fire."""
    classes = scene.lexicon.classes
    wanted = [t for key in ("obj", "for", "in") for t in fired.slots.get(key, ())]
    for noun in wanted if fired.type == "REQUEST" else ():
        for between in (t for t in noun.subtree if t.lower_ == "between"):
            fought = is_any(classes, between.head.lemma_.lower(), "HOSTILITIES", "CEASEFIRE")
            sides = [t for c in dependents(between) if c.dep_ == "pobj" for t in coordinated(c)]
            found = scene.parties(sides) if fought else ()
            if len(found) > 1:
                return found
    return ()


def granting(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“At the request of China the Council met”: who does what was asked for."""
    preposition = fired.trigger.head
    if fired.type != "REQUEST" or fired.trigger.dep_ != "pobj" or preposition.lower_ not in _AT_REQUEST:
        return ()
    if preposition.head.pos_ != "VERB":
        return ()
    slots = verb_slots(preposition.head)
    return scene.parties(slots["subj"]) or scene.seat(slots.get("in", ()))


def is_owed(fired: Fired) -> bool:
    """Whether what is wanted is of somebody who owes it, as compensation is, and not of all, as calm is."""
    wanted = [inner_noun(t) for key in ("obj", "for") for t in fired.slots.get(key, ())]
    return any(t.lemma_ in words(_SYNTAX, "owed") for t in wanted)


def called_to_account(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """“demanded the release of Hamdok”, “an inquiry”: of who has just used force, or holds him."""
    wanted = [t for key in ("obj", "for") for t in fired.slots.get(key, ())]
    if fired.type != "REQUEST" or not any(t.lemma_ in words(_SYNTAX, "reckonings") for t in wanted):
        return ()
    if any(c.lower_ in words(_SYNTAX, "of_all") for t in wanted for c in t.lefts):
        return ()  # “an international inquiry”
    if found := scene.dealings.wrongdoers(fired.actors, sentence) or scene.dealings.enforcers(sentence):
        return found
    held = [r for t in wanted for h in noun_slots(t).get("of", ()) for r in scene.page.who(h)]
    states = {r.acts_for: r for r in held if r.id.startswith("person:") and (r.acts_for or "").startswith("state:")}
    return [Reference(state, r.name) for state, r in states.items() if state] if len(states) == 1 else ()
