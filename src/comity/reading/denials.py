"""Denials: “Chad denies any role” tells that what was just laid to its charge did not happen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from comity.model import Event
from comity.reading.arguments import verb_slots
from comity.reading.lexicon import words
from comity.reading.modality import is_negated
from comity.reading.page import Page
from comity.reading.parties import parties
from comity.reading.phrases import dependents, inner_noun
from comity.reading.subjects import surface_subjects
from comity.reading.timing import when_of

_SYNTAX = "events/syntax"
_REACH = 2
"""Sentences back that the charge may stand."""
_CONFIDENCE = 0.6


def deny_events(page: Page, events: Sequence[Event]) -> Iterator[Event]:
    """What somebody says not to have done: the last deed of theirs that others told, by the same doers."""
    for verb in _denials(page):
        deniers = parties(page, surface_subjects(verb), owners=False)
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
    """Verbs of denying whose object only points back at a charge, and others that say as much."""
    denying, disowning = words(_SYNTAX, "denying"), words(_SYNTAX, "disowning")
    for sentence in page.readable_sentences():
        for token in sentence.span:
            if token.lemma_ in denying and token.pos_ == "VERB" and not is_negated(token):
                objects = [inner_noun(t) for t in verb_slots(token).get("obj", ())]
                denied = words(_SYNTAX, "denied")
                if any(t.lemma_ in denied or t.lower_ in denied for t in objects) or _is_relative(token):
                    yield token
            elif token.lemma_ in disowning and token.pos_ in ("VERB", "AUX") and _disowns(token):
                yield token


def _disowns(verb: Token) -> bool:
    """“had nothing to do with the raid”, “played no part in it”, “pleaded not guilty”."""
    if verb.lemma_ == "plead":
        said = {t.lower_ for c in dependents(verb) for t in (c, *dependents(c))}
        return "innocent" in said or {"not", "guilty"} <= said
    things = [c for c in dependents(verb) if c.dep_ in ("dobj", "attr", "nsubj") and c.i > verb.i]
    if any(t.lower_ == "nothing" for t in things):
        return verb.doc[things[0].i + 1 : things[0].i + 4].text.lower() == "to do with"
    return any(_is_no_part(verb, t) for t in things)


def _is_no_part(verb: Token, noun: Token) -> bool:
    """“no role in the killing”, “bears no responsibility for it”."""
    if noun.lemma_ not in words(_SYNTAX, "parts_in") or not any(c.lower_ == "no" for c in dependents(noun)):
        return False
    around = (*dependents(noun), *dependents(verb))
    return any(c.lower_ in ("in", "for", "of") and _is_of_deed(c) for c in around)


def _is_of_deed(preposition: Token) -> bool:
    """“in the attack”, “of the killing”, “in it”: of no vote and no talks."""
    objects = [c for c in dependents(preposition) if c.dep_ == "pobj"]
    denied = words(_SYNTAX, "denied")
    return any(t.lemma_ in denied or t.lower_ in denied for t in objects)


def _is_relative(verb: Token) -> bool:
    """“accused Chad of arming rebels, which it denies”: the clause before is what is denied."""
    which = next((c for c in verb.children if c.dep_ == "dobj" and c.lower_ == "which"), None)
    return which is not None and verb.dep_ == "relcl" and which.nbor(-1).text == ","


def _points_back(verb: Token) -> bool:
    """“denies it”, “denied the charge”: whatever it was; one denies a part or a hand in what is a crime."""
    objects = [inner_noun(t) for t in verb_slots(verb).get("obj", ())]
    return _is_relative(verb) or any(t.lower_ in words(_SYNTAX, "pointing_back") for t in objects)


def _model(page: Page, events: Sequence[Event], verb: Token, deniers: set[str]) -> Event | None:
    """The last deed of the deniers told before, in the same sentence or the two before it."""
    here = page.sentence_of(verb)
    first = page.sentences[max(0, here.index - _REACH)].span.start_char
    types = words(_SYNTAX, "chargeable" if _points_back(verb) else "partaken")
    told = [
        e
        for e in events
        if first <= e.evidence[0].start and e.evidence[-1].end <= verb.idx
        and e.event_type in types
        and e.modality in ("actual", "possible")
        and deniers & {a.represents for a in e.actors}
    ]  # fmt: skip
    alleged = [e for e in told if e.said_by is not None]
    charges = alleged or told
    return charges[-1] if charges else None
