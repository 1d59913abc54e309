"""Relations: standing ties such as ally, rival, at odds, backs, leads, part of, borders, family, based in."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from spacy.tokens import Token

from comity.model import Modality, Reference, Relation
from comity.reading.lexicon import load, words
from comity.reading.modality import is_negated, modality_of
from comity.reading.page import Page
from comity.reading.places import read_affiliations
from comity.reading.spotting import spot_readable
from comity.reading.syntax import agents, is_passive, objects, prepositional, subjects, with_conjuncts
from comity.reading.timing import when_of

_POLITICAL = ("state:", "org:", "person:", "group:", "region:")


def read_relations(page: Page) -> tuple[Relation, ...]:
    """Every standing tie that the page's sentences state."""
    found: list[Relation] = []
    for token in spot_readable(page, _triggers()):
        found.extend(_of_token(page, token))
    found.extend(read_affiliations(page))
    return tuple(found)


@cache
def _triggers() -> frozenset[str]:
    data = load("relations")
    lists = [data[key] for key in ("led", "backed", "neighbouring", "odds", "leadership")]
    return frozenset({*data["verbs"], *data["nouns"], *data["ties"], *(w for words_ in lists for w in words_)})


def _of_token(page: Page, token: Token) -> Iterator[Relation]:
    lemma = token.lemma_.lower()
    data = load("relations")
    if token.lower_ in words("relations", "led") | words("relations", "backed") and _hyphenated(token):
        yield from _compound(page, token)
    elif token.lower_ in words("relations", "neighbouring"):
        yield from _neighbouring(page, token)
    elif token.pos_ in ("VERB", "AUX") and lemma in data["verbs"]:
        yield from _verb(page, token, data["verbs"][lemma])
    elif token.pos_ in ("NOUN", "PROPN", "ADJ") and lemma in data["nouns"]:
        yield from _noun(page, token, data["nouns"][lemma])
    elif token.pos_ == "NOUN" and lemma in data["ties"]:
        yield from _tie(page, token, data["ties"][lemma])
    elif lemma in words("relations", "leadership"):
        yield from _leadership(page, token)
    elif token.lower_ in words("relations", "odds") and token.i and token.nbor(-1).lower_ == "at":
        yield from _at_odds(page, token)


def _hyphenated(token: Token) -> bool:
    return token.i > 1 and token.nbor(-1).text == "-"


def _relation(
    page: Page,
    pair: tuple[Reference, Reference],
    kind: str,
    anchor: Token,
    tokens: Iterable[Token],
    modality: Modality,
    confidence: float,
) -> Iterator[Relation]:
    first, second = pair
    if first.id == second.id or (first.acts_for == second.id and kind in ("at-odds", "ally", "partner", "rival")):
        return
    sentence = page.sentence_of(anchor).span
    inside = [page.reach(t) for t in (anchor, *tokens) if sentence.start <= t.i < sentence.end]
    low, high = min(start for start, _ in inside), max(end for _, end in inside)
    when, basis = when_of(page, anchor)
    yield Relation(
        document=page.document.id, evidence=(page.evidence(page.doc[low], page.doc[high - 1]),),
        from_=first, relation=kind, to=second, modality=modality, when=when, when_basis=basis,
        confidence=confidence, frame=f"relation:{anchor.lemma_.lower()}",
    )  # fmt: skip


def _pairs(
    page: Page,
    left: Sequence[Token],
    right: Sequence[Token],
    kind: str,
    anchor: Token,
    modality: Modality,
    confidence: float = 0.7,
    prefixes: tuple[str, ...] = _POLITICAL,
) -> Iterator[Relation]:
    for one in left:
        for other in right:
            for first in page.who(one):
                for second in page.who(other):
                    if first.id.startswith(_POLITICAL) and second.id.startswith(prefixes):
                        yield from _relation(page, (first, second), kind, anchor, (one, other), modality, confidence)


