"""Tenses: whether the verb that governs a place in the text tells of what was or of what will be."""

from collections.abc import Callable

from spacy.tokens import Token

from comity.reading import lexicon
from comity.reading.page import Page

_AHEAD = frozenset({"will", "shall", "'ll", "wo", "’ll"})
_PRESENT = frozenset({"is", "are", "'s", "’s"})
_BEHIND = frozenset({"had", "was", "were", "did"})


def _is_scheduled(verb: Token, auxiliaries: set[str]) -> bool:
    """“The ministers meet on Monday”, “is flying to Oslo on Monday”, “is due to leave on Monday”."""
    if verb.tag_ == "VB" and "to" in auxiliaries and verb.dep_ in ("xcomp", "advcl", "ccomp") and verb.head.i < verb.i:
        above = verb.head if verb.head.pos_ in ("VERB", "AUX") else verb.head.head
        return _is_present(above) and (above.lemma_ == "be" or above.lemma_ in lexicon.words("timing", "intending"))
    if verb.tag_ == "VBG":
        return bool(auxiliaries & _PRESENT)
    plain = verb.tag_ in ("VBZ", "VBP") and not auxiliaries - {"do", "does"}
    return plain and verb.lemma_ in lexicon.words("timing", "scheduled")


def _is_present(verb: Token) -> bool:
    return verb.tag_ in ("VBZ", "VBP") or any(
        c.lower_ in _PRESENT for c in verb.children if c.dep_ in ("aux", "auxpass")
    )


def tense_of(page: Page) -> Callable[[int], str | None]:
    """A function from a character of the text to “past”, “future” “scheduled” or None where it does not tell."""

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
    if _is_scheduled(verb, auxiliaries):
        return "scheduled"
    return "past" if verb.tag_ == "VBD" or auxiliaries & _BEHIND else None
