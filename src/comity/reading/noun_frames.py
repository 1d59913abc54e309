"""Noun frames: what event nouns tell, alone or with the verb that performs, undergoes or lets it happen."""

from collections.abc import Sequence

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.absorbing import absorbed
from comity.reading.arguments import Slots, is_passive, noun_slots, verb_slots
from comity.reading.casting import Cast, first_parties, party_problem, where_it_is
from comity.reading.complements import complements
from comity.reading.conditions import admits
from comity.reading.endings import enders
from comity.reading.fired import Fired, Stage, union
from comity.reading.fitting import complement_fits
from comity.reading.frames import Frame, Words
from comity.reading.lexicon import load, words
from comity.reading.nominals import deed_slots
from comity.reading.subjects import surface_subjects
from comity.reading.triggers import carrier, is_named, measured, stands

_SYNTAX = "events/syntax"
_VERBAL = frozenset({"VERB", "AUX"})
_BEFORE_CAMERAS = frozenset({"news", "press"})
_DURING = frozenset({"at", "in", "during", "after", "following"})


def read_noun(stage: Stage, noun: Token) -> Fired | None:
    """“an attack on Kyiv”, “held talks”: the first frame of an event noun whose conditions hold."""
    triggers = stage.lexicon.nouns.get(noun.lower_) if noun.tag_ == "VBG" else stage.lexicon.nouns.get(noun.lemma_)
    triggers = triggers or stage.lexicon.nouns.get(noun.lower_)
    if not triggers or noun.tag_ in ("NNP", "NNPS") or is_named(stage.page, noun) or _is_title(noun):
        return None
    for trigger in triggers:
        if not stands(noun, trigger):
            continue
        if fired := _fire_noun(stage, noun, trigger.frame):
            return fired
    return None


def _is_title(noun: Token) -> bool:
    """“U.N. mediator Diego Cordovez”: what somebody is, no deed."""
    return noun.dep_ == "compound" and noun.head.pos_ == "PROPN" and noun.head.i > noun.i


def _fire_noun(stage: Stage, noun: Token, frame: Frame) -> Fired | None:
    top = measured(noun)
    verb, role = carrier(top, frame)
    slots = {name: list(tokens) for name, tokens in deed_slots(stage, noun).items()}
    for other in (
        (noun_slots(top) if top.i != noun.i else {}),
        (verb_slots(verb) if role and verb is not None else {}),
    ):
        for key, tokens in other.items():
            if key not in ("obj", "iobj", "of", "adj", "appos"):
                slots.setdefault(key, []).extend(t for t in tokens if t.i != top.i)
    if noun.tag_ == "NN" and noun.lemma_ in words("events/syntax", "undergone") and not slots.get("of"):
        slots = _undergone(stage, slots)
    if frame.type == "SANCTION" or frame.name in words("events/syntax", "laid_on_lands"):
        slots = _laid_on(stage, frame, slots)
    completing = complements(noun)
    why = _why_not_noun(stage, noun, frame, slots, completing, role)
    if why:
        stage.reject(noun, frame, why)
        return None
    actors, recipients, used = _noun_parties(stage, noun, frame, slots, completing, role)
    if not role and not recipients and actors and _is_adjunct(noun, frame, slots):
        recipients = tuple(r for r in _served(stage, top) if r.represents not in {a.represents for a in actors})
    strict = frame.alone == "strict" and role not in ("perform", "undergo")
    if frame.noun_reciprocal:
        actors, recipients = _theirs(stage, noun, frame) or union(actors, recipients), ()
        if not role and len(actors) < 2 and frame.mode != "multilateral":
            actors = union(actors, _clause_parties(stage, top, actors))
        if role == "happen" and not actors and verb is not None:
            actors = _main_parties(stage, verb)
        if frame.pair and len(actors) < 2:
            actors = union(actors, enders(stage, top))
    if not actors and role in (None, "happen") and frame.type == "PROTEST" and _is_of_the_street(noun, role):
        actors = (Reference("group:protesters", noun.text),)
    if not actors and verb is not None and is_passive(verb) and frame.name in words(_SYNTAX, "acts_where_it_is"):
        actors = where_it_is(stage, verb_slots(verb))
    problem = party_problem(frame, actors)
    strict = strict or (
        role is None and frame.type == "CONSULT" and frame.noun_reciprocal and frame.mode != "multilateral"
    )
    if strict and (len(actors) < 2 if frame.noun_reciprocal else not recipients):
        problem = "too little known about its parties"
    if problem:
        stage.reject(noun, frame, problem)
        return None
    type_, told = absorbed(stage, frame, completing, actors)
    host = verb if role and verb is not None else noun
    stage.accept(noun, frame)
    return Fired(frame, type_, noun, host, slots, actors, recipients, (noun, host, *used), told=frozenset(told))


