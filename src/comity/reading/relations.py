"""Relations: standing ties such as ally, rival, at odds, backs, leads, part of, borders, family, based in."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from comity.model import Modality, Relation
from comity.reading.backing import read_behind, read_supplies, read_support
from comity.reading.bodies_within import read_inner_body
from comity.reading.compass import read_compass
from comity.reading.delegations import read_delegation
from comity.reading.disputes import dispute_words, read_dispute
from comity.reading.inner_organs import read_inner_organ
from comity.reading.kept_pairs import keep_pairs
from comity.reading.lexicon import load, words
from comity.reading.likewise import read_likewise
from comity.reading.misread import find_around, find_told
from comity.reading.modality import modality_of
from comity.reading.noun_ties import read_noun, said_of
from comity.reading.page import Page
from comity.reading.pairs import (
    BODIES,
    is_unnamed,
    make_relation,
    mutual,
    pairs,
)
from comity.reading.partisans import (
    partisan_words,
    read_adherents,
    read_bracketed,
    read_led_parties,
    read_own_party,
    read_partisan,
    read_party_member,
)
from comity.reading.places import read_affiliations, read_part
from comity.reading.replacing import read_place
from comity.reading.spotting import spot_readable
from comity.reading.succeeding import read_succession, succession_words
from comity.reading.syntax import objects, prepositional, subjects, with_conjuncts
from comity.reading.ties import read_tie, tie_words
from comity.reading.units import read_organ
from comity.reading.verb_ties import described, read_verb_tie

_SITES = ("state:", "place:", "region:")


def read_relations(page: Page) -> tuple[Relation, ...]:
    """Every standing tie that the page's sentences state."""
    found: list[Relation] = []
    for token in spot_readable(page, _triggers()):
        found.extend(_of_token(page, token))
    found.extend(read_affiliations(page))
    found.extend(read_bracketed(page))
    found.extend(read_adherents(page))
    found.extend(read_led_parties(page))
    found.extend(read_compass(page))
    found.extend(read_likewise(page, found))
    return tuple(found)


@cache
def _triggers() -> frozenset[str]:
    data = load("relations")
    keys = (
        "led",
        "backed",
        "leadership",
        "anti",
        "organs",
        "inner_bodies",
        "inner_organs",
        "parts",
        "based",
        "support",
        "supplies",
        "weighing",
        "delegations",
        "fellows",
        "followings",
        "taken_over",
    )
    listed = {word for key in keys for word in data[key]}
    verbs = {*data["verbs"], *data["misread"], *data["misread_told"], *data["misread_mutual"]}
    own = frozenset({*verbs, *data["nouns"], *listed})
    return own | tie_words() | partisan_words() | dispute_words() | succession_words()


def _of_token(page: Page, token: Token) -> Iterator[Relation]:
    lemma = token.lemma_.lower()
    data = load("relations")
    if token.lower_ in words("relations", "based") and _hyphenated(token):
        yield from _based(page, token)
    elif token.lower_ in words("relations", "led") | words("relations", "backed") and _hyphenated(token):
        yield from _compound(page, token)
    elif token.lower_ in words("relations", "anti"):
        yield from _anti(page, token)
    elif token.pos_ in ("VERB", "AUX") and lemma in data["verbs"]:
        for rule in data["verbs"][lemma]:
            yield from read_verb_tie(page, token, rule)
    elif token.pos_ == "NOUN" and token.lower_ in data["misread"] and (around := find_around(page, token)) is not None:
        for rule in data["verbs"][data["misread"][token.lower_]]:
            yield from keep_pairs(page, rule, token, *around)
    elif token.pos_ != "VERB" and token.lower_ in data["misread_told"] and (told := find_told(page, token)) is not None:
        for rule in data["verbs"][data["misread_told"][token.lower_]]:
            yield from keep_pairs(page, rule, token, *told)
    elif token.pos_ == "NOUN" and lemma in data["misread_mutual"] and token.dep_ == "ROOT":
        before = page.covering.get(token.i - 1)
        group = with_conjuncts([page.doc[before.head]]) if before is not None else []
        yield from mutual(page, group, data["misread_mutual"][lemma], token, "actual", 0.5)
    elif token.pos_ in ("NOUN", "PROPN", "ADJ") and lemma in data["nouns"]:
        yield from read_noun(page, token, data["nouns"][lemma])
    elif token.pos_ == "NOUN" and lemma in words("relations", "followings"):
        yield from read_own_party(page, token)
    elif token.pos_ == "NOUN" and lemma in words("relations", "fellows"):
        yield from read_party_member(page, token, said_of(page, token))
    elif lemma in words("relations", "support") and token.pos_ == "NOUN":
        yield from read_support(page, token)
    elif lemma in words("relations", "leadership"):
        yield from _leadership(page, token)
    if lemma in words("relations", "parts") and token.pos_ == "NOUN":
        yield from read_part(page, token)
    if lemma in words("relations", "organs") and token.pos_ == "NOUN":
        yield from read_organ(page, token)
    if lemma in words("relations", "inner_bodies") and token.pos_ in ("NOUN", "PROPN"):
        yield from read_inner_body(page, token)
    if token.lower_ in words("relations", "inner_organs") and token.pos_ in ("NOUN", "PROPN"):
        yield from read_inner_organ(page, token)
    yield from _of_others(page, token)


