"""Units: parts of an institution that a text names by what they do: “the Asia programme of the Wellington Centre”."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from comity.model import Reference, Relation
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.pairs import make_relation
from comity.reading.people import slug
from comity.reading.syntax import prepositional


def read_unit(page: Page, noun: Token, leaders: Sequence[Token]) -> Iterator[Relation]:
    """The unit whose head is `noun` is part of its institution and led by `leaders`."""
    unit = _unit(page, noun)
    if unit is None:
        return
    institutions = prepositional(noun, "of", "at", "in") or prepositional(noun.head, "of", "at")
    for token in institutions:
        for institution in page.who(token):
            if institution.id.startswith("org:") and institution.id != unit.id:
                yield from make_relation(page, (unit, institution), "part-of", noun, (noun, token), "actual", 0.6)
                for leader in leaders:
                    for person in page.who(leader):
                        if person.id.startswith("person:"):
                            pair = (person, unit)
                            yield from make_relation(page, pair, "leads", noun, (leader, noun), "actual", 0.6)


def read_organ(page: Page, noun: Token) -> Iterator[Relation]:
    """“its parliament, the Pan-African Parliament”: a named organ is part of the body that owns it."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    for named in (c for c in noun.children if c.dep_ == "appos"):
        for organ in page.who(named):
            for body in (r for o in owners for r in page.who(o)):
                if organ.id.startswith("org:") and body.id.startswith("org:"):
                    yield from make_relation(page, (organ, body), "part-of", noun, (*owners, named), "actual", 0.6)


def _unit(page: Page, noun: Token) -> Reference | None:
    """A unit's noun with a name or a subject in front of it; a unit that is known by itself is left as it is."""
    if noun.lower_ not in words("relations", "units"):
        return None
    own = [r for r in page.who(noun) if r.id.startswith("org:")]
    if own:
        return own[0]
    first = noun.i
    while first > noun.sent.start and noun.doc[first - 1].dep_ in ("compound", "amod", "nmod") and first > noun.i - 5:
        first -= 1
    if first == noun.i:
        return None
    start, end = noun.doc[first].idx, noun.idx + len(noun)
    name = page.document.text[start:end]
    return Reference(f"org:{slug(name)}", name)
