"""Misread verbs of ties: where the parser takes a verb for a noun, who stands on which side of it."""

from spacy.tokens import Token

from comity.reading.page import Page
from comity.reading.pairs import known
from comity.reading.syntax import subjects, with_conjuncts

_RELATIVE = ("that", "which", "whom")


def find_around(page: Page, token: Token) -> tuple[list[Token], list[Token]] | None:
    """“Bolivia borders Peru and Chile”, which the parser takes for a noun: the names in front and behind."""
    doc, at = page.doc, token.i + 1
    if at < len(doc) and doc[at].lower_ == ("on" if token.lower_ == "borders" else "with"):
        at += 1  # “Turkey sides with Sarraj”, “Bolivia borders on Peru”
    if at < len(doc) and doc[at].lower_ == "the":
        at += 1
    after, before = page.covering.get(at), page.covering.get(token.i - 1)
    if after is None or token.i == 0:
        return None
    right = with_conjuncts([doc[after.head]])
    if before is not None and before.form in ("name", "pronoun", "capital", "description"):
        return [doc[before.head]], right
    if doc[token.i - 1].lower_ in ("which", "that", "who"):
        held = page.covering.get(token.i - (3 if doc[token.i - 2].text == "," else 2))
        return ([doc[held.head]], right) if held is not None else None
    if doc[token.i - 1].text == ",":
        first = next((m for m in page.mentions if token.sent.start <= m.start <= token.sent.start + 1), None)
        return ([doc[first.head]], right) if first is not None else None
    if doc[token.i - 1].lower_ in ("and", "also", "now"):
        verb = next((t for t in reversed(doc[token.sent.start : token.i]) if t.pos_ in ("VERB", "AUX")), None)
        return (subjects(verb), right) if verb is not None else None
    return None


def find_told(page: Page, token: Token) -> tuple[list[Token], list[Token]] | None:
    """“Hezbollah, the party that Iran and Syria support”: the names behind “that”, and what stands in front of it."""
    doc = page.doc
    before = page.covering.get(token.i - 1)
    if before is None or before.form not in ("name", "capital"):
        return None
    by = [t for t in with_conjuncts([doc[before.head]]) if t.i < token.i]
    first = min((page.reach(t)[0] for t in by), default=0)
    if first < 2 or doc[first - 1].lower_ not in _RELATIVE:
        return None
    noun = doc[first - 2] if doc[first - 2].text != "," or first < 3 else doc[first - 3]
    return by, known(page, [noun])
