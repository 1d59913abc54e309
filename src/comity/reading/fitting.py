"""Fitting: whether what a frame asks of its slots, of the clause behind it and of its tense is there.

A complement's frame is read before the frame that governs it, so that a promise to withdraw is known to concede.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from comity.reading.arguments import Slots, noun_slots, verb_slots
from comity.reading.complements import complements
from comity.reading.conditions import admits
from comity.reading.fired import COOPERATIVE, HOSTILE, Stage
from comity.reading.frames import Frame, Words
from comity.reading.lexicon import words
from comity.reading.phrases import dependents, inner_noun
from comity.reading.triggers import stands, with_particle_object, words_beside

_SYNTAX = "events/syntax"
_OWN = frozenset({"subj", "obj", "iobj", "oprd", "attr", "acomp", "xcomp", "of"})
"""Slots that no object lends its verb."""
_OWN_SIDE = frozenset({"it", "they", "he", "she", "we", "i"})
_OF_ITS_OWN = frozenset({"its", "their", "his", "her", "our", "my"})
_FORBORNE = frozenset({"REJECT"})
"""What one promises by saying that one will not do it: “would not stand in the way”."""


def why_not(stage: Stage, trigger: Token, frame: Frame, slots: Slots, completing: list[Token]) -> str | None:
    """Why a frame does not fire on `trigger`, in words for `comity lexicon why`; None where all it needs is there."""
    if frame.object and not admits(stage.page, stage.lexicon, frame.object, slots.get("obj", ())):
        return "its object is none of " + ", ".join(frame.object[:6])
    subjects = slots.get("subj", ())
    if frame.agent and not (admits(stage.page, stage.lexicon, frame.agent, subjects) or _unsaid(frame, subjects)):
        return "its subject is none of " + ", ".join(frame.agent[:6])
    for names, allowed in frame.with_.items():
        phrases = [_with_epithets(n, _phrase(slots, n)) for n in names.split("|")]
        if not any(admits(stage.page, stage.lexicon, allowed, p) for p in phrases):
            return f"no fitting “{names}” phrase"
    for names, refused in frame.unless.items():
        if any(n in slots and admits(stage.page, stage.lexicon, refused, slots[n]) for n in names.split("|")):
            return f"its “{names}” is one of " + ", ".join(refused[:6])
    if frame.complement and not complement_fits(stage, frame.complement, completing):
        return "no fitting clause behind it"
    if frame.complement_words and not any(content_verb(c).lemma_ in frame.complement_words for c in completing):
        return "no fitting verb behind it"
    if frame.purpose and not any(c.lemma_ in frame.purpose for c in trigger.subtree if c.pos_ == "VERB"):
        return "no fitting purpose"
    if frame.with_words and not any(t.lemma_ in frame.with_words for t in trigger.subtree):
        return "none of its words nearby"
    return _tense_problem(trigger, frame)


def _phrase(slots: Slots, name: str) -> Sequence[Token]:
    """The phrase of a verb or, where the parser hangs it there, of its object: “has bases in Tajikistan”."""
    if name == "oprd" and name not in slots:
        return [c for o in slots.get("obj", ()) for c in dependents(o) if c.lower_ == "one" and c.i > o.i]
    if name in slots or name in _OWN:
        return slots.get(name, ())
    return [t for o in slots.get("obj", ()) for t in noun_slots(inner_noun(o)).get(name, ())]


def _with_epithets(name: str, tokens: Sequence[Token]) -> Sequence[Token]:
    """“called it an irresponsible act”, “one of the cruellest acts”: what something is called, its adjectives too."""
    if name not in ("oprd", "as"):
        return tokens
    counted = [p for t in tokens if t.lower_ == "one" for c in dependents(t) if c.lower_ == "of" for p in dependents(c)]
    nouns = (t for t in (*tokens, *counted) if t.pos_ == "NOUN")
    return [*tokens, *counted, *(c for t in nouns for c in dependents(t) if c.dep_ == "amod")]


def _unsaid(frame: Frame, subjects: Sequence[Token]) -> bool:
    """“has been suspended”: the passive of what only a body does, which the scene names."""
    return not subjects and frame.name in words(_SYNTAX, "acts_of_bodies")


def complement_fits(stage: Stage, kinds: Words, completing: list[Token]) -> bool:
    """Whether one of the clauses behind it is of one of `kinds`, which `lexicon/events/README.md` lists."""
    return any(_is_kind(stage, kind, verb) for kind in kinds for verb in completing)


def _is_kind(stage: Stage, kind: str, verb: Token) -> bool:
    if kind == "any":
        return True
    if kind == "infinitive":
        return verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in dependents(verb))
    if kind == "that":
        return _is_wish(verb)
    if kind == "must":
        return any(c.dep_ == "aux" and c.lower_ == "must" for c in dependents(verb)) or _has_to(verb)
    if kind == "other":
        return any(c.dep_ in ("nsubj", "nsubjpass") for c in dependents(verb))
    if kind == "other-future":
        return _is_ahead(verb) and any(c.dep_ in ("nsubj", "nsubjpass") for c in dependents(verb))
    if kind == "unpast":
        return not _is_past(verb)
    if kind == "own-future":
        return _is_own_future(verb)
    content = content_verb(verb)
    fired = stage.read(content)
    type_ = fired.type if fired else likely_type(stage, content)
    negated = any(c.dep_ == "neg" for c in dependents(content))
    if kind == "cooperative":
        forborne = negated and type_ in _FORBORNE
        return forborne or type_ in COOPERATIVE or content.lemma_ in words(_SYNTAX, "cooperative")
    hostile = (type_ in HOSTILE and not (negated and type_ in _FORBORNE)) or content.lemma_ in words(_SYNTAX, "hostile")
    hostile = hostile or (kind == "hostile" and negated and type_ in COOPERATIVE)
    if kind == "hostile-future":
        return hostile and _is_own_future(verb)
    if kind == "violent-future":
        return type_ == "ASSAULT" and not negated and _is_own_future(verb)
    return hostile and (
        kind == "hostile" or any(c.dep_ == "advcl" and _mark(c) in ("if", "unless") for c in dependents(verb))
    )


def likely_type(stage: Stage, verb: Token) -> str | None:
    """The type of a verb that fires nothing because nobody is known in its clause."""
    slots, completing, children = verb_slots(verb), complements(verb), dependents(verb)
    for trigger in stage.lexicon.verbs.get(verb.lemma_, ()):
        beside = words_beside(verb, children, trigger)
        if beside is None or trigger.frame.plural_actor or trigger.frame.agent:
            continue
        local = with_particle_object(slots, beside)
        if not why_not(stage, verb, trigger.frame, local, completing):
            return trigger.frame.type
    return _noun_type(stage, verb)


def _noun_type(stage: Stage, verb: Token) -> str | None:
    """The type of the event noun that a light verb carries: “to launch an attack”."""
    for child in dependents(verb):
        if child.dep_ in ("dobj", "attr", "nsubjpass"):
            noun = inner_noun(child)
            for trigger in stage.lexicon.nouns.get(noun.lemma_, ()):
                if stands(noun, trigger):
                    return trigger.frame.type
    return None


def content_verb(verb: Token) -> Token:
    """The verb that says what is done: “continue strengthening” – strengthen, “be able to help” – help."""
    for _ in range(3):
        if verb.lemma_ not in words(_SYNTAX, "aspectual"):
            break
        inner = complements(verb) or [c for a in dependents(verb) if a.dep_ == "acomp" for c in complements(a)]
        if not inner:
            break
        verb = inner[0]
    return verb


def _is_wish(verb: Token) -> bool:
    """“that Brazil grant asylum”, “that he should go”: a clause that tells what ought to be."""
    if any(c.dep_ == "aux" and c.lower_ in ("should", "must") for c in dependents(verb)):
        return True
    marked = any(c.lower_ == "to" and c.dep_ == "aux" for c in dependents(verb))
    subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in dependents(verb))
    passive = any(c.dep_ == "auxpass" and c.lower_ == "be" for c in dependents(verb))
    return passive or (verb.tag_ in ("VB", "VBP") and not marked and subject and not _has_modal(verb))


def _has_modal(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "MD" for c in dependents(verb))


def _has_to(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lemma_ == "have" and verb.tag_ == "VB"


def _is_own_future(verb: Token) -> bool:
    """“warned Athens that it (its army) would open the border”: what the speaker's own side says it will do."""
    own = any(
        c.dep_ == "nsubj"
        and (c.lower_ in _OWN_SIDE or any(p.dep_ == "poss" and p.lower_ in _OF_ITS_OWN for p in c.children))
        for c in dependents(verb)
    )
    return own and _is_ahead(verb)


def _is_past(verb: Token) -> bool:
    """“assured him that it had stopped the shipments”: what is said to be so already is no promise."""
    auxiliaries = [c for c in dependents(verb) if c.dep_ in ("aux", "auxpass")]
    return verb.tag_ == "VBD" or any(c.lower_ == "had" for c in auxiliaries)


def _is_ahead(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("will", "would", "'ll") for c in dependents(verb))


def _mark(verb: Token) -> str:
    return next((c.lower_ for c in dependents(verb) if c.dep_ == "mark"), "")


def _tense_problem(verb: Token, frame: Frame) -> str | None:
    if not (frame.future or frame.negated_future):
        return None
    auxiliaries = {c.lower_ for c in dependents(verb) if c.dep_ == "aux"}
    negated = any(c.dep_ == "neg" for c in dependents(verb))
    ahead = bool(auxiliaries & {"will", "would", "wo", "'ll", "shall"})
    if not ahead or negated != frame.negated_future:
        return "not told as its future"
    return None
