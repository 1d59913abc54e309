"""Verb ties: verbs that tell how two stand to each other, such as “borders”, “is led by”, “belongs to”."""

from collections.abc import Iterator, Sequence
from typing import Any

from spacy.tokens import Token

from comity.model import Relation
from comity.reading.adjacency import adjoin
from comity.reading.antecedents import relative
from comity.reading.collectives import listed_among
from comity.reading.inner_organs import is_inner_organ
from comity.reading.kept_pairs import is_relative, keep_pairs
from comity.reading.lexicon import load, words
from comity.reading.modality import is_negated, modality_of
from comity.reading.page import Page
from comity.reading.pairs import (
    BODIES,
    POLITICAL,
    as_state,
    body_before,
    is_unnamed,
    known,
    make_relation,
    mutual,
    of_kinds,
)
from comity.reading.syntax import agents, is_passive, objects, prepositional, subjects
from comity.reading.units import read_unit


def read_verb_tie(page: Page, verb: Token, rule: dict[str, Any]) -> Iterator[Relation]:
    """What a verb says in its place, by its rule in `lexicon/relations.yaml`: who stands on which side of it."""
    particle, given = rule.get("particle"), rule.get("prepositions")
    if particle and not any(c.lower_ == particle for c in verb.children):
        return
    if "over" in rule and not any(o.lemma_ in rule["over"] for o in objects(verb)):
        return
    if "bond" in rule and not any(a.lemma_ in rule["bond"] for a in agents(verb)):
        return  # “is bound to Egypt by a defence pact”
    if "adverb" in rule and not any(c.lower_ == rule["adverb"] and not list(c.children) for c in verb.children):
        return  # “get on well”, not “get on the plane”
    if rule["relation"] == "leads" and _is_order(verb):
        return
    if rule.get("office") and not prepositional(verb, "as"):
        return  # “ousted Mr Mbeki as leader”, and no president by the army
    if rule.get("unforgiven") and not is_negated(verb):
        return
    passive = is_passive(verb)
    if rule.get("undergone") and not passive and not is_relative(verb):
        return
    if rule.get("mutual"):
        if not objects(verb):
            yield from mutual(page, subjects(verb), str(rule["relation"]), verb, modality_of(verb), 0.5)
        return
    if given:
        if passive and not rule.get("passive"):
            return
        left = known(page, _named_part(page, subjects(verb)))
        behind = [t for c in verb.children if c.lower_ == particle for t in prepositional(c, *given)]
        right = known(page, behind + prepositional(verb, *given) + relative(verb, given), (*POLITICAL, "place:"))
        if rule["relation"] == "based-in":
            right = _sites(page, right)
        if rule["relation"] == "part-of":
            right += [t for o in objects(verb) for t in prepositional(o, "at")]
        elif rule["relation"] == "borders":
            right = _beside(page, left, right)
    elif passive or agents(verb):
        by = [name for t in agents(verb) for name in _by_name(page, t)]
        left, right = by or _next_agent(page, verb), known(page, subjects(verb) or _undergone(verb))
        called = verb.head.lemma_ in words("actors", "group_nouns") and not of_kinds(page, right, BODIES)
        if verb.dep_ == "acl" and (called or not of_kinds(page, right, (*BODIES, "state:", "person:", "region:"))):
            first = verb.head.left_edge
            right = described(page, verb.head, first.i + (first.pos_ == "DET"))
        if rule["relation"] == "leads" and not of_kinds(page, right, ["org:", "group:"]):
            right = body_before(page, verb) if any(t.lower_ == "it" for t in right) else []
    else:
        shared = [o for t in verb.conjuncts if t.i > verb.i for o in objects(t)]
        own = [
            by_name
            for o in objects(verb)
            if not _is_of_others(page, verb, o) and not _is_another_verb(o)
            for by_name in _by_name(page, o)
        ]
        left, right = known(page, subjects(verb)), own or shared
        right = known(page, right, ("person:", "org:", "group:")) if rule["relation"] == "successor-of" else right
        right = [t for one in right for t in listed_among(page, one) or [one]]
    if rule["relation"] == "leads":
        left, right = _people(page, left), [t for t in right if not is_inner_organ(page, t)]
    yield from keep_pairs(page, rule, verb, left, right)
    if rule["relation"] == "leads" and not passive:
        for thing in objects(verb):
            yield from read_unit(page, thing, left)
            yield from _forces(page, verb, left, thing)


def _is_order(verb: Token) -> bool:
    """“commanded the sites to block them”, “led them into Ethiopia”: an order or a way, no standing lead."""
    ordered = verb.lemma_ in ("command", "direct") and any(c.dep_ in ("xcomp", "ccomp") for c in verb.children)
    away = any(t.pos_ == "PROPN" for t in prepositional(verb, "into", "out"))
    return ordered or (verb.lemma_ == "lead" and away)


def _beside(page: Page, left: list[Token], right: list[Token]) -> list[Token]:
    """“Jordan lies between Iran and Israel”: between the two, yet not on the border of both."""
    own = [r.id for t in left for r in page.who(t)]
    return [t for t in right if all(adjoin(one, r.id) for one in own for r in page.who(t))]


