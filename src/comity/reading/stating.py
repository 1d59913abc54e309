"""Stating: a fact from the words that tell it, and the words of its value."""

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from comity.model import Fact, Modality, Reference
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.pairs import is_unnamed

BODIES = ("org:", "group:")
PEOPLED = ("state:", "region:", "place:")


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
    return page.document.text[first.idx : number.idx + len(number)]


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
