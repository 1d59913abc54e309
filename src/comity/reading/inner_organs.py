"""Inner organs: parts of a body that a text names by a common noun, whose they are, where they sit and who heads them:
“its secretariat in Bangui, headed by Falilou Kane”, “the court's registry”, “an anti-terrorist centre in Tashkent”."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from comity.model import Modality, Reference, Relation
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.pairs import make_relation
from comity.reading.people import slug
from comity.reading.syntax import agents, is_passive, is_verbal, objects, prepositional, subjects, with_conjuncts

_FRONT = ("amod", "compound", "nmod", "npadvmod")
_NEAR = 3
"""Tokens to the town where no more than “in” stands between."""
_TASK = 6
"""Words that may tell what an organ is for."""


@dataclass(frozen=True, slots=True)
class _Organ:
    noun: Token
    last: int
    """The last token of its name, where the place may stand behind."""
    reference: Reference
    owner: Token | None
    body: Reference | None
    """The body that has it; nobody where the text leaves open whose it is."""
    modality: Modality = "actual"


def read_inner_organ(page: Page, noun: Token) -> Iterator[Relation]:
    """Where the organ sits and who heads it, and then also whose it is; that a body has an organ tells nothing yet.

    Who “runs the secretariat” leads the body that the text speaks of.
    """
    organ = _organ(page, noun)
    if organ is None:
        return
    spoken_of = organ.body is None and any(c.lower_ == "the" for c in noun.lefts)
    told = [*_seated(page, organ), *(() if spoken_of else _headed(page, organ))]
    yield from told
    if told and organ.owner is not None and organ.body is not None:
        near = (organ.owner, noun)
        yield from make_relation(page, (organ.reference, organ.body), "part-of", noun, near, organ.modality, 0.6)


def is_inner_organ(page: Page, noun: Token) -> bool:
    """Is it told whose organ the noun means?"""
    organ = _organ(page, noun)
    return organ is not None and organ.body is not None


def _organ(page: Page, noun: Token) -> _Organ | None:
    """The organ by its words, with its owner; of nouns that could be anybody's only an owned one."""
    if noun.lower_ not in words("relations", "inner_organs") or noun.tag_ not in ("NN", "NNP"):
        return None
    mention = page.mention_at(noun)
    if mention is not None and (mention.form != "description" or not any(c.dep_ == "poss" for c in noun.lefts)):
        return None  # a body of its own name
    if any(c.lower_ == "no" or c.dep_ == "appos" for c in noun.children) or noun.dep_ in ("compound", "poss", "appos"):
        return None
    owner, body, verb = _owner(page, noun)
    if body is None and noun.lower_ not in words("relations", "organs_alone"):
        return None
    start, last = _first(page, noun), _last(page, noun, owner)
    whole = start
    if owner is not None and owner.i < noun.i and (before := page.mention_at(owner)) and before.form == "name":
        whole = before.start
    doc, text = page.doc, page.document.text
    task = _last(page, noun, None)
    core = text[doc[start].idx : doc[task].idx + len(doc[task])]
    name = text[doc[whole].idx : doc[last].idx + len(doc[last])]
    told = body or _spoken_of(page)
    if told is None:
        return None  # a secretariat of whom would be no actor
    prefix = f"{told.id.partition(':')[2].lower()}-"
    modality = modality_of(verb) if verb is not None else "actual"
    return _Organ(noun, last, Reference(f"org:{slug(prefix + core)}", name), owner, body, modality)


def _owner(page: Page, noun: Token) -> tuple[Token | None, Reference | None, Token | None]:
    """Whose it is: “its”, “the court's”, “ASEAN”, behind “of”, or the subject of “has”."""
    held = [c for c in noun.lefts if c.dep_ == "poss"] or [c for c in noun.lefts if c.dep_ in _FRONT and page.who(c)]
    held = held or [t for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of" for t in prepositional(noun, "of")]
    for token in held:
        body = _body(page, token, noun)
        return (token, body, None) if body is not None else (None, None, None)
    verb = noun.head if noun.dep_ == "dobj" else None
    if noun.dep_ == "conj":  # “has a secretariat in Beijing and a centre in Tashkent”
        verb = next((a for a in noun.ancestors if is_verbal(a)), None)
    if verb is not None and verb.lemma_ == "have" and not any(c.dep_ == "neg" for c in verb.children):
        for token in subjects(verb):
            body = _body(page, token, noun)
            return (token, body, verb) if body is not None else (None, None, None)
    return None, None, None


def _body(page: Page, token: Token, noun: Token) -> Reference | None:
    """The one body of states that the token means; of parties their committees alone."""
    found = page.who(token)
    if len(found) != 1 or len(with_conjuncts([token])) > 1:
        return None
    one = found[0]
    if one.id.startswith("org:") and page.kinds.get(one.id) in words("memberships", "bodies"):
        return one
    party = one.id.startswith("group:") and noun.lower_ in words("relations", "party_organs")
    return one if party and page.kinds.get(one.id, "party") == "party" else None


def _first(page: Page, noun: Token) -> int:
    """The first of the words in front that tell which organ it is: “regional”, “central”, “anti-terrorist”."""
    first = noun.i
    if noun.lower_ in words("relations", "organs_alone"):
        return first
    while first > noun.sent.start:
        before = noun.doc[first - 1]
        own = (before.dep_ in _FRONT or before.text == "-") and before.lower_ not in words("relations", "vague")
        if not own or (first - 1) in page.covering or noun.i - first > _TASK:
            break
        first -= 1
    return first


def _last(page: Page, noun: Token, owner: Token | None) -> int:
    """The last word of its name: of whose it is behind “of”, of its task behind “for” and “on”, of a mission's land."""
    if noun.lower_ == "mission" and noun.i + 2 < len(noun.doc) and noun.nbor(1).lower_ == "in":
        land = page.covering.get(noun.i + 2)
        if land is not None and land.references[:1] and land.references[0].id.startswith("state:"):
            return land.end - 1
    if owner is not None and owner.i > noun.i:
        mention = page.mention_at(owner)
        return mention.end - 1 if mention is not None else owner.i
    task = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in ("for", "on")), None)
    if task is None or task.i != noun.i + 1:
        return noun.i
    inside = [t for t in task.subtree if t.i > task.i]
    last = inside[-1] if inside else noun
    plain = all(t.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "CCONJ", "PUNCT") and t.text != "," for t in inside)
    return last.i if inside and plain and last.i - noun.i <= _TASK else noun.i


