"""Relations: standing ties such as ally, rival, at odds, backs, leads, part of, borders, family, based in."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from spacy.tokens import Token

from comity.model import Modality, Reference, Relation
from comity.reading.adjacency import adjoin
from comity.reading.collectives import listed_among
from comity.reading.joining import relative
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
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
    noun_modality,
    pairs,
)
from comity.reading.places import read_affiliations, read_part
from comity.reading.spotting import spot_readable
from comity.reading.syntax import agents, attributes, is_passive, objects, prepositional, subjects, with_conjuncts
from comity.reading.ties import read_tie, tie_words
from comity.reading.units import read_organ, read_unit

_SITES = ("state:", "place:", "region:")


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
    lists = [data[key] for key in ("led", "backed", "leadership", "anti", "organs", "parts", "based", "support")]
    verbs = {*data["verbs"], *data["misread"], *data["misread_mutual"]}
    return (
        frozenset({"member", "party", *verbs, *data["nouns"], *(w for words_ in lists for w in words_)}) | tie_words()
    )


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
            yield from _verb(page, token, rule)
    elif token.pos_ == "NOUN" and token.lower_ in data["misread"] and (around := _misread(page, token)) is not None:
        for rule in data["verbs"][data["misread"][token.lower_]]:
            yield from _kept(page, rule, token, *around)
    elif token.pos_ == "NOUN" and lemma in data["misread_mutual"] and token.dep_ == "ROOT":
        before = page.covering.get(token.i - 1)
        group = with_conjuncts([page.doc[before.head]]) if before is not None else []
        yield from mutual(page, group, data["misread_mutual"][lemma], token, "actual", 0.5)
    elif token.pos_ in ("NOUN", "PROPN", "ADJ") and lemma in data["nouns"]:
        yield from _noun(page, token, data["nouns"][lemma])
    elif token.pos_ == "NOUN" and lemma == "party":
        yield from _own_party(page, token)
    elif token.pos_ == "NOUN" and lemma == "member":
        yield from _party_member(page, token)
    elif lemma in words("relations", "support") and token.dep_ == "dobj":
        yield from _draws(page, token)
    elif lemma in words("relations", "leadership"):
        yield from _leadership(page, token)
    if lemma in words("relations", "parts") and token.pos_ == "NOUN":
        yield from read_part(page, token)
    if lemma in words("relations", "organs") and token.pos_ == "NOUN":
        yield from read_organ(page, token)
    if lemma in tie_words() or token.lower_ in tie_words():
        yield from read_tie(page, token)


def _hyphenated(token: Token) -> bool:
    return token.i > 1 and token.nbor(-1).text == "-"


def _misread(page: Page, token: Token) -> tuple[list[Token], list[Token]] | None:
    """“Bolivia borders Peru and Chile”, which the parser takes for a noun: the names in front and behind."""
    doc, at = page.doc, token.i + 1
    if at < len(doc) and doc[at].lower_ == "the":
        at += 1
    after, before = page.covering.get(at), page.covering.get(token.i - 1)
    if after is None or token.i == 0:
        return None
    right = with_conjuncts([doc[after.head]])
    if before is not None and before.form in ("name", "pronoun", "capital", "description"):
        return [doc[before.head]], right
    if doc[token.i - 1].lower_ in ("which", "that", "who"):
        held = page.covering.get(token.i - (3 if doc[token.i - 2].text == "," else 2))
        return ([doc[held.head]], right) if held is not None else None
    if doc[token.i - 1].text == ",":
        first = next((m for m in page.mentions if token.sent.start <= m.start <= token.sent.start + 1), None)
        return ([doc[first.head]], right) if first is not None else None
    if doc[token.i - 1].lower_ in ("and", "also", "now"):
        verb = next((t for t in reversed(doc[token.sent.start : token.i]) if t.pos_ in ("VERB", "AUX")), None)
        return (subjects(verb), right) if verb is not None else None
    return None


def _beside(page: Page, left: list[Token], right: list[Token]) -> list[Token]:
    """“Jordan lies between Iran and Israel”: between the two, yet not on the border of both."""
    own = [r.id for t in left for r in page.who(t)]
    return [t for t in right if all(adjoin(one, r.id) for one in own for r in page.who(t))]


def _verb(page: Page, verb: Token, rule: dict[str, Any]) -> Iterator[Relation]:
    particle, given = rule.get("particle"), rule.get("prepositions")
    if particle and not any(c.lower_ == particle for c in verb.children):
        return
    if "adverb" in rule and not any(c.lower_ == rule["adverb"] and not list(c.children) for c in verb.children):
        return  # “get on well”, not “get on the plane”
    passive = is_passive(verb)
    if rule.get("mutual"):
        if not objects(verb):
            yield from mutual(page, subjects(verb), str(rule["relation"]), verb, modality_of(verb), 0.5)
        return
    if given:
        if passive and not rule.get("passive"):
            return
        left = known(page, subjects(verb))
        behind = [t for c in verb.children if c.lower_ == particle for t in prepositional(c, *given)]
        right = known(page, behind + prepositional(verb, *given) + relative(verb, given), (*POLITICAL, "place:"))
        if rule["relation"] == "part-of":
            right += [t for o in objects(verb) for t in prepositional(o, "at")]
        elif rule["relation"] == "borders":  # “Jordan lies between Iran and Israel”: between, yet not beside each
            right = [
                t for t in right if all(adjoin(a.id, b.id) for s in left for a in page.who(s) for b in page.who(t))
            ]
    elif passive:
        left, right = agents(verb), known(page, subjects(verb))
        if rule["relation"] == "leads" and not _of_kinds(page, right, ["org:", "group:"]):
            right = body_before(page, verb) if any(t.lower_ == "it" for t in right) else []
    else:
        shared = [o for t in verb.conjuncts if t.i > verb.i for o in objects(t)]
        left, right = known(page, subjects(verb)), objects(verb) or shared
        right = known(page, right, ("person:", "org:", "group:")) if rule["relation"] == "successor-of" else right
        right = [t for one in right for t in listed_among(page, one) or [one]]
    yield from _kept(page, rule, verb, left, right)
    if rule["relation"] == "leads" and not passive:
        for thing in objects(verb):
            yield from read_unit(page, thing, left)
            yield from _forces(page, verb, left, thing)


def _forces(page: Page, verb: Token, leaders: Sequence[Token], thing: Token) -> Iterator[Relation]:
    """“commands the army”: that of the state for whom he acts."""
    if thing.lower_ not in words("relations", "forces") or any(c.dep_ == "poss" for c in thing.children):
        return
    for leader in leaders:
        for person in page.who(leader):
            if person.acts_for is not None and person.acts_for.startswith("state:"):
                pair = (person, as_state(person))
                yield from make_relation(page, pair, "leads", verb, (leader, thing), modality_of(verb), 0.5)


def _kept(
    page: Page, rule: dict[str, Any], verb: Token, left: Sequence[Token], right: Sequence[Token]
) -> Iterator[Relation]:
    """The pairs whose parties are of the kinds that the relation ties."""
    kind = str(rule["relation"])
    if kind == "backs" and verb.tag_ == "VBD" and not is_passive(verb):
        return
    kinds = load("relations")["kinds"].get(kind, {})
    if "party" in rule and any(r.id.startswith("group:") for t in right for r in page.who(t)):
        kind = "party-member"
    left = _of_kinds(page, left, rule.get("from", kinds.get("from")))
    right = _of_kinds(page, right, rule.get("to", kinds.get("to")))
    modality = modality_of(verb) if verb.pos_ in ("VERB", "AUX") else "actual"
    prefixes = _SITES if kind == "based-in" else POLITICAL
    for relation in pairs(page, left, right, kind, verb, modality, prefixes=prefixes):
        told = is_passive(verb) and relation.to.id.startswith(("org:", "person:"))
        if "groups" not in rule or _is_cause(relation.to) or told:
            yield relation


def _is_cause(reference: Reference) -> bool:
    """Whom to arm is a tie: the Contras and “the rebels”; arming exiles is a deed.

    A body is told to be funded by somebody, while funding it is a deed as well.
    """
    armed = reference.name.lower().split()[-1] in words("relations", "armed")
    return reference.id.startswith("group:") and (armed or not is_unnamed(reference))


def _of_kinds(page: Page, tokens: Sequence[Token], kinds: Sequence[str] | None) -> list[Token]:
    """The tokens that mean somebody of these kinds; without kinds, all."""
    return [t for t in tokens if kinds is None or any(r.id.startswith(tuple(kinds)) for r in page.who(t))]


def _noun(page: Page, noun: Token, rule: dict[str, Any]) -> Iterator[Relation]:
    """“Belarus, another ally of Moscow and Beijing”; “his closest ally, Hugo Chávez”; “Putin remains a partner”."""
    kind = str(rule["relation"])
    if kind == "partner" and any(_is_bloc(page, t) for t in prepositional(noun, "in")):
        return  # “its partners in the Alliance” are members of it, which is told as that
    if any(c.lower_ in words("relations", "no_ties") for c in noun.lefts) or _but_one(noun):
        return
    holders = _said_of(page, noun)
    over = noun.head if noun.dep_ in ("compound", "amod", "nmod") else noun
    others = with_conjuncts(c for c in (*noun.lefts, *over.lefts) if c.dep_ == "poss" and page.who(c))
    others = others or with_conjuncts(c for c in noun.lefts if c.dep_ in ("amod", "compound") and _is_land(page, c))
    alike = noun.tag_ == "NNS" and len(holders) > 1
    for given in (("of", "to", "with", "for"), () if alike else ("in",)):
        others = others or [t for t in known(page, prepositional(noun, *given) if given else []) if page.who(t)]
    if not others and noun.dep_ == "attr":
        others = prepositional(noun.head, "for", "of", "to")
    if not others and noun.tag_ == "NNS" and "from" not in rule:
        yield from mutual(page, holders or [noun], kind, noun, noun_modality(noun))
        return
    others = _of_another(page, noun, others, holders)
    if rule.get("turned"):
        holders, others = others, holders
    holders, others = _of_kinds(page, holders, rule.get("from")), _of_kinds(page, others, rule.get("to"))
    for relation in pairs(page, holders, others, kind, noun, noun_modality(noun)):
        alike = relation.from_.id.startswith("state:") == relation.to.id.startswith("state:")
        if kind == "family" and {relation.from_.id[:7], relation.to.id[:7]} != {"person:"}:
            continue
        if (alike or not rule.get("states")) and not (kind == "partner" and _is_membership(page, relation)):
            yield relation


def _but_one(noun: Token) -> bool:
    """“His predecessor but one”."""
    return noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "but"


def _is_land(page: Page, token: Token) -> bool:
    """“an American ally” is America's; “his GOP rival” is a rival within it."""
    return any(r.id.startswith(("state:", "region:")) for r in page.who(token))


