"""Spotting: where a page's tokens have one of many words, without touching the tokens that have none.

Looking at every token from Python costs as much as a tenth of the parse; an index of their hashes costs nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from comity.reading.page import Page

Places = Mapping[int, list[int]]
"""The tokens that have a word, by the word's hash."""


def spot(doc: Doc, words: frozenset[str]) -> list[int]:
    """Indices of the tokens whose lemma or lower-case form is in `words`, in order."""
    return sorted({i for places in _places(doc) for key in places.keys() & _hashes(words) for i in places[key]})


def spot_lemmas(doc: Doc, words: frozenset[str]) -> list[int]:
    """Indices of the tokens whose lemma is in `words`, in order."""
    places, _ = _places(doc)
    return sorted(i for key in places.keys() & _hashes(words) for i in places[key])


@lru_cache(maxsize=1)
def _places(doc: Doc) -> tuple[Places, Places]:
    """Where each lemma and each lower-case form stands; kept for the one document that is being read."""
    lemmas: defaultdict[int, list[int]] = defaultdict(list)
    lows: defaultdict[int, list[int]] = defaultdict(list)
    for i, (lemma, low) in enumerate(doc.to_array(["LEMMA", "LOWER"]).tolist()):
        lemmas[lemma].append(i)
        lows[low].append(i)
    return lemmas, lows


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
    return list(_strings(doc, "LOWER"))


def surface_words(doc: Doc) -> tuple[str, ...]:
    """Every token as it stands."""
    return _strings(doc, "ORTH")


@lru_cache(maxsize=2)
def _strings(doc: Doc, attribute: str) -> tuple[str, ...]:
    keys = [int(key) for key in doc.to_array(attribute)]
    texts = {key: doc.vocab.strings[key] for key in set(keys)}
    return tuple(texts[key] for key in keys)


@lru_cache(maxsize=64)
def _hashes(words: frozenset[str]) -> frozenset[int]:
    return frozenset(get_string_id(word) for word in _forms(words))


def _forms(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield word
        if word[:1].islower():
            yield word.capitalize()
