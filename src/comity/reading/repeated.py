"""Repeated deeds: “Bahrain and Sudan followed suit” tells of others what was told last."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from comity.model import Event, Reference
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.page import Page, Sentence
from comity.reading.subjects import surface_subjects
from comity.reading.timing import when_of

_SYNTAX = "events/syntax"
_REACH = 2
"""Sentences back that the deed may stand; behind a bare “will follow” it is the last one."""
_CONFIDENCE = 0.6


def repeat_events(page: Page, events: Sequence[Event]) -> Iterator[Event]:
    """What others did likewise: the last event before, with its recipients and its evidence, by the new actors."""
    told = list(events)
    for verb in _repeats(page):
        heads = surface_subjects(verb)
        actors = tuple(dict.fromkeys(r for t in heads for r in page.who(t)))
        model = _model(page, told, verb)
        if model is None or not actors or {a.represents for a in actors} & {a.represents for a in model.actors}:
            continue
        last = max([verb, *verb.children], key=lambda t: t.i if t.i > verb.i and t.dep_ in ("dobj", "advmod") else -1)
        when, basis = when_of(page, verb)
        here = page.evidence(min([*heads, verb], key=lambda t: t.i), last)
        again = replace(
            model, evidence=(*model.evidence, here), actors=actors, recipients=_met(model, actors), when=when,
            when_basis=basis, modality=modality_of(verb), confidence=_CONFIDENCE, said_by=None, where=None,
        )  # fmt: skip
        told.append(again)  # “Oman took the same step. Chad will follow.”
        yield again


def _met(model: Event, actors: Sequence[Reference]) -> tuple[Reference, ...]:
    """“answered with the same step”: who suffered it first does it to who did it."""
    own = {a.represents for a in actors}
    return model.actors if own & {r.represents for r in model.recipients} else model.recipients


def _repeats(page: Page) -> Iterator[Token]:
    again = load(_SYNTAX)["again"]
    for sentence in page.readable_sentences():
        for token in sentence.span:
            if token.dep_ in ("dobj", "advmod") and token.lower_ in again.get(token.head.lemma_, ()):
                yield token.head
            elif token.lemma_ in words(_SYNTAX, "followed") and _follows_alone(token):
                yield token
            elif token.lower_ in words(_SYNTAX, "likened") and (verb := _verb_of_step(token)) is not None:
                yield verb


def _follows_alone(verb: Token) -> bool:
    """“Sweden will follow this year”: nothing is said to be followed."""
    if verb.pos_ != "VERB" or verb.tag_ == "VBG" or verb.dep_ in ("relcl", "acl", "amod", "csubj"):
        return False
    return not any(c.dep_ in ("dobj", "prt", "auxpass", "neg", "ccomp", "expl") for c in verb.children)


def _verb_of_step(adjective: Token) -> Token | None:
    """“are taking the same step”, “answered with the same move”."""
    noun = adjective.head
    if adjective.dep_ != "amod" or noun.lemma_ not in words(_SYNTAX, "steps_again"):
        return None
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("with", "by") else noun.head
    direct = noun.dep_ in ("dobj", "pobj") and above.pos_ == "VERB"
    return above if direct and above.lemma_ in words(_SYNTAX, "stepping") else None


def _model(page: Page, events: Sequence[Event], verb: Token) -> Event | None:
    """The last one-sided deed told before, in the same sentence or the two before it."""
    here = page.sentence_of(verb)
    reach = 1 if verb.lemma_ in words(_SYNTAX, "followed") and _follows_alone(verb) else _REACH
    first = page.sentences[max(0, here.index - reach)].span.start_char
    before = [e for e in events if first <= e.evidence[-1].start and e.evidence[-1].end <= verb.idx]
    told = [e for e in before if e.modality in ("actual", "planned") and e.recipients and e.event_type != "CONSULT"]
    main = [e for e in told if any(_tells_main_clause(e, s) for s in page.sentences[: here.index + 1])]
    return max(main or told, key=lambda e: e.evidence[-1].end) if told else None


def _tells_main_clause(event: Event, sentence: Sentence) -> bool:
    """“broke off relations after a mob stormed its embassy”: what others did too is the first, not the second."""
    root = sentence.span.root
    return any(e.start <= root.idx < e.end for e in event.evidence)
