"""Confidence that means something: how often statements like this one are right, as measured on gold.

A logistic model over what can be seen of a statement; its weights stand in `lexicon/confidence.yaml`, fitted by
`bench/calibrate.py`. “Right” is what the score counts: parties and type of an event, all keys of the other kinds.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from comity.model import Event, Fact, Membership, Office, Quotation, Reference, Relation, Statement
from comity.reading.lexicon import load
from comity.reading.page import Page

LEAST, MOST = 0.02, 0.98
"""Nothing that is read is certain, and nothing that is stated is hopeless."""
_BY_NAME = frozenset({"name", "demonym", "capital", "seat"})
_USUAL_SENTENCE, _USUAL_SPAN = 20, 12

_SLOTS: dict[type[Statement], tuple[str, ...]] = {
    kind: tuple(f.name for f in fields(kind) if f.name not in ("said_by", "where"))
    for kind in (Event, Fact, Membership, Office, Quotation, Relation)
}
"""The fields of each kind of statement that may hold its parties."""


@dataclass(frozen=True, slots=True)
class Features:
    """What a statement's confidence is judged by: its kind, the family of its frame, and measures of its sentence."""

    kind: str
    family: str
    measures: dict[str, float]


class Evident:
    """Who is called by name where on a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        named = [m for m in page.mentions if m.form in _BY_NAME]
        self._named = sorted((page.doc[m.start].idx, {r.id for r in m.references}) for m in named)
        self._starts = [start for start, _ in self._named]

    def features(self, statement: Statement) -> Features:
        """The features of a statement of this page."""
        parties = [r for r in _references(statement) if r is not statement.said_by]
        named = {id_ for e in statement.evidence for id_ in self._names_in(e.start, e.end)}
        span = sum(len(e.exact.split()) for e in statement.evidence)
        measures = {
            "surety" if isinstance(statement, Event) else "prior": _logit(statement.confidence),
            "implied_party": any(r.id not in named for r in parties),
            "unknown_organisation": any(r.id.startswith("org:") and r.id not in self._page.kinds for r in parties),
            "several_parties": len(parties) > 2,
            "long_sentence": math.log(self._sentence_words(statement) / _USUAL_SENTENCE),
            "long_span": math.log(max(1, span) / _USUAL_SPAN),
            "told_again": len(statement.evidence) > 1,
            "said_by": statement.said_by is not None,
            "dated": statement.when is not None,
            "not_actual": statement.modality != "actual",
            "no_recipient": isinstance(statement, Event) and not statement.recipients,
        }
        return Features(statement.kind, family(statement), {name: float(value) for name, value in measures.items()})

    def _names_in(self, start: int, end: int) -> Iterator[str]:
        for place in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            yield from self._named[place][1]

    def _sentence_words(self, statement: Statement) -> int:
        first = self._page.doc.char_span(
            statement.evidence[0].start, statement.evidence[0].start + 1, alignment_mode="expand"
        )
        return max(1, len(self._page.sentence_of(first[0]).span)) if first else _USUAL_SENTENCE


def calibrate(page: Page, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with the confidence that gold supports in place of the frames' own."""
    evident = Evident(page)
    return tuple(replace(s, confidence=_confidence(evident.features(s))) for s in statements)


def family(statement: Statement) -> str:
    """What statements of a kind are told apart by: an event's type, a quotation's construct, a fact's property."""
    if isinstance(statement, Event):
        return statement.event_type
    if isinstance(statement, Fact):
        return statement.property
    if isinstance(statement, Relation):
        return statement.relation
    if isinstance(statement, Quotation):
        return (statement.frame or "").partition(":")[2]
    return str(getattr(statement, "status", "post"))


def _confidence(features: Features) -> float:
    model = load("confidence")
    score = model["intercept"] + model["kinds"].get(features.kind, 0.0)
    score += model["families"].get(features.kind, {}).get(features.family, 0.0)
    score += sum(model["measures"].get(name, 0.0) * value for name, value in features.measures.items())
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-score)))), 3)


def _logit(share: float) -> float:
    share = min(MOST, max(LEAST, share))
    return math.log(share / (1 - share))


def _references(statement: Statement) -> Iterator[Reference]:
    for name in _SLOTS[type(statement)]:
        value: Any = getattr(statement, name)
        yield from (v for v in (value if isinstance(value, tuple) else (value,)) if isinstance(v, Reference))
