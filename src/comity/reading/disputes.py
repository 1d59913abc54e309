"""Disputes: who is at odds over land, told by who claims it and who holds it."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from comity.model import Relation
from comity.reading.antecedents import relative
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.pairs import make_relation, mutual, nearest_subjects, noun_modality, pairs
from comity.reading.syntax import agents, is_passive, objects, prepositional, subjects, with_conjuncts

_STATE = ("state:",)


def dispute_words() -> frozenset[str]:
    """The words that this module reads."""
    return words("relations", "claiming") | words("relations", "contesting") | words("relations", "claims")


def read_dispute(page: Page, token: Token) -> Iterator[Relation]:
    """What a verb or noun of claiming says in its place."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in words("relations", "claiming"):
        yield from _claim(page, token)
        yield from _contested(page, token)
    if token.pos_ in ("VERB", "ADJ") and lemma in words("relations", "contesting"):
        yield from _disputes(page, token)
    if token.pos_ == "NOUN" and lemma in words("relations", "claims"):
        yield from _claim_to(page, token)


def _claim(page: Page, verb: Token) -> Iterator[Relation]:
    """“Venezuela claims Essequibo”: who claims a region is at odds with the state that has it; “claimed by China”."""
    things, by = _things(verb), _states(page, _claimants(verb))
    yield from pairs(page, by, _states(page, things), "at-odds", verb, modality_of(verb), 0.5)
    yield from _against_owner(page, by, things, verb)


def _against_owner(page: Page, by: Sequence[Token], things: Sequence[Token], anchor: Token) -> Iterator[Relation]:
    """The state in which the register puts a claimed region, where the text names it."""
    for thing in things:
        for region in page.who(thing):
            owner = next((m for m in page.mentions if page.within.get(region.id) in {r.id for r in m.references}), None)
            if not region.id.startswith("region:") or owner is None:
                continue
            state = next(r for r in owner.references if r.id == page.within[region.id])
            modality = modality_of(anchor) if anchor.pos_ == "VERB" else noun_modality(anchor)
            for claimant in (r for t in by for r in page.who(t)):
                near = (*by[:1], thing)
                yield from make_relation(page, (claimant, state), "at-odds", anchor, near, modality, 0.5)


def _contested(page: Page, verb: Token) -> Iterator[Relation]:
    """“islands that Japan administers and China claims”: who claims and who holds one piece of land."""
    if not any(_is_land(page, t) for t in _things(verb)):
        return
    claimants = _states(page, _claimants(verb))
    if len(claimants) > 1:
        yield from mutual(page, claimants, "at-odds", verb, modality_of(verb), 0.6)
    for other in _holdings(verb):
        holders = _states(page, _claimants(other))
        yield from pairs(page, claimants, holders, "at-odds", verb, modality_of(verb), 0.6, _STATE)


def _holdings(verb: Token) -> list[Token]:
    """Verbs of holding said of the same thing: coordinated with the claim, or in a relative clause on the thing."""
    near = [*verb.conjuncts, *(c for t in _things(verb) for c in t.children if c.dep_ in ("relcl", "acl"))]
    if verb.dep_ in ("relcl", "acl"):
        near += [c for c in verb.head.children if c.dep_ in ("relcl", "acl") and c.i != verb.i]
        near += [verb.head.head] if verb.head.dep_ in ("dobj", "nsubjpass") else []
    return [v for v in dict.fromkeys(near) if v.lemma_ in words("relations", "holding")]


def _disputes(page: Page, verb: Token) -> Iterator[Relation]:
    """“disputes the southern islands with Russia”, “islands disputed by China and Japan”, “disputed between”."""
    between = _states(page, prepositional(verb, "between"))
    by = _states(page, agents(verb)) or between
    if len(by) > 1:
        yield from mutual(page, by, "at-odds", verb, "actual", 0.6)
    elif verb.pos_ == "VERB" and not is_passive(verb):
        with_ = relative(verb, ("with",))[:1] or prepositional(verb, "with")
        others = _states(page, with_ + [t for o in objects(verb) for t in prepositional(o, "with")])
        yield from pairs(page, _states(page, subjects(verb)), others, "at-odds", verb, modality_of(verb), 0.6)


def _claim_to(page: Page, noun: Token) -> Iterator[Relation]:
    """“maintains a claim to half of Belize”, “Venezuela's claim to the Essequibo”."""
    owned = [c for c in noun.children if c.dep_ == "poss"]
    by = _states(page, owned or nearest_subjects(page, noun))
    things = prepositional(noun, "to", "on", "over")
    if not things and noun.dep_ == "dobj":
        things = prepositional(noun.head, "to", "on", "over")
    things += [t for o in things for t in prepositional(o, "of")]
    if len(by) > 1 and noun.head.lemma_ == "lay" and any(_is_land(page, t) for t in things):
        yield from mutual(page, by, "at-odds", noun, noun_modality(noun), 0.6)
    yield from pairs(page, by, _states(page, things), "at-odds", noun, noun_modality(noun), 0.5)
    yield from _against_owner(page, by, things, noun)


def _things(verb: Token) -> list[Token]:
    if is_passive(verb):
        return subjects(verb) or ([verb.head] if verb.dep_ in ("relcl", "acl") else [])
    told = [t for t in objects(verb) if t.tag_ not in ("WDT", "WP")]
    return told or ([verb.head] if verb.dep_ == "relcl" else [])


def _claimants(verb: Token) -> list[Token]:
    return agents(verb) if is_passive(verb) else subjects(verb)


def _is_land(page: Page, token: Token) -> bool:
    named = any(r.id.startswith(("region:", "place:")) for r in page.who(token))
    return named or token.lemma_.lower() in words("relations", "grounds")


def _states(page: Page, tokens: Sequence[Token]) -> list[Token]:
    told = [t for t in with_conjuncts(tokens) if t in tokens]
    return [t for t in told if any(r.id.startswith(_STATE) for r in page.who(t))]