def _undergone(stage: Stage, slots: Slots) -> Slots:
    """“Ana Roth's arrest”: a person before such a noun undergoes it."""
    poss = slots.get("poss", [])
    people = [r for t in poss for r in stage.page.who(t)]
    if not people or not all(r.id.startswith("person:") for r in people):
        return slots
    return {**{key: tokens for key, tokens in slots.items() if key != "poss"}, "of": poss}


def _is_anothers(noun: Token, frame: Frame) -> bool:
    """“using the Iraqi attack as a pretext”: what is said to be another's is not the subject's."""
    owners = [c for c in noun.children if c.ent_type_ and c.dep_ in ("amod", "poss")]
    return frame.type == "ASSAULT" and any(c.dep_ == "poss" or c.ent_type_ in ("NORP", "GPE") for c in owners)


def _laid_on(stage: Stage, frame: Frame, slots: Slots) -> Slots:
    """“the Gaza blockade”, “the Iran sanctions”: a land named before such a noun suffers it."""
    forms = ("name", "capital") if frame.name == "blockade" else ("name",)  # “Washington sanctions” are its own
    lands = [t for t in slots.get("adj", ()) if t.dep_ == "compound" and _is_land(stage, t, forms)]
    if not lands:
        return slots
    return {
        **slots,
        "adj": [t for t in slots["adj"] if t not in lands],
        "against": [*slots.get("against", ()), *lands],
    }


def _is_land(stage: Stage, token: Token, forms: Sequence[str]) -> bool:
    mention = stage.page.mention_at(token)
    if mention is None or mention.form not in forms or token.text.isupper() or "." in token.text:
        return False
    return all(r.id.startswith(("state:", "region:", "place:")) for r in mention.references)


def _theirs(stage: Stage, noun: Token, frame: Frame) -> tuple[Reference, ...]:
    """“At their talks”: of those who were just told to have met, in this sentence or the one before."""
    owner = next((c for c in noun.children if c.dep_ == "poss" and c.lower_ == "their"), None)
    if frame.type != "CONSULT" or owner is None:
        return ()
    sentence, owners = stage.page.sentence_of(noun), stage.page.who(owner)
    names = stage.page.doc[sentence.start : owner.i]
    here = {r.id for t in names if t.pos_ == "PROPN" for r in stage.page.who(t)}
    if len(owners) == 2 and any(r.id in here for r in owners):
        return ()  # whom the pronoun itself means: “he will meet Rojas – their first meeting”
    return stage.scene.dealings.last_met(sentence.index)


def _is_adjunct(noun: Token, frame: Frame, slots: Slots) -> bool:
    """“with the help of Oman”, “under pressure from Lima”: another's deed beside the one that the clause tells."""
    named = load(_SYNTAX)["adjuncts"].get(frame.name, {}).get(noun.head.lower_, ())
    return any(slot in slots for slot in named)


