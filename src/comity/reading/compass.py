"""Compass: neighbours told by the points of the compass, as country profiles do: “Algeria to the north, Niger to the
east”. Which states can be neighbours is known, so that the names count and not the parse."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Reference, Relation
from comity.reading.adjacency import adjoin
from comity.reading.lexicon import words
from comity.reading.page import Mention, Page, Sentence
from comity.reading.pairs import make_relation
from comity.reading.spotting import spot_readable

_STATE = "state:"
_NEAR = 6
"""Tokens between a name and its point of the compass."""


def read_compass(page: Page) -> Iterator[Relation]:
    """The borders of the state that a sentence is about, where it tells its neighbours by points of the compass."""
    sides: dict[int, list[Token]] = {}
    for point in spot_readable(page, words("relations", "points")):
        if _is_side(point):
            sides.setdefault(page.sentence_of(point).index, []).append(point)
    for index, points in sides.items():
        sentence = page.sentences[index]
        if any(t.lemma_.lower() in words("relations", "bounding") for t in sentence.span):
            yield from _of_sentence(page, sentence, points)


def _is_side(point: Token) -> bool:
    """“to the north”, “on its west”, “in the south-east”."""
    before = point.doc[max(0, point.i - 4) : point.i]
    return any(t.lower_ in ("to", "on", "in", "by") for t in before)


def _of_sentence(page: Page, sentence: Sentence, points: list[Token]) -> Iterator[Relation]:
    here = [m for m in page.mentions if sentence.span.start <= m.start < sentence.span.end and _state(m) is not None]
    subject = next((m for m in here if m.start < points[-1].i), None)
    about = _state(subject) if subject is not None else None
    if subject is None or about is None:
        return
    cue = next(t for t in sentence.span if t.lemma_.lower() in words("relations", "bounding"))
    for mention in here:
        other = _state(mention)
        if other is None or mention.form not in ("name", "capital") or other.id == about.id:
            continue
        if any(-_NEAR <= p.i - mention.start <= _NEAR for p in points) and adjoin(about.id, other.id):
            near = (page.doc[subject.head], page.doc[mention.head])
            yield from make_relation(page, (about, other), "borders", cue, near, "actual", 0.6)


def _state(mention: Mention) -> Reference | None:
    """The one state that the mention means."""
    one = mention.references[0] if len(mention.references) == 1 else None
    return one if one is not None and one.id.startswith(_STATE) else None
