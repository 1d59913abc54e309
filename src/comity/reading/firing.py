"""Firing: which frames fire on a page's words, with whom in which slot; what did not fire, and why not.

A complement's frame is read before the frame that governs it, so that a promise to withdraw is known to concede.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.arguments import (
    Slots,
    complements,
    dependents,
    inner_noun,
    noun_slots,
    surface_subjects,
    verb_slots,
)
from comity.reading.conditions import admits
from comity.reading.frames import Frame, Lexicon, Words
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.parties import government
from comity.reading.scene import Scene
from comity.reading.triggers import (
    carrier,
    is_named,
    is_other_verb,
    is_stative,
    measured,
    stands,
    with_particle_object,
    words_beside,
)

_SYNTAX = "events/syntax"
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
UNREAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
HOSTILE = frozenset({"THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "REJECT", "PROTEST"})
_VERBAL = frozenset({"VERB", "AUX"})
_DURING = frozenset({"at", "in", "during", "after", "following"})
_OWN_SLOTS = frozenset({"subj", "obj", "iobj", "poss", "adj", "by", "of", "appos"})
_ALLEGED = frozenset({"ASSAULT", "COERCE"})
_DONE_TO_PLACES = frozenset({"ASSAULT", "COERCE", "PROTEST", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Fired:
    """A frame that fired: its trigger, the verb that carries tense and negation, and whom its slots mean."""

    frame: Frame
    type: str
    trigger: Token
    host: Token
    slots: Slots
    actors: tuple[Reference, ...]
    recipients: tuple[Reference, ...]
    tokens: tuple[Token, ...]
    """Trigger words and the heads of the arguments, for the evidence."""
    said_by: Reference | None = None
    """Who alleges it."""
    reach: frozenset[int] = frozenset()
    """Indices of all words of its object, where what is only spoken of does not happen."""
    told: frozenset[int] = frozenset()
    """Indices of words whose own events this one already tells."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A frame that was tried on a word: fired (`why` is None) or the reason why it did not."""

    trigger: Token
    frame: Frame
    why: str | None


