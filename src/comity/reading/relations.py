"""Relations: standing ties such as ally, rival, at odds, backs, leads, part of, borders, family, based in."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from spacy.tokens import Token

from comity.model import Modality, Reference, Relation
from comity.reading.adjacency import adjoin
from comity.reading.backing import read_behind, read_supplies, read_support
from comity.reading.collectives import listed_among
from comity.reading.compass import read_compass
from comity.reading.delegations import read_delegation
from comity.reading.disputes import dispute_words, read_dispute
from comity.reading.joining import relative
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.noun_ties import read_noun, said_of
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
from comity.reading.spotting import spot_readable
from comity.reading.syntax import agents, is_passive, objects, prepositional, subjects, with_conjuncts
from comity.reading.ties import read_tie, tie_words
from comity.reading.units import read_organ, read_unit

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
        "parts",
        "based",
        "support",
        "supplies",
        "weighing",
        "delegations",
        "fellows",
    )
    listed = {word for key in keys for word in data[key]}
    verbs = {*data["verbs"], *data["misread"], *data["misread_mutual"]}
    own = frozenset({"party", *verbs, *data["nouns"], *listed})
    return own | tie_words() | partisan_words() | dispute_words()


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
        yield from read_noun(page, token, data["nouns"][lemma])
    elif token.pos_ == "NOUN" and lemma == "party":
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
    if lemma in words("relations", "supplies") and token.pos_ == "NOUN":
        yield from read_supplies(page, token)
    if lemma in words("relations", "delegations") and token.pos_ == "NOUN":
        yield from read_delegation(page, token)
    if lemma in words("relations", "weighing") and token.pos_ == "VERB":
        yield from read_behind(page, token)


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


def _named_part(page: Page, tokens: Sequence[Token]) -> list[Token]:
    """“The exclave of Kaliningrad”: the part by its name."""
    named: list[Token] = []
    for token in tokens:
        inside = (
            prepositional(token, "of") if not page.who(token) and token.lower_ in words("relations", "parts") else []
        )
        named += inside or [token]
    return named


def _verb(page: Page, verb: Token, rule: dict[str, Any]) -> Iterator[Relation]:
    particle, given = rule.get("particle"), rule.get("prepositions")
    if particle and not any(c.lower_ == particle for c in verb.children):
        return
    if "over" in rule and not any(o.lemma_ in rule["over"] for o in objects(verb)):
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
        left = known(page, _named_part(page, subjects(verb)))
        behind = [t for c in verb.children if c.lower_ == particle for t in prepositional(c, *given)]
        right = known(page, behind + prepositional(verb, *given) + relative(verb, given), (*POLITICAL, "place:"))
        if rule["relation"] == "part-of":
            right += [t for o in objects(verb) for t in prepositional(o, "at")]
        elif rule["relation"] == "borders":
            right = _beside(page, left, right)
    elif passive or agents(verb):
        left, right = agents(verb) or _next_agent(page, verb), known(page, subjects(verb) or _undergone(verb))
        called = verb.head.lemma_ in words("actors", "group_nouns") and not of_kinds(page, right, BODIES)
        if verb.dep_ == "acl" and (called or not of_kinds(page, right, (*BODIES, "state:", "person:", "region:"))):
            right = _described(page, verb.head, verb.head.left_edge.i)
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
    yield from _kept(page, rule, verb, left, right)
    if rule["relation"] == "leads" and not passive:
        for thing in objects(verb):
            yield from read_unit(page, thing, left)
            yield from _forces(page, verb, left, thing)


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
    return named if named and not listed and not page.who(token) else [token]


def _is_of_others(page: Page, verb: Token, token: Token) -> bool:
    """“chairs the group of Front-Line States”, “runs the UN administration”: no body that was spoken of before."""
    mention = page.mention_at(token)
    if mention is None or mention.form != "description" or verb.lemma_ not in ("lead", "head", "chair", "run"):
        return False
    sent = token.lower_ in words("relations", "missions") and any(c.dep_ in ("compound", "amod") for c in token.lefts)
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


def _kept(
    page: Page, rule: dict[str, Any], verb: Token, left: Sequence[Token], right: Sequence[Token]
) -> Iterator[Relation]:
    """The pairs whose parties are of the kinds that the relation ties."""
    kind = str(rule["relation"])
    if kind == "backs" and verb.tag_ == "VBD" and not is_passive(verb):
        return
    if rule.get("present") and verb.tag_ not in ("VBZ", "VBP"):
        return
    kinds = load("relations")["kinds"].get(kind, {})
    if "party" in rule and any(r.id.startswith("group:") for t in right for r in page.who(t)):
        kind = "party-member"
    if rule.get("turned"):
        left, right = right, left
    left = of_kinds(page, left, rule.get("from", kinds.get("from")))
    if kind == "successor-of":
        right = [t for t in right if t.pos_ == "PROPN" or not any(c.lower_ in ("a", "an") for c in t.lefts)]
    right = of_kinds(page, right, rule.get("to", kinds.get("to")))
    if kind == "successor-of":
        right = _before_him(page, left, right)
    if kind == "based-in" and (housed := _to_be_housed(page, verb)):
        left = housed
    if kind == "leads":
        right = [t for t in right if t.lemma_ not in words("relations", "led_men") and not _is_half(page, t)]
    modality = modality_of(verb) if verb.pos_ in ("VERB", "AUX") else "actual"
    if kind == "successor-of" and modality == "actual" and verb.dep_ in ("xcomp", "advcl") and verb.tag_ == "VB":
        modality = "planned" if verb.head.lemma_ in words("offices", "gives") else modality
    if modality == "actual" and _is_charged(verb):
        modality = "possible"
    prefixes = _SITES if kind == "based-in" else POLITICAL
    for relation in pairs(page, left, right, kind, verb, modality, prefixes=prefixes):
        told = is_passive(verb) and relation.to.id.startswith(("org:", "person:"))
        lasting = relation.to.id.startswith("region:") and verb.tag_ in ("VBZ", "VBP")
        standing = kind == "backs" and _is_told_aside(verb)
        if "groups" not in rule or _is_cause(relation.to) or told or lasting or standing:
            yield relation


def _is_half(page: Page, token: Token) -> bool:
    """“leads the Brothers of Italy”: the first word of a name that nobody knows."""
    mention = page.mention_at(token)
    if mention is None or mention.form != "name" or mention.end - mention.start > 1 or mention.end + 1 >= len(page.doc):
        return False
    known_ = any(r.id in page.kinds for r in mention.references)
    after, then = page.doc[mention.end], page.doc[mention.end + 1]
    return not known_ and token.text[:1].isupper() and after.lower_ == "of" and then.text[:1].isupper()


def _is_told_aside(verb: Token) -> bool:
    """“Pol Pot, whom China supports”: in a relative clause of the present it is no deed."""
    present = verb.tag_ in ("VBZ", "VBP") and not any(c.dep_ == "aux" for c in verb.children)
    return verb.dep_ == "relcl" and present and any(c.tag_ in ("WP", "WDT") for c in objects(verb))


def _is_charged(verb: Token) -> bool:
    """“long accused of backing the group”: nobody asserts it."""
    if verb.dep_ == "conj":
        return _is_charged(verb.head)
    over = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "for", "with") else None
    return over is not None and over.lemma_ in words("relations", "charging")


def _before_him(page: Page, left: Sequence[Token], right: Sequence[Token]) -> Sequence[Token]:
    """“Hosni Mubarak succeeded him”: nobody succeeds himself, so he is the last man told before."""
    own = {r.id for t in left for r in page.who(t)}
    if len(right) != 1 or right[0].lower_ not in ("him", "her") or not {r.id for r in page.who(right[0])} <= own:
        return right
    first = page.sentence_of(right[0]).span.start
    before = [m for m in page.mentions if m.start < first and m.form == "name" and len(m.references) == 1]
    told = [m for m in before[-3:] if m.references[0].id.startswith("person:") and m.references[0].id not in own]
    return [page.doc[told[-1].head]] if told else right


def _to_be_housed(page: Page, verb: Token) -> list[Token]:
    """“the Office of the Commissioner, to be housed in Suva”: the name in front of the comma."""
    first = next((c for c in verb.children if c.lower_ == "to" and c.dep_ == "aux"), None)
    if first is None or first.i < 2 or first.nbor(-1).text != ",":
        return []
    before = page.covering.get(first.i - 2)
    return [page.doc[before.head]] if before is not None and before.form == "name" else []


def _is_cause(reference: Reference) -> bool:
    """Whom to arm is a tie: the Contras and “the rebels”; arming exiles is a deed.

    A body is told to be funded by somebody, while funding it is a deed as well.
    """
    armed = reference.name.lower().split()[-1] in words("relations", "armed")
    return reference.id.startswith("group:") and (armed or not is_unnamed(reference))


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
    if noun.dep_ == "pobj" and noun.head.lower_ == "at" and page.who(noun.head.head):  # “Le Pen, at the helm of …”
        led = [t for t in prepositional(noun, "of") if any(r.id.startswith(BODIES) for r in page.who(t))]
        yield from pairs(page, [noun.head.head], led, "leads", noun, "actual")
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
    if kind == "leads":  # “soldiers of a Russian-led alliance”
        targets = [t for t in targets if t.i == noun.i or not all(is_unnamed(r) for r in page.who(t))]
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
