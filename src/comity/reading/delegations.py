"""Delegations: who leads the people that a state sends to talk: “The Ukrainian delegation, led by Rustem Umerov”."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Reference, Relation
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.pairs import make_relation
from comity.reading.people import slug
from comity.reading.syntax import agents, is_passive, objects, subjects


def read_delegation(page: Page, noun: Token) -> Iterator[Relation]:
    """The persons whom the verb beside the delegation has at its head."""
    sent = _delegation(page, noun)
    if sent is None:
        return
    near = [c for c in noun.children if c.dep_ in ("acl", "relcl")] + [noun.head]
    for verb in near:
        if verb.lemma_ not in words("relations", "heading"):
            continue
        led = is_passive(verb) and (verb.head.i == noun.i or noun in subjects(verb))
        leaders = agents(verb) if led else subjects(verb) if noun in objects(verb) else []
        for leader in leaders:
            for person in page.who(leader):
                if person.id.startswith("person:"):
                    near_ = (leader, noun)
                    yield from make_relation(page, (person, sent), "leads", verb, near_, modality_of(verb), 0.6)


def _delegation(page: Page, noun: Token) -> Reference | None:
    """The delegation by the state or body in front of it; one that nobody sends is nobody."""
    first = next((c for c in noun.lefts if c.dep_ in ("amod", "compound", "poss", "nmod") and page.who(c)), None)
    if first is None or not any(r.id.startswith(("state:", "org:", "group:")) for r in page.who(first)):
        return None
    mention = page.heads.get(first.i)
    if mention is None or mention.form not in ("name", "demonym", "capital"):
        return None  # “the government's team”
    start = page.doc[mention.start].idx
    name = page.document.text[start : noun.idx + len(noun)]
    sender = page.document.text[start : first.idx + len(first)]
    return Reference(f"group:{slug(sender)}-delegation", name)
