"""Repeated deeds: “Bahrain and Sudan followed suit” tells of others what was told last."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from comity.model import Event
from comity.reading.lexicon import load
from comity.reading.modality import modality_of
from comity.reading.page import Page, Sentence
from comity.reading.syntax import subjects
from comity.reading.timing import when_of

_REACH = 2
"""Sentences back that the deed may stand."""
_CONFIDENCE = 0.6


def repeat_events(page: Page, events: Sequence[Event]) -> Iterator[Event]:
    """What others did likewise: the last event before, with its recipients and its evidence, by the new actors."""
    for verb in _repeats(page):
        actors = tuple(dict.fromkeys(r for t in subjects(verb) for r in page.who(t)))
        model = _model(page, events, verb)
        if model is None or not actors or {a.represents for a in actors} & {a.represents for a in model.actors}:
            continue
        last = max([verb, *verb.children], key=lambda t: t.i if t.i > verb.i and t.dep_ in ("dobj", "advmod") else -1)
        when, basis = when_of(page, verb)
        yield replace(
            model, evidence=(*model.evidence, page.evidence(min([*subjects(verb), verb], key=lambda t: t.i), last)),
            actors=actors, when=when, when_basis=basis, modality=modality_of(verb), confidence=_CONFIDENCE,
            said_by=None, where=None,
        )  # fmt: skip


def _repeats(page: Page) -> Iterator[Token]:
    again = load("events/syntax")["again"]
    for sentence in page.readable_sentences():
        for token in sentence.span:
            if token.dep_ in ("dobj", "advmod") and token.lower_ in again.get(token.head.lemma_, ()):
                yield token.head


def _model(page: Page, events: Sequence[Event], verb: Token) -> Event | None:
    """The last one-sided deed told before, in the same sentence or the two before it."""
    here = page.sentence_of(verb)
    first = page.sentences[max(0, here.index - _REACH)].span.start_char
    before = [e for e in events if first <= e.evidence[0].start and e.evidence[-1].end <= verb.idx]
    told = [e for e in before if e.modality in ("actual", "planned") and e.recipients and e.event_type != "CONSULT"]
    main = [e for e in told if any(_tells_main_clause(e, s) for s in page.sentences[: here.index + 1])]
    return (main or told)[-1] if told else None


def _tells_main_clause(event: Event, sentence: Sentence) -> bool:
    """“broke off relations after a mob stormed its embassy”: what others did too is the first, not the second."""
    root = sentence.span.root
    return any(e.start <= root.idx < e.end for e in event.evidence)
