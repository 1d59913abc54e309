"""Composed: a body told by the states it is made of: “the bloc of Russia, Belarus and Armenia”."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.claims import BODY, Claim, claim, references
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.salience import salient_body
from comity.reading.spotting import spot_readable
from comity.reading.syntax import attributes, prepositional

_LEAST = 3
"""States behind “of” that a body is made of: “the pact of Germany and Russia” is one between two."""


def read_composed(page: Page) -> Iterator[Claim]:
    """Who is a member by “the bloc of …”, where nothing but states stands behind the “of”."""
    for noun in spot_readable(page, words("memberships", "circle_nouns")):
        own = page.covering.get(noun.i)
        named = prepositional(noun, "of") if noun.tag_ == "NN" and (own is None or own.form != "name") else []
        named = [t for t in named if page.who(t) or t.lemma_.lower() not in words("memberships", "country_nouns")]
        if len(named) < _LEAST or any(page.heads.get(t.i) is None for t in named):
            continue  # “of France, Italy and the Benelux countries”: what else is named must be known
        members = references(page, named, ("state:", "org:"))
        if len(members) < _LEAST or len({m.id for m in members if m.id.startswith("state:")}) < _LEAST:
            continue
        bodies = tuple(b for b in _meant(page, noun) if page.kinds.get(b.id) in words("memberships", "bodies"))
        members = tuple(m for m in members if m.id not in {b.id for b in bodies})
        if bodies:
            yield claim(page, members, bodies[:1], "member", noun, "actual", named, 0.7)


def _meant(page: Page, noun: Token) -> tuple[Reference, ...]:
    """The body that the noun calls: the one it stands beside, is said of, or the one spoken of."""
    if noun.dep_ == "appos":
        return references(page, [noun.head], BODY)
    if noun.dep_ == "attr":
        held = [c for c in noun.head.children if c.dep_ in ("nsubj", "nsubjpass")]
        return references(page, held, BODY)
    named = [c for c in noun.children if c.dep_ == "appos"]
    if noun.dep_ == "nsubj":
        named += attributes(noun.head)
    if found := references(page, named, BODY):
        return found
    bare = noun.lower_ in words("memberships", "bare_circles") and any(c.lower_ == "the" for c in noun.lefts)
    return salient_body(page, noun, noun.lower_) if bare else ()
