"""What the networks see of a sentence's words: meaning, form, place in the parse, and what frames made of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, LOWER, POS
from spacy.strings import StringStore
from spacy.tokens import Doc, Span

from comity.model import EVENT_TYPES
from comity.reading.learnt.vectors import SIZE, vectors_in
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
    """Sentences for the network: one row a word, the row of each word's head, the rows of words that may tell a deed,
    and the row with which each sentence starts."""

    rows: np.ndarray
    heads: np.ndarray
    telling: np.ndarray
    starts: np.ndarray


def is_known_model(doc: Doc) -> bool:
    """Whether the language model is of the kind that the networks were trained with: small, without vectors."""
    return doc.tensor.ndim == 2 and doc.tensor.shape[1] == _TENSOR and doc.vocab.vectors_length == 0


def words_of(page: Page, spans: Sequence[Span], told: Marks, tried: Marks) -> Words:
    """The rows of sentences, one below the other, with the types that frames told and tried on each word."""
    doc = page.doc
    places = np.concatenate([np.arange(span.start, span.end) for span in spans])
    starts = np.cumsum([0, *(len(span) for span in spans[:-1])])
    lemma, form, pos, dependency, head = doc.to_array([LEMMA, LOWER, POS, DEP, HEAD])[places].T
    rows = np.zeros((len(places), WIDTH), dtype=np.float32)
    rows[:, :SIZE] = vectors_in(doc.vocab.strings, lemma, form)
    rows[:, SIZE : SIZE + _TENSOR] = doc.tensor[places]
    kind = SIZE + _TENSOR + len(_POS)
    _mark_each(rows, SIZE + _TENSOR, [_AT_POS.get(name) for name in _named(doc.vocab.strings, pos)])
    dependencies = [_AT_DEPENDENCY.get(name) for name in _named(doc.vocab.strings, dependency)]
    _mark_each(rows, WIDTH - len(_DEPENDENCIES), dependencies)
    row_of = {int(place): row for row, place in enumerate(places)}
    _mark_meant(page, rows, kind, row_of)
    marks = kind + len(_KINDS) + 1
    _mark(rows, row_of, marks, told, _TOLD)
    _mark(rows, row_of, marks + len(TYPES), tried, 1.0)
    ends = np.append(starts[1:], len(places))
    first, last = (np.repeat(edge, ends - starts) for edge in (starts, ends - 1))
    heads = np.clip(np.arange(len(places)) + head.astype(np.int64), first, last)
    telling = np.flatnonzero([name in _DEEDS for name in _named(doc.vocab.strings, pos)])
    return Words(rows, heads, telling, starts)


def _named(strings: StringStore, ids: np.ndarray) -> list[str]:
    kinds, at = np.unique(ids, return_inverse=True)
    names = [strings[int(one)] for one in kinds]
    return [names[i] for i in at]


def _mark_each(rows: np.ndarray, first: int, columns: Sequence[int | None]) -> None:
    known = [(row, first + column) for row, column in enumerate(columns) if column is not None]
    at, to = np.array(known, dtype=np.intp).reshape(-1, 2).T
    rows[at, to] = 1.0


def _mark_meant(page: Page, rows: np.ndarray, first: int, row_of: Mapping[int, int]) -> None:
    for place in page.covering.keys() | page.heads.keys():
        row = row_of.get(place)
        if row is not None and page.doc[place].pos_ in _MEANING:
            for reference in page.who(page.doc[place])[:3]:
                rows[row, first + _kind(reference.id)] = 1.0


def _kind(id_: str) -> int:
    return next((at for at, prefix in enumerate(_KINDS) if id_.startswith(prefix)), len(_KINDS))


def _mark(rows: np.ndarray, row_of: Mapping[int, int], first: int, marks: Marks, value: float) -> None:
    for token, types in marks.items():
        row = row_of.get(token)
        if row is not None:
            for type_ in types:
                rows[row, first + _AT_TYPE[type_]] = value
