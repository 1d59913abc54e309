"""Collectives: whom “the five”, “the juntas” or “ten countries” mean, by the lists of names around them."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.lexicon import load, words
from comity.reading.page import Page
from comity.reading.syntax import with_conjuncts

_AMONG = {("among", "them"), ("such", "as"), ("amongst", "them")}
_PHRASE = 6
_BACK, _AHEAD = 8, 1
"""Sentences back and ahead that the list may stand."""


def members_meant(page: Page, token: Token) -> tuple[Reference, ...]:
    """The states that a collective noun or bare number stands for; empty when no list of names fits it.

    A number takes the nearest list of just so many: ahead for “ten countries”, back for “the ten”. Without a number
    the plural means the last list of all.
    """
    count = _count(token)
    if not _is_collective(token, count):
        return ()
    here = page.sentence_of(token).index
    lists = [(i, found) for i, found in _lists(page) if count is None or len(found) == count]
    back = [found for i, found in lists if i < token.i and here - _sentence(page, i) <= _BACK]
    ahead = [found for i, found in lists if i > token.i and _sentence(page, i) - here <= _AHEAD]
    if count is None or _is_definite(token):
        return back[-1] if back else ()
    return ahead[0] if ahead else ()


def named_among(page: Page, token: Token) -> tuple[Reference, ...]:
    """“Six countries, among them Egypt and Iran, …”, “eleven states, including Chad”: those that are named."""
    return tuple(r for t in listed_among(page, token) for r in page.who(t) if r.id.startswith("state:"))


def listed_among(page: Page, token: Token) -> list[Token]:
    """The names that stand behind a plural such as “six countries, among them”."""
    if token.lemma_.lower() not in words("memberships", "collectives") or token.tag_ not in ("NNS", "NNPS"):
        return []
    doc, at = page.doc, _past_phrase(token)
    said = tuple(t.lower_ for t in doc[at : at + 2])
    at += 2 if said in _AMONG else 1 if said[:1] == ("including",) or said[:1] == (":",) else len(doc)
    mention = next((page.covering[i] for i in (at, at + 1) if i in page.covering), None)
    return with_conjuncts([doc[mention.head]]) if mention is not None and mention.form != "pronoun" else []


def _past_phrase(token: Token) -> int:
    """The token behind “states of Central Asia,” with its comma."""
    doc, at = token.doc, token.i + 1
    if at < len(doc) and doc[at].lower_ in ("of", "in", "from"):
        at = max((t.i + 1 for t in doc[at].subtree if t.pos_ in ("ADP", "DET", "PROPN", "ADJ")), default=at)
        if at - token.i > _PHRASE:
            return token.i + 1
    return at + (at < len(doc) and doc[at].text == ",")


def _is_collective(token: Token, count: int | None) -> bool:
    if token.lemma_.lower() in words("memberships", "collectives") and token.tag_ in ("NNS", "NNPS"):
        return count is not None or _is_definite(token)
    return count is not None and token.pos_ == "NUM" and _is_definite(token)


def _is_definite(token: Token) -> bool:
    return any(c.lower_ in ("the", "these", "those", "all") for c in token.lefts)


def _count(token: Token) -> int | None:
    """“five”, “the three”, “12 states”."""
    number = token if token.pos_ == "NUM" else next((c for c in token.children if c.dep_ == "nummod"), None)
    if number is None:
        return None
    return int(number.text) if number.text.isdigit() else load("memberships")["numbers"].get(number.lower_)


def _lists(page: Page) -> Iterator[tuple[int, tuple[Reference, ...]]]:
    """Every coordination of two or more states, with its first token, in order of the text."""
    for mention in page.mentions:
        head = page.doc[mention.head]
        if mention.form == "pronoun" or head.dep_ == "conj" or not any(c.dep_ == "conj" for c in head.children):
            continue
        found = (r for t in (head, *head.conjuncts) for r in page.who(t))
        states = tuple(dict.fromkeys(r for r in found if r.id.startswith("state:")))
        if len(states) > 1:
            yield mention.start, states


def _sentence(page: Page, i: int) -> int:
    return page.sentence_of(page.doc[i]).index
