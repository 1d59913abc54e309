"""Succeeding: who or what comes after another: “in succession to”, “took the chair over from”, “became”."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from comity.model import Relation
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.pairs import BODIES, before_him, known, of_kinds, pairs
from comity.reading.syntax import attributes, is_passive, objects, prepositional, subjects, with_conjuncts

_PERSON = ("person:",)
_AFTER = ("person:", *BODIES)


def succession_words() -> frozenset[str]:
    """The words this module reads."""
    keys = ("successions", "becoming", "taking_over", "passing")
    return frozenset({"follow", *(word for key in keys for word in load("relations")[key])})


def read_succession(page: Page, token: Token) -> Iterator[Relation]:
    """What a noun or verb of succession says in its place."""
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN":
        if lemma in words("relations", "successions"):
            yield from _in_succession(page, token)
        return
    if token.pos_ not in ("VERB", "AUX"):
        return
    if lemma in words("relations", "becoming"):
        yield from _became(page, token)
    if lemma in words("relations", "taking_over"):
        yield from _took_over(page, token)
    if lemma in words("relations", "passing"):
        yield from _passed(page, token)
    if lemma == "follow":
        yield from _followed(page, token)


def _in_succession(page: Page, noun: Token) -> Iterator[Relation]:
    """“was elected in succession to Ann Roe”, “born in succession to the League”."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "in" or verb.pos_ not in ("VERB", "AUX"):
        return
    before = prepositional(noun, "to") or [t for t in prepositional(verb, "to") if t.i > noun.i]
    installed = verb.lemma_ in words("relations", "installing") and not is_passive(verb)
    after = objects(verb) if installed else known(page, subjects(verb))
    yield from _pairs(page, after, before, noun, verb)


def _took_over(page: Page, verb: Token) -> Iterator[Relation]:
    """“took over the chairmanship from Idriss Déby”, “assumed the post from Ann Roe”."""
    posts = [o for o in objects(verb) if o.lemma_.lower() in words("relations", "seats_of_office")]
    if posts and not is_passive(verb):
        before = [t for o in posts for t in prepositional(o, "from")] or prepositional(verb, "from")
        yield from _pairs(page, of_kinds(page, known(page, subjects(verb)), _PERSON), before, verb, verb, _PERSON)


def _passed(page: Page, verb: Token) -> Iterator[Relation]:
    """“the post passed from José Cutileiro to Javier Solana”, “power went from father to son” names nobody."""
    if not any(t.lemma_.lower() in words("relations", "seats_of_office") for t in subjects(verb)):
        return
    yield from _pairs(page, prepositional(verb, "to"), prepositional(verb, "from"), verb, verb, _PERSON)


def _followed(page: Page, verb: Token) -> Iterator[Relation]:
    """“Ann Roe, who followed him last May”, “followed her as governor”: no walk behind somebody."""
    him = [o for o in objects(verb) if o.lower_ in ("him", "her")]
    told = {c.lower_ for c in verb.children if c.dep_ in ("prep", "prt", "xcomp", "advcl")}
    dated = any(c.dep_ == "npadvmod" or (c.lower_ == "in" and _is_date(c)) for c in verb.children)
    if not him or told - {"in", "as"} or not ("as" in told or (verb.dep_ == "relcl" and dated)):
        return
    after = [t for t in ([verb.head] if verb.dep_ == "relcl" else subjects(verb)) if _is_named(page, t)]
    beside = [t for t in with_conjuncts(after[:1]) if t.i < after[0].i] if after else []  # “A and B, who followed him”
    yield from _pairs(page, after, beside[-1:] or before_him(page, after, him), verb, verb, _PERSON)


def _is_date(preposition: Token) -> bool:
    return any(c.ent_type_ == "DATE" for c in preposition.children)


def _became(page: Page, verb: Token) -> Iterator[Relation]:
    """“The Shanghai Five became the Cooperation Organisation”, “was turned into the Union”: body after body."""
    if verb.lemma_ == "become":
        after = attributes(verb)
    elif is_passive(verb) or not objects(verb):
        after = prepositional(verb, "into")
    else:
        return
    named = [t for t in after if _is_named(page, t)]
    before = [t for t in subjects(verb) if _is_told(page, t)]
    yield from _pairs(page, named, before, verb, verb, BODIES)


def _pairs(
    page: Page,
    after: Sequence[Token],
    before: Sequence[Token],
    anchor: Token,
    verb: Token,
    kinds: tuple[str, ...] = _AFTER,
) -> Iterator[Relation]:
    """Like after like: a person after a person, a body after a body."""
    for relation in pairs(page, of_kinds(page, after, kinds), of_kinds(page, before, kinds), "successor-of", anchor,
                          modality_of(verb), 0.6):  # fmt: skip
        first, second = (r.id.startswith(_PERSON) for r in (relation.from_, relation.to))
        if first == second and all(r.id.startswith(kinds) for r in (relation.from_, relation.to)):
            yield relation


def _is_named(page: Page, token: Token) -> bool:
    mention = page.mention_at(token)
    return mention is not None and mention.form == "name"


def _is_told(page: Page, token: Token) -> bool:
    """A name, or a pronoun or noun that means one body."""
    mention = page.mention_at(token)
    return mention is not None and len(mention.references) == 1