def _is_bloc(page: Page, token: Token) -> bool:
    return any(page.kinds.get(r.id) in words("memberships", "blocs") for r in page.who(token))


def _is_membership(page: Page, relation: Relation) -> bool:
    """A state that is a partner of a body of states has a status there."""
    return relation.from_.id.startswith("state:") and page.kinds.get(relation.to.id) in words("memberships", "blocs")


def _of_another(page: Page, noun: Token, others: list[Token], holders: list[Token]) -> list[Token]:
    """“counts Xi as his most powerful ally”: nobody is his own ally, so the pronoun means the subject."""
    held = {r.id for t in holders for r in page.who(t)}
    if len(others) == 1 and others[0].pos_ == "PRON" and {r.id for r in page.who(others[0])} & held:
        verb = next((a for a in noun.ancestors if a.pos_ == "VERB"), None)
        return subjects(verb) if verb is not None else others
    return others


def _said_of(page: Page, noun: Token) -> list[Token]:
    """Whom the noun is said of: subject of its copula, apposition either way, or “counts X as”."""
    verb = noun.head
    if noun.dep_ == "conj" and verb.dep_ in ("appos", "attr"):
        return _said_of(page, verb)
    if noun.tag_ == "NNS" and (before := [c for c in noun.children if c.dep_ == "nsubj"]):
        return with_conjuncts(before)  # “Chad and Niger, rivals for decades, …”, as parsers may have it
    if noun.dep_ == "conj" and noun.tag_ == "NNS" and noun.doc[noun.left_edge.i - 1].text == ",":
        return [t for t in with_conjuncts([verb]) if t.i < noun.i]  # “Riyadh and Tehran, enemies for decades, …”
    if noun.dep_ in ("attr", "oprd") and verb.pos_ in ("AUX", "VERB"):
        return (objects(verb) if noun.dep_ == "oprd" and not is_passive(verb) else []) or subjects(verb)
    if noun.dep_ == "appos":
        return with_conjuncts([noun.head]) if noun.tag_ == "NNS" else [noun.head]
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in words("relations", "ones"):
        return _said_of(page, noun.head.head)  # “is one of three allies of Taiwan”
    if noun.dep_ == "pobj" and verb.lower_ == "as" and verb.head.pos_ == "VERB":
        return subjects(verb.head) if is_passive(verb.head) else objects(verb.head)
    behind = [c for c in noun.children if c.dep_ == "appos"]
    if not behind and noun.dep_ == "nsubj" and verb.lemma_ == "be" and (told := attributes(verb)):
        return told
    mention = page.covering.get(noun.i + 1)
    after = with_conjuncts([noun.doc[mention.head]]) if mention is not None and mention.start == noun.i + 1 else []
    return with_conjuncts(behind) or after or _before_comma(page, noun)


