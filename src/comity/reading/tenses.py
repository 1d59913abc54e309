"""Tenses: whether the verb that governs a place in the text tells of what was or of what will be."""

from collections.abc import Callable

from spacy.tokens import Token

from comity.reading import lexicon
from comity.reading.page import Page

_AHEAD = frozenset({"will", "shall", "'ll", "wo", "’ll"})
_BEHIND = frozenset({"had", "was", "were", "did"})


def tense_of(page: Page) -> Callable[[int], str | None]:
    """A function from a character of the text to “past”, “future” or None where the clause around it does not tell."""

    def tense(at: int) -> str | None:
        span = page.doc.char_span(at, at + 1, alignment_mode="expand")
        return None if span is None else _tense_around(span[0])

    return tense


def _tense_around(token: Token) -> str | None:
    verb = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return None
    if verb.dep_ == "xcomp" and verb.tag_ == "VB" and verb.head.lemma_ in lexicon.words("timing", "implying"):
        verb = verb.head
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if auxiliaries & _AHEAD:
        return "future"
    return "past" if verb.tag_ == "VBD" or auxiliaries & _BEHIND else None
