"""Claims: a membership before it is dated, and the members and bodies that the words of its clause mean."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from comity.model import Modality, Reference
from comity.reading.collectives import members_meant, named_among
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.timing import When

BODY = ("org:",)
_BODY_NOUNS = ("organisation_heads", "organisation_nouns", "group_heads")
MEMBER = ("state:", "region:", "org:", "person:", "group:")


@dataclass(frozen=True, slots=True)
class Claim:
    """Who, of what, as what, and the words it hangs on; `when` where the date is not that of the anchor."""

    members: tuple[Reference, ...]
    bodies: tuple[Reference, ...]
    status: str
    anchor: Token
    modality: Modality
    edge: tuple[int, int]
    confidence: float
    frame: str
    when: When | None = None


def claim(
    page: Page,
    members: tuple[Reference, ...],
    bodies: tuple[Reference, ...],
    status: str,
    anchor: Token,
    modality: Modality,
    tokens: Iterable[Token],
    confidence: float,
    when: When | None = None,
) -> Claim:
    """The claim that hangs on `anchor`, with the span from its article to the last of `tokens` in the sentence."""
    frame = f"membership:{anchor.lemma_.lower()}"
    edge = edge_of(page, anchor, tokens)
    return Claim(members, bodies, status, anchor, modality, edge, confidence, frame, when)


def is_body(page: Page, reference: Reference, verb: Token) -> bool:
    """Whether what `verb` founds or ends is a body: no war or weapon, and launched only where it is called a body.

    “launched Operation Lorraine”, “fired Exocet missiles”: the label of a name says little about what it names.
    """
    if reference.id in page.kinds or reference.id.startswith("state:"):
        return True
    named = reference.id.partition(":")[2].split("-")
    if {named[0], named[-1]} & words("memberships", "undertakings"):
        return False
    called = {*named, *(w.lower() for w in reference.name.split())}
    heads = frozenset[str]().union(*(words("actors", key) for key in _BODY_NOUNS))
    return verb.lemma_ not in words("memberships", "launching") or bool(called & heads)


def edge_of(page: Page, anchor: Token, tokens: Iterable[Token]) -> tuple[int, int]:
    """First token and end (exclusive) of `anchor` and those of `tokens` that stand in its sentence."""
    sentence = page.sentence_of(anchor).span
    inside = [page.reach(t) for t in (anchor, *tokens) if sentence.start <= t.i < sentence.end]
    first = min(_doc_left(anchor.doc, start) for start, _ in inside)
    return max(first, sentence.start), max(end for _, end in inside)


def _doc_left(doc: Doc, i: int) -> int:
    """The index of the token or of the article and modifiers right before it."""
    while i > 0 and doc[i - 1].dep_ in ("det", "compound", "amod", "poss") and doc[i - 1].head.i >= i:
        i -= 1
    return i


def references(page: Page, tokens: Iterable[Token], prefixes: tuple[str, ...]) -> tuple[Reference, ...]:
    """Whom the tokens mean, of these kinds, each once."""
    found = [r for t in tokens for r in page.who(t) if r.id.startswith(prefixes)]
    return tuple(dict.fromkeys(found))


def members_of(page: Page, tokens: Iterable[Token], prefixes: tuple[str, ...] = MEMBER) -> tuple[Reference, ...]:
    """The members that the tokens mean: names, and collectives such as “the five” by what they stand for."""
    found: list[Reference] = []
    for token in tokens:
        named = references(page, [token], prefixes)
        if not named or all(r.id.startswith("group:") for r in named):
            named = members_meant(page, token) or named_among(page, token) or named or _of_post(page, token)
            named = named or references(page, _one_of(token), ("state:",))
        found.extend(named)
    return states(found)


def _one_of(token: Token) -> list[Token]:
    """“Chile, one of the five countries that created it”: the one of them that is named."""
    one = token if token.lower_ == "one" else token.head.head if token.dep_ == "pobj" else None
    if one is None or one.lower_ != "one" or not any(c.lower_ == "of" for c in one.children):
        return []
    if one.dep_ == "attr":
        return [c for c in one.head.children if c.dep_ == "nsubj"]
    return [one.head] if one.dep_ == "appos" else []


def _of_post(page: Page, token: Token) -> tuple[Reference, ...]:
    """“the Prime Minister of Tonga, Siaosi Sovaleni”: the state whose post it is; “its neighbour, Chad” by its name."""
    if token.lemma_.lower() in words("memberships", "collectives"):
        return references(page, (c for c in token.children if c.dep_ == "appos"), ("state:",))
    title = next((t for t in page.titles if t.role.head == token.i and t.of is not None and t.role.public), None)
    return page.who(page.doc[page.names[title.of].end - 1]) if title is not None and title.of is not None else ()


def states(found: Iterable[Reference]) -> tuple[Reference, ...]:
    """Membership is the state's even if the text names its leader."""
    kept = (Reference(r.acts_for, r.name) if r.acts_for else r for r in found)
    return tuple({r.id: r for r in kept}.values())