def _named_part(page: Page, tokens: Sequence[Token]) -> list[Token]:
    """“The exclave of Kaliningrad”: the part by its name."""
    named: list[Token] = []
    for token in tokens:
        inside = (
            prepositional(token, "of") if not page.who(token) and token.lower_ in words("relations", "parts") else []
        )
        named += inside or [token]
    return named


def _next_agent(page: Page, verb: Token) -> list[Token]:
    """“an alliance led by Russia, and …”: the name right behind “by”, whatever the parser made of it."""
    at = verb.i + 2
    if at >= len(verb.doc) or verb.nbor(1).lower_ != "by":
        return []
    mention = page.covering.get(at) or page.covering.get(at + 1)
    return [verb.doc[mention.head]] if mention is not None and mention.form == "name" else []


def _undergone(verb: Token) -> list[Token]:
    """“the Front, armed and sheltered by Algeria”, where the parser takes “armed” for an adjective."""
    over = verb.head if verb.dep_ == "conj" else verb
    return [over.head] if over.dep_ == "amod" and over.head.i < over.i else []


def _by_name(page: Page, token: Token) -> list[Token]:
    """“props up Syria's president, Bashar al-Assad”: the name beside a post."""
    named = [c for c in token.children if c.dep_ == "appos" and page.who(c)]
    listed = bool(listed_among(page, token))
    inside = [c for c in token.lefts if c.dep_ in ("compound", "nmod") and _is_named_body(page, c)]
    if inside and token.lemma_ in words("actors", "group_nouns"):
        return inside[:1]  # “leads the governing Pheu Thai party”
    if token.lemma_ in words("relations", "rulers"):  # “props up the government of Mr Hadi”
        rulers = of_kinds(page, prepositional(token, "of"), ("person:",))
        return rulers or [token]
    if named and token.nbor(1).i == named[0].left_edge.i and all(is_unnamed(r) for r in page.who(token)):
        return named  # “leads the opposition Civic Democrats”
    return named if named and not listed and not page.who(token) else [token]


def _is_named_body(page: Page, token: Token) -> bool:
    mention = page.mention_at(token)
    return mention is not None and mention.form == "name" and mention.references[0].id.startswith(BODIES)


def _people(page: Page, tokens: Sequence[Token]) -> list[Token]:
    """“the Cameroonian who runs it”, “an American, Robert Zoellick, runs it”: a man and no state."""
    found: list[Token] = []
    for token in tokens:
        mention = page.mention_at(token)
        if mention is not None and mention.form == "title" and not of_kinds(page, [token], ("person:",)):
            continue  # “its acting leader, who heads the Coalition”: somebody, and not the party
        one = mention is not None and mention.form == "demonym" and token.tag_ in ("NN", "NNP", "JJ")
        if not one or not any(c.dep_ == "det" for c in token.lefts):
            found.append(token)
            continue
        beside = [c for c in token.children if c.dep_ == "appos"] + ([token.head] if token.dep_ == "appos" else [])
        found += of_kinds(page, beside, ("person:",))[:1]
    return found


def _sites(page: Page, tokens: Sequence[Token]) -> list[Token]:
    """“operate from camps in Honduras”."""
    return [t for one in tokens for t in ([one] if page.who(one) else prepositional(one, "in", "inside", "near"))]


def _is_of_others(page: Page, verb: Token, token: Token) -> bool:
    """“chairs the group of Front-Line States”, “runs the UN administration”: no body that was spoken of before."""
    mention = page.mention_at(token)
    if mention is None or mention.form != "description" or verb.lemma_ not in ("lead", "head", "chair", "run"):
        return False
    sent = token.lower_ in words("relations", "missions") and any(
        c.dep_ in ("compound", "amod", "poss") for c in token.lefts
    )
    return sent or any(t.text[:1].isupper() for t in prepositional(token, "of"))


def _is_another_verb(token: Token) -> bool:
    """“trains, arms and pays the rebels”, where the parser takes “arms” for what is trained."""
    return token.lower_ in load("relations")["misread"] and not any(c.dep_ != "punct" for c in token.lefts)


def _forces(page: Page, verb: Token, leaders: Sequence[Token], thing: Token) -> Iterator[Relation]:
    """“commands the army”: that of the state for whom he acts."""
    if thing.lower_ not in words("relations", "forces") or any(c.dep_ == "poss" for c in thing.children):
        return
    for leader in leaders:
        for person in page.who(leader):
            if person.acts_for is not None and person.acts_for.startswith("state:"):
                pair = (person, as_state(person))
                yield from make_relation(page, pair, "leads", verb, (leader, thing), modality_of(verb), 0.5)


def described(page: Page, noun: Token, first: int) -> list[Token]:
    """The body that a described noun is: itself, what it is said of, or the name before the comma and the article."""
    for tokens in ([noun], known(page, [noun], BODIES), _before(page, first)):
        found = [t for t in tokens if any(r.id.startswith(BODIES) for r in page.who(t))]
        if found:
            return found
    return []


def _before(page: Page, first: int) -> list[Token]:
    """“the SCO (Shanghai Cooperation Organization), a China-led …”, whatever the parser made of it."""
    doc, at = page.doc, first - 1
    if at > 1 and doc[at].lower_ in ("a", "an", "the") and doc[at - 1].text in (",", "–", "—"):
        at -= 2
        while at > 0 and doc[at].text == ")":
            at -= 1
        mention = page.covering.get(at)
        return [doc[mention.head]] if mention is not None else []
    return []
