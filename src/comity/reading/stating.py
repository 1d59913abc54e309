"""Stating: a fact from the words that tell it, and the words of its value."""

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from comity.model import Fact, Modality, Reference
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.pairs import is_unnamed

BODIES = ("org:", "group:")
PEOPLED = ("state:", "region:", "place:")
_PRONOUNS = frozenset({"it", "its", "their", "they"})
_FEW = 100
"""“Four people” that a state has are not all its people."""
_FRONT = 4
"""Tokens from the start of a sentence within which “its” can point ahead."""


def make_fact(
    page: Page,
    about: Reference,
    property_: str,
    value: str | Reference,
    tokens: Iterable[Token],
    *,
    when: str | None = None,
    basis: str | None = None,
    modality: Modality = "actual",
    confidence: float = 0.75,
) -> Fact:
    """The fact with its evidence from the first to the last of `tokens` in one sentence."""
    ordered = sorted(tokens, key=lambda t: t.i)
    sentence = page.sentence_of(ordered[0]).span
    spans = [page.reach(t) for t in ordered if t.i < sentence.end]
    low, high = min(start for start, _ in spans), max(end for _, end in spans)
    return Fact(
        document=page.document.id, evidence=(page.evidence(page.doc[low], page.doc[high - 1]),), about=about,
        property=property_, value=value,
        when=when, when_basis=basis, modality=modality, confidence=confidence, frame=f"fact:{property_}",
    )  # fmt: skip


def phrase(page: Page, token: Token) -> str:
    """The words of a constituent without its trailing clause marks, quotation marks and circumstances."""
    inside = [t for t in _kept(token) if t.dep_ != "punct" or t.text in "-,'"]
    start, end = inside[0].idx, inside[-1].idx + len(inside[-1])
    return re.sub(r"[“”\"]", "", page.document.text[start:end]).strip(" ,.–—").replace("\n", " ")


def amount(page: Page, number: Token) -> str:
    """A number with what stands before it: “nearly 200 million”, without a clause that hangs on it."""
    first = number.left_edge
    while first.i > 0 and first.nbor(-1).lower_ in words("facts", "approximate") and not first.is_sent_start:
        first = first.nbor(-1)
    while first.i < number.i and first.lower_ in words("facts", "mere"):
        first = first.nbor(1)
    return page.document.text[first.idx : number.idx + len(number)]


def make_count(page: Page, about: Reference, noun: Token, property_: str, tokens: list[Token]) -> Iterator[Fact]:
    """The number in front of the noun as a property: “its fifteen members”, “has 7.5 million inhabitants”."""
    if noun.lemma_ == "member" and any(c.lower_ in words("facts", "some_of") for c in noun.lefts):
        return  # “its five permanent members”
    first = noun.doc[noun.i - 1] if noun.i else None
    counted = [c for c in noun.children if c.dep_ == "nummod" or (c.pos_ == "NUM" and c is not None and c.i < noun.i)]
    if not counted and first is not None and first.like_num:
        counted = [first]  # “Thirteen countries”, where the parser has a compound
    modality = modality_of(noun.head) if noun.dep_ == "dobj" and _is_ahead(noun.head) else "actual"
    if property_ == "population" and noun.lower_ == "people" and any(_is_few(c) for c in counted[:1]):
        return  # “Britain has still four people in the camp”
    for child in counted[:1]:
        span = [*tokens, noun, *child.subtree]
        yield make_fact(page, about, property_, amount(page, child), span, modality=modality)


def _is_ahead(verb: Token) -> bool:
    """“will have eleven members”."""
    return any(c.tag_ == "MD" for c in verb.children)


def _is_few(number: Token) -> bool:
    alone = number.left_edge.i == number.i and number.lower_ not in ("million", "billion")
    return alone and (number.is_alpha or (number.is_digit and int(number.text) < _FEW))


def _kept(token: Token) -> Iterator[Token]:
    """The subtree up to the first circumstance (“… following the collapse of the Union”) behind its head."""
    cut = [
        t.left_edge.i
        for t in token.subtree
        if t.i > token.i and t.lower_ in words("facts", "circumstances") and t.dep_ in ("prep", "mark", "advmod")
    ]
    end = min(cut, default=token.right_edge.i + 1)
    return (t for t in token.subtree if t.i < end)


def those(page: Page, tokens: Iterable[Token], prefixes: tuple[str, ...]) -> list[tuple[Token, Reference]]:
    """Each token with whom it means, of these kinds."""
    found = [(t, r) for t in tokens for r in page.who(t) if r.id.startswith(prefixes)]
    return [(t, r) for t, r in found if not is_unnamed(r)]


def meant(page: Page, tokens: Iterable[Token], prefixes: tuple[str, ...]) -> list[tuple[Token, Reference]]:
    """The same of properties that only such an actor has: “it” and “its” then mean the last one that was spoken of.

    “Its dissolution in 1977” in front of its clause means the clause's subject: “Until its dissolution the Union …”.
    """
    sought = list(tokens)
    if found := those(page, sought, prefixes):
        return found
    pronouns = [t for t in sought if t.lower_ in _PRONOUNS]
    return (
        [
            (pronouns[0], r)
            for r in _subject_behind(page, pronouns[0], prefixes) or _spoken_of(page, pronouns[0], prefixes)
        ]
        if pronouns
        else []
    )


def _subject_behind(page: Page, pronoun: Token, prefixes: tuple[str, ...]) -> list[Reference]:
    sentence = page.sentence_of(pronoun).span
    if pronoun.i - sentence.start > _FRONT:
        return []
    names = [m for m in page.mentions if pronoun.i < m.start < sentence.end and m.form == "name"]
    fit = [m for m in names if m.references and m.references[0].id.startswith(prefixes)]
    return (
        list(fit[0].references[:1])
        if fit and page.doc[fit[0].head].dep_ in ("nsubj", "nsubjpass", "appos", "dobj")
        else []
    )


def _spoken_of(page: Page, pronoun: Token, prefixes: tuple[str, ...]) -> list[Reference]:
    """The subject of the sentence before, else the last one named there."""
    here = page.sentence_of(pronoun)
    before = page.sentences[max(0, here.index - 1)].span
    told = [m for m in page.mentions if before.start <= m.start < pronoun.i and m.form in ("name", "description")]
    fit = [m for m in told if len(m.references) == 1 and m.references[0].id.startswith(prefixes)]
    fit = [m for m in fit if not is_unnamed(m.references[0]) and m.references[0].acts_for is None]
    leading = [m for m in fit if page.doc[m.head].dep_ in ("nsubj", "nsubjpass")]
    return list((leading or fit)[-1].references) if fit else []
