"""Verb frames: what verbs, and the adjectives and participles said of somebody, tell on a page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.absorbing import absorbed
from comity.reading.arguments import Slots, noun_slots, verb_slots
from comity.reading.casting import (
    acting,
    first_parties,
    issuer,
    mediated,
    own_forces,
    party_problem,
    scene_recipients,
    where_it_is_said,
)
from comity.reading.complements import complements
from comity.reading.fired import UNREAL, Fired, Stage, union
from comity.reading.fitting import why_not
from comity.reading.frames import Frame, is_any
from comity.reading.lexicon import words
from comity.reading.phrases import dependents, inner_noun
from comity.reading.subjects import surface_subjects
from comity.reading.triggers import is_other_verb, is_stative, modifying, with_particle_object, words_beside

_SYNTAX = "events/syntax"
_AGENTLESS = ("acts_of_bodies", "acts_of_states", "acts_where_it_is", "acts_from_where", "acts_to_where")
_JOINTLY = frozenset({"together", "jointly", "along", "alongside"})
_VERBAL = frozenset({"VERB", "AUX"})


def read_verb(stage: Stage, verb: Token) -> Fired | None:
    """The first frame of a verb whose conditions hold, those with more conditions tried first."""
    triggers = stage.lexicon.verbs.get(verb.lemma_) or stage.lexicon.verbs.get(verb.lower_)
    if not triggers or verb.dep_ == "amod" or (is_stative(verb) and not _is_of_thing(stage, verb)):
        return None
    slots = verb_slots(verb)
    completing = complements(verb)
    children = dependents(verb)
    names = {n for c in children for t in (c, *modifying(c)) for n in (t.lower_, t.lemma_)}
    particles = [c for c in children if c.dep_ == "prt"]
    moved = any(c.dep_ == "dobj" for c in children)
    for trigger in triggers:
        if trigger.after and trigger.after[0] not in names:
            continue
        beside = words_beside(verb, children, trigger)
        if beside is None or is_other_verb(beside, particles, moved):
            stage.reject(verb, trigger.frame, f"no “{' '.join((*trigger.before, *trigger.after))}” beside it")
            continue
        local = with_particle_object(slots, beside)
        if fired := _fire(stage, verb, verb, trigger.frame, local, completing, beside):
            return fired
    return None


def _is_of_thing(stage: Stage, verb: Token) -> bool:
    """“Italy backs a deal”, “opposes further loans”: an opinion on a matter, no tie to somebody."""
    objects = [inner_noun(t) for t in verb_slots(verb).get("obj", ())]
    classes = stage.lexicon.classes
    nouns = all(t.pos_ == "NOUN" and not is_any(classes, t.lemma_, "CIVIL", "ARMED", "FRIEND") for t in objects)
    things = nouns and not any(stage.scene.parties([t]) for t in objects)
    return bool(objects) and things


def read_participle(stage: Stage, verb: Token) -> Fired | None:
    """“is opposed to”, “was prepared to”: participles that the parser takes for passives."""
    triggers = stage.lexicon.adjectives.get(verb.lower_)
    if not triggers or not any(c.dep_ == "auxpass" for c in dependents(verb)):
        return None
    slots = {**verb_slots(verb), "subj": surface_subjects(verb)}
    slots.pop("obj", None)
    for trigger in triggers:
        if fired := _fire(stage, verb, verb, trigger.frame, slots, complements(verb), []):
            return fired
    return None


def read_adjective(stage: Stage, adjective: Token) -> Fired | None:
    """“is ready to help”, “angry with Paris”: adjectives that a verb says of somebody."""
    triggers = stage.lexicon.adjectives.get(adjective.lemma_) or stage.lexicon.adjectives.get(adjective.lower_)
    if not triggers or adjective.dep_ not in ("acomp", "oprd", "attr", "conj", "ccomp", "ROOT", "advcl", "xcomp"):
        return None
    host = adjective.head if adjective.head.pos_ in _VERBAL else adjective
    slots = dict(noun_slots(adjective))
    slots["subj"] = surface_subjects(host) if host.i != adjective.i else surface_subjects(adjective)
    slots.pop("adj", None)
    for trigger in triggers:
        if fired := _fire(stage, adjective, host, trigger.frame, slots, complements(adjective), []):
            return fired
    return None


def _fire(
    stage: Stage, trigger: Token, host: Token, frame: Frame, slots: Slots, completing: list[Token], beside: list[Token]
) -> Fired | None:
    why = _nobody_acts(stage, frame, slots) or why_not(stage, trigger, frame, slots, completing)
    if why:
        stage.reject(trigger, frame, why)
        return None
    actors, actor_tokens = acting(stage, frame, slots, completing)
    if slots.get("with") and (frame.mode == "visit" or any(c.lower_ in _JOINTLY for c in dependents(trigger))):
        actors = union(stage.scene.parties(slots["with"], owners=False), actors)
    recipients, recipient_tokens = first_parties(
        stage, frame.recipient, slots, completing, owners=True, without=actors, type_=frame.type, mode=frame.mode
    )
    if not recipients and frame.mode == "third-party":
        recipients, recipient_tokens = mediated(stage, trigger, actors)
    ground = ""
    if not recipients:
        recipients, ground = scene_recipients(stage, frame, slots, actors)
    if frame.strict and not recipients:
        stage.reject(trigger, frame, "nobody known as recipient")
        return None
    if frame.reciprocal:
        actors, recipients = union(actors, recipients), ()
        actors = union(actors, _other_side(stage, trigger, slots, actors))
    if _is_brought_about(trigger, frame):
        stage.reject(trigger, frame, "it only tells what came of another deed")
        return None
    problem = party_problem(frame, actors)
    if problem:
        stage.reject(trigger, frame, problem)
        return None
    if frame.type == "REJECT" and _keeps_silent(trigger, completing):
        stage.reject(trigger, frame, "it only keeps silent")
        return None
    type_, told = absorbed(stage, frame, completing, actors)
    own = trigger.lemma_ in words(_SYNTAX, "commanding") or _is_of_its_own(stage, slots.get("obj", ()))
    if type_ == "REQUEST" and not recipients and own:
        stage.reject(trigger, frame, "it orders its own")
        return None
    spent = ("obj", *(k for k in frame.recipient if k != "for" or frame.mode != "visit"))
    told |= {t.i for k in spent for t in _inner(slots.get(k, ()))} | {t.i for t in beside}
    tokens = (trigger, host, *beside, *actor_tokens, *recipient_tokens, *slots.get("obj", ()))
    stage.accept(trigger, frame)
    objects = slots.get("obj", ()) if type_ in UNREAL else ()
    reach = frozenset(t.i for o in objects for t in o.subtree)
    done = Fired(frame, type_, trigger, host, slots, actors, recipients, tokens, reach=reach, told=frozenset(told))
    return replace(done, ground=ground)


def _other_side(stage: Stage, verb: Token, slots: Slots, actors: Sequence[Reference]) -> tuple[Reference, ...]:
    """“promised to go under a pact signed with Oman”: with whom is told there, and who did it by the clause around."""
    alone = len(actors) == 1 and verb.dep_ == "acl" and verb.tag_ == "VBN" and not slots.get("subj")
    above = next((a for a in verb.head.ancestors if a.pos_ in _VERBAL), None) if alone and slots.get("with") else None
    found = stage.scene.parties(surface_subjects(above), owners=False) if above is not None else ()
    return found if all(r.represents != actors[0].represents for r in found) else ()


def _is_brought_about(verb: Token, frame: Frame) -> bool:
    """“captured the town on Monday, ending a long war”: the outcome of a deed, and nothing that was conceded."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.lemma_ not in words(_SYNTAX, "brought_about"):
        return False
    return frame.type in ("AGREE", "CONCEDE", "RETREAT") and verb.i > verb.head.i and verb.nbor(-1).text == ","


