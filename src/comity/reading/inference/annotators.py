"""Annotators: what each component of a pipeline does to a batch of documents, in the pipeline's order."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from comity.reading.inference.attributes import AttributeTable
from comity.reading.inference.dependencies import DependencyParser
from comity.reading.inference.encoding import SharedEncoder
from comity.reading.inference.entities import EntityFinder

Annotator = Callable[[Sequence[Doc]], None]
"""Adds one layer to documents, each of at least one word, in place."""

EQUIVALENTS: tuple[Callable[[Any], Annotator | None], ...] = (
    SharedEncoder.of,
    DependencyParser.of,
    AttributeTable.of,
    EntityFinder.of,
)
"""Each gives the equivalent of a component that it knows the shape of, and None for any other."""


def annotators(nlp: Language) -> tuple[Annotator, ...]:
    """The annotators of `nlp`, one for each enabled component."""
    return tuple(_annotator(component) for _, component in nlp.pipeline)


def annotate(docs: Sequence[Doc], steps: Iterable[Annotator]) -> None:
    """Annotate a batch of documents, one layer after the other; one without a word has none."""
    worded = [doc for doc in docs if len(doc)]
    for step in steps if worded else ():
        step(worded)


def _annotator(component: Any) -> Annotator:
    for equivalent in EQUIVALENTS:
        annotator = equivalent(component)
        if annotator is not None:
            return annotator
    return _Own(component)


class _Own:
    """The component itself."""

    def __init__(self, component: Any) -> None:
        self._component = component

    def __call__(self, docs: Sequence[Doc]) -> None:
        if hasattr(self._component, "pipe"):
            for _ in self._component.pipe(docs, batch_size=len(docs)):
                pass
        else:
            for doc in docs:
                self._component(doc)
