"""Ties: nouns and adjectives that stand between two, such as “tension with”, “at odds”, “the border”, “close to”."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from comity.model import Reference, Relation
from comity.reading.adjacency import lie_beside
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.neighbours import colours_of_neighbours, read_neighbouring, read_neighbours
from comity.reading.page import Page
from comity.reading.pairs import (
    as_state,
    is_unnamed,
    known,
    make_relation,
    mutual,
    nearest_subjects,
    noun_modality,
    pairs,
)
from comity.reading.syntax import (
    objects,
    prepositional,
    subjects,
    with_conjuncts,
)

_SITED = 5
"""Tokens between a place and the border it lies on."""
_BETWEEN_STATES = frozenset({"borders", "at-odds"})


@cache
def tie_words() -> frozenset[str]:
    """The words this module reads."""
    data = load("relations")
    keys = (
        "ties",
        "adjectives",
        "odds",
        "neighbouring",
        "neighbours",
        "strained",
        "terms",
        "warm",
        "lands",
        "phrases",
        "pacts",
        "souring",
        "ebbs",
        "relations",
    )
    return frozenset(word for key in keys for word in data[key])


def read_tie(page: Page, token: Token) -> Iterator[Relation]:
    """What a tie word says in its place."""
    data, lemma = load("relations"), token.lemma_.lower()
    if token.lower_ in words("relations", "neighbouring"):
        yield from read_neighbouring(page, token)
    elif token.pos_ in ("NOUN", "PROPN", "ADJ") and lemma in data["neighbours"]:
        yield from read_neighbours(page, token)
    elif token.pos_ == "NOUN" and lemma in data["ties"]:
        yield from _tie(page, token, data["ties"][lemma])
    elif token.pos_ == "NOUN" and _is_phrase(token):
        yield from _tie(page, token, "at-odds")
    elif token.pos_ in ("NOUN", "PROPN") and _is_alliance(token):
        yield from _tie(page, token, "ally")
    elif token.lower_ in words("relations", "odds") and token.i and token.nbor(-1).lower_ in ("at", "in"):
        yield from _at_odds(page, token)
    elif lemma in data["adjectives"] and token.dep_ in ("acomp", "amod", "acl", "oprd", "ROOT", "conj", "advcl"):
        if objects(token):
            return  # “closed its borders to Chad” closes nothing in the sense of “close to Chad”
        yield from _adjective(page, token, data["adjectives"][lemma])
    if token.lower_ in data["strained"]:
        yield from _strained(page, token, "at-odds")
    elif token.lower_ in data["warm"]:
        yield from _strained(page, token, "partner")
    if lemma in data["souring"] and token.pos_ == "VERB":
        for noun in (*subjects(token), *objects(token)):
            if noun.lemma_ in data["relations"]:
                yield from _tie(page, noun, "at-odds")
    if token.lower_ in data["ebbs"]:
        yield from _at_an_ebb(page, token)
    if lemma in data["relations"] and token.pos_ == "NOUN":
        yield from _without(page, token)
    if token.lower_ in data["terms"]:
        yield from _on_terms(page, token)
    if lemma in data["lands"] and token.pos_ == "NOUN":
        yield from _between(page, token)


def _is_phrase(noun: Token) -> bool:
    """“bad blood”, “a war of words”: two words that make a tie together."""
    phrases = load("relations")["phrases"]
    told = {c.lower_ for c in noun.lefts} | {t.lower_ for t in prepositional(noun, "of")}
    return noun.lemma_ in phrases and bool(told & set(phrases[noun.lemma_]))


def _is_alliance(noun: Token) -> bool:
    """“the security treaty between the two”, “its defence pact with Chad”: in force, and not one that is signed now."""
    pacts = load("relations")["pacts"]
    told = {c.lower_ for c in noun.lefts}
    return bool(told & set(pacts.get(noun.lemma_.lower(), ()))) and not told & {"a", "an"} and noun.dep_ != "dobj"


def _strained(page: Page, adjective: Token, kind: str) -> Iterator[Relation]:
    """“Relations between Ankara and Athens are strained”, “its tense ties with Rome”, “enjoys warm ties with Oman”."""
    noun = adjective.head
    if adjective.dep_ == "amod" and noun.lemma_ in words("relations", "relations"):
        had = noun.dep_ == "dobj" and noun.head.lemma_ in words("relations", "enjoying")
        if had or kind == "at-odds":
            yield from _tie(page, noun, kind)
        return
    if adjective.dep_ not in ("acomp", "ROOT", "conj", "oprd"):
        return
    verb = adjective.head if adjective.dep_ in ("acomp", "oprd") else adjective
    for noun in subjects(verb):
        if noun.lemma_ in words("relations", "relations"):
            yield from _tie(page, noun, kind)


def _at_an_ebb(page: Page, word: Token) -> Iterator[Relation]:
    """“Relations between Ankara and Athens are at a low ebb”, “at their lowest point”."""
    at = next((a for a in word.ancestors if a.lower_ == "at" and a.dep_ == "prep"), None)
    for noun in subjects(at.head) if at is not None else ():
        if noun.lemma_ in words("relations", "relations"):
            yield from _tie(page, noun, "at-odds")


def _without(page: Page, noun: Token) -> Iterator[Relation]:
    """“Israel, which has had no ties with Moscow”: states that have none are at odds."""
    if noun.dep_ != "dobj" or noun.head.lemma_ not in words("relations", "enjoying"):
        return
    if not any(c.lower_ == "no" for c in noun.lefts):
        return
    others = [t for t in prepositional(noun, "with", "to") if any(r.id.startswith("state:") for r in page.who(t))]
    by = [t for t in subjects(noun.head) if any(r.id.startswith("state:") for r in page.who(t))]
    if not others and len(by) == 2:
        yield from mutual(page, by, "at-odds", noun, "actual", 0.5)  # “Bolivia and Chile have no diplomatic ties”
    yield from pairs(page, by, others, "at-odds", noun, "actual", 0.5)


def _on_terms(page: Page, noun: Token) -> Iterator[Relation]:
    """“is on bad terms with both”, “the two are on friendly terms”."""
    told = {c.lower_ for c in noun.lefts}
    kind = "at-odds" if told & words("relations", "strained") else "partner"
    if noun.i and noun.nbor(-1).lower_ == "speaking":
        yield from _not_speaking(page, noun)
        return
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "on"
        and told & (words("relations", "strained") | words("relations", "warm"))
    ):
        yield from _at_odds(page, noun, kind)


def _not_speaking(page: Page, noun: Token) -> Iterator[Relation]:
    """“Burundi is not on speaking terms with Rwanda”."""
    verb = next((a for a in noun.ancestors if a.lemma_ == "be"), None)
    if verb is None or not any(c.dep_ == "neg" for c in verb.children):
        return
    left, right = subjects(verb), prepositional(noun, "with") + prepositional(noun.head, "with")
    if right:
        yield from pairs(page, left, known(page, right), "at-odds", noun, "actual")
    else:
        yield from mutual(page, left, "at-odds", noun, "actual")


def _between(page: Page, noun: Token) -> Iterator[Relation]:
    """“Estonia is a republic of 1.3 million people between Latvia and Russia”."""
    sites = [
        *prepositional(noun, "between"),
        *(t for p in prepositional(noun, "of") for t in prepositional(p, "between")),
    ]
    if sites:
        around = [t for t in sites if any(r.id.startswith("state:") for r in page.who(t))]
        held = [t for t in known(page, [noun]) if any(r.id.startswith("state:") for r in page.who(t))]
        if len(around) == len(sites) > 1:
            yield from pairs(page, held, around, "borders", noun, "actual", 0.6)


def _tie(page: Page, noun: Token, kind: str) -> Iterator[Relation]:
    """“tension between A and B”, “their disputed border”, “friction with the West”, “decades of hostility”."""
    both = prepositional(noun, "between", "of", "among") if kind == "borders" else prepositional(noun, "between")
    if not both and noun.dep_ == "nsubj":
        both = prepositional(noun.head, "between")  # “tensions have been rising between A and B”
    if len(_parties(page, both)) < 2:
        both = [c for c in noun.children if c.dep_ == "poss"]
        if kind == "borders" and noun.tag_ == "NNS" and any(c.tag_ == "PRP$" for c in both):
            return  # “closed their borders to it”: each its own
    if len(_parties(page, both)) > 1:
        yield from _of_two(page, both, noun, kind, 0.6)
        return
    inside = [t for c in noun.lefts for t in c.subtree if page.who(t)] if kind == "borders" else []
    if len({r.id for t in inside for r in page.who(t)}) == 2:  # “the Polish-Lithuanian border”
        yield from mutual(page, inside, kind, noun, "actual", 0.6)
        return
    others = prepositional(noun, "with", "toward", "towards", "against", "to")
    if not others and kind == "borders":  # “a border of 760 kilometres with Indonesia”
        others = [t for length in prepositional(noun, "of") for t in prepositional(length, "with")]
    if not others and noun.dep_ == "nsubj" and noun.head.lemma_ == "be" and kind == "borders":
        others = prepositional(noun.head, "with")  # “its land borders are with China and Russia”
    if not others and noun.dep_ == "dobj" and noun.head.lemma_ in words("relations", "enjoying"):
        others = prepositional(noun.head, "with")  # “shares a border of 800 miles with”
    if not others and kind == "partner" and noun.dep_ == "pobj":
        others = _of_upgraded(noun.head.head)
    others = [o for t in others for o in _named_behind(page, t)]
    owners = [c for c in noun.children if c.dep_ in ("poss", "amod", "compound") and page.who(c)]
    if kind == "at-odds" and not owners and _is_helped_with(noun):
        return
    found = list(pairs(page, owners or nearest_subjects(page, noun), others, kind, noun, noun_modality(noun), 0.5))
    if not found and kind == "borders" and others and not owners:
        found = list(_of_site(page, noun, others))
    yield from found
    if not found and not others and kind in words("relations", "implied") and not owners:
        yield from _of_clause(page, noun, kind)


def _of_site(page: Page, noun: Token, others: list[Token]) -> Iterator[Relation]:
    """“in Hargeisa, near the border with Ethiopia”: the state of the place that lies on the border."""
    first = page.sentence_of(noun).span.start
    before = [m for m in page.mentions if first <= m.start and noun.i - _SITED <= m.end <= noun.i]
    for mention in reversed(before):
        place = mention.place or next((r for r in mention.references if r.id.startswith("place:")), None)
        state = page.within.get(place.id, "") if place is not None else ""
        named = next((r for m in page.mentions for r in m.references if r.id == state), None)
        if named is None:
            continue
        for other in (r for t in others for r in page.who(t)):
            if lie_beside(state, other.id):
                near = (page.doc[mention.head], *others)
                yield from make_relation(page, (named, other), "borders", noun, near, "actual", 0.5)
        return


def _named_behind(page: Page, token: Token) -> list[Token]:
    """“with five countries: Brazil, Paraguay and Peru”: those that are named."""
    if page.who(token) or token.lemma_ not in words("memberships", "collectives"):
        return [token]
    return with_conjuncts(c for c in token.children if c.dep_ == "appos" and page.who(c)) or [token]


def _of_upgraded(verb: Token) -> list[Token]:
    """“upgraded its ties with Australia to a partnership”."""
    ties = [t for t in objects(verb) if t.lemma_ in words("relations", "relations")]
    return [t for tie in ties for t in prepositional(tie, "with")]


def _of_two(page: Page, both: list[Token], noun: Token, kind: str, confidence: float) -> Iterator[Relation]:
    parties = _parties(page, both)[:2]
    kinds = [kind]
    if kind == "borders":
        parties = [as_state(p) for p in parties]
        if any(c.lower_ in words("relations", "contested") for c in noun.children):
            kinds.append("at-odds")
    for each in kinds:
        yield from make_relation(page, (parties[0], parties[1]), each, noun, both, noun_modality(noun), confidence)


def _of_clause(page: Page, noun: Token, kind: str) -> Iterator[Relation]:
    """“tanks crossed the border”, “upgraded their ties to a partnership”: of the two whom the clause speaks of."""
    subjects_ = nearest_subjects(page, noun)
    if any(a.lemma_ in load("relations")["nouns"] for a in noun.ancestors):
        return  # “France, Greece's main ally in the quarrel”
    if kind == "at-odds" and (_is_handled(noun) or prepositional(noun, "among")):
        return
    shared = kind != "borders" or noun.head.lemma_ == "share"
    if shared and len(_parties(page, subjects_)) == 2:
        yield from mutual(page, subjects_, kind, noun, noun_modality(noun), 0.5)
        return
    told = noun.lemma_ in words("relations", "relations")
    if kind != "borders" and not told and noun.dep_ != "nsubj":
        return  # “took him to task over the dispute”
    sentence = page.sentence_of(noun).span
    clause = sentence if kind == "borders" or told else list(noun.head.subtree)
    tokens = [page.doc[m.head] for m in page.mentions if clause[0].i <= m.start <= clause[-1].i]
    states = list(
        dict.fromkeys(s.id for t in tokens for r in page.who(t) if (s := as_state(r)).id.startswith("state:"))
    )
    if kind == "borders" and len(states) == 2 and not lie_beside(*states):
        return
    if len(states) == 2 and kind in _BETWEEN_STATES and _is_common(noun):
        first, second = (next(as_state(r) for t in tokens for r in page.who(t) if as_state(r).id == s) for s in states)
        near = [t for t in tokens if {as_state(r).id for r in page.who(t)} & set(states)]
        yield from make_relation(page, (first, second), kind, noun, near, "actual", 0.4)


def _is_handled(noun: Token) -> bool:
    """“will discuss the dispute with”, “any step that might raise the tension”: whose it is others may tell."""
    return any(a.lemma_ in words("relations", "handling") for a in noun.ancestors)


def _is_helped_with(noun: Token) -> bool:
    """“offered to help settle the dispute with Chad”: somebody else's."""
    return _is_handled(noun) and any(a.lemma_ in words("relations", "helping") for a in noun.ancestors)


