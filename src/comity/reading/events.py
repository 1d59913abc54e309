"""Events: PLOVER types and modes of what verbs, event nouns and adjectives tell, with parties, place and modality."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from comity.model import Event, Evidence, Modality, Reference
from comity.reading.arguments import is_passive, noun_slots, verb_slots
from comity.reading.choosing.surety import surety
from comity.reading.contexts import contexts_of
from comity.reading.denials import deny_events
from comity.reading.fired import Attempt, Fired, Stage
from comity.reading.firing import Firing
from comity.reading.frames import event_lexicon
from comity.reading.learnt.deeds import Framed, Learnt
from comity.reading.learnt.proposing import frame_of
from comity.reading.lexicon import words
from comity.reading.page import Page, Sentence
from comity.reading.parties import parties, place
from comity.reading.repeated import repeat_events
from comity.reading.scene import Scene
from comity.reading.telling import told
from comity.reading.timing import is_to_come, when_of
from comity.reading.triggers import candidates

_VERBAL = frozenset({"VERB", "AUX"})
_WHERE = ("in", "at", "on", "near", "outside", "inside", "around", "off", "into", "over", "across", "through")
_UNTOLD = "it fired, but is told by another frame, or is a wish, a condition, a duty or a purpose"
_UNLIKELY = "it fired, but what was learnt from annotated texts finds it too unlikely here"
_PLAYED = "it fired, but the sentence tells of sport"
_ASKED = "it fired, but the sentence asks"
_IN_PLAY = 2
_BEFORE_NOUN = frozenset({"amod", "compound", "det", "nummod", "poss"})


def read_events(page: Page, learnt: bool = True) -> tuple[Event, ...]:
    """The events of a page, in order of the text; an event without a known party is none."""
    events = [event for one, modality in fired_events(page, learnt) for event in event_of(page, one, modality)]
    return (*events, *repeat_events(page, events), *deny_events(page, events))


def fired_events(page: Page, learnt: bool = True, *, doubtful: bool = False) -> Iterator[tuple[Fired, Modality]]:
    """What tells the events of a page, frames and what is learnt beside them, in order, each with its modality.

    What is learnt is told where it is sure enough; with `doubtful` also elsewhere.
    """
    for heard in hear(page, learnt, doubtful=doubtful):
        yield from heard.events


def explain(page: Page, learnt: bool = True) -> tuple[Attempt, ...]:
    """Every frame that was tried on a page's words, with its event or the reason why it did not become one."""
    return tuple(attempt for heard in hear(page, learnt) for attempt in _explained(heard))


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence, the frames tried on its words, what these tell, and what is told with what is learnt."""

    sentence: Sentence
    attempts: Sequence[Attempt]
    told: Sequence[tuple[Fired, Modality]]
    events: Sequence[tuple[Fired, Modality]]
    stage: Stage
    silence: str = ""
    """Why it tells nothing, if it does not."""


def hear(page: Page, learnt: bool = True, *, doubtful: bool = False) -> Iterator[Heard]:
    """The sentences of a page, in order, read by frames and by what is learnt, or by frames alone."""
    firing = Firing(page, event_lexicon(), Scene(page, event_lexicon()))
    heard = tuple(_by_frames(firing))
    if not learnt:
        yield from heard
        return
    framed = [Framed(one.sentence, one.told, one.attempts, bool(one.silence)) for one in heard]
    revised = Learnt(firing.stage, framed, doubtful).revised()
    yield from (replace(one, events=events) for one, events in zip(heard, revised, strict=True))


def _by_frames(firing: Firing) -> Iterator[Heard]:
    triggers = candidates(firing.page.doc)
    for sentence in firing.page.readable_sentences():
        before = len(firing.attempts)
        silence = _ASKED if _is_question(sentence) else _PLAYED if _is_play(sentence) else ""
        fired = _fired(firing, triggers, sentence)
        told_ = () if silence else tuple(told(firing.scene, fired, sentence.index))
        yield Heard(sentence, firing.attempts[before:], told_, told_, firing.stage, silence)


def _explained(heard: Heard) -> Iterator[Attempt]:
    events = {one.trigger.i: (one, how) for one, how in heard.events if one.frame is not frame_of(one.type)}
    told_ = {one.trigger.i for one, _ in heard.told}
    for attempt in heard.attempts:
        at = attempt.trigger.i
        why = heard.silence or (_UNLIKELY if at in told_ else _UNTOLD)
        yield attempt if attempt.why else _become(attempt, events.get(at)) or replace(attempt, why=why)
    for one, how in heard.events:
        if one.frame is frame_of(one.type):
            yield Attempt(one.trigger, one.frame, None, one, how)


def _become(attempt: Attempt, told_as: tuple[Fired, Modality] | None) -> Attempt | None:
    """A frame that fired with the event that it told, if it told one."""
    return replace(attempt, event=told_as[0], modality=told_as[1]) if told_as else None


def _is_question(sentence: Sentence) -> bool:
    return any(t.text == "?" for t in sentence.span[-2:])


def _is_play(sentence: Sentence) -> bool:
    """A match or a season: who attacks, meets and releases there does so in play, unless power comes into it."""
    lemmas = {form for t in sentence.span for form in (t.lemma_, t.lower_)}
    weight = 2 * len(lemmas & words("play", "strong")) + len(lemmas & words("play", "weak"))
    return weight >= _IN_PLAY and not lemmas & words("play", "power")


def _fired(firing: Firing, triggers: list[int], sentence: Sentence) -> list[Fired]:
    firing.scene.note(sentence)
    start, end = (bisect_left(triggers, at) for at in (sentence.span.start, sentence.span.end))
    return [fired for i in triggers[start:end] if (fired := firing.read(firing.page.doc[i]))]


def event_of(page: Page, fired: Fired, modality: Modality) -> Iterator[Event]:
    """One event; a visit to several hosts is several, and so are the calls of one to several others."""
    if fired.frame.mode == "phone" and (called := _called(page, fired)):
        for pair in called:
            yield _event(page, replace(fired, actors=pair, recipients=()), modality)
        return
    several = fired.frame.mode == "visit" and len(fired.recipients) > 1
    for recipients in [(r,) for r in fired.recipients] if several else [fired.recipients]:
        yield _event(page, replace(fired, recipients=recipients), modality)


def _called(page: Page, fired: Fired) -> list[tuple[Reference, Reference]]:
    """“rang both Ana Roth and Ian Low”: who rang, with each of the others, where one alone rang several."""
    callers = parties(page, fired.slots.get("subj", ()), owners=False)
    others = [r for r in (*fired.actors, *fired.recipients) if r not in callers]
    alone = len(callers) == 1 and callers[0] in fired.actors
    return [(callers[0], other) for other in others] if alone and len(others) > 1 else []


def _event(page: Page, fired: Fired, modality: Modality) -> Event:
    frame = fired.frame
    evidence = _evidence(page, fired)
    clause = page.doc.char_span(evidence[-1].start, evidence[-1].end, alignment_mode="expand")
    when, basis = when_of(page, fired.host)
    if when is None and fired.host.i != fired.trigger.i:
        when, basis = when_of(page, fired.trigger)
    when = _begun(fired, when)
    return Event(
        document=page.document.id,
        evidence=evidence,
        said_by=fired.said_by,
        modality="planned" if modality == "actual" and is_to_come(page, when) else modality,
        when=when,
        when_basis=basis,
        confidence=surety(page, fired, modality),
        frame=f"{frame.type}/{frame.name}",
        event_type=fired.type,
        mode=frame.mode if fired.type == frame.type else None,
        contexts=contexts_of(frame.contexts, clause or ()),
        actors=fired.actors,
        recipients=fired.recipients,
        where=_where(page, fired),
    )


def _begun(fired: Fired, when: str | None) -> str | None:
    """“has been suspended since 6 June”: the deed is of the day since which it holds."""
    if when is None or fired.type != "SANCTION" or not is_passive(fired.host):
        return when
    return when.removesuffix("/..")


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
    return _relative_place(page, fired.trigger)


def _relative_place(page: Page, verb: Token) -> Reference | None:
    """“travelling to Uzbekistan for a summit, where he will meet …”: the place told last before the “where”."""
    where = next((c for c in verb.children if c.lower_ == "where" and c.dep_ == "advmod"), None)
    if where is None or verb.dep_ != "relcl":
        return None
    start = page.sentence_of(verb).span.start
    before = (page.doc[i] for i in range(where.i - 1, start - 1, -1) if i in page.covering)
    return next((found for token in before if (found := place(page, token))), None)


def _place_slots(fired: Fired) -> dict[str, list[Token]]:
    slots = dict(fired.slots)
    for token in (fired.host, fired.trigger):
        more = verb_slots(token) if token.pos_ in _VERBAL else noun_slots(token)
        for name, tokens in more.items():
            slots.setdefault(name, tokens)
    return slots
