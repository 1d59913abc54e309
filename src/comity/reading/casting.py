"""Casting: whom the slots of a frame mean, actors and recipients, where the clause names them or the scene does."""

from collections import Counter
from collections.abc import Collection, Sequence

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.arguments import Slots, noun_slots, verb_slots
from comity.reading.crowds import as_protesters, is_unnamed
from comity.reading.fired import HOSTILE, Stage
from comity.reading.fitting import content_verb
from comity.reading.frames import Frame, Words, is_any
from comity.reading.lexicon import words
from comity.reading.makers import makers
from comity.reading.parties import government, group
from comity.reading.phrases import dependents, inner_noun
from comity.reading.powers import is_paper
from comity.reading.subjects import surface_subjects
from comity.reading.trails import seats_courts

Cast = tuple[tuple[Reference, ...], list[Token]]
"""Parties, and the heads of the phrases that name them."""

_SYNTAX = "events/syntax"
_OF_WORDS = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SANCTION", "AGREE"})
_OF_SIDES = frozenset({"AGREE", "CONCEDE"})
_BACKED = HOSTILE | {"AGREE"}
_HOLDERS = ("obj", "of", "subj", "on")
_POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
_THINGS = frozenset({"it", "this", "that"})
_VERBAL = frozenset({"VERB", "AUX"})
_OWN_SLOTS = frozenset({"subj", "obj", "iobj", "poss", "adj", "by", "of", "appos"})
_DONE_TO_PLACES = frozenset({"ASSAULT", "COERCE", "THREATEN"})


def acting(stage: Stage, frame: Frame, slots: Slots, completing: list[Token]) -> Cast:
    """Who acts; in a passive without an agent, the body of the scene where only a body can act."""
    actors, tokens = first_parties(stage, frame.actor, slots, completing, owners=False, type_=frame.type)
    if not actors and (heads := issuer(slots.get("subj", ()))):
        actors, tokens = first_parties(stage, frame.actor, {"subj": heads}, [], owners=False, type_=frame.type)
    if actors or slots.get("subj"):
        return actors, tokens
    if forces := own_forces(stage, frame, slots):
        return stage.scene.parties(forces, owners=False), forces
    if seats := where_it_is_said(stage, frame, slots):
        return tuple(g for t in seats if (g := government(stage.page, t))), seats
    return _unnamed_doer(stage, frame, slots), tokens


def _unnamed_doer(stage: Stage, frame: Frame, slots: Slots) -> tuple[Reference, ...]:
    """Whose act a passive without an agent is, where only one can have done it."""
    name = frame.name
    if name in words(_SYNTAX, "acts_of_bodies"):
        patients = {r.id for r in stage.scene.parties(slots.get("obj", ()), owners=False)}
        body = stage.scene.body
        return (body,) if body and body.id not in patients else ()
    if name in words(_SYNTAX, "acts_of_states"):
        return where_it_is(stage, slots) or _own_state(stage, slots) or _state_spoken_of(stage, slots)
    if name in words(_SYNTAX, "acts_where_it_is"):
        return where_it_is(stage, slots)
    if name in words(_SYNTAX, "acts_from_where"):
        return stage.scene.seat([t for t in slots.get("from", ()) if not seats_courts(t)])
    if name in words(_SYNTAX, "acts_to_where"):
        patients = {r.represents for r in stage.scene.parties(slots.get("obj", ()))}
        hosts = stage.scene.parties(slots.get("to", ()), owners=False)
        return tuple(r for r in hosts if r.acts_for and r.represents not in patients)
    return ()


def where_it_is_said(stage: Stage, frame: Frame, slots: Slots) -> list[Token]:
    """“The decision was criticised in London and Washington”: by the governments that have their seats there."""
    name = f"{frame.type}/{frame.name}"
    if name not in words(_SYNTAX, "objections") and name not in words(_SYNTAX, "applause"):
        return []
    objects, seats = slots.get("obj", ()), slots.get("in", [])
    things = bool(objects) and all(inner_noun(t).pos_ == "NOUN" and not stage.page.who(t) for t in objects)
    return seats if things and seats and all(government(stage.page, t) for t in seats) else []


def own_forces(stage: Stage, frame: Frame, slots: Slots) -> list[Token]:
    """“French troops are deployed in Mali”, “were withdrawn”: the forces that nobody but their owner moves."""
    if f"{frame.type}/{frame.name}" not in words(_SYNTAX, "moves_of_forces"):
        return []
    forces = stage.lexicon.classes["FORCES"]
    heads = [t for t in slots.get("obj", ()) if inner_noun(t).lemma_.lower() in forces]
    return heads if stage.scene.parties(heads, owners=False) else []


