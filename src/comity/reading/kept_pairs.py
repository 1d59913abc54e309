"""Kept pairs: which of those that a verb or noun ties are of the kinds that the tie is between."""

from collections.abc import Iterator, Sequence
from typing import Any

from spacy.tokens import Token

from comity.model import Modality, Reference, Relation
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.pairs import (
    POLITICAL,
    before_him,
    is_unnamed,
    of_kinds,
    pairs,
)
from comity.reading.syntax import is_passive, objects, prepositional

_SITES = ("state:", "place:", "region:")
_UPHELD = ("person:", "group:")


def keep_pairs(
    page: Page, rule: dict[str, Any], verb: Token, left: Sequence[Token], right: Sequence[Token]
) -> Iterator[Relation]:
    """The pairs whose parties are of the kinds that the relation ties."""
    kind = str(rule["relation"])
    past = kind == "backs" and verb.tag_ == "VBD" and not is_passive(verb)
    if past or rule.get("upheld"):
        if verb.lemma_ not in words("relations", "upholding") and not is_relative(verb):
            return
        right = [t for t in right if t.pos_ == "PROPN" and any(r.id.startswith(_UPHELD) for r in page.who(t))]
    if (
        rule.get("named")
        and not is_relative(verb)
        and not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    ):
        left, right = _by_name(page, left), _by_name(page, right)
    if rule.get("present") and verb.tag_ not in ("VBZ", "VBP", "NNS"):
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
        right = before_him(page, left, right)
    if kind == "based-in" and (housed := _to_be_housed(page, verb)):
        left = housed
    if kind == "leads":
        right = [t for t in right if t.lemma_ not in words("relations", "led_men") and not _is_half(page, t)]
    modality: Modality = modality_of(verb) if verb.pos_ in ("VERB", "AUX") else "actual"
    if rule.get("unforgiven"):
        modality = "actual"
    if kind == "leads" and modality == "possible" and _is_bid(page, verb, right):
        kind, modality = "party-member", "actual"
    if kind == "successor-of" and modality == "actual" and verb.dep_ in ("xcomp", "advcl") and verb.tag_ == "VB":
        modality = _to_come(verb) if any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children) else modality
    if modality == "actual" and _is_charged(verb):
        modality = "possible"
    prefixes = _SITES if kind == "based-in" else POLITICAL
    for relation in pairs(page, left, right, kind, verb, modality, prefixes=prefixes):
        told = is_passive(verb) and relation.to.id.startswith(("org:", "person:"))
        lasting = relation.to.id.startswith("region:") and verb.tag_ in ("VBZ", "VBP")
        standing = kind == "backs" and (
            _is_told_aside(verb) or _is_upheld(verb, relation) or _is_chosen(verb, relation)
        )
        if "groups" not in rule or _is_cause(relation.to) or told or lasting or standing:
            yield relation


def is_relative(verb: Token) -> bool:
    """“the Front, whom Taylor armed”: what somebody did to those of whom the sentence tells is how they stand."""
    return verb.dep_ == "relcl" and any(c.tag_ in ("WP", "WDT") and c.dep_ == "dobj" for c in verb.children)


def _to_come(verb: Token) -> Modality:
    """“was named to succeed him” is planned, “is standing to succeed him” possible, “went on to succeed him” done."""
    if verb.head.lemma_ in words("offices", "gives"):
        return "planned"
    return "actual" if verb.head.lemma_ in ("go", "come", "rise", "return") else "possible"


def _by_name(page: Page, tokens: Sequence[Token]) -> list[Token]:
    told = [(t, page.mention_at(t)) for t in tokens]
    return [t for t, m in told if m is not None and m.form in ("name", "capital", "seat")]


def _is_bid(page: Page, verb: Token, right: Sequence[Token]) -> bool:
    """“Robert Jenrick, who wants to lead the Conservatives”: one of the party's own."""
    bid = verb.dep_ == "xcomp" and verb.head.lemma_ in words("relations", "bidding")
    return bid and any(page.kinds.get(r.id) == "party" for t in right for r in page.who(t))


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


def _is_upheld(verb: Token, relation: Relation) -> bool:
    """“China backs Mr Rahmon”, “after backing Savimbi for decades”, “Washington backs Addis Ababa”: a standing by."""
    if not relation.from_.id.startswith("state:") or any(t.pos_ != "PROPN" for t in objects(verb)):
        return False
    present = verb.tag_ in ("VBZ", "VBP") and not any(c.dep_ == "aux" for c in verb.children)
    if relation.to.id.startswith("state:"):
        return present and verb.lemma_ == "back" and not prepositional(verb, "in", "on", "over", "at")
    return relation.to.id.startswith("person:") and (present or verb.tag_ == "VBG")


def _is_chosen(verb: Token, relation: Relation) -> bool:
    """“Donald Trump had backed Yoo”, “France backed Idriss Déby”: whom somebody backed by name."""
    named = verb.lemma_ in words("relations", "upholding") and relation.to.id.startswith(_UPHELD)
    return named and all(t.pos_ == "PROPN" for t in objects(verb))


def _is_charged(verb: Token) -> bool:
    """“long accused of backing the group”: nobody asserts it."""
    if verb.dep_ == "conj":
        return _is_charged(verb.head)
    over = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "for", "with") else None
    return over is not None and over.lemma_ in words("relations", "charging")


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
