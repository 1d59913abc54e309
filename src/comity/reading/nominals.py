"""Nominals: deeds told by a noun made of a verb whose frame names no noun: “the delivery of boats to Manila by Tokyo”.

The frame is the verb's; “of” stands for its object, an owner, a demonym or “by” for its subject. So every frame that
has a verb reads its nouns and gerunds too, without their being listed in it.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.absorbing import absorbed
from comity.reading.arguments import Slots, noun_slots
from comity.reading.casting import first_parties, party_problem
from comity.reading.complements import complements
from comity.reading.deverbal import verbs_of_nouns
from comity.reading.fired import Fired, Stage
from comity.reading.fitting import why_not
from comity.reading.frames import Frame, Trigger, Words
from comity.reading.phrases import coordinated, dependents
from comity.reading.subjects import surface_subjects
from comity.reading.triggers import carrier, measured

Cast = tuple[tuple[Reference, ...], tuple[Reference, ...], list[Token]]


def read_nominal(stage: Stage, noun: Token) -> Fired | None:
    """The first verb frame that fits what a noun made of its verb tells; only one whose doer is known fires."""
    listed = {t.frame.type for t in stage.lexicon.nouns.get(noun.lemma_, ()) if not t.before and not t.after}
    for trigger in _triggers(stage, noun):
        if trigger.frame.type in listed or trigger.frame.nouns or trigger.frame.plural_actor:
            continue
        if fired := _fire(stage, noun, trigger.frame):
            return fired
    return None


def deed_slots(stage: Stage, noun: Token) -> Slots:
    """The slots of an event noun, with the “by” that the parser hangs on the object: “the arrest of a spy by Oman”."""
    slots = noun_slots(noun)
    if "by" in slots:
        return slots
    for inner in slots.get("of", ()):
        if inner.lemma_ in stage.lexicon.nouns or inner.lemma_ in verbs_of_nouns():
            continue
        for child in dependents(inner):
            if child.dep_ == "prep" and child.lower_ == "by":
                found = [t for c in dependents(child) if c.dep_ == "pobj" for t in coordinated(c)]
                return {**slots, "by": found} if found else slots
    return slots


def _triggers(stage: Stage, noun: Token) -> Iterator[Trigger]:
    verb = verbs_of_nouns().get(noun.lower_) or verbs_of_nouns().get(noun.lemma_)
    if verb is None:
        return
    lemma, *particle = verb.split()
    for trigger in stage.lexicon.verbs.get(lemma, ()):
        if not trigger.before and trigger.after == tuple(particle):
            yield trigger


def _fire(stage: Stage, noun: Token, frame: Frame) -> Fired | None:
    verb, role = carrier(measured(noun), frame)
    slots = _as_verb(deed_slots(stage, noun), noun, verb if role == "perform" else None)
    completing = complements(noun)
    cast = _cast(stage, noun, frame, slots, completing)
    if isinstance(cast, str):
        stage.reject(noun, frame, cast)
        return None
    actors, recipients, used = cast
    type_, told = absorbed(stage, frame, completing, actors)
    stage.accept(noun, frame)
    host = verb if role and verb is not None else noun
    if frame.reciprocal:
        actors, recipients = (*actors, *recipients), ()
    tokens = (noun, host, *used, *slots.get("obj", ()))
    return Fired(frame, type_, noun, host, slots, actors, recipients, tokens, told=frozenset(told))


def _cast(stage: Stage, noun: Token, frame: Frame, slots: Slots, completing: list[Token]) -> Cast | str:
    """Actors, recipients and their words, or why the frame does not fire."""
    if why := why_not(stage, noun, frame, slots, completing):
        return why
    actors, used = first_parties(stage, ("subj",), slots, completing, owners=False, type_=frame.type)
    if why := party_problem(frame, actors):
        return why
    names: Words = tuple(n for n in frame.recipient if n != "event")
    recipients, more = first_parties(
        stage, names, slots, completing, owners=True, without=actors, type_=frame.type, mode=frame.mode
    )
    if not recipients and (frame.strict or frame.reciprocal or not frame.object):
        return "too little known about its parties"
    return actors, recipients, [*used, *more]


def _as_verb(slots: Slots, noun: Token, performing: Token | None) -> Slots:
    """A noun's slots in the order of its verb's active clause."""
    found = {k: v for k, v in slots.items() if k not in ("of", "poss", "adj", "by", "appos")}
    owners = slots.get("poss") or [t for t in slots.get("adj", ()) if _is_demonym(t)]
    if performing is not None:
        doers = surface_subjects(performing)
    elif slots.get("by"):
        doers = slots["by"]
    else:
        doers, owners = owners, []
    objects = slots.get("of") or [t for t in dependents(noun) if t.dep_ == "compound"] or owners
    found["subj"] = list(doers)
    if objects:
        found["obj"] = list(objects)
    return found


def _is_demonym(token: Token) -> bool:
    return token.ent_type_ in ("NORP", "GPE", "ORG") or token.text[:1].isupper()
