"""Noun ties: nouns that tie whoever they are said of to their possessor: “Belarus, an ally of Moscow”."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from spacy.tokens import Token

from comity.model import Relation
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.pairs import before_him, body_before, known, mutual, nearer, noun_modality, of_kinds, pairs
from comity.reading.syntax import attributes, is_passive, objects, prepositional, subjects, with_conjuncts

_NEAR = 4
"""Tokens between a name and the “its” behind the “and”."""
_FELT = ("ally", "partner", "rival")
"""Ties that are told by what somebody calls another."""


def read_noun(page: Page, noun: Token, rule: dict[str, Any]) -> Iterator[Relation]:
    """“Belarus, another ally of Moscow and Beijing”; “his closest ally, Hugo Chávez”; “Putin remains a partner”."""
    kind = str(rule["relation"])
    if kind == "partner" and any(_is_bloc(page, t) for t in prepositional(noun, "in")):
        return  # “its partners in the Alliance” are members of it, which is told as that
    if noun.dep_ == "poss" and not any(c.dep_ == "appos" for c in noun.children):
        return  # “Ann Roe, his widow's friend”
    if (any(c.lower_ in words("relations", "no_ties") for c in noun.lefts) and not _is_main(noun)) or _but_one(noun):
        return
    holders = said_of(page, noun)
    alike = noun.tag_ == "NNS" and len(holders) > 1
    over = noun.head if noun.dep_ in ("compound", "amod", "nmod") else noun
    paired = noun.dep_ == "conj" and noun.tag_ == "NN" and noun.head.pos_ == "NOUN" and not _has_own(noun)
    shared = noun.head.lefts if paired else ()
    others = with_conjuncts(c for c in (*noun.lefts, *over.lefts, *shared) if c.dep_ == "poss" and page.who(c))
    others = _bound(page, noun, over, others) or with_conjuncts(
        c for c in noun.lefts if c.dep_ in ("amod", "compound") and _is_land(page, c, alike)
    )
    others = others or _camp(page, noun, over, kind)
    for given in (("of", "to", "with", "for"), () if alike else ("in",)):
        held = (noun, over, noun.head) if paired else (noun, over)  # “the nephew and successor of”
        behind = [t for one in held for t in prepositional(one, *given)] if given else []
        others = others or [t for t in _unfolded(page, behind) if page.who(t)]
    if not others and noun.dep_ == "attr":
        others = prepositional(noun.head, "for", "of", "to")
    if not others and noun.tag_ == "NNS" and any(c.lower_ in ("other", "further", "more") for c in noun.lefts):
        return  # “A and B are other allies” of somebody
    if not others and noun.tag_ == "NNS" and kind in ("ally", "partner") and _is_of_a_third(noun, holders):
        return
    if not others and noun.tag_ == "NNS" and "from" not in rule and "uneven" not in rule:
        yield from mutual(page, holders or _counted(page, noun), kind, noun, noun_modality(noun))
        return
    if not others and kind in _FELT and (verb := _regarding(noun) or _valuing(noun)) is not None:
        others = subjects(verb)
    if not others and kind == "family" and noun.dep_ == "dobj" and noun.head.lemma_ in ("leave", "have"):
        others = subjects(noun.head)  # “leaves a wife, Ann”
    told = others
    others = _of_another(page, noun, others, holders)
    if told and not others:
        return
    if rule.get("turned"):
        holders, others = others, holders
    fit = of_kinds(page, others, rule.get("to"))
    if not fit and kind == "part-of" and any(t.lower_ == "its" for t in others):
        fit = body_before(page, noun)  # “the Academy, its scientific arm”: that of a body
    holders, others = of_kinds(page, holders, rule.get("from")), fit
    for relation in pairs(page, holders, others, kind, noun, noun_modality(noun)):
        if noun.lemma_ == "friend" and relation.to.id.startswith("person:"):
            relation = replace(relation, relation="ally")  # a friend of a ruler stands by him
        if noun.lemma_ == "friend" and relation.modality == "denied" and noun.dep_ == "appos":
            relation = replace(relation, relation="at-odds", modality="actual")  # “India, no friend of Pakistan's”
        alike = relation.from_.id.startswith("state:") == relation.to.id.startswith("state:")
        if kind == "family" and {relation.from_.id[:7], relation.to.id[:7]} != {"person:"}:
            continue
        if (alike or not rule.get("states")) and not (kind == "partner" and _is_membership(page, relation)):
            yield relation


def _bound(page: Page, noun: Token, over: Token, others: list[Token]) -> list[Token]:
    """“Morocco and its rival Algeria”: whose it is stands in front of the “and”."""
    first = over.head if over.dep_ == "conj" else None
    own = [t for t in others if t.head.i in (noun.i, over.i)]
    if first is None or len(own) != 1 or own[0].tag_ != "PRP$" or own[0].i - first.i > _NEAR or not page.who(first):
        return others
    return [first]


def _camp(page: Page, noun: Token, over: Token, kind: str) -> list[Token]:
    """“Trump ally Lindsey Graham”: the man whose name stands right in front of the noun."""
    before = page.covering.get(noun.i - 1) if noun.i and kind in ("ally", "rival", "partner") else None
    if before is None or before.form != "name" or not before.references[0].id.startswith("person:"):
        return []
    behind = page.covering.get(noun.i + 1)
    return [noun.doc[before.head]] if over.i != noun.i or (behind is not None and behind.form == "name") else []


def _is_of_a_third(noun: Token, holders: list[Token]) -> bool:
    """“Iceland, Norway and Turkey, allies”, “are partners in the company”: of a third, told before."""
    inside = any(c.dep_ == "prep" and c.lower_ in ("in", "at") for c in noun.rights) and len(holders) > 2
    return inside or (noun.dep_ == "appos" and not any(c.dep_ == "amod" for c in noun.lefts)) or len(holders) > 3


def _is_main(noun: Token) -> bool:
    """“its largest trading partner”: one of many would be no tie."""
    told = {c.lower_ for c in noun.subtree if c.i < noun.i}
    return bool(told & words("relations", "traded")) and bool(told & words("relations", "foremost"))


def _counted(page: Page, noun: Token) -> list[Token]:
    """“The two allies signed a deal”: whom the number means; “the US urged both allies” does not tell whose."""
    told = any(c.lower_ == "two" for c in noun.lefts) and noun.dep_ == "nsubj" and noun.head.dep_ == "ROOT"
    return [noun] if told and len(page.who(noun)) == 2 else []


def _regarding(noun: Token) -> Token | None:
    """“Cairo regards Riyadh as a partner”, “calls Japan a strategic partner”: of whoever says so."""
    at = noun.head if noun.dep_ == "conj" else noun
    as_ = at.dep_ == "pobj" and at.head.lower_ == "as"
    verb = at.head.head if as_ else at.head
    said = (as_ or at.dep_ == "oprd") and verb.lemma_ in words("relations", "regarding") and not is_passive(verb)
    return verb if said and objects(verb) else None


def _valuing(noun: Token) -> Token | None:
    """“said that Turkey remained a valued ally”: of whoever says so."""
    verb = noun.head
    told = noun.dep_ == "attr" and noun.tag_ == "NN" and verb.dep_ == "ccomp"
    valued = any(c.lower_ in words("relations", "valued") for c in noun.lefts) and not any(
        c.dep_ == "prep" for c in noun.rights
    )
    return verb.head if told and valued and verb.head.pos_ == "VERB" and not is_passive(verb.head) else None


def _unfolded(page: Page, tokens: Sequence[Token]) -> list[Token]:
    """Whom the tokens mean; “the first president, Jomo Kenyatta” by the name behind the post."""
    found: list[Token] = []
    for token in (one for t in known(page, tokens) for one in _such_as(page, t)):
        named = [] if page.who(token) else _name_behind(page, token)
        found += named or [token]
    return found


def _such_as(page: Page, token: Token) -> list[Token]:
    """“the main sponsor of rebels such as the Front”: those that are named."""
    named = prepositional(token, "as", "like", "including") if token.tag_ == "NNS" else []
    return [t for t in named if page.who(t)] or [token]


def _name_behind(page: Page, token: Token) -> list[Token]:
    after = page.covering.get(token.i + 2) if token.i + 2 < len(token.doc) and token.nbor(1).text == "," else None
    return [token.doc[after.head]] if after is not None and after.form == "name" and after.start == token.i + 2 else []


def _has_own(noun: Token) -> bool:
    """“its creditor and a partner of the bank”: the second noun stands on its own."""
    return any(c.dep_ in ("det", "poss") for c in noun.lefts) or any(c.dep_ == "prep" for c in noun.rights)


def _but_one(noun: Token) -> bool:
    """“His predecessor but one”."""
    return noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "but"


def _is_land(page: Page, token: Token, alike: bool) -> bool:
    """“an American ally” is America's; “his GOP rival” is a rival within it, and “African allies” are in Africa."""
    kinds = ("state:",) if alike or token.head.tag_ == "NNS" else ("state:", "region:")
    mention = page.mention_at(token)
    if mention is None or mention.end > token.head.i >= mention.start:
        return False  # “the two regional rivals” are called by the whole phrase
    return any(r.id.startswith(kinds) for r in mention.references)


