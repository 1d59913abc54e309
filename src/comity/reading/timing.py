"""Timing: which time expression of a sentence belongs to a verb or an event noun."""

from spacy.tokens import Token

from comity.reading.page import Page, Timex

_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "parataxis", "acl", "conj"})


def when_of(page: Page, token: Token) -> tuple[str | None, str | None]:
    """The EDTF date of what `token` tells and its basis; (None, None) when no date word is tied to it."""
    sentence = page.sentence_of(token).span
    best: tuple[int, Timex] | None = None
    for date in page.dates_in(sentence.start_char, sentence.end_char):
        if date.value is None:
            continue
        span = page.doc.char_span(date.start, date.end, alignment_mode="expand")
        if span is None:
            continue
        distance = _distance(span.root, token)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, date)
    return (best[1].value, best[1].basis) if best else (None, None)


def _distance(date: Token, token: Token) -> int | None:
    """Steps up from the date to `token`, over prepositions and nouns but out of no clause of another verb."""
    steps = 0
    at = date
    while at.i != token.i:
        if at.head.i == at.i or (at.pos_ in ("VERB", "AUX") and at.dep_ in _CLAUSES and at.i != date.i):
            return None
        at = at.head
        steps += 1
    return steps
