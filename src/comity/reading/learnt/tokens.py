"""What the networks see of a sentence's words: meaning, form, place in the parse, and what frames made of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Span

from comity.model import EVENT_TYPES
from comity.reading.learnt.vectors import SIZE, vectors_of
from comity.reading.page import Page

TYPES = tuple(sorted(EVENT_TYPES))
"""The order in which the networks name the types."""
_POS = ("NOUN", "VERB", "ADJ", "ADV", "PROPN", "PRON", "DET", "ADP", "AUX", "PART", "CCONJ", "SCONJ", "NUM", "PUNCT")
_KINDS = ("state:", "org:", "person:", "group:")
_DEPENDENCIES = (
    "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc", "ccomp",
    "compound", "conj", "csubj", "dative", "dep", "det", "dobj", "expl", "intj", "mark", "meta", "neg", "nmod",
    "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj", "predet",
    "prep", "prt", "punct", "quantmod", "relcl", "ROOT", "xcomp",
)  # fmt: skip
_TENSOR = 96
_AT_POS = {name: at for at, name in enumerate(_POS)}
_AT_TYPE = {name: at for at, name in enumerate(TYPES)}
_AT_DEPENDENCY = {name: at for at, name in enumerate(_DEPENDENCIES)}
WIDTH = SIZE + _TENSOR + len(_POS) + len(_KINDS) + 1 + 2 * len(TYPES) + len(_DEPENDENCIES)
"""Numbers a word has."""
_MEANING = frozenset({"PROPN", "NOUN", "PRON", "ADJ", "DET", "NUM"})
_DEEDS = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ", "ADV"})
_TOLD = 2.0

Marks = Mapping[int, Iterable[str]]
"""Types by the index of a word."""


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence for the network: one row a word, the row of each word's head, and which words may tell a deed."""

    rows: np.ndarray
    heads: np.ndarray
    telling: np.ndarray


def is_known_model(doc: Doc) -> bool:
    """Whether the language model is of the kind that the networks were trained with: small, without vectors."""
    return doc.tensor.ndim == 2 and doc.tensor.shape[1] == _TENSOR and doc.vocab.vectors_length == 0


def words_of(page: Page, span: Span, told: Marks, tried: Marks) -> Words:
    """The rows of a sentence, with the types that frames told and tried on each word."""
    start, size = span.start, len(span)
    rows = np.zeros((size, WIDTH), dtype=np.float32)
    rows[:, :SIZE] = vectors_of([(t.lemma_.lower(), t.lower_) for t in span])
    rows[:, SIZE : SIZE + _TENSOR] = page.doc.tensor[start : span.end]
    heads = np.arange(size)
    pos, kind = SIZE + _TENSOR, SIZE + _TENSOR + len(_POS)
    dependency = WIDTH - len(_DEPENDENCIES)
    for at, token in enumerate(span):
        part = _AT_POS.get(token.pos_)
        if part is not None:
            rows[at, pos + part] = 1.0
        if token.pos_ in _MEANING:
            for reference in page.who(token)[:3]:
                rows[at, kind + _kind(reference.id)] = 1.0
        label = _AT_DEPENDENCY.get(token.dep_)
        if label is not None:
            rows[at, dependency + label] = 1.0
        heads[at] = min(max(token.head.i - start, 0), size - 1)
    marks = kind + len(_KINDS) + 1
    _mark(rows, start, marks, told, _TOLD)
    _mark(rows, start, marks + len(TYPES), tried, 1.0)
    return Words(rows, heads, np.flatnonzero([token.pos_ in _DEEDS for token in span]))


def _kind(id_: str) -> int:
    return next((at for at, prefix in enumerate(_KINDS) if id_.startswith(prefix)), len(_KINDS))


def _mark(rows: np.ndarray, start: int, first: int, marks: Marks, value: float) -> None:
    for token, types in marks.items():
        if 0 <= token - start < len(rows):
            for type_ in types:
                rows[token - start, first + _AT_TYPE[type_]] = value
