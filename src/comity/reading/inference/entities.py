"""Entities: spaCy's entity recogniser, decoded for all tokens of a batch at once.

Outside of an entity the best transition depends on the token alone, and inside on the token and the entity's first.
So every token is decided as if no entity were open, every entity that could begin is followed to its end, and going
from left to right picks those that do begin.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

from comity.reading.inference.dependencies import is_greedy
from comity.reading.inference.encoding import Encoder, Vectors

Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]

_FEATURES = 3
"""The token, the first token of the open entity, and the token before inside it."""


@dataclass(frozen=True, slots=True)
class Moves:
    """The recogniser's transitions, by class."""

    labels: tuple[str, ...]
    begins: Flags
    units: Flags
    outside: Flags
    goes_on: Indices
    """For a transition that begins an entity, the one that goes on with it; -1 for the others."""
    ends: Indices
    """For a transition that begins an entity, the one that ends it; -1 for the others."""

    @classmethod
    def of(cls, names: Sequence[str]) -> "Moves | None":
        """The transitions named as spaCy names them: `B-ORG`, `I-ORG`, `L-ORG`, `U-ORG`, `O`."""
        labels = tuple(name.partition("-")[2] for name in names)
        begins, units, outside = (np.array([name.startswith(start) for name in names]) for start in ("B-", "U-", "O"))
        # Spans blocked by hand are what an entity without a label is for.
        units &= np.array([bool(label) for label in labels])
        places = {name: i for i, name in enumerate(names)}
        goes_on, ends = (
            np.array(
                [
                    places.get(f"{kind}-{label}", -1) if begin else -1
                    for label, begin in zip(labels, begins, strict=True)
                ]
            )
            for kind in "IL"
        )
        paired = (goes_on >= 0) & (goes_on < ends)
        usual = np.array_equal(paired, begins) and outside.sum() == 1 and "B-" not in names
        return cls(labels, begins, units, outside, goes_on, ends) if usual else None


@dataclass(frozen=True, slots=True)
class Tokens:
    """What decoding asks of the tokens of a batch, one document behind the other."""

    space: Flags
    last: Flags
    """Ends its sentence or its document, so that no entity goes on behind it."""
    bounds: tuple[int, ...]
    """Where each document begins, and the end."""

    @classmethod
    def of(cls, docs: Sequence[Doc]) -> "Tokens":
        """The tokens of `docs`."""
        rows = np.concatenate([doc.to_array(["IS_SPACE", "SENT_START"]) for doc in docs])
        bounds = np.cumsum([0, *(len(doc) for doc in docs)])
        last = np.zeros(len(rows), dtype=np.bool_)
        last[:-1] = rows[1:, 1] == 1
        last[bounds[1:] - 1] = True
        return cls(rows[:, 0] == 1, last, tuple(bounds.tolist()))


class EntityFinder:
    """A greedy recogniser."""

    def __init__(self, component: Any, moves: Moves, encoder: Encoder | None) -> None:
        self._component = component
        self._moves = moves
        self._encoder = encoder
        self._tok2vec, self._lower, self._upper = component.model.layers

    @classmethod
    def of(cls, component: Any) -> "EntityFinder | None":
        """The equivalent of spaCy's greedy recogniser on the processor."""
        if type(component) is not EntityRecognizer or not is_greedy(component):
            return None
        moves = Moves.of([component.moves.get_class_name(i) for i in range(component.moves.n_moves)])
        if moves is None or component.model.get_ref("lower").get_dim("nF") != _FEATURES:
            return None
        return cls(component, moves, Encoder.of(component.model.get_ref("tok2vec").layers[0]))

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the documents' entities; those that have some already are left to spaCy."""
        fresh = [doc for doc in docs if not doc.to_array("ENT_IOB").any()]
        for doc in docs:
            if doc not in fresh:
                self._component(doc)
        if fresh:
            self._find(fresh)

    def _find(self, docs: Sequence[Doc]) -> None:
        features: Vectors = self._lower.predict(self._encode(docs))
        tokens = Tokens.of(docs)
        best = self._decide(features, tokens)
        starts = np.flatnonzero(self._moves.begins[best])
        ends = np.arange(1, len(best) + 1)
        ends[starts] = self._follow(features, tokens, starts, best[starts])
        for doc, low, high in zip(docs, tokens.bounds, tokens.bounds[1:], strict=False):
            self._annotate(doc, best[low:high], ends[low:high] - low)

    def _encode(self, docs: Sequence[Doc]) -> Vectors:
        if self._encoder is None:
            return np.asarray(self._tok2vec.predict(docs))
        vectors: Any = self._encoder(docs)
        for layer in self._tok2vec.layers[1:]:
            vectors = layer.predict(vectors)
        return np.asarray(vectors)

    def _decide(self, features: Vectors, tokens: Tokens) -> Indices:
        """The best transition at each token if no entity is open there."""
        padding = features[0]
        scores = self._score(features[1:, 0] + (padding[1] + padding[2]))
        moves = self._moves
        scores[:, ~(moves.begins | moves.units | moves.outside)] = -np.inf
        scores[np.ix_(tokens.space, ~moves.outside)] = -np.inf
        scores[np.ix_(tokens.last, moves.begins)] = -np.inf
        best: Indices = np.argmax(scores, axis=1)
        return best

    def _follow(self, features: Vectors, tokens: Tokens, starts: Indices, begun: Indices) -> Indices:
        """Where entities that begin at `starts` with the transitions `begun` end (exclusive)."""
        ends = np.zeros_like(starts)
        running = np.arange(len(starts))
        at = starts + 1
        while len(running):
            first = starts[running]
            # Row 0 of the features is padding, so a token's row is one behind its place.
            scores = self._score(features[at + 1, 0] + features[first + 1, 1] + features[at, 2])
            each = np.arange(len(running))
            inside, last = (
                scores[each, self._moves.goes_on[begun[running]]],
                scores[each, self._moves.ends[begun[running]]],
            )
            goes_on = (inside >= last) & ~tokens.last[at]
            ends[running[~goes_on]] = at[~goes_on] + 1
            running, at = running[goes_on], at[goes_on] + 1
        return ends

    def _score(self, summed: Vectors) -> Vectors:
        """Scores of all transitions from the summed features of states."""
        hidden = (summed + self._lower.get_param("b")).max(axis=2)
        scores: Vectors = self._upper.predict(hidden)
        return scores

    def _annotate(self, doc: Doc, best: Indices, ends: Indices) -> None:
        spans, free = [], 0
        for start in np.flatnonzero(self._moves.begins[best] | self._moves.units[best]).tolist():
            if start >= free:
                free = int(ends[start])
                spans.append(Span(doc, start, free, label=self._moves.labels[best[start]]))
        doc.set_ents(spans, default="outside")