def _before_comma(page: Page, noun: Token) -> list[Token]:
    """“The Soviet Union, until then Egypt's ally, …”: the name in front of the comma."""
    doc, at = noun.doc, noun.left_edge.i - 1
    while at > noun.sent.start and doc[at].lower_ in words("relations", "once"):
        at -= 1
    mention = page.covering.get(at - 1) if at > noun.sent.start and doc[at].text == "," else None
    return [doc[mention.head]] if mention is not None and mention.form != "pronoun" else []


def _party_member(page: Page, noun: Token) -> Iterator[Relation]:
    """“David Trimble, a member of the Ulster Unionist Party”."""
    holders = [t for t in _said_of(page, noun) if any(r.id.startswith("person:") for r in page.who(t))]
    for party in prepositional(noun, "of", "in"):
        yield from pairs(page, holders, [party], "party-member", noun, noun_modality(noun), 0.6, ("group:",))


def _draws(page: Page, noun: Token) -> Iterator[Relation]:
    """“draws support from Egypt”, “enjoys the backing of Moscow”: who gives it backs the subject."""
    verb = noun.head
    if verb.lemma_ not in words("relations", "drawing") or verb.tag_ == "VBD":
        return
    givers = prepositional(noun, "from", "of") + prepositional(verb, "from")
    givers = [t for t in givers if any(r.id.startswith("state:") for r in page.who(t))]
    drawn = _of_kinds(page, known(page, subjects(verb)), ["person:", "group:", "org:"])
    yield from pairs(page, givers, drawn, "backs", noun, modality_of(verb), 0.6)