def _of_others(page: Page, token: Token) -> Iterator[Relation]:
    """What the readers of ties, parties, disputes and supplies make of the word."""
    lemma = token.lemma_.lower()
    if lemma in tie_words() or token.lower_ in tie_words():
        yield from read_tie(page, token)
    if lemma in partisan_words():
        yield from read_partisan(page, token)
    if lemma in dispute_words():
        yield from read_dispute(page, token)
    if lemma in succession_words():
        yield from read_succession(page, token)
    if lemma in words("relations", "supplies") and token.pos_ == "NOUN":
        yield from read_supplies(page, token)
    if lemma in words("relations", "delegations") and token.pos_ == "NOUN":
        yield from read_delegation(page, token)
    if lemma in words("relations", "taken_over") and token.pos_ == "NOUN":
        yield from read_place(page, token)
    if lemma in words("relations", "weighing") and token.pos_ == "VERB":
        yield from read_behind(page, token)


def _hyphenated(token: Token) -> bool:
    return token.i > 1 and token.nbor(-1).text == "-"


def _leadership(page: Page, noun: Token) -> Iterator[Relation]:
    """“under the leadership of China and Russia”: they lead what the clause is about."""
    leaders = prepositional(noun, "of") or [c for c in noun.children if c.dep_ == "poss"]
    verb = next((a for a in noun.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if verb is not None and noun.dep_ == "pobj" and noun.head.lower_ == "under":
        led = [t for t in subjects(verb) if any(r.id.startswith(BODIES) for r in page.who(t))]
        yield from pairs(page, leaders, led, "leads", noun, "actual")
    if noun.lemma_ == "charge":
        yield from _in_charge(page, noun)
        return
    if noun.dep_ == "dobj" and noun.head.lemma_ in words("relations", "taking"):
        led = [t for t in prepositional(noun, "of") if any(r.id.startswith(BODIES) for r in page.who(t))]
        yield from pairs(page, subjects(noun.head), led, "leads", noun, modality_of(noun.head))
    if noun.dep_ == "pobj" and noun.head.lower_ == "at" and page.who(noun.head.head):  # “Le Pen, at the helm of …”
        led = [t for t in prepositional(noun, "of") if any(r.id.startswith(BODIES) for r in page.who(t))]
        yield from pairs(page, [noun.head.head], led, "leads", noun, "actual")
    if noun.dep_ == "pobj" and noun.head.lower_ == "at" and noun.head.head.pos_ in ("VERB", "AUX"):
        led = [t for t in prepositional(noun, "of") if any(r.id.startswith(BODIES) for r in page.who(t))]
        yield from pairs(page, subjects(noun.head.head), led, "leads", noun, modality_of(noun.head.head))


def _in_charge(page: Page, noun: Token) -> Iterator[Relation]:
    """“put Ann Roe in charge of the Forum”, “is in charge of the Agency”."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "in":
        return
    verb = noun.head.head
    led = [t for t in prepositional(noun, "of") if any(r.id.startswith(BODIES) for r in page.who(t))]
    leaders = objects(verb) or subjects(verb) if verb.pos_ in ("VERB", "AUX") else [verb]
    people = [t for t in leaders if any(r.id.startswith("person:") for r in page.who(t))]
    yield from pairs(page, people, led, "leads", noun, modality_of(verb) if verb.pos_ != "NOUN" else "actual", 0.6)


def _compound(page: Page, participle: Token) -> Iterator[Relation]:
    """“a China-led grouping”, “Rwanda-backed M23 rebels”: the state in front leads or backs what follows."""
    noun = participle.head if participle.head.i > participle.i else None
    if not page.who(participle.nbor(-2)) or noun is None:
        return
    kind = "leads" if participle.lower_ in words("relations", "led") else "backs"
    targets = described(page, noun, participle.i - 2)
    if kind == "leads":  # “soldiers of a Russian-led alliance”
        targets = [t for t in targets if t.i == noun.i or not all(is_unnamed(r) for r in page.who(t))]
        targets = [t for t in targets if not _is_called_again(page, t)]
    yield from pairs(page, [participle.nbor(-2)], targets, kind, participle, "actual")


def _is_called_again(page: Page, token: Token) -> bool:
    """“the Saudi-led coalition”: no body that was spoken of before."""
    mention = page.mention_at(token)
    return mention is not None and mention.form == "description"


def _based(page: Page, participle: Token) -> Iterator[Relation]:
    """“the Geneva-based World Health Organization”, “X, a London-based think tank”."""
    site = page.covering.get(participle.i - 2)
    noun = participle.head if participle.head.i > participle.i else None
    if noun is None or site is None or not site.references:
        return
    place = site.place or site.references[0]
    if not place.id.startswith(_SITES):
        return
    for target in described(page, noun, site.start)[:1]:
        for body in page.who(target)[:1]:
            pair = (body, place)
            yield from make_relation(page, pair, "based-in", participle, (page.doc[site.head], target), "actual", 0.7)


def _anti(page: Page, prefix: Token) -> Iterator[Relation]:
    """“an anti-US block”: the body is at odds with whom it is against."""
    at = prefix.i + (2 if prefix.i + 2 < len(prefix.doc) and prefix.nbor(1).text == "-" else 0)
    name = page.covering.get(at)
    if name is None or at == prefix.i or not isinstance(name.references, tuple):
        return
    head = page.doc[name.head]
    noun = head.head if head.dep_ in ("amod", "compound", "nmod", "npadvmod") and head.head.i > at else None
    if noun is not None:
        modality: Modality = "possible" if _is_a_view(noun) else "actual"
        yield from pairs(page, described(page, noun, prefix.i), [head], "at-odds", prefix, modality, 0.5)


def _is_a_view(noun: Token) -> bool:
    """“seen by some as a potential bloc”."""
    return any(c.lower_ in ("potential", "possible", "alleged", "would") for c in noun.children)
