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
    coordinated,
    inner_noun,
    noun_slots,
    surface_subjects,
    verb_slots,
)
from comity.reading.conditions import admits
from comity.reading.frames import Frame, Lexicon, Trigger, Words
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.parties import parties

_SYNTAX = "events/syntax"
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
HOSTILE = frozenset({"THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "REJECT", "PROTEST"})
_VERBAL = frozenset({"VERB", "AUX"})


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
    body: Reference | None = None
    """The organisation whose summit the text last spoke of."""
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
            return self._read_verb(token)
        if token.pos_ in ("NOUN", "PROPN"):
            return self._read_noun(token)
        return self._read_adjective(token)

    def _reject(self, token: Token, frame: Frame, why: str) -> None:
        if self.attempts is not None:
            self.attempts.append(Attempt(token, frame, why))

    # Verbs

    def _read_verb(self, verb: Token) -> Fired | None:
        triggers = self.lexicon.verbs.get(verb.lemma_) or self.lexicon.verbs.get(verb.lower_)
        if not triggers or verb.dep_ == "amod":
            return None
        slots = verb_slots(verb)
        completing = complements(verb)
        for trigger in triggers:
            beside = _words_beside(verb, trigger)
            if beside is None:
                self._reject(verb, trigger.frame, f"no “{' '.join((*trigger.before, *trigger.after))}” beside it")
                continue
            local = _with_particle_object(slots, beside)
            if fired := self._fire(verb, verb, trigger.frame, local, completing, beside):
                return fired
        return None

    def _read_adjective(self, adjective: Token) -> Fired | None:
        triggers = self.lexicon.adjectives.get(adjective.lemma_) or self.lexicon.adjectives.get(adjective.lower_)
        if not triggers or adjective.dep_ not in ("acomp", "oprd", "attr", "conj", "ccomp", "ROOT", "advcl", "xcomp"):
            return None
        host = adjective.head if adjective.head.pos_ in _VERBAL else adjective
        slots = noun_slots(adjective)
        slots["subj"] = surface_subjects(host) if host.i != adjective.i else surface_subjects(adjective)
        slots.pop("adj", None)
        for trigger in triggers:
            if fired := self._fire(adjective, host, trigger.frame, slots, complements(adjective), []):
                return fired
        return None

    def _fire(
        self, trigger: Token, host: Token, frame: Frame, slots: Slots, completing: list[Token], beside: list[Token]
    ) -> Fired | None:
        why = self._why_not(trigger, frame, slots, completing)
        if why:
            self._reject(trigger, frame, why)
            return None
        actors, actor_tokens = self._first(frame.actor, slots, completing, owners=False)
        recipients, recipient_tokens = self._first(frame.recipient, slots, completing, owners=True, without=actors)
        if not actors and frame.reciprocal:
            actors, recipients = recipients, ()
        problem = self._party_problem(frame, actors, recipients, frame.strict)
        if problem:
            self._reject(trigger, frame, problem)
            return None
        if frame.reciprocal:
            actors, recipients = _union(actors, recipients), ()
        type_, told = self._absorbed(frame, completing)
        told |= {t.i for k in ("obj", *frame.recipient) for t in _inner(slots.get(k, ()))}
        tokens = (trigger, host, *beside, *actor_tokens, *recipient_tokens, *slots.get("obj", ()))
        if self.attempts is not None:
            self.attempts.append(Attempt(trigger, frame, None))
        return Fired(frame, type_, trigger, host, slots, actors, recipients, tokens, frozenset(told))

    def _party_problem(
        self, frame: Frame, actors: Sequence[Reference], recipients: Sequence[Reference], strict: bool
    ) -> str | None:
        if frame.plural_actor and len({r.id for r in actors}) < 2:
            return "not several actors"
        if strict and not recipients:
            return "nobody known as recipient"
        return None if actors or recipients else "nobody known in it"

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
        if kind in ("any", "infinitive", "that"):
            return True
        if kind == "must":
            return any(c.dep_ == "aux" and c.lower_ == "must" for c in verb.children) or _has_to(verb)
        if kind == "other":
            return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
        content = _content(verb)
        fired = self.read(content)
        type_ = fired.type if fired else self._noun_type(content)
        if kind == "cooperative":
            return type_ in COOPERATIVE or content.lemma_ in words(_SYNTAX, "cooperative")
        hostile = type_ in HOSTILE or content.lemma_ in words(_SYNTAX, "hostile")
        return hostile and (kind == "hostile" or any(c.dep_ == "advcl" and _mark(c) in ("if", "unless") for c in verb.children))

    def _noun_type(self, verb: Token) -> str | None:
        """The type of the event noun that a light verb carries: “to launch an attack”."""
        for child in verb.children:
            if child.dep_ in ("dobj", "attr", "nsubjpass"):
                noun = inner_noun(child)
                for trigger in self.lexicon.nouns.get(noun.lemma_, ()):
                    if _stands(noun, trigger):
                        return trigger.frame.type
        return None

    def _absorbed(self, frame: Frame, completing: list[Token]) -> tuple[str, set[int]]:
        """The type after what is promised or refused, and the words that the frame has spoken for."""
        if not frame.absorbs:
            return frame.type, set()
        type_, told = frame.type, set()
        for verb in completing:
            content = _content(verb)
            fired = self.read(content)
            inner = fired.type if fired else self._noun_type(content)
            if inner and type_ == frame.type:
                type_ = frame.becomes.get(inner, type_)
            for one in (verb, content):
                told.add(one.i)
                told |= {t.i for c in one.children if c.dep_ in ("dobj", "prep", "nsubjpass", "xcomp", "ccomp")
                         for t in c.subtree if t.dep_ not in ("relcl",)}  # fmt: skip
        return type_, told

    # Slots

    def _first(
        self, names: Words, slots: Slots, completing: list[Token], *, owners: bool, without: Sequence[Reference] = ()
    ) -> tuple[tuple[Reference, ...], list[Token]]:
        """The parties of the first slot that holds any beside those in `without`."""
        seen = {r.id for r in without} | {r.acts_for for r in without if r.acts_for}
        for name in names:
            tokens, found = self._slot(name, slots, completing, owners)
            found = tuple(r for r in found if r.id not in seen and (r.acts_for is None or r.acts_for not in seen))
            if found:
                return found, [t for t in tokens if t.pos_ not in _VERBAL]
        return (), []

    def _slot(
        self, name: str, slots: Slots, completing: list[Token], owners: bool
    ) -> tuple[list[Token], tuple[Reference, ...]]:
        if name == "event":
            return [], (self.body,) if self.body else ()
        if name == "comp":
            return self._complement_parties(completing)
        if name == "compsubj":
            tokens = [t for c in completing[:1] for t in surface_subjects(c)]
            return tokens, parties(self.page, tokens)
        tokens = [t for t in slots.get(name, ()) if t.pos_ not in _VERBAL]
        return tokens, parties(self.page, tokens, owners=owners)

    def _complement_parties(self, completing: list[Token]) -> tuple[list[Token], tuple[Reference, ...]]:
        for verb in completing:
            content = _content(verb)
            fired = self.read(content)
            if fired and fired.recipients:
                return [content], fired.recipients
            slots = verb_slots(content)
            for name in ("iobj", "obj", "to", "with", "for", "from", "against", "of", "into", "in"):
                tokens = [t for t in slots.get(name, ()) if t.pos_ not in _VERBAL]
                if found := parties(self.page, tokens):
                    return tokens, found
            if found := self._object_parties(slots):
                return slots["obj"], found
        return [], ()

    def _object_parties(self, slots: Slots) -> tuple[Reference, ...]:
        for token in slots.get("obj", ()):
            inner = noun_slots(token)
            for name in ("with", "to", "on", "against", "from", "between", "for"):
                if found := parties(self.page, inner.get(name, ())):
                    return found
        return ()

    # Nouns

    def _read_noun(self, noun: Token) -> Fired | None:
        triggers = self.lexicon.nouns.get(noun.lemma_) or self.lexicon.nouns.get(noun.lower_)
        if not triggers:
            return None
        for trigger in triggers:
            if not _stands(noun, trigger):
                continue
            if fired := self._fire_noun(noun, trigger.frame):
                return fired
        return None

    def _fire_noun(self, noun: Token, frame: Frame) -> Fired | None:
        top = _measured(noun)
        verb, role = _carrier(top, frame)
        slots = noun_slots(noun)
        for other in (noun_slots(top) if top.i != noun.i else {}), (verb_slots(verb) if role else {}):
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
        problem = self._party_problem(frame, actors, () if frame.noun_reciprocal else recipients, False)
        if frame.noun_reciprocal:
            actors, recipients = _union(actors, recipients), ()
            problem = problem if not actors else None
            strict = strict and len(actors) < 2
        if not problem and (not actors or (strict and not recipients)):
            problem = "too little known about its parties"
        if problem:
            self._reject(noun, frame, problem)
            return None
        type_, told = self._absorbed(frame, completing)
        host = verb if role and verb is not None else noun
        if self.attempts is not None:
            self.attempts.append(Attempt(noun, frame, None))
        return Fired(frame, type_, noun, host, slots, actors, recipients, (noun, host, *used), frozenset(told))

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
        names = ("subj", "by") if role == "perform" else ("by",)
        actors, used = self._first(names, slots, completing, owners=False)
        if not actors or frame.noun_reciprocal:
            own, more = self._first(frame.noun_actor, slots, completing, owners=False)
            actors, used = _union(actors, own), [*used, *more]
        names = tuple(n for n in frame.noun_recipient if n != "of" or "of" not in frame.noun_actor or actors)
        recipients, more = self._first(names, slots, completing, owners=True, without=actors)
        if not recipients and role == "perform":
            recipients, more = self._first(("iobj", "to"), slots, completing, owners=True, without=actors)
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
        inner = complements(verb) or [c for a in verb.children if a.dep_ == "acomp" for c in complements(a)]
        if not inner:
            break
        verb = inner[0]
    return verb


def _has_to(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lemma_ == "have" and verb.tag_ == "VB"


def _mark(verb: Token) -> str:
    return next((c.lower_ for c in verb.children if c.dep_ == "mark"), "")


def _tense_problem(verb: Token, frame: Frame) -> str | None:
    if not (frame.future or frame.negated_future):
        return None
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    negated = any(c.dep_ == "neg" for c in verb.children)
    ahead = bool(auxiliaries & {"will", "would", "wo", "'ll", "shall"})
    if not ahead or negated != frame.negated_future:
        return "not told as its future"
    return None


def _words_beside(verb: Token, trigger: Trigger) -> list[Token] | None:
    """The tokens of a trigger's further words; None when one is missing."""
    found: list[Token] = []
    if trigger.before and not any(c.lower_ == trigger.before[0] for c in verb.children):
        return None
    near: list[Token] = [verb]
    for word in trigger.after:
        match = next((c for n in near for c in n.children if c.lower_ == word or c.lemma_ == word), None)
        if match is None or match.i > verb.i + 12:
            return None
        found.append(match)
        near = [match, *near]
    return found


def _with_particle_object(slots: Slots, beside: list[Token]) -> Slots:
    """For “call on X” the object of the trigger's last preposition is its object."""
    if beside and beside[-1].pos_ in ("ADP", "ADV", "PART") and "obj" not in slots:
        objects = [t for c in beside[-1].children if c.dep_ == "pobj" for t in coordinated(c)]
        objects = objects or slots.get(beside[-1].lower_, [])
        if objects:
            return {**slots, "obj": objects}
    return slots


def _stands(noun: Token, trigger: Trigger) -> bool:
    """Whether a noun trigger's further words stand right before and behind it."""
    doc, at = noun.doc, noun.i
    before, after = trigger.before, trigger.after
    if at < len(before) or at + len(after) >= len(doc):
        return False
    return all(doc[at - len(before) + k].lower_ == w for k, w in enumerate(before)) and all(
        w in (doc[at + 1 + k].lower_, doc[at + 1 + k].lemma_) for k, w in enumerate(after)
    )


def _measured(noun: Token) -> Token:
    """The outermost noun that only measures it: “the first round of talks”."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in words(_SYNTAX, "partitives"):
        noun = noun.head.head
    return noun


def _carrier(noun: Token, frame: Frame) -> tuple[Token | None, str | None]:
    """The verb that carries an event noun, and how: it performs, undergoes or lets it happen."""
    head, dep = noun.head, noun.dep_
    if dep == "conj" and head.pos_ == "NOUN":
        return _carrier(head, frame)
    if dep == "pobj" and head.dep_ in ("prep", "prt") and head.head.pos_ in _VERBAL:
        verb, reach = head.head, f"{head.head.lemma_} {head.lower_}"
        if reach in frame.light or reach in words(_SYNTAX, "perform_with"):
            return verb, "perform"
        return (verb, "undergo") if reach in words(_SYNTAX, "undergo_with") else (None, None)
    if head.pos_ not in _VERBAL:
        return None, None
    lights = {w.split()[0] for w in frame.light} | words(_SYNTAX, "perform")
    if dep in ("dobj", "nsubjpass", "oprd") and head.lemma_ in lights:
        return head, "perform"
    if dep == "dobj" and head.lemma_ in words(_SYNTAX, "undergo"):
        return head, "undergo"
    if dep in ("nsubj", "nsubjpass") and head.lemma_ in words(_SYNTAX, "happen"):
        return head, "happen"
    if dep == "attr" and head.lemma_ == "be" and "copula" in frame.noun_actor:
        return head, "perform"
    return None, None