def _verb(page: Page, verb: Token, rule: dict[str, object]) -> Iterator[Relation]:
    kind = str(rule["relation"])
    passive = is_passive(verb)
    if kind == "backs" and verb.tag_ == "VBD" and not passive:
        return
    if rule.get("passive"):
        left, right = subjects(verb), prepositional(verb, "in")
        yield from _pairs(page, left, right, kind, verb, modality_of(verb), prefixes=("state:", "place:", "region:"))
        return
    if "prepositions" in rule:
        given = rule["prepositions"]
        left, right = subjects(verb), prepositional(verb, *(given if isinstance(given, list) else ()))
    elif passive:
        left, right = agents(verb), subjects(verb)
    else:
        left, right = subjects(verb), objects(verb)
    if kind == "leads":
        right = [t for t in right if any(r.id.startswith(("org:", "group:")) for r in page.who(t))]
    if kind == "part-of":
        right = [*right, *(t for o in objects(verb) for t in prepositional(o, "at"))]
        right = [t for t in right if any(r.id.startswith("org:") for r in page.who(t))]
        left = [t for t in left if any(r.id.startswith("person:") for r in page.who(t))]
    if kind == "successor-of":
        left = [t for t in left if any(r.id.startswith(("person:", "org:")) for r in page.who(t))]
    yield from _pairs(page, left, right, kind, verb, modality_of(verb))


def _neighbouring(page: Page, adjective: Token) -> Iterator[Relation]:
    """“Kazakhstan Wednesday, before traveling to neighboring Uzbekistan”: neighbour of the state named before it."""
    here = [t for t in (adjective.head,) if any(r.id.startswith("state:") for r in page.who(t))]
    sentence = page.sentence_of(adjective).span
    for token in reversed(list(adjective.doc[sentence.start : adjective.i])):
        found = [r for r in page.who(token) if r.id.startswith("state:")]
        if here and found and found[0].id not in {r.id for r in page.who(here[0])}:
            yield from _pairs(page, here, [token], "borders", adjective, "actual", 0.6)
            return


def _noun(page: Page, noun: Token, rule: dict[str, object]) -> Iterator[Relation]:
    """“Belarus, another ally of Moscow and Beijing”; “his closest ally, Hugo Chávez”; “Putin remains a partner”."""
    kind = str(rule["relation"])
    holders = _said_of(noun)
    others = with_conjuncts(c for c in noun.lefts if c.dep_ in ("poss", "amod", "compound") and page.who(c))
    others = others or prepositional(noun, "of", "to", "with", "for", "in")
    if not others and noun.dep_ == "attr":
        others = prepositional(noun.head, "for", "of", "to")
    if not others and noun.tag_ == "NNS":
        yield from _mutual(page, holders, kind, noun)
        return
    modality = _noun_modality(noun)
    if rule.get("turned"):
        holders, others = others, holders
    for relation in _pairs(page, holders, others, kind, noun, modality):
        if not rule.get("states") or relation.from_.id.startswith("state:") == relation.to.id.startswith("state:"):
            yield relation


def _said_of(noun: Token) -> list[Token]:
    """Whom the noun is said of: subject of its copula, apposition either way, or “counts X as”."""
    verb = noun.head
    if noun.dep_ == "conj" and verb.dep_ in ("appos", "attr"):
        return _said_of(verb)
    if noun.dep_ in ("attr", "oprd") and verb.pos_ in ("AUX", "VERB"):
        return subjects(verb)
    if noun.dep_ == "appos":
        return with_conjuncts([noun.head]) if noun.tag_ == "NNS" else [noun.head]
    if noun.dep_ == "pobj" and verb.lower_ == "as" and verb.head.pos_ == "VERB":
        return subjects(verb.head) if is_passive(verb.head) else objects(verb.head)
    behind = [c for c in noun.children if c.dep_ == "appos"]
    after = [t for t in (noun.nbor(1),) if t.pos_ == "PROPN"] if noun.i + 1 < len(noun.doc) else []
    return with_conjuncts(behind) or after


