"""Denials: “Chad denies any role” tells that what was just laid to its charge did not happen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from comity.model import Event
from comity.reading.arguments import verb_slots
from comity.reading.lexicon import words
from comity.reading.modality import is_negated
from comity.reading.page import Page
from comity.reading.phrases import inner_noun
from comity.reading.subjects import surface_subjects
from comity.reading.timing import when_of

_SYNTAX = "events/syntax"
_REACH = 2
"""Sentences back that the charge may stand."""
_CONFIDENCE = 0.6


def deny_events(page: Page, events: Sequence[Event]) -> Iterator[Event]:
    """What somebody says not to have done: the last deed of theirs that others told, by the same doers."""
    for verb in _denials(page):
        deniers = tuple(dict.fromkeys(r for t in surface_subjects(verb) for r in page.who(t)))
        model = _model(page, events, verb, {r.represents for r in deniers})
        if model is None:
            continue
        when, basis = when_of(page, verb)
        heads = [*surface_subjects(verb), verb, *verb_slots(verb).get("obj", ())]
        yield replace(
            model, evidence=(page.evidence(min(heads, key=_at), max(heads, key=_at)),), modality="denied",
            said_by=deniers[0], when=model.when or when, when_basis=model.when_basis or basis,
            confidence=_CONFIDENCE,
        )  # fmt: skip


def _at(token: Token) -> int:
    return token.i


def _denials(page: Page) -> Iterator[Token]:
    """Verbs of denying whose object only points back at a charge."""
    for sentence in page.readable_sentences():
        for token in sentence.span:
            if token.lemma_ not in words(_SYNTAX, "denying") or token.pos_ != "VERB" or is_negated(token):
                continue
            objects = [inner_noun(t) for t in verb_slots(token).get("obj", ())]
            if any(
                t.lemma_ in words(_SYNTAX, "denied") or t.lower_ in words(_SYNTAX, "denied") for t in objects
            ) or _is_relative(token):
                yield token


def _is_relative(verb: Token) -> bool:
    """“accused Chad of arming rebels, which it denies”: the clause before is what is denied."""
    which = next((c for c in verb.children if c.dep_ == "dobj" and c.lower_ == "which"), None)
    return which is not None and verb.dep_ == "relcl" and which.nbor(-1).text == ","


def _model(page: Page, events: Sequence[Event], verb: Token, deniers: set[str]) -> Event | None:
    """The last deed of the deniers told before, in the same sentence or the two before it."""
    here = page.sentence_of(verb)
    first = page.sentences[max(0, here.index - _REACH)].span.start_char
    told = [
        e
        for e in events
        if first <= e.evidence[0].start and e.evidence[-1].end <= verb.idx
        and e.event_type in words(_SYNTAX, "chargeable")
        and e.modality in ("actual", "possible")
        and deniers & {a.represents for a in e.actors}
    ]  # fmt: skip
    alleged = [e for e in told if e.said_by is not None]
    charges = alleged or told
    return charges[-1] if charges else None
