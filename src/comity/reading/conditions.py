"""Conditions: whether the words in a slot are what a frame asks for."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.crowds import are_numbers
from comity.reading.frames import Lexicon, Words, is_any
from comity.reading.keeping import kept
from comity.reading.page import Page
from comity.reading.parties import government, is_place, party
from comity.reading.phrases import dependents, inner_noun

_NUMBERED = frozenset({"NNS", "NNPS"})


def admits(page: Page, lexicon: Lexicon, words: Words, tokens: Sequence[Token]) -> bool:
    """Whether one of `tokens` is among `words`: lemmas, classes in capitals, or specials such as `actor`."""
    condition = lexicon.conditions[words]
    if not tokens:
        return condition.nothing
    if condition.anything:
        return True
    literal, specials = condition.literal, condition.specials
    if any(
        (_is_among(t, literal) and not _is_surname(page, t))
        or _is_of_kind(page, t, literal)
        or _is_special(page, lexicon, specials, t)
        for t in tokens
    ):
        return True
    return any(_is_among(c, literal) for t in tokens if t.pos_ == "PROPN" for c in dependents(t) if c.dep_ == "appos")


@kept
def phrases(token: Token) -> frozenset[str]:
    """The lemma of a noun phrase's noun, alone and with up to three words before it."""
    return frozenset(_phrases(token))


def _phrases(token: Token) -> Iterable[str]:
    noun = inner_noun(token)
    for one in {token.i: token, noun.i: noun}.values():
        lemma = one.lemma_.lower()
        yield lemma
        yield one.lower_
        doc = one.doc
        before, form = "", one.lower_
        for i in range(one.i - 1, max(-1, one.i - 4), -1):
            token = doc[i]
            before = token.lower_ + token.whitespace_ + before
            yield before + lemma
            yield before + form
        if one.i + 2 < len(doc) and doc[one.i + 1].lower_ == "of":
            yield f"{lemma} of {doc[one.i + 2].lemma_}"


def _is_among(token: Token, literal: frozenset[str]) -> bool:
    return bool(literal) and not literal.isdisjoint(phrases(token))


def _is_of_kind(page: Page, token: Token, literal: frozenset[str]) -> bool:
    """“suspended the BBC”: a broadcaster, by what the register knows of it."""
    if token.pos_ != "PROPN" or not literal:
        return False
    kinds = (page.kinds.get(r.id, "") for r in page.who(token) if r.id.startswith("org:"))
    return any(kind.replace("-", " ") in literal for kind in kinds)


def _is_surname(page: Page, token: Token) -> bool:
    """“Rice flew to Paris”: no food."""
    return token.pos_ == "PROPN" and any(r.id.startswith("person:") for r in page.who(token))


def _is_special(page: Page, lexicon: Lexicon, specials: Sequence[str], token: Token) -> bool:
    if not specials:
        return False
    references = party(page, token, owners=False)
    lemma = inner_noun(token).lemma_.lower()
    return any(_fits(page, lexicon, s, references, lemma, token) for s in specials)


def _fits(
    page: Page, lexicon: Lexicon, special: str, references: Sequence[Reference], lemma: str, token: Token
) -> bool:
    classes = lexicon.classes
    ids = [r.id for r in references]
    if special == "actor":
        return bool(ids)
    if special == "force":
        return bool(ids) or is_any(classes, lemma, "FORCES", "ARMS")
    if special == "polity":
        acts = any(_is_power(r) for r in references) or government(page, token) is not None
        return acts and (is_any(classes, lemma, "AGENCY", "ARMED") or not _is_demonym_plural(page, token, ids))
    if special == "civil":
        named = any(i.startswith("group:") for i in ids) or _is_demonym_plural(page, token, ids)
        return lemma in classes["CIVIL"] or are_numbers(token) or (named and lemma not in classes["AGENCY"])
    if special == "visitor":
        person = any(i.startswith(("person:", "state:")) for i in ids) or is_any(classes, lemma, "PEOPLE", "AGENCY")
        if any(i.startswith("person:") for i in ids):
            return True  # “The commander of the fleet, Ann Roe, visited Oslo”: she, and not the fleet
        told = phrases(token) if person else frozenset()
        return person and all(told.isdisjoint(classes[k]) for k in ("FORCES", "ARMS", "VEHICLES"))
    if special == "person":
        return lemma in classes["PEOPLE"] or any(i.startswith("person:") for i in ids)
    if special in ("human", "group"):
        if any(i.startswith(("person:", "group:")) for i in ids) or _is_demonym_plural(page, token, ids):
            return True
        people = is_any(classes, lemma, "CIVIL", "PRISONERS", "PEOPLE", "DELEGATES", "HUMANS")
        return people and lemma not in classes["EVENT"]
    if special == "body":
        return lemma in classes["BODY"] or any(i.startswith("org:") for i in ids)
    if special == "state":
        return any(r.id.startswith("state:") for r in page.who(token))
    if special == "place":
        return lemma in classes["PLACES"] or any(is_place(r) for r in page.who(token))
    return special == "event" and lemma in classes["EVENT"]


def _is_power(reference: Reference) -> bool:
    """States, organisations, groups and those who act for them; no experts and no bystanders."""
    return not reference.id.startswith(("person:", "place:")) or reference.acts_for is not None


def _is_demonym_plural(page: Page, token: Token, ids: Sequence[str]) -> bool:
    """“the Americans”, “Chadian rebels”; “the Maldives” is the name of a state."""
    mention = page.mention_at(token)
    if mention is not None and mention.form == "name":
        return False
    return inner_noun(token).tag_ in _NUMBERED and any(i.startswith(("state:", "region:")) for i in ids)
