"""Events: PLOVER types and modes of what verbs, event nouns and adjectives tell, with parties, place and modality."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from comity.model import Event, Evidence, Modality, Reference
from comity.reading.arguments import noun_slots, verb_slots
from comity.reading.contexts import contexts_of
from comity.reading.firing import Attempt, Fired, Firing
from comity.reading.frames import Lexicon, event_lexicon
from comity.reading.lexicon import load, words
from comity.reading.modality import is_negated, modality_of
from comity.reading.page import Page, Sentence
from comity.reading.parties import place
from comity.reading.scene import Scene
from comity.reading.timing import when_of

_SYNTAX = "events/syntax"
_VERBAL = frozenset({"VERB", "AUX"})
_WHERE = ("in", "at", "on", "near", "outside", "inside", "around", "off", "into", "over", "across", "through")
_AIMS = frozenset({"at", "for", "of", "on", "about", "to", "against", "toward", "towards"})
_AGAINST = frozenset({"REJECT", "SANCTION", "ASSAULT"})
_UNREAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
_SOFT = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "MOBILIZE"})
_BEFORE_NOUN = frozenset({"amod", "compound", "det", "nummod", "poss"})
_FACTIVE = frozenset({"REQUEST", "AGREE", "ASSAULT", "COERCE", "SANCTION", "ACCUSE", "THREATEN", "PROTEST", "RETREAT"})
_CANCELLING = frozenset({"AGREE", "REQUEST", "THREATEN", "CONCEDE", "SANCTION"})


def read_events(page: Page) -> tuple[Event, ...]:
    """The events of a page, in order of the text; an event without a known party is none."""
    lexicon = event_lexicon()
    firing = Firing(page, lexicon, Scene(page, lexicon))
    return tuple(e for one, modality in _told(page, firing) for e in _events(page, one, modality))


def explain(page: Page, sentence: Sentence) -> tuple[Attempt, ...]:
    """Every frame that was tried on a sentence's words, with the reason where it did not become an event."""
    attempts: list[Attempt] = []
    lexicon = event_lexicon()
    firing = Firing(page, lexicon, Scene(page, lexicon), attempts)
    for _ in _of_sentence(firing, sentence):
        pass
    return tuple(attempts)


def _told(page: Page, firing: Firing) -> Iterator[tuple[Fired, Modality]]:
    for sentence in page.readable_sentences():
        if sentence.span.text.rstrip().endswith("?"):
            continue
        firing.scene.note(sentence)
        fired = list(_of_sentence(firing, sentence))
        for one in _not_retold(fired):
            modality = _modality(one)
            if modality is not None:
                one = _with_opponent(firing, one, sentence.index)
                firing.scene.note_deed(one.type, one.actors, one.recipients, sentence.index)
                yield one, modality


def _with_opponent(firing: Firing, fired: Fired, sentence: int) -> Fired:
    """“It expelled the Indian envoy and suspended trade”, “They asked him to go. He refused”: against the same."""
    if fired.recipients or fired.frame.reciprocal or fired.type not in _AGAINST or len(fired.actors) > 3:
        return fired
    if fired.slots.get("obj") and fired.type == "REJECT":
        return fired
    others = firing.scene.opponents(fired.actors, sentence)
    return replace(fired, recipients=tuple(r for r in others if r not in fired.actors))


def _of_sentence(firing: Firing, sentence: Sentence) -> Iterator[Fired]:
    lexicon: Lexicon = firing.lexicon
    for token in sentence.span:
        tag = token.tag_
        if tag.startswith("VB"):
            index = lexicon.verbs
        elif tag.startswith("NN"):
            index = lexicon.nouns
        elif tag.startswith("JJ"):
            index = lexicon.adjectives
        else:
            continue
        if (
            token.lemma_ in index or token.lower_ in index or (tag == "VBN" and token.lower_ in lexicon.adjectives)
        ) and (fired := firing.read(token)):
            yield fired


def _not_retold(fired: Sequence[Fired]) -> Iterator[Fired]:
    """Without what another frame already tells: absorbed clauses, and nouns that a verb's frame spent."""
    verbs = {f.trigger.i: f for f in fired}
    for one in fired:
        tellers = [f for f in fired if f is not one and one.trigger.i in f.told and f.trigger.i in verbs]
        if any(_spends(f, one) for f in tellers) or _is_hypothetical(one.host):
            continue
        if any(one.trigger.i in f.reach and f.type in _UNREAL and one.type in _SOFT and f is not one for f in fired):
            continue
        if accusers := [f for f in fired if f.type == "ACCUSE" and _alleges(f, one)]:
            one = replace(one, said_by=accusers[0].actors[0])
        answering = [
            f for f in tellers if one.type in ("REQUEST", "AGREE") and f.type in ("REJECT", "AGREE", "CONCEDE")
        ]
        if answering and not one.recipients:
            one = replace(one, recipients=tuple(r for r in answering[0].actors if r not in one.actors))
        yield one


def _alleges(accusation: Fired, deed: Fired) -> bool:
    """Whether the deed stands in the accusation: “accused Iran of shelling Basra”."""
    token = deed.host
    while token.dep_ in ("pcomp", "conj", "prep", "xcomp") and token.head.i != token.i:
        token = token.head
        if token.i == accusation.trigger.i:
            return deed.host.tag_ == "VBG"
    return False


def _spends(teller: Fired, told: Fired) -> bool:
    """Whether `told` is no event beside `teller`: only an event noun with an actor of its own stays."""
    if told.trigger.tag_.startswith("VB") or told.host.i != told.trigger.i:
        return True
    if teller.frame.absorbs or teller.type in _CANCELLING:
        return True
    if told.type == teller.type:
        return True
    return told.type not in _FACTIVE or (teller.type == "REJECT" and told.type not in ("REQUEST", "AGREE", "SANCTION"))