def _own_party(page: Page, noun: Token) -> Iterator[Relation]:
    """“Cyril Ramaphosa's party, the African National Congress”."""
    owners = [t for t in noun.lefts if t.dep_ == "poss" and any(r.id.startswith("person:") for r in page.who(t))]
    named = [c for c in noun.children if c.dep_ == "appos"]
    yield from pairs(page, owners, named, "party-member", noun, "actual", 0.6, ("group:",))


def _leadership(page: Page, noun: Token) -> Iterator[Relation]:
    """“under the leadership of China and Russia”: they lead what the clause is about."""
    leaders = prepositional(noun, "of") or [c for c in noun.children if c.dep_ == "poss"]
    verb = next((a for a in noun.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if verb is not None and noun.dep_ == "pobj" and noun.head.lower_ == "under":
        led = [t for t in subjects(verb) if any(r.id.startswith(BODIES) for r in page.who(t))]
        yield from pairs(page, leaders, led, "leads", noun, "actual")
    if noun.dep_ == "dobj" and noun.head.lemma_ in words("relations", "taking"):
        led = [t for t in prepositional(noun, "of") if any(r.id.startswith(BODIES) for r in page.who(t))]
        yield from pairs(page, subjects(noun.head), led, "leads", noun, modality_of(noun.head))
    if noun.dep_ == "pobj" and noun.head.lower_ == "at" and noun.head.head.lemma_ in ("be", "stand", "remain"):
        led = [t for t in prepositional(noun, "of") if any(r.id.startswith(BODIES) for r in page.who(t))]
        yield from pairs(page, subjects(noun.head.head), led, "leads", noun, modality_of(noun.head.head))


def _compound(page: Page, participle: Token) -> Iterator[Relation]:
    """“a China-led grouping”, “Rwanda-backed M23 rebels”: the state in front leads or backs what follows."""
    noun = participle.head if participle.head.i > participle.i else None
    if not page.who(participle.nbor(-2)) or noun is None:
        return
    kind = "leads" if participle.lower_ in words("relations", "led") else "backs"
    targets = _described(page, noun, participle.i - 2)
    yield from pairs(page, [participle.nbor(-2)], targets, kind, participle, "actual")


def _based(page: Page, participle: Token) -> Iterator[Relation]:
    """“the Geneva-based World Health Organization”, “X, a London-based think tank”."""
    site = page.covering.get(participle.i - 2)
    noun = participle.head if participle.head.i > participle.i else None
    if noun is None or site is None or not site.references:
        return
    place = site.place or site.references[0]
    if not place.id.startswith(_SITES):
        return
    for target in _described(page, noun, site.start)[:1]:
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
        yield from pairs(page, _described(page, noun, prefix.i), [head], "at-odds", prefix, modality, 0.5)


def _is_a_view(noun: Token) -> bool:
    """“seen by some as a potential bloc”."""
    return any(c.lower_ in ("potential", "possible", "alleged", "would") for c in noun.children)


def _described(page: Page, noun: Token, first: int) -> list[Token]:
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