def _keeps_silent(verb: Token, completing: Sequence[Token]) -> bool:
    """“declined to comment”, “refused to say when”: nobody is turned down."""
    return verb.lemma_ in words(_SYNTAX, "declining") and any(
        c.lemma_ in words(_SYNTAX, "keeping_silent") for c in completing
    )


def _is_of_its_own(stage: Stage, objects: Sequence[Token]) -> bool:
    """“urged its citizens to leave”: who is asked belongs to who asks."""
    owned = (any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in dependents(t)) for t in objects)
    return bool(objects) and all(owned) and all(t.lemma_ in stage.lexicon.classes["CIVIL"] for t in objects)


def _nobody_acts(stage: Stage, frame: Frame, slots: Slots) -> str | None:
    """The cheap question before the others: without an actor no frame of the plain kind can fire."""
    if frame.actor != ("subj",) or frame.reciprocal or frame.mode == "visit":
        return None
    subjects = slots.get("subj", ())
    if stage.scene.parties(subjects, owners=False, civil=frame.type == "PROTEST"):
        return None
    agentless = frozenset().union(*(words(_SYNTAX, key) for key in _AGENTLESS))
    if issuer(subjects) or (not subjects and (frame.name in agentless or own_forces(stage, frame, slots))):
        return None
    if not subjects and where_it_is_said(stage, frame, slots):
        return None
    return "nobody known as actor"


def _inner(tokens: Iterable[Token]) -> list[Token]:
    return [x for t in tokens for x in {t.i: t, inner_noun(t).i: inner_noun(t)}.values()]