def _served(stage: Stage, noun: Token) -> tuple[Reference, ...]:
    """“rebuilt the port with the help of Oman”, “resigned under pressure from Lima”: who does what the clause tells."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or verb.pos_ not in _VERBAL:
        return ()
    return stage.scene.parties(verb_slots(verb).get("subj") or surface_subjects(verb), owners=False)


def _is_of_the_street(noun: Token, role: str | None) -> bool:
    """“after two nights of rioting”, “the protests began”: deeds that tell of protesters, named or not."""
    told = any(c.dep_ == "prep" or c.lower_ == "the" for c in noun.children)
    certain = told or role == "happen" or measured(noun).i != noun.i
    return certain and noun.lower_ in words("events/syntax", "unrest")


def _main_parties(stage: Stage, verb: Token) -> tuple[Reference, ...]:
    """“Oslo broke with Rome after talks collapsed”: the two of the deed for which it is the occasion."""
    mark = next((c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")), "")
    if verb.dep_ != "advcl" or mark not in words("events/syntax", "occasions"):
        return ()
    fired = stage.read(verb.head)
    return union(fired.recipients, fired.actors) if fired and fired.actors and fired.recipients else ()


def _clause_parties(stage: Stage, noun: Token, actors: Sequence[Reference]) -> tuple[Reference, ...]:
    """“In talks with Xi, Putin said”, “won the consent of Medvedev at talks”: those of the clause took part."""
    if noun.dep_ != "pobj":
        return ()
    verb = next((a for a in noun.head.ancestors if a.pos_ in _VERBAL), None)
    if verb is None or verb.dep_ in ("relcl", "acl"):
        return ()
    visiting = noun.head.lower_ == "for" and (fired := stage.read(verb)) is not None and fired.frame.mode == "visit"
    if noun.head.lower_ not in _DURING and not (visiting and actors):
        return ()
    slots = verb_slots(verb)
    found = stage.scene.parties(slots.get("subj", ()), owners=False)
    if not actors and len(found) < 2:
        found += tuple(r for r in stage.scene.parties(slots.get("obj", ())) if r not in found)
    return found if actors or len(found) > 1 else ()


def _why_not_noun(
    stage: Stage, noun: Token, frame: Frame, slots: Slots, completing: list[Token], role: str | None
) -> str | None:
    if frame.mode == "multilateral" and any(c.lower_ in _BEFORE_CAMERAS for c in noun.children):
        return "it is held for reporters"
    if frame.mode == "multilateral" and role is None and _points_back(noun):
        return "it only points back at a meeting, or says when something else was"
    if frame.alone == "never" and role is None:
        return "it does not tell an event by itself"
    if frame.with_of and not admits(stage.page, stage.lexicon, frame.with_of, slots.get("of", ())):
        return "no fitting “of” phrase"
    for slot, refused in frame.unless_noun.items():
        if slot in slots and admits(stage.page, stage.lexicon, refused, slots[slot]):
            return f"its “{slot}” is one of " + ", ".join(refused[:6])
    if frame.complement and not complement_fits(stage, frame.complement, completing):
        return "no fitting clause behind it"
    return None


def _points_back(noun: Token) -> bool:
    """“on the eve of the G20 summit”, “the host of a summit”, “branded the summit a farce”: no telling of it."""
    preposition, above = noun.head.lower_, noun.head.head
    if noun.dep_ == "pobj":
        return preposition == "of" and above.lemma_ in words(_SYNTAX, "about_meetings")
    return noun.dep_ == "dobj" and [c.lower_ for c in noun.children] == ["the"]


def _noun_parties(
    stage: Stage, noun: Token, frame: Frame, slots: Slots, completing: list[Token], role: str | None
) -> tuple[tuple[Reference, ...], tuple[Reference, ...], list[Token]]:
    names: Words
    if role == "undergo":
        givers = ("of",) if frame.type in words("events/syntax", "won") else ()  # “won the backing of Oman”
        names = ("from", "by", *givers, *frame.noun_actor)
        actors, used = first_parties(stage, names, slots, completing, owners=False)
        recipients, more = first_parties(stage, ("subj",), slots, completing, owners=True, without=actors)
        return actors, recipients, [*used, *more]
    names = ("subj", "by") if role == "perform" and not _is_anothers(noun, frame) else ("by",)
    actors, used = first_parties(stage, names, slots, completing, owners=False, type_=frame.type)
    if not actors or frame.noun_reciprocal:
        own, more = first_parties(stage, frame.noun_actor, slots, completing, owners=False, type_=frame.type)
        actors, used = union(actors, own), [*used, *more]
    if not actors and _is_of_actor(frame, slots):
        actors, used = first_parties(stage, ("of",), slots, completing, owners=False, type_=frame.type)
    if not actors and frame.type in words("events/syntax", "said"):
        actors, used = first_parties(stage, ("from",), slots, completing, owners=False, type_=frame.type)
    names = tuple(n for n in frame.noun_recipient if n != "of" or "of" not in frame.noun_actor or actors)
    like = {"type_": frame.type, "mode": frame.mode}
    recipients, more = first_parties(stage, names, slots, completing, owners=True, without=actors, **like)
    if not recipients and role == "perform":
        recipients, more = first_parties(stage, ("iobj", "to"), slots, completing, owners=True, without=actors, **like)
    if not recipients and role == "perform" and noun.dep_ == "pobj":  # “came to its aid”
        recipients, more = first_parties(stage, ("poss",), slots, completing, owners=True, without=actors, **like)
    if not recipients and frame.mode == "visit" and role is None:
        recipients, more = _hosts(stage, noun, actors)
    if not actors and frame.mode == "multilateral" and frame.modality != "denied" and stage.scene.body:
        actors = (stage.scene.body,)
    return actors, recipients, [*used, *more]


def _hosts(stage: Stage, noun: Token, actors: Sequence[Reference]) -> Cast:
    """“Panama will leave the pact, it said after a visit by Rubio”: who tells of it was visited."""
    if not actors or noun.dep_ != "pobj" or noun.head.lower_ not in _DURING or noun.head.head.pos_ not in _VERBAL:
        return (), []
    own = {r.represents for r in actors}
    found = stage.scene.parties(verb_slots(noun.head.head).get("subj", ()), owners=False)
    return tuple(r for r in found if r.represents.startswith("state:") and r.represents not in own)[:1], []


def _is_of_actor(frame: Frame, slots: Slots) -> bool:
    """“the crackdown of the junta on the church”: whose deed it is, where another phrase names whom it strikes."""
    beside = {"of", *words("events/syntax", "whereabouts")}
    return "of" not in frame.noun_recipient or any(n in slots for n in frame.noun_recipient if n not in beside)
