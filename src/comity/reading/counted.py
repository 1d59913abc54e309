"""Counted lists: as many states in a row as a number before them says, “the three members of the pact, A, B and C”."""

from spacy.tokens import Token

from comity.reading.lexicon import load
from comity.reading.page import Mention, Page
from comity.reading.syntax import prepositional

_OPENS = frozenset({",", ":", "–", "—", "("})
_CLOSES = frozenset({",", ".", ")", ";", "–", "—"})
_LINKS = frozenset({",", "and", "the"})


def counted_states(page: Page, noun: Token) -> list[Token]:
    """The states listed right behind the noun and its body, when they are as many as its number says."""
    ends = [m.end for t in prepositional(noun, "of", "in") if (m := page.mention_at(t)) is not None]
    return _as_many(page, noun, min(ends, default=noun.i + 1))


def named_row(page: Page, noun: Token) -> list[Token]:
    """“the co-chairs of the Group, France, Russia and the United States, …”: states alone behind a definite plural.

    The row ends with the phrase: two states before a verb may be others that are told of beside the members.
    """
    whole = noun.nbor(-2) if noun.i > 1 and noun.nbor(-1).text == "-" else noun  # “co-chairs”, torn apart
    definite = any(c.lower_ == "the" for c in (*noun.lefts, *whole.lefts))
    ends = [m.end for t in prepositional(noun, "of", "in") if (m := page.mention_at(t)) is not None]
    at = min(ends, default=len(page.doc))
    if not definite or at >= len(page.doc) or page.doc[at].text not in _OPENS:
        return []
    named = _row(page, at + 1)
    last = page.mention_at(named[-1]) if named else None
    closed = last is not None and page.doc[last.end : last.end + 1].text in _CLOSES
    return named if len(named) > 1 and closed else []


def counted_behind_colon(page: Page, noun: Token) -> list[Token]:
    """“Three countries became members on Monday: A, B and C”: as many states behind the colon of the sentence."""
    sentence = page.sentence_of(noun).span
    colon = next((t.i for t in sentence if t.text == ":" and t.i > noun.i), None)
    return _as_many(page, noun, colon) if colon is not None else []


def _as_many(page: Page, noun: Token, at: int) -> list[Token]:
    count = _number(noun)
    if count is None or at >= len(page.doc) or page.doc[at].text not in _OPENS:
        return []
    named = _row(page, at + 1)
    return named if len(named) == count else []


def _number(noun: Token) -> int | None:
    words = [c.lower_ for c in noun.lefts if c.pos_ == "NUM"]
    if not words:
        return None
    return int(words[0]) if words[0].isdecimal() else load("memberships")["numbers"].get(words[0])


def _row(page: Page, i: int) -> list[Token]:
    named: list[Token] = []
    while i < len(page.doc):
        mention = page.covering.get(i)
        if mention is not None and mention.form == "name" and _is_state(mention):
            named.append(page.doc[mention.head])
            i = mention.end
        elif page.doc[i].lower_ in _LINKS:
            i += 1
        else:
            break
    return named


def _is_state(mention: Mention) -> bool:
    return bool(mention.references) and mention.references[0].id.startswith("state:")
