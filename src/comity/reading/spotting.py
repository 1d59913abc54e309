"""Spotting: where a page's tokens have one of many words, without touching the tokens that have none.

Looking at every token from Python costs as much as a tenth of the parse; hashes compared as arrays cost nothing.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from comity.reading.page import Page

Hashes = NDArray[np.uint64]


def spot(doc: Doc, words: frozenset[str]) -> list[int]:
    """Indices of the tokens whose lemma or lower-case form is in `words`, in order."""
    lemmas, lows = doc.to_array(["LEMMA", "LOWER"]).T
    keys = _hashes(words)
    return [int(i) for i in np.flatnonzero(np.isin(lemmas, keys) | np.isin(lows, keys))]


def spot_readable(page: Page, words: frozenset[str]) -> Iterator[Token]:
    """The tokens of readable sentences whose lemma or lower-case form is in `words`."""
    spans = [(s.span.start, s.span.end) for s in page.readable_sentences()]
    at = 0
    for i in spot(page.doc, words):
        while at < len(spans) and spans[at][1] <= i:
            at += 1
        if at < len(spans) and spans[at][0] <= i:
            yield page.doc[i]


def lower_words(doc: Doc) -> list[str]:
    """The lower-case form of every token."""
    return _strings(doc, "LOWER")


def surface_words(doc: Doc) -> list[str]:
    """Every token as it stands."""
    return _strings(doc, "ORTH")


def _strings(doc: Doc, attribute: str) -> list[str]:
    keys, back = np.unique(doc.to_array([attribute]).reshape(-1), return_inverse=True)
    texts = [doc.vocab.strings[int(k)] for k in keys]
    return [texts[i] for i in back.tolist()]


@lru_cache(maxsize=64)
def _hashes(words: frozenset[str]) -> Hashes:
    return np.array([get_string_id(word) for word in _forms(words)], dtype=np.uint64)


def _forms(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield word
        if word[:1].islower():
            yield word.capitalize()
