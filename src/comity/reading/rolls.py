"""Rolls: how many belong to a body, where its name stands elsewhere: “three of the ten members”, “the membership”."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Fact
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.pairs import known
from comity.reading.salience import body_spoken_of
from comity.reading.stating import BODIES, amount, make_count, make_fact, meant, those
from comity.reading.syntax import objects, prepositional

CIRCLES = frozenset({"bloc", "club", "union", "group", "alliance", "pact", "grouping", "community"})
"""Nouns that call a body by how many it is: “the bloc of 15”."""
_WHOLE = frozenset({"the", "all", "our"})
_PLAIN = frozenset({"member", "full", "present", "current"})


def read_roll(page: Page, noun: Token) -> Iterator[Fact]:
    """“The five Member States”, “of the 123 members that remain”, “one of six members”: of the body spoken of."""
    member = noun.lower_ == "members" or any(c.lower_ == "member" for c in noun.lefts)
    numbers = [c for c in noun.lefts if c.dep_ == "nummod"]
    others = [c for c in noun.lefts if c.dep_ not in ("nummod", "det", "predet") and c.lower_ not in _PLAIN]
    if not member or not numbers or others or not _is_whole(noun) or prepositional(noun, "of", "in", "from", "on"):
        return
    if noun.lower_ not in words("facts", "member_nouns") or page.who(noun):
        return
    for about in body_spoken_of(page, noun)[:1]:
        yield make_fact(page, about, "member-count", amount(page, numbers[0]), [numbers[0], noun])


def _is_whole(noun: Token) -> bool:
    """“the ten members”, “all eleven members”, “one of six members”, “there remain fifty-two members”."""
    if any(c.lower_ in _WHOLE for c in noun.lefts):
        return True
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ == "one":
        return True
    return any(c.dep_ == "expl" for c in noun.head.children) and noun.head.lemma_ in ("be", "remain")


def read_membership(page: Page, noun: Token) -> Iterator[Fact]:
    """“bringing the membership to 194”, “the Fund's membership will reach 188”, “rose from 150 to 171”."""
    verb = noun.head
    if verb.lemma_ not in words("facts", "growing") or noun.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return
    carriers = (verb, *(c for c in verb.children if c.lower_ == "from"))  # “from 150 to 171”, hung on “from”
    numbers = [t for c in carriers for t in prepositional(c, "to", "at") if t.pos_ == "NUM"]
    numbers += [t for t in objects(verb) if t.pos_ == "NUM"]
    owners = [c for c in noun.lefts if c.dep_ == "poss"] + prepositional(noun, "of")
    found = meant(page, owners, BODIES) or [(noun, r) for r in body_spoken_of(page, noun)]
    for token, about in found[:1]:
        for number in numbers[:1]:
            span = [token, verb, noun, number]
            yield make_fact(page, about, "member-count", amount(page, number), span, modality=modality_of(verb))


def read_club(page: Page, noun: Token) -> Iterator[Fact]:
    """“the Visegrad Group, a club of four countries”."""
    holder = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and holder.lower_ in words("actors", "organisation_nouns"):
        for token, about in those(page, known(page, [holder], BODIES), BODIES)[:1]:
            yield from make_count(page, about, noun, "member-count", [token])


def read_circle(page: Page, noun: Token) -> Iterator[Fact]:
    """“the bloc of 15”, “UEMOA, the monetary union of eight”: a body called by how many it is."""
    for number in prepositional(noun, "of"):
        if number.pos_ == "NUM" and number.head.i == noun.i + 1 and number.i == noun.i + 2:
            for token, about in those(page, known(page, [noun], ("org:",)), ("org:",))[:1]:
                yield make_fact(page, about, "member-count", amount(page, number), [token, noun, number])