def _is_bloc(page: Page, token: Token) -> bool:
    return any(page.kinds.get(r.id) in words("memberships", "blocs") for r in page.who(token))


def _is_membership(page: Page, relation: Relation) -> bool:
    """A state that is a partner of a body of states has a status there."""
    return relation.from_.id.startswith("state:") and page.kinds.get(relation.to.id) in words("memberships", "blocs")


def _of_another(page: Page, noun: Token, others: list[Token], holders: list[Token]) -> list[Token]:
    """“counts Xi as his most powerful ally”: nobody is his own ally, so the pronoun means the subject."""
    held = {r.id for t in holders for r in page.who(t)}
    if len(others) == 1 and others[0].pos_ == "PRON" and {r.id for r in page.who(others[0])} & held:
        if noun.tag_ == "NNS" and len(holders) > 1:
            return []  # “A and B were his closest allies”
        verb = next((a for a in noun.ancestors if a.pos_ == "VERB"), None)
        above = subjects(verb) if verb is not None else others
        if noun.dep_ == "appos" and {r.id for t in above for r in page.who(t)} <= held:
            return list(before_him(page, holders, others))  # “Ann Roe, his successor, flew to Rome”
        return above
    return others


def said_of(page: Page, noun: Token) -> list[Token]:
    """Whom the noun is said of: subject of its copula, apposition either way, or “counts X as”."""
    verb = noun.head
    paired = noun.tag_ == "NN" and verb.pos_ == "NOUN" and not _has_own(noun)  # “brother and successor, Raúl”
    if noun.dep_ == "conj" and (verb.dep_ in ("appos", "attr", "oprd") or paired):
        return said_of(page, verb)
    if noun.tag_ == "NNS" and (before := [c for c in noun.children if c.dep_ == "nsubj"]):
        return with_conjuncts(before)  # “Chad and Niger, rivals for decades, …”, as parsers may have it
    if noun.dep_ == "conj" and noun.tag_ == "NNS" and noun.doc[noun.left_edge.i - 1].text == ",":
        return [t for t in with_conjuncts([verb]) if t.i < noun.i]  # “Riyadh and Tehran, enemies for decades, …”
    if noun.dep_ in ("attr", "oprd") and verb.pos_ in ("AUX", "VERB"):
        return (objects(verb) if noun.dep_ == "oprd" and not is_passive(verb) else []) or subjects(verb)
    if noun.dep_ == "appos":
        return with_conjuncts([noun.head]) if noun.tag_ == "NNS" else [nearer(page, noun)]
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in words("relations", "ones"):
        return said_of(page, noun.head.head)  # “is one of three allies of Taiwan”
    if noun.dep_ == "compound" and verb.pos_ == "NOUN" and verb.dep_ in ("attr", "appos", "oprd"):
        return said_of(page, verb)  # “is the successor state of”
    if noun.dep_ == "pobj" and verb.lower_ in ("as", "among") and verb.head.pos_ == "VERB":
        led = objects(verb.head) or prepositional(verb.head, "to", "on", "upon")  # “looks to China as its partner”
        return subjects(verb.head) if is_passive(verb.head) or (noun.tag_ == "NNS" and not led) else led
    if noun.dep_ == "pobj" and verb.lower_ == "of" and verb.head.tag_ == "JJS":
        return (
            said_of(page, verb.head) if noun.tag_ == "NN" else with_conjuncts([verb.head.head])
        )  # “the closest of allies”
    if (main := _fronted(noun)) is not None:
        return main
    behind = [c for c in noun.children if c.dep_ == "appos"]
    if not behind and noun.dep_ == "nsubj" and verb.lemma_ == "be" and (told := attributes(verb)):
        return told
    mention = page.covering.get(noun.i + 1)
    named = mention is not None and mention.start == noun.i + 1
    after = (
        [t for t in with_conjuncts([noun.doc[mention.head]]) if t.i > noun.i] if mention is not None and named else []
    )
    return with_conjuncts(behind) or after or ([] if noun.dep_ == "conj" else _before_comma(page, noun))