def _own_state(stage: Stage, slots: Slots) -> tuple[Reference, ...]:
    """“Castillo was arrested”: by the state that he served, as nobody else is told."""
    patients = stage.scene.parties(slots.get("obj", ()))
    states = {r.acts_for: r for r in patients if r.id.startswith("person:")}
    state = next(iter(states)) if len(states) == 1 else None
    if state and state.startswith("state:"):
        return (Reference(state, states[state].name),)
    towns = [t for patient in slots.get("obj", ()) for t in noun_slots(patient).get("of", ())]
    named = bool(patients) and all(r.id.startswith("person:") for r in patients)
    return stage.scene.seat(towns) if named else ()  # “The mayor of Istanbul, Ann Roe, was arrested”


def where_it_is(stage: Stage, slots: Slots) -> tuple[Reference, ...]:
    """“300 people were arrested in Minsk”, “was detained in a London clinic”: by the state of that place."""
    places = [p for name in ("in", "at") for t in slots.get(name, ()) for p in (t, *_telling_where(t))]
    return next((seat for p in places if not seats_courts(p) and (seat := stage.scene.seat([p]))), ())


def _telling_where(noun: Token) -> list[Token]:
    return [c for c in dependents(noun) if c.i < noun.i and c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"]


def _state_spoken_of(stage: Stage, slots: Slots) -> tuple[Reference, ...]:
    """“300 people were arrested”: by who used force just before, or the state spoken of."""
    people = [t for t in slots.get("obj", ()) if inner_noun(t).tag_ in ("NNS", "NNPS") or stage.page.who(t)]
    if people and len(doers := stage.scene.dealings.last_force(stage.page.sentence_of(people[0]).index)) == 1:
        return (Reference(doers[0].represents, doers[0].name),)
    state = stage.scene.state(people[0]) if people else None
    judges = {r.represents for t in people[:1] for r in stage.scene.parties(_judges(t), owners=False)}
    return (state,) if state and state.id not in judges else ()


def _judges(patient: Token) -> list[Token]:
    """“Lima deplored the arrest of Ana Roth”: who reacts to what is done has not done it."""
    verbs = (a for a in patient.ancestors if a.pos_ == "VERB" and a.lemma_ in words(_SYNTAX, "reacting"))
    return [t for verb in verbs for t in surface_subjects(verb)]


def first_parties(
    stage: Stage,
    names: Words,
    slots: Slots,
    completing: list[Token],
    *,
    owners: bool,
    without: Sequence[Reference] = (),
    type_: str | None = None,
    mode: str | None = None,
) -> Cast:
    """The parties of the first slot that holds any beside those in `without`.

    Places are recipients only of deeds done to places, and of visits; elsewhere capitals are their governments.
    """
    seen = {i for r in without for i in (r.id, r.represents)}
    for name in names:
        civil = type_ == "PROTEST" and not owners
        trading = type_ == "COOPERATE" and any(t.lower_ in words("actors", "traders") for t in slots.get(name, ()))
        tokens, found = _slot(stage, name, slots, completing, owners or name == "obj" or trading, civil)
        if name == "comp" and type_ == "REJECT":
            found = tuple(r for r in found if not r.id.startswith(("region:", "place:")))
        if name == "for" and type_ == "CONCEDE" and all(t.lower_ in _THINGS for t in tokens):
            found = ()  # “apologised for it”: for what, not to whom
        if name == "comp" and type_ in _OF_SIDES:
            found = tuple(r for r in found if not is_unnamed(r))
        if name == "obj" and type_ == "RETREAT":
            found = tuple(r for r in found if not r.id.startswith("region:"))  # “returned the peninsula”
        if not owners or type_ == "CONSULT":
            found = tuple(r for r in found if not is_paper(r))
        if any(map(_bears_a_towns_name, tokens)):
            found = tuple(r for r in found if not r.id.startswith("place:"))
        if owners:
            found = _with_lands(stage, found, type_, seen)
        if not owners or type_ not in _DONE_TO_PLACES:
            found = _without_places(stage, tokens, found, keep=mode == "visit")
        found = tuple(r for r in found if r.id not in seen)
        found = as_protesters(found) if civil else found
        if found:
            return found, [t for t in tokens if t.pos_ not in _VERBAL]
    if type_ == "RETREAT" and owners and (freed := [t for t in slots.get("obj", ()) if _are_officials(t)]):
        return tuple(r for t in freed for r in group(stage.page, inner_noun(t))), freed
    if type_ == "AID" and owners and (people := [t for t in slots.get("obj", ()) if _is_people(t)]):
        return stage.scene.parties(people, civil=True), people
    return (), []


def _bears_a_towns_name(token: Token) -> bool:
    """“boarded the Mayaguez”: no town has an article, but a ship has."""
    return token.pos_ == "PROPN" and any(c.lower_ == "the" and c.text == "the" for c in token.lefts)


def _are_officials(token: Token) -> bool:
    """“released two former ministers”, whom no name stands for."""
    noun = inner_noun(token)
    return noun.tag_ == "NNS" and noun.lemma_ in words("actors", "freed_officials")


def _is_people(token: Token) -> bool:
    """“evacuated 136,000 people”, whom nobody else stands for."""
    return inner_noun(token).lower_ == "people"


def _without_places(
    stage: Stage, tokens: Sequence[Token], found: tuple[Reference, ...], *, keep: bool
) -> tuple[Reference, ...]:
    if not any(r.id.startswith("place:") for r in found):
        return found
    governments = [g for t in tokens if (g := government(stage.page, t))]
    rest = [r for r in found if not r.id.startswith("place:")]
    if keep and not governments and not rest:
        return tuple({r.id: r for r in (_land(stage, p) for p in found)}.values())
    return tuple({r.id: r for r in (*governments, *rest)}.values())


def _land(stage: Stage, place: Reference) -> Reference:
    """“flew to Jeddah”: to the state that the city is known to be in."""
    state = stage.page.within.get(place.id, "")
    return Reference(state, place.name) if state.startswith("state:") else place


def _with_lands(
    stage: Stage, found: tuple[Reference, ...], type_: str | None, own: Collection[str]
) -> tuple[Reference, ...]:
    """A province of another state that is taken stands for that state; nobody condemns or asks a province."""
    kept: dict[str, Reference] = {}
    for reference in found:
        state = stage.page.within.get(reference.id, "") if reference.id.startswith("region:") else ""
        if not state.startswith("state:") or type_ not in _OF_WORDS | _DONE_TO_PLACES:
            kept.setdefault(reference.id, reference)
        elif type_ in _DONE_TO_PLACES:
            kept.setdefault(state, reference if state in own else Reference(state, reference.name))
    return tuple(kept.values())


def _slot(
    stage: Stage, name: str, slots: Slots, completing: list[Token], owners: bool, civil: bool = False
) -> tuple[list[Token], tuple[Reference, ...]]:
    if name == "event":
        body = stage.scene.body if owners else stage.scene.summit or _meeting_again(stage, slots)
        return [], (body,) if body else ()
    if name == "comp":
        return _complement_parties(stage, completing)
    if name == "compsubj":
        tokens = [t for c in completing[:1] for t in surface_subjects(c)]
        return tokens, stage.scene.parties(tokens)
    tokens = [t for t in slots.get(name, ()) if t.pos_ not in _VERBAL]
    if name == "at":
        tokens = [t for t in tokens if t.lemma_ not in words("timing", "askings")]  # “deplored at the request of Chad”
    found = stage.scene.parties(tokens, owners=owners, civil=civil)
    if not found and name not in _OWN_SLOTS:
        for holder in (t for key in _HOLDERS for t in slots.get(key, ())):
            tokens = [t for t in noun_slots(inner_noun(holder)).get(name, ()) if t.pos_ not in _VERBAL]
            if found := stage.scene.parties(tokens, owners=owners):
                return tokens, found
    return tokens, found


def _meeting_again(stage: Stage, slots: Slots) -> Reference | None:
    """“will host the next summit”: of the body that was spoken of last, where the text names none more often."""
    following = any(c.lower_ == "next" for t in slots.get("obj", ()) for c in t.lefts)
    told = any(noun_slots(t).get("of") for t in slots.get("obj", ()))
    body = stage.scene.body if following and not told else None
    named = Counter(i for i, _ in {(r.id, at) for mention, at in stage.page.bodies for r in mention.references})
    return body if body and named[body.id] > 1 and named[body.id] == max(named.values()) else None


def _complement_parties(stage: Stage, completing: list[Token]) -> tuple[list[Token], tuple[Reference, ...]]:
    chain = [v for verb in completing for v in dict.fromkeys((content_verb(verb), verb))]
    for verb in chain:
        fired = stage.read(verb)
        if fired and fired.recipients:
            return [verb], fired.recipients
        slots = verb_slots(verb)
        for name in ("iobj", "obj", "to", "with", "for", "from", "against", "of", "into", "in"):
            tokens = [t for t in slots.get(name, ()) if t.pos_ not in _VERBAL and not _is_means(stage, name, t)]
            if found := stage.scene.parties(tokens):
                return tokens, found
        if found := _object_parties(stage, slots):
            return slots["obj"], found
        if any(c.dep_ == "nsubj" for c in dependents(verb)) and (found := stage.scene.parties(slots["subj"])):
            return slots["subj"], found
    return [], ()


def _is_means(stage: Stage, slot: str, token: Token) -> bool:
    """“threatened to send troops”: with what, not whom."""
    classes = stage.lexicon.classes
    return slot == "obj" and is_any(classes, inner_noun(token).lemma_.lower(), "FORCES", "ARMS")


def _object_parties(stage: Stage, slots: Slots) -> tuple[Reference, ...]:
    for token in slots.get("obj", ()):
        inner = noun_slots(token)
        for name in ("with", "to", "on", "against", "from", "between", "for", "of", "in"):
            if found := stage.scene.parties(inner.get(name, ())):
                return found
    return ()


def scene_recipients(
    stage: Stage, frame: Frame, slots: Slots, actors: Sequence[Reference]
) -> tuple[tuple[Reference, ...], str]:
    """Whom a deed is against that the sentence names only by its event, “condemned the raid”, and what tells it."""
    if frame.type not in ("ACCUSE", "REJECT", "SUPPORT") or not actors:
        return (), ""
    for token in slots.get("obj", ()):
        noun = inner_noun(token)
        own = noun_slots(noun)
        if not any(c.lower_ in _POINTING for c in dependents(noun)):
            continue
        if any(stage.scene.parties(own.get(name, ())) for name in ("with", "by", "from", "to")):
            continue
        if noun.lemma_ in words(_SYNTAX, "shared" if frame.type == "SUPPORT" else "of_nobody"):
            continue
        others = tuple(r for r in makers(stage.scene, noun) if r not in actors)
        if others:
            return others, ""
        here = stage.page.sentence_of(noun).index
        if frame.type in ("ACCUSE", "SUPPORT") and noun.lemma_ in words(_SYNTAX, "deeds"):
            return tuple(r for r in stage.scene.dealings.last_doers(here) if r not in actors), "doers"
        if noun.lemma_ in words(_SYNTAX, "of_force") and (forces := stage.scene.dealings.last_force(here)):
            return tuple(r for r in forces if r not in actors), "doers"
        for trigger in stage.lexicon.nouns.get(noun.lemma_, ()):
            doers = [r for r in stage.scene.dealings.doers(trigger.frame.type, noun.lemma_) if r not in actors]
            if not trigger.before and doers and (frame.type != "SUPPORT" or trigger.frame.type in _BACKED):
                return tuple(doers), "doers"
    return (), ""


def mediated(stage: Stage, trigger: Token, actors: Sequence[Reference]) -> Cast:
    """The parties of a mediated deal: those of the clause that tells it."""
    for ancestor in trigger.ancestors:
        if ancestor.pos_ in _VERBAL:
            tokens = surface_subjects(ancestor)
            return tuple(r for r in stage.scene.parties(tokens, owners=False) if r not in actors), tokens
    return (), []


def party_problem(frame: Frame, actors: Sequence[Reference]) -> str | None:
    """What is wrong with who acts: nobody is known, or one where the frame tells of several."""
    if (frame.plural_actor or frame.pair) and len({r.id for r in actors}) < 2:
        return "not several actors"
    if frame.single_actor and len({r.id for r in actors}) > 1:
        return "several actors, where it tells of one"
    return None if actors else "nobody known as actor"


def issuer(subjects: Sequence[Token]) -> list[Token]:
    """“issued a declaration demanding …”: who issued it demands; who ends a war that killed many did not kill them."""
    for subject in subjects:
        over = subject.head
        if subject.dep_ == "dobj" and over.pos_ in _VERBAL and over.lemma_ not in words(_SYNTAX, "outliving"):
            return surface_subjects(over)
    return []