def _is_hypothetical(token: Token) -> bool:
    """In an if-clause, or a mere purpose: “to discuss efforts”."""
    while token.head.i != token.i:
        mark = next((c.lower_ for c in token.children if c.dep_ == "mark"), "")
        if token.dep_ == "advcl":
            infinitive = token.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)
            if mark in words(_SYNTAX, "hypothetical") or infinitive:
                return True
        if mark in ("before", "until", "once") and token.tag_ in ("VB", "VBP", "VBZ"):
            return True
        if token.dep_ == "acl" and token.tag_ == "VB":
            return True
        if (
            token.dep_ == "pcomp"
            and token.head.lower_ in _AIMS
            and token.head.head.lemma_ not in words(_SYNTAX, "object_control")
        ):
            return True
        if token.dep_ not in ("conj", "xcomp", "advcl", "acl", "ccomp", "pcomp", "prep", "dobj", "pobj", "relcl"):
            return False
        if token.dep_ == "relcl":
            return False
        token = token.head
    return False


def _modality(fired: Fired) -> Modality | None:
    """How real the event is; None where it is only what somebody should do."""
    host = fired.host
    if _is_duty(host):
        return None
    told = modality_of(host) if host.pos_ in _VERBAL or host.dep_ != "pobj" else _nominal_modality(host)
    if fired.frame.modality:
        if told == "denied" and fired.frame.modality == "denied":
            return "actual"
        return fired.frame.modality if told == "actual" else told
    if fired.frame.negated_future:
        return "actual"
    return told


def _events(page: Page, fired: Fired, modality: Modality) -> Iterator[Event]:
    """One event; a visit to several hosts is several."""
    several = fired.frame.mode == "visit" and len(fired.recipients) > 1
    for recipients in [(r,) for r in fired.recipients] if several else [fired.recipients]:
        yield _event(page, replace(fired, recipients=recipients), modality)


def _nominal_modality(noun: Token) -> Modality:
    """Of an event noun in a phrase of its own (“after talks”): what stands right on it decides."""
    if noun.head.lower_ == "without" or is_negated(noun):
        return "denied"
    if noun.head.head.pos_ == "NOUN":
        return modality_of(noun)
    planned = load("modality")["noun_modifiers"]
    lowers = {c.lower_ for c in noun.children if c.dep_ in ("amod", "compound")}
    return next((m for m, listed in planned.items() if lowers & set(listed)), "actual")


def _is_duty(verb: Token) -> bool:
    """“should be free to protest”, “is not entitled to gag it”."""
    for _ in range(5):
        if any(c.dep_ == "aux" and c.lower_ in ("should", "must", "ought") for c in verb.children):
            return True
        if verb.lower_ in words(_SYNTAX, "entitlements"):
            return True
        if verb.dep_ not in ("xcomp", "conj", "acomp", "pcomp", "prep") or verb.head.i == verb.i:
            return False
        verb = verb.head
    return False


def _event(page: Page, fired: Fired, modality: Modality) -> Event:
    frame = fired.frame
    evidence = _evidence(page, fired)
    clause = page.doc.char_span(evidence[-1].start, evidence[-1].end, alignment_mode="expand")
    when, basis = when_of(page, fired.host)
    if when is None and fired.host.i != fired.trigger.i:
        when, basis = when_of(page, fired.trigger)
    return Event(
        document=page.document.id,
        evidence=evidence,
        said_by=fired.said_by,
        modality=modality,
        when=when,
        when_basis=basis,
        confidence=frame.confidence,
        frame=f"{frame.type}/{frame.name}",
        event_type=fired.type,
        mode=frame.mode if fired.type == frame.type else None,
        contexts=contexts_of(frame.contexts, clause or ()),
        actors=fired.actors,
        recipients=fired.recipients,
        where=_where(page, fired),
    )


def _evidence(page: Page, fired: Fired) -> tuple[Evidence, ...]:
    """From the first to the last word of trigger and arguments; a subject shared with an earlier verb apart."""
    sentence = page.sentence_of(fired.trigger).span
    tokens = sorted({t.i: t for t in fired.tokens if sentence.start <= t.i < sentence.end}.values(), key=lambda t: t.i)
    far = _shared_subject(fired.host, tokens)
    near = [t for t in tokens if t.i not in {f.i for f in far}]
    return tuple(_stretch(page, part, sentence.start) for part in (far, near) if part)


def _stretch(page: Page, tokens: Sequence[Token], floor: int) -> Evidence:
    first = tokens[0]
    start = min((c.i for c in first.lefts if c.dep_ in _BEFORE_NOUN), default=first.i)
    return page.evidence(page.doc[max(start, floor)], tokens[-1])


def _shared_subject(verb: Token, tokens: Sequence[Token]) -> list[Token]:
    """Arguments that stand before the verb that this one is coordinated with."""
    if verb.dep_ != "conj" or verb.head.pos_ not in _VERBAL:
        return []
    return [t for t in tokens if t.i < verb.head.i]


def _where(page: Page, fired: Fired) -> Reference | None:
    slots = _place_slots(fired)
    for name in (*fired.frame.where, *_WHERE):
        for token in slots.get(name, ()):
            if found := place(page, token):
                return found
    return None


def _place_slots(fired: Fired) -> dict[str, list[Token]]:
    slots = dict(fired.slots)
    for token in (fired.host, fired.trigger):
        more = verb_slots(token) if token.pos_ in _VERBAL else noun_slots(token)
        for name, tokens in more.items():
            slots.setdefault(name, tokens)
    return slots
