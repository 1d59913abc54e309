"""Introduced: the person of whom the sentence in front of somebody's words tells is the “he” or “she” who says them."""

from bisect import bisect_right

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.page import Mention, Page, Sentence
from comity.reading.quoting.sheet import Attribution

_PRONOUNS = frozenset({"he", "she"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def introduced(page: Page, attribution: Attribution, speakers: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """“Odinga called the figures void. “Mr Chebukati has …,” he said.”: the subject of the sentence before, by name.

    Nobody speaks of himself by name, and names inside the words quoted are of others.
    """
    source = attribution.source
    if attribution.construct != "quote" or source is None or source.root.lower_ not in _PRONOUNS:
        return speakers
    before = _before(page, min(attribution.start, source.start_char))
    found = _told_of(page, before) if before is not None else None
    if found is None or not _fits(page, found.references[0], source.root.lower_):
        return speakers
    return found.references


def _before(page: Page, at: int) -> Sentence | None:
    """The sentence that ends in front of `at`, in the same paragraph."""
    index = bisect_right(page.sentences, at, key=lambda s: s.span.end_char) - 1
    here = next((p for p in page.passages if p.start <= at < p.end), None)
    if index < 0 or here is None or page.sentences[index].passage != here:
        return None
    return page.sentences[index]


def _told_of(page: Page, sentence: Sentence) -> Mention | None:
    """The one person who is named as the subject of the sentence, or as what its subject or its doer is."""
    inside = [m for m in page.mentions if sentence.span.start <= m.start < sentence.span.end]
    people = [m for m in inside if len(m.references) == 1 and m.references[0].id.startswith("person:")]
    leading = [m for m in people if _leads(page.doc[m.head])]
    if any(m.form != "name" for m in leading) or any(page.doc[m.head].conjuncts for m in leading):
        return None
    alone = len({m.references[0].id for m in people}) == 1
    leading = leading or [m for m in people if alone and m.form == "name" and _is_predicate(page.doc[m.head])]
    return leading[0] if len({m.references[0].id for m in leading}) == 1 else None


def _leads(token: Token) -> bool:
    over = token.head if token.dep_ == "appos" else token
    kin = any(c.lower_ in ("his", "her") for t in (over, token) for c in t.lefts)  # “His brother Farid went …”
    return over.dep_ in _SUBJECTS and over.head.dep_ == "ROOT" and not kin


def _is_predicate(token: Token) -> bool:
    """“their leader is a software entrepreneur, Natthaphong …”, “was headed by the deputy minister, …”."""
    over = token.head if token.dep_ == "appos" else token
    return over.dep_ == "attr" or (over.dep_ == "pobj" and over.head.dep_ == "agent")


def _fits(page: Page, person: Reference, pronoun: str) -> bool:
    if page.cast is None:
        return False
    return person.id not in (page.cast.women if pronoun == "he" else page.cast.men)
