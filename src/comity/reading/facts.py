"""Facts: dated properties of one actor, such as founded, born, age, population, headquarters and purpose."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from comity.model import Fact
from comity.reading.ages import read_ages
from comity.reading.counts import read_count_noun, read_count_verb
from comity.reading.lexicon import load, words
from comity.reading.origins import (
    read_brackets,
    read_dated_names,
    read_lifetimes,
    read_origin,
    read_origin_noun,
    read_standing,
)
from comity.reading.page import Page
from comity.reading.purposes import read_about, read_purpose_noun, read_purpose_verb
from comity.reading.rolls import CIRCLES, read_membership, read_roll
from comity.reading.seats import read_seat, read_sitting
from comity.reading.spotting import spot_readable
from comity.reading.syntax import is_verbal, prepositional

_BORN = re.compile(r"(?:\(|, )(?:born|b\.?)\s")
_STANDING = frozenset({"force", "being", "existence"})
_DIGIT = re.compile(r"\d")


def read_facts(page: Page) -> tuple[Fact, ...]:
    """Every property that the page's sentences state."""
    found: list[Fact] = []
    for token in spot_readable(page, _triggers()):
        if (is_verbal(token) or token.pos_ == "ADJ") and token.lower_ != "independent":
            found.extend(_of_verb(page, token))
            if token.lower_ in _STANDING:
                found.extend(read_standing(page, token))
        else:
            found.extend(_of_noun(page, token))
    found.extend(read_dated_names(page))
    for sentence in page.readable_sentences():
        if _DIGIT.search(page.document.text, sentence.span.start_char, sentence.span.end_char):
            found.extend(read_ages(page, sentence.span))
            found.extend(read_lifetimes(page, sentence.span))
            if _BORN.search(page.document.text, sentence.span.start_char, sentence.span.end_char):
                found.extend(read_brackets(page, sentence.span))
    return tuple(found)


@cache
def _triggers() -> frozenset[str]:
    lists = [list(entries) for entries in load("facts").values()]
    listed = (w for words_ in lists for w in words_)
    return frozenset({"be", "bear", "born", "home", *_STANDING, "governments", "parties", *CIRCLES, *listed})


def _of_verb(page: Page, verb: Token) -> Iterator[Fact]:
    yield from read_origin(page, verb)
    yield from read_purpose_verb(page, verb)
    yield from read_count_verb(page, verb)
    if verb.lemma_ in words("facts", "sitting"):
        yield from read_sitting(page, verb)
    if verb.lemma_ == "be" and prepositional(verb, "about"):
        yield from read_about(page, verb)


def _of_noun(page: Page, noun: Token) -> Iterator[Fact]:
    lemma, lower = noun.lemma_.lower(), noun.lower_
    if lower in ("members", "states", "governments", "parties"):
        yield from read_roll(page, noun)
    if lower in _STANDING:
        yield from read_standing(page, noun)
    if lower == "membership":
        yield from read_membership(page, noun)
    if lemma in words("facts", "purpose_nouns"):
        yield from read_purpose_noun(page, noun)
    if lower in words("facts", "headquarters_nouns"):
        yield from read_seat(page, noun)
    if lower in words("facts", "founded_nouns") | words("facts", "announced_nouns"):
        yield from read_origin_noun(page, noun)
    if lower == "home":
        for child in noun.subtree:
            if child.dep_ == "pobj" and child.head.lower_ == "to" and child.head.head.i == noun.i:
                yield from read_count_noun(page, child)
    else:
        yield from read_count_noun(page, noun)