@dataclass(slots=True)
class Firing:
    """The frames of one page, read on demand and kept; `attempts` is filled for explanations only."""

    page: Page
    lexicon: Lexicon
    scene: Scene
    attempts: list[Attempt] | None = None
    _fired: dict[int, Fired | None] = field(default_factory=dict)

    def read(self, token: Token) -> Fired | None:
        """The frame that fires on `token`, if any."""
        if token.i not in self._fired:
            self._fired[token.i] = None
            self._fired[token.i] = self._read(token)
        return self._fired[token.i]

    def _read(self, token: Token) -> Fired | None:
        if token.pos_ in _VERBAL or token.tag_.startswith("VB"):
            return self._read_verb(token) or self._read_participle(token)
        if token.pos_ in ("NOUN", "PROPN"):
            return self._read_noun(token)
        return self._read_adjective(token)

    def _reject(self, token: Token, frame: Frame, why: str) -> None:
        if self.attempts is not None:
            self.attempts.append(Attempt(token, frame, why))

    # Verbs

    def _read_verb(self, verb: Token) -> Fired | None:
        triggers = self.lexicon.verbs.get(verb.lemma_) or self.lexicon.verbs.get(verb.lower_)
        if not triggers or verb.dep_ == "amod" or is_stative(verb):
            return None
        slots = verb_slots(verb)
        completing = complements(verb)
        children = dependents(verb)
        names = {n for c in children for n in (c.lower_, c.lemma_)}
        particles = [c for c in children if c.dep_ == "prt"]
        moved = any(c.dep_ == "dobj" for c in children)
        for trigger in triggers:
            if trigger.after and trigger.after[0] not in names:
                continue
            beside = words_beside(verb, children, trigger)
            if beside is None or is_other_verb(beside, particles, moved):
                self._reject(verb, trigger.frame, f"no “{' '.join((*trigger.before, *trigger.after))}” beside it")
                continue
            local = with_particle_object(slots, beside)
            if fired := self._fire(verb, verb, trigger.frame, local, completing, beside):
                return fired
        return None

    def _read_participle(self, verb: Token) -> Fired | None:
        """“is opposed to”, “was prepared to”: participles that the parser takes for passives."""
        triggers = self.lexicon.adjectives.get(verb.lower_)
        if not triggers or not any(c.dep_ == "auxpass" for c in dependents(verb)):
            return None
        slots = {**verb_slots(verb), "subj": surface_subjects(verb)}
        slots.pop("obj", None)
        for trigger in triggers:
            if fired := self._fire(verb, verb, trigger.frame, slots, complements(verb), []):
                return fired
        return None

    def _read_adjective(self, adjective: Token) -> Fired | None:
        triggers = self.lexicon.adjectives.get(adjective.lemma_) or self.lexicon.adjectives.get(adjective.lower_)
        if not triggers or adjective.dep_ not in ("acomp", "oprd", "attr", "conj", "ccomp", "ROOT", "advcl", "xcomp"):
            return None
        host = adjective.head if adjective.head.pos_ in _VERBAL else adjective
        slots = dict(noun_slots(adjective))
        slots["subj"] = surface_subjects(host) if host.i != adjective.i else surface_subjects(adjective)
        slots.pop("adj", None)
        for trigger in triggers:
            if fired := self._fire(adjective, host, trigger.frame, slots, complements(adjective), []):
                return fired
        return None

    def _fire(
        self, trigger: Token, host: Token, frame: Frame, slots: Slots, completing: list[Token], beside: list[Token]
    ) -> Fired | None:
        why = self._nobody_acts(frame, slots) or self._why_not(trigger, frame, slots, completing)
        if why:
            self._reject(trigger, frame, why)
            return None
        actors, actor_tokens = self._actors(frame, slots, completing)
        recipients, recipient_tokens = self._first(
            frame.recipient, slots, completing, owners=True, without=actors, type_=frame.type, mode=frame.mode
        )
        if not recipients and frame.mode == "third-party":
            recipients, recipient_tokens = self._mediated(trigger, actors)
        if not recipients:
            recipients = self._scene_recipients(frame, slots, actors)
        if frame.strict and not recipients:
            self._reject(trigger, frame, "nobody known as recipient")
            return None
        if frame.mode == "visit" and slots.get("with"):
            actors = _union(self.scene.parties(slots["with"], owners=False), actors)
        if frame.reciprocal:
            actors, recipients = _union(actors, recipients), ()
        problem = self._party_problem(frame, actors)
        if problem:
            self._reject(trigger, frame, problem)
            return None
        type_, told = self._absorbed(frame, completing, actors)
        told |= {t.i for k in ("obj", *frame.recipient) for t in _inner(slots.get(k, ()))} | {t.i for t in beside}
        tokens = (trigger, host, *beside, *actor_tokens, *recipient_tokens, *slots.get("obj", ()))
        if self.attempts is not None:
            self.attempts.append(Attempt(trigger, frame, None))
        objects = slots.get("obj", ()) if type_ in UNREAL else ()
        reach = frozenset(t.i for o in objects for t in o.subtree)
        return Fired(frame, type_, trigger, host, slots, actors, recipients, tokens, reach=reach, told=frozenset(told))

    def _party_problem(self, frame: Frame, actors: Sequence[Reference]) -> str | None:
        if (frame.plural_actor or frame.pair) and len({r.id for r in actors}) < 2:
            return "not several actors"
        return None if actors else "nobody known as actor"

    def _nobody_acts(self, frame: Frame, slots: Slots) -> str | None:
        """The cheap question before the others: without an actor no frame of the plain kind can fire."""
        if frame.actor != ("subj",) or frame.reciprocal or frame.mode == "visit":
            return None
        subjects = slots.get("subj", ())
        if self.scene.parties(subjects, owners=False, civil=frame.type == "PROTEST"):
            return None
        if _issuer(subjects) or (not subjects and frame.name in words(_SYNTAX, "acts_of_bodies")):
            return None
        return "nobody known as actor"

    def _actors(self, frame: Frame, slots: Slots, completing: list[Token]) -> tuple[tuple[Reference, ...], list[Token]]:
        """Who acts; in a passive without an agent, the body of the scene where only a body can act."""
        actors, tokens = self._first(frame.actor, slots, completing, owners=False, type_=frame.type)
        if not actors and (issuer := _issuer(slots.get("subj", ()))):
            actors, tokens = self._first(frame.actor, {"subj": issuer}, [], owners=False, type_=frame.type)
        if not actors and not slots.get("subj") and frame.name in words(_SYNTAX, "acts_of_bodies"):
            body = self.scene.body
            patients = {r.id for r in self.scene.parties(slots.get("obj", ()), owners=False)}
            if body and body.id not in patients:
                return (body,), tokens
        return actors, tokens

    def _scene_recipients(self, frame: Frame, slots: Slots, actors: Sequence[Reference]) -> tuple[Reference, ...]:
        """Whom a deed is against that the sentence names only by its event: “condemned the raid”."""
        if frame.type not in ("ACCUSE", "REJECT", "SUPPORT") or not actors:
            return ()
        for token in slots.get("obj", ()):
            noun = inner_noun(token)
            for trigger in self.lexicon.nouns.get(noun.lemma_, ()):
                doers = [r for r in self.scene.doers(trigger.frame.type) if r not in actors]
                if not trigger.before and doers:
                    return tuple(doers)
        return ()

    def _mediated(self, trigger: Token, actors: Sequence[Reference]) -> tuple[tuple[Reference, ...], list[Token]]:
        """The parties of a mediated deal: those of the clause that tells it."""
        for ancestor in trigger.ancestors:
            if ancestor.pos_ in _VERBAL:
                tokens = surface_subjects(ancestor)
                return tuple(r for r in self.scene.parties(tokens, owners=False) if r not in actors), tokens
        return (), []

    def _why_not(self, trigger: Token, frame: Frame, slots: Slots, completing: list[Token]) -> str | None:
        if frame.object and not self._admits(frame.object, slots.get("obj", ())):
            return "its object is none of " + ", ".join(frame.object[:6])
        if frame.agent and not self._admits(frame.agent, slots.get("subj", ())):
            return "its subject is none of " + ", ".join(frame.agent[:6])
        for names, allowed in frame.with_.items():
            if not any(self._admits(allowed, slots.get(n, ())) for n in names.split("|")):
                return f"no fitting “{names}” phrase"
        if frame.complement and not self._complement_fits(frame.complement, completing):
            return "no fitting clause behind it"
        if frame.complement_words and not any(_content(c).lemma_ in frame.complement_words for c in completing):
            return "no fitting verb behind it"
        if frame.purpose and not any(c.lemma_ in frame.purpose for c in trigger.subtree if c.pos_ == "VERB"):
            return "no fitting purpose"
        if frame.with_words and not any(t.lemma_ in frame.with_words for t in trigger.subtree):
            return "none of its words nearby"
        return _tense_problem(trigger, frame)

    def _admits(self, allowed: Words, tokens: Sequence[Token]) -> bool:
        return admits(self.page, self.lexicon, allowed, tokens)

    def _complement_fits(self, kinds: Words, completing: list[Token]) -> bool:
        return any(self._is_kind(kind, verb) for kind in kinds for verb in completing)

    def _is_kind(self, kind: str, verb: Token) -> bool:
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
        content = _content(verb)
        fired = self.read(content)
        type_ = fired.type if fired else self._likely_type(content)
        if kind == "cooperative":
            return type_ in COOPERATIVE or content.lemma_ in words(_SYNTAX, "cooperative")
        negated = any(c.dep_ == "neg" for c in dependents(content))
        hostile = type_ in HOSTILE or content.lemma_ in words(_SYNTAX, "hostile")
        hostile = hostile or (kind == "hostile" and negated and type_ in COOPERATIVE)
        return hostile and (
            kind == "hostile" or any(c.dep_ == "advcl" and _mark(c) in ("if", "unless") for c in dependents(verb))
        )

    def _likely_type(self, verb: Token) -> str | None:
        """The type of a verb that fires nothing because nobody is known in its clause."""
        slots, completing, children = verb_slots(verb), complements(verb), dependents(verb)
        for trigger in self.lexicon.verbs.get(verb.lemma_, ()):
            beside = words_beside(verb, children, trigger)
            if beside is None or trigger.frame.plural_actor or trigger.frame.agent:
                continue
            local = with_particle_object(slots, beside)
            if not self._why_not(verb, trigger.frame, local, completing):
                return trigger.frame.type
        return self._noun_type(verb)

    def _noun_type(self, verb: Token) -> str | None:
        """The type of the event noun that a light verb carries: “to launch an attack”."""
        for child in dependents(verb):
            if child.dep_ in ("dobj", "attr", "nsubjpass"):
                noun = inner_noun(child)
                for trigger in self.lexicon.nouns.get(noun.lemma_, ()):
                    if stands(noun, trigger):
                        return trigger.frame.type
        return None

    def _absorbed(self, frame: Frame, completing: list[Token], actors: Sequence[Reference]) -> tuple[str, set[int]]:
        """The type after what is promised or refused, and the words that the frame has spoken for."""
        if not frame.absorbs:
            return frame.type, set()
        type_, told = frame.type, set()
        for verb in completing:
            content = _content(verb)
            fired = self.read(content)
            inner = fired.type if fired else self._likely_type(content)
            if frame.type == "ACCUSE" and inner in _ALLEGED:
                continue
            own = frame.type != "REQUEST" or not self._is_for_others(verb, actors)
            if inner and own and type_ == frame.type and not any(c.dep_ == "neg" for c in dependents(content)):
                type_ = frame.becomes.get(inner, type_)
            for one in (verb, content):
                told.add(one.i)
                told |= {t.i for c in dependents(one) if c.dep_ in ("dobj", "prep", "nsubjpass", "xcomp", "ccomp")
                         for t in c.subtree if t.dep_ not in ("relcl",)}  # fmt: skip
        return type_, told

    def _is_for_others(self, verb: Token, actors: Sequence[Reference]) -> bool:
        """Whether an order goes to somebody who does not act for its giver."""
        own = {r.represents for r in actors}
        return any(r.represents not in own for r in self.scene.parties(surface_subjects(verb), owners=False))

    # Slots

    def _first(
        self,
        names: Words,
        slots: Slots,
        completing: list[Token],
        *,
        owners: bool,
        without: Sequence[Reference] = (),
        type_: str | None = None,
        mode: str | None = None,
    ) -> tuple[tuple[Reference, ...], list[Token]]:
        """The parties of the first slot that holds any beside those in `without`.

        Places are recipients only of deeds done to places, and of visits; elsewhere capitals are their governments.
        """
        seen = {i for r in without for i in (r.id, r.represents)}
        for name in names:
            civil = type_ == "PROTEST" and not owners
            tokens, found = self._slot(name, slots, completing, owners or name == "obj", civil)
            if not owners or type_ not in _DONE_TO_PLACES:
                found = self._without_places(tokens, found, keep=mode == "visit")
            found = tuple(r for r in found if r.id not in seen)
            if found:
                return found, [t for t in tokens if t.pos_ not in _VERBAL]
        return (), []

    def _without_places(
        self, tokens: Sequence[Token], found: tuple[Reference, ...], *, keep: bool
    ) -> tuple[Reference, ...]:
        if not any(r.id.startswith("place:") for r in found):
            return found
        governments = [g for t in tokens if (g := government(self.page, t))]
        rest = [r for r in found if not r.id.startswith("place:")]
        if keep and not governments and not rest:
            return found
        return tuple({r.id: r for r in (*governments, *rest)}.values())

    def _slot(
        self, name: str, slots: Slots, completing: list[Token], owners: bool, civil: bool = False
    ) -> tuple[list[Token], tuple[Reference, ...]]:
        if name == "event":
            body = self.scene.body if owners else self.scene.summit
            return [], (body,) if body else ()
        if name == "comp":
            return self._complement_parties(completing)
        if name == "compsubj":
            tokens = [t for c in completing[:1] for t in surface_subjects(c)]
            return tokens, self.scene.parties(tokens)
        tokens = [t for t in slots.get(name, ()) if t.pos_ not in _VERBAL]
        found = self.scene.parties(tokens, owners=owners, civil=civil)
        if not found and name not in _OWN_SLOTS:
            for holder in (*slots.get("obj", ()), *slots.get("of", ()), *slots.get("subj", ())):
                tokens = [t for t in noun_slots(inner_noun(holder)).get(name, ()) if t.pos_ not in _VERBAL]
                if found := self.scene.parties(tokens, owners=owners):
                    return tokens, found
        return tokens, found

    def _complement_parties(self, completing: list[Token]) -> tuple[list[Token], tuple[Reference, ...]]:
        chain = [v for verb in completing for v in dict.fromkeys((_content(verb), verb))]
        for verb in chain:
            fired = self.read(verb)
            if fired and fired.recipients:
                return [verb], fired.recipients
            slots = verb_slots(verb)
            for name in ("iobj", "obj", "to", "with", "for", "from", "against", "of", "into", "in"):
                tokens = [t for t in slots.get(name, ()) if t.pos_ not in _VERBAL]
                if found := self.scene.parties(tokens):
                    return tokens, found
            if found := self._object_parties(slots):
                return slots["obj"], found
            if any(c.dep_ == "nsubj" for c in dependents(verb)) and (found := self.scene.parties(slots["subj"])):
                return slots["subj"], found
        return [], ()

    def _object_parties(self, slots: Slots) -> tuple[Reference, ...]:
        for token in slots.get("obj", ()):
            inner = noun_slots(token)
            for name in ("with", "to", "on", "against", "from", "between", "for", "of", "in"):
                if found := self.scene.parties(inner.get(name, ())):
                    return found
        return ()

    # Nouns

    def _read_noun(self, noun: Token) -> Fired | None:
        triggers = self.lexicon.nouns.get(noun.lemma_) or self.lexicon.nouns.get(noun.lower_)
        if not triggers or noun.tag_ in ("NNP", "NNPS") or is_named(self.page, noun):
            return None
        for trigger in triggers:
            if not stands(noun, trigger):
                continue
            if fired := self._fire_noun(noun, trigger.frame):
                return fired
        return None

    def _fire_noun(self, noun: Token, frame: Frame) -> Fired | None:
        top = measured(noun)
        verb, role = carrier(top, frame)
        slots = {name: list(tokens) for name, tokens in noun_slots(noun).items()}
        for other in (
            (noun_slots(top) if top.i != noun.i else {}),
            (verb_slots(verb) if role and verb is not None else {}),
        ):
            for key, tokens in other.items():
                if key not in ("obj", "iobj", "of", "adj", "appos"):
                    slots.setdefault(key, []).extend(t for t in tokens if t.i != top.i)
        completing = complements(noun)
        why = self._why_not_noun(frame, slots, completing, role)
        if why:
            self._reject(noun, frame, why)
            return None
        actors, recipients, used = self._noun_parties(noun, frame, slots, completing, role)
        strict = frame.alone == "strict" and role not in ("perform", "undergo")
        if frame.noun_reciprocal:
            actors, recipients = _union(actors, recipients), ()
            if not role and len(actors) < 2 and frame.mode != "multilateral":
                actors = _union(actors, self._clause_parties(top, actors))
        problem = self._party_problem(frame, actors)
        if strict and (len(actors) < 2 if frame.noun_reciprocal else not recipients):
            problem = "too little known about its parties"
        if problem:
            self._reject(noun, frame, problem)
            return None
        type_, told = self._absorbed(frame, completing, actors)
        host = verb if role and verb is not None else noun
        if self.attempts is not None:
            self.attempts.append(Attempt(noun, frame, None))
        return Fired(frame, type_, noun, host, slots, actors, recipients, (noun, host, *used), told=frozenset(told))

    def _clause_parties(self, noun: Token, actors: Sequence[Reference]) -> tuple[Reference, ...]:
        """“In talks with Xi, Putin said”, “won the consent of Medvedev at talks”: those of the clause took part."""
        if noun.dep_ != "pobj" or noun.head.head.pos_ not in _VERBAL or noun.head.lower_ not in _DURING:
            return ()
        slots = verb_slots(noun.head.head)
        found = self.scene.parties(slots.get("subj", ()), owners=False)
        if not actors:
            found += tuple(r for r in self.scene.parties(slots.get("obj", ())) if r not in found)
        return found if actors or len(found) > 1 else ()

    def _why_not_noun(self, frame: Frame, slots: Slots, completing: list[Token], role: str | None) -> str | None:
        if frame.alone == "never" and role is None:
            return "it does not tell an event by itself"
        if frame.with_of and not self._admits(frame.with_of, slots.get("of", ())):
            return "no fitting “of” phrase"
        if frame.complement and not self._complement_fits(frame.complement, completing):
            return "no fitting clause behind it"
        return None

    def _noun_parties(
        self, noun: Token, frame: Frame, slots: Slots, completing: list[Token], role: str | None
    ) -> tuple[tuple[Reference, ...], tuple[Reference, ...], list[Token]]:
        if role == "undergo":
            actors, used = self._first(("from", "by", *frame.noun_actor), slots, completing, owners=False)
            recipients, more = self._first(("subj",), slots, completing, owners=True, without=actors)
            return actors, recipients, [*used, *more]
        names: Words = ("subj", "by") if role == "perform" else ("by",)
        actors, used = self._first(names, slots, completing, owners=False, type_=frame.type)
        if not actors or frame.noun_reciprocal:
            own, more = self._first(frame.noun_actor, slots, completing, owners=False, type_=frame.type)
            actors, used = _union(actors, own), [*used, *more]
        names = tuple(n for n in frame.noun_recipient if n != "of" or "of" not in frame.noun_actor or actors)
        like = {"type_": frame.type, "mode": frame.mode}
        recipients, more = self._first(names, slots, completing, owners=True, without=actors, **like)
        if not recipients and role == "perform":
            recipients, more = self._first(("iobj", "to"), slots, completing, owners=True, without=actors, **like)
        if not actors and frame.mode == "multilateral" and self.scene.body:
            actors = (self.scene.body,)
        return actors, recipients, [*used, *more]


def _inner(tokens: Iterable[Token]) -> list[Token]:
    return [x for t in tokens for x in {t.i: t, inner_noun(t).i: inner_noun(t)}.values()]


def _union(a: Sequence[Reference], b: Sequence[Reference]) -> tuple[Reference, ...]:
    return tuple({r.id: r for r in (*b, *a)}.values())


def _content(verb: Token) -> Token:
    """The verb that says what is done: “continue strengthening” – strengthen, “be able to help” – help."""
    for _ in range(3):
        if verb.lemma_ not in words(_SYNTAX, "aspectual"):
            break
        inner = complements(verb) or [c for a in dependents(verb) if a.dep_ == "acomp" for c in complements(a)]
        if not inner:
            break
        verb = inner[0]
    return verb


def _issuer(subjects: Sequence[Token]) -> list[Token]:
    """“issued a declaration demanding …”: who issued it demands."""
    for subject in subjects:
        if subject.dep_ == "dobj" and subject.head.pos_ in _VERBAL:
            return surface_subjects(subject.head)
    return []


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
