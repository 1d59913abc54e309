"""Bodies within bodies: committees, councils and boards with a name of their own, by whose they are: “ASEAN's Standing
Committee”, “the Executive Committee of the PLO”."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Reference, Relation
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.pairs import make_relation
from comity.reading.people import slug
from comity.reading.syntax import prepositional


def read_inner_body(page: Page, noun: Token) -> Iterator[Relation]:
    """The inner body is part of its owner."""
    inner = _named(page, noun)
    held = [c for c in noun.lefts if c.dep_ == "poss"] or prepositional(noun, "of")
    for at in [t for t in held if page.who(t)][:1]:
        for owner in page.who(at)[:1]:
            body = owner.id.startswith("org:") and page.kinds.get(owner.id) in words("memberships", "bodies")
            if inner is not None and body and inner.id != owner.id:
                yield from make_relation(page, (inner, owner), "part-of", noun, (at, noun), "actual", 0.6)


def _named(page: Page, noun: Token) -> Reference | None:
    """The body by its name of two words or more, known or not."""
    first = noun.i
    while first > noun.sent.start and noun.doc[first - 1].text[:1].isupper() and noun.doc[first - 1].tag_ != "POS":
        first -= 1
    if first == noun.i or not noun.text[:1].isupper() or noun.doc[first].is_sent_start:
        return None
    mention = page.covering.get(noun.i)
    if mention is not None and mention.form == "name":
        whole = mention.end - 1 == noun.i and mention.references[0].id.startswith("org:")
        return mention.references[0] if whole else None
    name = page.document.text[noun.doc[first].idx : noun.idx + len(noun)]
    return Reference(f"org:{slug(name)}", name)
