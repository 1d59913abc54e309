"""Contexts: what an event is about, from its frame and the words of its clause."""

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Token

from comity.reading.lexicon import load


@cache
def _index() -> dict[str, str]:
    return {word: context for context, words in load("events/contexts").items() for word in words}


def contexts_of(given: Iterable[str], tokens: Iterable[Token]) -> tuple[str, ...]:
    """The frame's own contexts, then those of the words, each once."""
    index = _index()
    found = [index[t.lemma_] for t in tokens if t.lemma_ in index]
    return tuple(dict.fromkeys((*given, *found)))
