"""Absorbing: what a frame tells together with the clause behind it, as a promise does with what is promised."""

from collections.abc import Sequence

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.fired import Stage
from comity.reading.fitting import content_verb, likely_type
from comity.reading.frames import Frame
from comity.reading.lexicon import words
from comity.reading.phrases import dependents
from comity.reading.subjects import surface_subjects

_ALLEGED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "AID", "SANCTION", "SUPPORT"})


def absorbed(stage: Stage, frame: Frame, completing: list[Token], actors: Sequence[Reference]) -> tuple[str, set[int]]:
    """The type after what is promised or refused, and the words that the frame has spoken for."""
    if not frame.absorbs:
        return frame.type, set()
    type_, told = frame.type, set()
    for verb in completing:
        content = content_verb(verb)
        fired = stage.read(content)
        inner = fired.type if fired else likely_type(stage, content)
        if frame.type == "ACCUSE" and inner in _ALLEGED:
            continue
        own = frame.type != "REQUEST" or not _is_for_others(stage, verb, actors)
        negated = any(c.dep_ == "neg" for c in (*dependents(content), *dependents(verb)))
        both = fired is not None and fired.frame.name == "end-war"  # who ends a war together yields nothing
        mutual = frame.type == "AGREE" and (both or content.lemma_ in words("events/syntax", "mutual"))
        if inner and own and type_ == frame.type and not mutual:
            type_ = frame.becomes.get(inner, type_) if not negated else _forborne(frame, inner)
        for one in (verb, content):
            told.add(one.i)
            told |= {t.i for c in dependents(one) if c.dep_ in ("dobj", "prep", "nsubjpass", "xcomp", "ccomp")
                     for t in c.subtree if t.dep_ not in ("relcl",)}  # fmt: skip
    return type_, told


def _forborne(frame: Frame, inner: str) -> str:
    """“promised not to use force” yields; nothing else changes its type when it is negated."""
    return "CONCEDE" if frame.type == "AGREE" and inner in ("ASSAULT", "MOBILIZE") else frame.type


def _is_for_others(stage: Stage, verb: Token, actors: Sequence[Reference]) -> bool:
    """Whether an order goes to somebody who does not act for its giver."""
    own = {r.represents for r in actors}
    return any(r.represents not in own for r in stage.scene.parties(surface_subjects(verb), owners=False))