def _spoken_of(page: Page) -> Reference | None:
    """The body of states that the text names most."""
    named: dict[str, list[Reference]] = {}
    for mention, _ in page.bodies:
        reference = mention.references[0]
        if page.kinds.get(reference.id) in words("memberships", "blocs"):
            named.setdefault(reference.id, []).append(reference)
    ranked = sorted(named.values(), key=len, reverse=True)
    if not ranked or (len(ranked) > 1 and len(ranked[0]) == len(ranked[1])):
        return None
    return ranked[0][0]


def _seated(page: Page, organ: _Organ) -> Iterator[Relation]:
    """“its secretariat in Arusha”, “its office, in Cairo”, “a secretariat will be opened in Gaborone”."""
    site, verb = _site_behind(page, organ), None
    above = organ.noun.head
    held = organ.noun.dep_ == "dobj" and above.lemma_ != "have" and above.lemma_ not in _leading()
    if held and site is not None and site.i - organ.last <= _NEAR:
        return  # “held its assembly in Kigali”
    if site is None and is_passive(above) and organ.noun in subjects(above):
        if above.lemma_ not in words("relations", "housing"):
            return
        verb, site = above, next((t for t in prepositional(above, "in", "at") if _place(page, t)), None)
    place = _place(page, site) if site is not None else None
    if site is not None and place is not None:
        modality = modality_of(verb) if verb is not None else organ.modality
        pair, near = (organ.reference, place), (organ.noun, site)
        yield from make_relation(page, pair, "based-in", organ.noun, near, modality, 0.6)


def _site_behind(page: Page, organ: _Organ) -> Token | None:
    """The place right behind the organ's name."""
    doc, at = page.doc, organ.last + 1
    if at < len(doc) and doc[at].text == ",":
        at += 1
    while at < len(doc) and doc[at].lower_ in words("relations", "housed"):
        at += 1
    if at + 1 >= len(doc) or doc[at].lower_ not in ("in", "at"):
        return None
    mention = page.covering.get(at + 1)
    if mention is None or mention.start != at + 1 or (mention.end < len(doc) and doc[mention.end].tag_ == "POS"):
        return None
    return doc[mention.head]


def _place(page: Page, token: Token) -> Reference | None:
    mention = page.mention_at(token)
    if mention is None or mention.form not in ("name", "capital", "seat") or not mention.references:
        return None
    place = mention.place or mention.references[0]
    return place if place.id.startswith("place:") else None


def _headed(page: Page, organ: _Organ) -> Iterator[Relation]:
    """“directs its secretariat”, “a secretariat, headed by Falilou Kane”, “a secretariat in Beijing under Mr Zhang”."""
    noun = organ.noun
    found: list[tuple[Token, Token]] = []
    for verb in (noun.head, *(c for c in noun.children if c.dep_ in ("acl", "relcl"))):
        if verb.pos_ not in ("VERB", "AUX") or verb.lemma_ not in _leading():
            continue
        if is_passive(verb):
            if verb.head.i == noun.i or noun in subjects(verb):
                found += [(verb, t) for t in agents(verb)]
        elif noun in objects(verb):
            found += [(verb, t) for t in subjects(verb)]
    if noun.dep_ == "pobj" and noun.head.lower_ == "over" and noun.head.head.lemma_ == "preside":
        found += [(noun.head.head, t) for t in subjects(noun.head.head)]
    over = noun.head if noun.dep_ == "dobj" else noun
    found += [(noun, t) for t in prepositional(noun, "under") or prepositional(over, "under")]
    for anchor, leader in found:
        people = [leader] if page.who(leader) else [c for c in leader.children if c.dep_ == "appos"]
        for token in people:
            for person in page.who(token):
                if person.id.startswith("person:"):
                    modality = modality_of(anchor) if anchor.pos_ in ("VERB", "AUX") else organ.modality
                    pair, near = (person, organ.reference), (token, noun)
                    yield from make_relation(page, pair, "leads", anchor, near, modality, 0.6)


def _leading() -> frozenset[str]:
    """The verbs of standing at the head of something."""
    verbs = load("relations")["verbs"]
    return frozenset(v for v, rules in verbs.items() if any(r["relation"] == "leads" for r in rules)) - {"take"}
