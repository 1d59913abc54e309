"""Dependencies: spaCy's transition parser, stepped through for a whole batch at a time.

The states, what is allowed in them and what a transition does are spaCy's own. Its own loop lets go of the
interpreter's lock and takes it back for every look at a state, which costs more than the parsing.
"""

from collections.abc import Sequence
from typing import Any

from spacy.pipeline import DependencyParser as OwnParser
from spacy.tokens import Doc

_TOGETHER = 4
"""How many documents must run side by side, on average, for a step of the batch to cost less than their own."""


class DependencyParser:
    """A greedy transition parser."""

    def __init__(self, component: Any) -> None:
        self._component = component

    @classmethod
    def of(cls, component: Any) -> "DependencyParser | None":
        """The equivalent of spaCy's greedy parser on the processor."""
        return cls(component) if type(component) is OwnParser and is_greedy(component) else None

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set heads, labels and sentence bounds."""
        alone, together = _apart(docs)
        for doc in alone:
            self._component(doc)
        if together:
            self._parse(together)

    def _parse(self, docs: Sequence[Doc]) -> None:
        parser = self._component
        states = parser.moves.init_batch(docs)
        model = parser.model.predict(docs)
        weights, bias = model.vec2scores.get_param("W"), model.vec2scores.get_param("b")
        running = [state for state in states if not state.is_final()]
        while running:
            hidden = model.state2vec.predict(model.get_token_ids(running))
            scores = model.ops.gemm(hidden, weights, trans2=True)
            scores += bias
            running = parser.transition_states(running, scores)
        model.clear_memory()
        parser.set_annotations(docs, states)


def _apart(docs: Sequence[Doc]) -> tuple[list[Doc], list[Doc]]:
    """Documents so long that they would be stepped through almost alone, for which spaCy's own loop is the faster."""
    by_length = sorted(docs, key=len)
    alone: list[Doc] = []
    words = sum(map(len, docs))
    while by_length and words < _TOGETHER * len(by_length[-1]):
        alone.append(by_length.pop())
        words -= len(alone[-1])
    return alone, by_length


def is_greedy(component: Any) -> bool:
    """Whether a component takes the best transition at each step, by a network of two layers on the processor."""
    model = component.model
    return bool(
        component.cfg["beam_width"] == 1
        and model.ops.name == "numpy"
        and model.attrs.get("has_upper")
        and not model.attrs.get("unseen_classes")
    )