def _is_common(noun: Token) -> bool:
    """“the border”, “decades of hostility”: neither somebody's in particular nor one of several."""
    if noun.lemma_ in words("relations", "relations") and not any(c.dep_ != "punct" for c in noun.lefts):
        return True  # “and relations have turned sour”
    if noun.dep_ == "compound" or noun.tag_ == "NNS":
        return False
    return (noun.dep_ == "pobj" and noun.head.lower_ == "of") or any(c.lower_ == "the" for c in noun.children)


def _parties(page: Page, tokens: list[Token]) -> list[Reference]:
    return list(dict.fromkeys(r for t in tokens for r in page.who(t)))


def _at_odds(page: Page, noun: Token, kind: str = "at-odds") -> Iterator[Relation]:
    """“Egypt and Ethiopia are at loggerheads”, “A is at odds with B”."""
    preposition = noun.head
    verb = preposition.head if preposition.dep_ == "prep" else noun.head
    left = subjects(verb) if verb.pos_ in ("VERB", "AUX") else with_conjuncts([verb])
    drawn = [t for c in noun.children if c.dep_ == "acl" for p in (c, *c.children) for t in prepositional(p, "with")]
    right = prepositional(noun, "with") + prepositional(verb, "with") + drawn  # “at daggers drawn with”
    right = [t for one in right for t in (colours_of_neighbours(page, one) or [one])]
    if right:
        yield from pairs(page, left, known(page, right), kind, noun, modality_of(verb))
    else:
        yield from mutual(page, left, kind, noun, modality_of(verb))


def _adjective(page: Page, adjective: Token, rule: dict[str, object]) -> Iterator[Relation]:
    """“is close to Turkey”, “friendly with Iran”, “hostile to the West”, “allied with Moscow”."""
    verb = adjective.head if adjective.dep_ in ("acomp", "oprd") else adjective
    given = rule["prepositions"]
    right = prepositional(adjective, *(given if isinstance(given, list) else ()))
    if adjective.dep_ in ("amod", "acl"):
        left = known(page, [adjective.head])
    else:
        left = known(page, subjects(verb) or subjects(adjective) or objects(verb))
    if rule["relation"] == "partner":  # “soldiers loyal to the general”
        left = [t for t in left if not all(is_unnamed(r) for r in page.who(t))]
    modality = modality_of(verb) if verb.pos_ in ("VERB", "AUX") else noun_modality(adjective)
    yield from pairs(page, left, right, str(rule["relation"]), adjective, modality, 0.6)
    if not right and rule.get("mutual") and adjective.dep_ != "amod":
        yield from mutual(page, left, str(rule["relation"]), adjective, modality, 0.5)
