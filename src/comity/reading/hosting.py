"""Hosting: the body whose meeting a host has: “the host of the G20 summit”, “next year's host is Chile”."""

from collections.abc import Sequence

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.claims import BODY, references
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.salience import salient_body
from comity.reading.syntax import attributes, prepositional

_MET_BACK = 3
"""Sentences back that a meeting may have been told of."""


def meeting_hosted(page: Page, host: Token, tokens: Sequence[Token]) -> tuple[tuple[Reference, ...], list[Token]]:
    """“the host of the G20 summit”, “the host of that meeting”: the body that meets."""
    if not tokens and _is_named(host) and (bodies := _met_here(page, host)):
        return bodies, []
    for token in tokens:
        if token.lower_ in words("memberships", "meetings"):
            named = [c for c in token.lefts if c.dep_ in ("compound", "poss", "amod", "nmod")]
            found = references(page, [*named, *prepositional(token, "of")], BODY)
            return found or salient_body(page, token), [token]
    bodies = references(page, tokens, BODY)  # “this year's host of APEC”
    met = all(page.kinds.get(b.id) in words("memberships", "blocs") for b in bodies)
    return (bodies, [t for t in tokens if page.who(t)]) if met else ((), [])


def _is_named(host: Token) -> bool:
    """“Next year's host is Chile”, “the host, Cristina Fernández, …”."""
    told = host.dep_ == "nsubj" and host.head.lemma_ == "be" and any(c.pos_ == "PROPN" for c in attributes(host.head))
    return told or any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in host.children)


def met_before(page: Page, token: Token, bodies: Sequence[Reference]) -> bool:
    """Whether the text is about one of the bodies, or told that it meets: no summit is one of a body told of aside."""
    ids = {b.id for b in bodies}
    heads = [page.doc[m.head] for m, _ in page.bodies if m.start < token.i and m.references[0].id in ids]
    of_it = words("memberships", "meetings") | words("memberships", "chairs") | words("memberships", "belonging")
    return len(heads) > 1 or any(t.lower_ in of_it for head in heads for t in head.sent)


def _met_here(page: Page, token: Token) -> tuple[Reference, ...]:
    """The body that was last said to meet: “a summit of the Union …”, “the G20 meeting”."""
    first = page.sentences[max(0, page.sentence_of(token).index - _MET_BACK)].span.start
    kinds = words("memberships", "bodies")
    for mention, _ in reversed(page.bodies):
        near = first <= mention.start < token.i and page.kinds.get(mention.references[0].id) in kinds
        if near and any(t.lower_ in words("memberships", "meetings") for t in page.doc[mention.head].sent):
            return mention.references[:1]
    return ()