def _mutual(page: Page, tokens: Sequence[Token], kind: str, noun: Token) -> Iterator[Relation]:
    """“Saudi Arabia and Iran, bitter rivals”, “the neighbours, rivals since 1947”."""
    found = list(dict.fromkeys(r for t in tokens for r in page.who(t)))
    for i, first in enumerate(found):
        for second in found[i + 1 :]:
            yield from _relation(page, (first, second), kind, noun, tokens, _noun_modality(noun), 0.7)


def _noun_modality(noun: Token) -> Modality:
    if noun.dep_ in ("attr", "oprd", "dobj") and noun.head.pos_ in ("VERB", "AUX"):
        return "denied" if is_negated(noun) else modality_of(noun.head)
    return "denied" if is_negated(noun) else "actual"


def _tie(page: Page, noun: Token, kind: str) -> Iterator[Relation]:
    """“tension between A and B”, “their disputed border”, “friction with the West”."""
    both = prepositional(noun, "between") or [c for c in noun.children if c.dep_ == "poss" and len(page.who(c)) > 1]
    references = list(dict.fromkeys(r for t in both for r in page.who(t)))
    if len(references) > 1:
        yield from _relation(page, (references[0], references[1]), kind, noun, both, _noun_modality(noun), 0.6)
        return
    others = prepositional(noun, "with", "toward", "towards", "against")
    owners = [c for c in noun.children if c.dep_ in ("poss", "amod", "compound") and page.who(c)]
    if not owners:
        owners = _nearest_subjects(page, noun)
    yield from _pairs(page, owners, others, kind, noun, _noun_modality(noun), 0.5)


def _nearest_subjects(page: Page, noun: Token) -> list[Token]:
    """Known subjects of the nearest verb above the noun."""
    for ancestor in noun.ancestors:
        if ancestor.pos_ in ("VERB", "AUX"):
            found = [t for t in subjects(ancestor) if page.who(t)]
            if found:
                return found
    return []


def _leadership(page: Page, noun: Token) -> Iterator[Relation]:
    """“under the leadership of China and Russia”: they lead what the clause is about."""
    leaders = prepositional(noun, "of") or [c for c in noun.children if c.dep_ == "poss"]
    verb = next((a for a in noun.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if verb is not None and noun.dep_ == "pobj" and noun.head.lower_ == "under":
        led = [t for t in subjects(verb) if any(r.id.startswith(("org:", "group:")) for r in page.who(t))]
        yield from _pairs(page, leaders, led, "leads", noun, "actual")


def _at_odds(page: Page, noun: Token) -> Iterator[Relation]:
    """“Egypt and Ethiopia are at loggerheads”, “A is at odds with B”."""
    preposition = noun.head
    verb = preposition.head if preposition.dep_ == "prep" else noun.head
    left = subjects(verb) if verb.pos_ in ("VERB", "AUX") else with_conjuncts([verb])
    right = prepositional(noun, "with") + prepositional(verb, "with")
    if right:
        yield from _pairs(page, left, right, "at-odds", noun, modality_of(verb))
    else:
        references = list(dict.fromkeys(r for t in left for r in page.who(t)))
        if len(references) > 1:
            yield from _relation(page, (references[0], references[1]), "at-odds", noun, left, modality_of(verb), 0.7)


def _compound(page: Page, participle: Token) -> Iterator[Relation]:
    """“a China-led grouping”, “Rwanda-backed M23 rebels”: the state in front leads or backs what follows."""
    first = page.who(participle.nbor(-2))
    noun = participle.head if participle.head.i > participle.i else None
    if not first or noun is None:
        return
    kind = "leads" if participle.lower_ in words("relations", "led") else "backs"
    targets = [noun] if page.who(noun) else ([noun.head] if noun.dep_ in ("appos", "attr") else [])
    if noun.dep_ == "attr":
        targets = subjects(noun.head)
    targets = [t for t in targets if any(r.id.startswith(("org:", "group:")) for r in page.who(t))]
    yield from _pairs(page, [participle.nbor(-2)], targets, kind, participle, "actual")