def _fronted(noun: Token) -> list[Token] | None:
    """“Once an ally of the Union, Somalia switched sides”: the subject of the clause that the noun phrase opens."""
    first, end = noun.left_edge, noun.right_edge.i + 1
    while first.i > noun.sent.start and first.nbor(-1).lower_ in words("relations", "once"):
        first = first.nbor(-1)
    if first.i != noun.sent.start or end >= len(noun.doc) or noun.doc[end].text != ",":
        return None
    if not any(c.dep_ == "det" for c in noun.lefts) and noun.i == first.i:
        return None  # “Allies, …” by itself
    mains = [v for v in noun.sent if v.pos_ in ("VERB", "AUX") and v.i > end and v.dep_ in ("ROOT", "ccomp")]
    held = [t for v in mains for t in subjects(v) if t.i > end]
    return held[:1] or None


def _before_comma(page: Page, noun: Token) -> list[Token]:
    """“The Soviet Union, until then Egypt's ally, …”: the name in front of the comma."""
    doc, at = noun.doc, noun.left_edge.i - 1
    while at > noun.sent.start and doc[at].lower_ in words("relations", "once"):
        at -= 1
    mention = page.covering.get(at - 1) if at > noun.sent.start and doc[at].text == "," else None
    return [doc[mention.head]] if mention is not None and mention.form != "pronoun" else []
