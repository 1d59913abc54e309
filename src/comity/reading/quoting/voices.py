"""Voices: whom the words of a source mean, as references."""

import re
import unicodedata
from collections import Counter

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.page import Page
from comity.reading.quoting.cues import cue_lexicon
from comity.reading.quoting.sheet import Attribution

_RELATIVES = frozenset({"who", "which", "that", "whom"})
_WRITER = frozenset({"i", "we", "you"})
_NAME_PARTS = frozenset({"appos", "compound", "nmod"})
_DESCRIBING = frozenset({"det", "amod", "compound", "poss", "prep", "nummod", "relcl", "appos"})
_ISSUERS = frozenset({"poss", "compound", "amod"})


def voices(page: Page, attribution: Attribution) -> tuple[Reference, ...]:
    """Everybody whose words an attribution gives; empty when nobody is known. Places say nothing."""
    source = attribution.source
    if source is None:
        return ()
    head = source.root
    if head.lower_ in _WRITER and not page.who(head):
        return ()
    if head.lower_ in _RELATIVES and head.head.dep_ == "relcl":
        head = head.head.head
    found: dict[str, Reference] = {}
    for token in (head, *head.conjuncts):
        for reference in _who(page, token) or _unnamed(attribution, token):
            found.setdefault(reference.id, reference)
    return tuple(r for r in found.values() if not r.id.startswith(("place:", "region:")))


def _who(page: Page, token: Token) -> tuple[Reference, ...]:
    if token.lower_ in cue_lexicon().adopters and not any(c.dep_ in _DESCRIBING for c in token.children):
        return _main_body(page) or page.who(token)
    known = _named_so(page, token) or _in_capital(page, token) or page.who(token)
    return known or _beside(page, token) or _issuer(page, token) or _owner(page, token)


def _named_so(page: Page, token: Token) -> tuple[Reference, ...]:
    """The person whose name stands behind what he is (the rebels' chief, Ana Kovac)."""
    if token.pos_ != "NOUN" or token.tag_ == "NNS":
        return ()
    names = (c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN")
    found = (tuple(r for r in page.who(c) if r.id.startswith("person:")) for c in names)
    return next((r for r in found if r), ())


def _in_capital(page: Page, token: Token) -> tuple[Reference, ...]:
    """The state whose officials speak in its capital (officials in Paris said)."""
    if token.lemma_ != "official" or any(c.dep_ in ("amod", "compound", "poss") for c in token.lefts):
        return ()
    cities = (p for c in token.rights if c.lower_ in ("in", "from") for p in c.children if c.i == token.i + 1)
    mention = next((m for p in cities if (m := page.mention_at(p)) is not None), None)
    return () if mention is None or mention.government is None else (mention.government,)


def _owner(page: Page, token: Token) -> tuple[Reference, ...]:
    """The state whose organ speaks without a name of its own (its electoral council, the delegation of Peru)."""
    if token.lemma_.lower() not in cue_lexicon().organs:
        return ()
    owners = [c for c in token.children if c.dep_ in _ISSUERS]
    owners += [p for c in token.children if c.lower_ == "of" for p in c.children]
    for owner in owners:
        states = tuple(r for r in page.who(owner) if r.id.startswith("state:"))
        if states:
            return states
    return ()


def _beside(page: Page, token: Token) -> tuple[Reference, ...]:
    """Whom the name means that stands beside `token` (“spokesman Peskov” parsed the wrong way round)."""
    if token.lemma_.lower() in cue_lexicon().documents:
        return ()
    beside = sorted((c for c in token.children if c.dep_ in _NAME_PARTS), key=lambda c: c.dep_ != "appos")
    return next((page.who(c) for c in beside if page.who(c)), ())


def _issuer(page: Page, token: Token) -> tuple[Reference, ...]:
    """Who speaks through a report: on whose behalf it is read, or whoever it is of; of a bare one, its body."""
    lemma = token.lemma_.lower()
    if lemma not in cue_lexicon().documents:
        return ()
    named = [p for t in token.subtree if t.lower_ == "behalf" for c in t.children for p in c.children]
    named += [c for c in token.children if c.dep_ in _ISSUERS and c.pos_ in ("NOUN", "PROPN")]
    named += [c for c in token.children if c.dep_ == "poss" and c.pos_ == "PRON" and page.who(c)]
    named += [p for c in token.children if c.lower_ in ("of", "by", "from") for p in c.children]
    for candidate in named:
        if page.who(candidate):
            return page.who(candidate)
    if any(c.pos_ == "NOUN" for c in named):
        name = page.doc[token.left_edge.i : token.i].text
        return (Reference(f"org:{_slug(name)}", name),)
    return _main_body(page) if not named and lemma in cue_lexicon().adopted else ()


def _main_body(page: Page) -> tuple[Reference, ...]:
    """The organisation that most mentions mean."""
    bodies = Counter(r for m in page.mentions for r in m.references if r.id.startswith("org:") and not r.acts_for)
    ids = Counter[str]()
    for reference, times in bodies.items():
        ids[reference.id] += times
    if not ids:
        return ()
    first = ids.most_common(1)[0][0]
    return (next(r for r in bodies if r.id == first),)


def _unnamed(attribution: Attribution, token: Token) -> tuple[Reference, ...]:
    """Somebody without a name: whose very words are quoted (“a shopkeeper told us”), or whom an adjective tells apart.

    “Western diplomats said that …” are “group:western-diplomats”.
    """
    common = token.pos_ == "NOUN" and token.lemma_.lower() not in cue_lexicon().documents
    told = [c.lower_ for c in token.lefts if c.dep_ in ("amod", "compound") and c.i == token.i - 1 and c.text.isalpha()]
    informant = bool(told) and token.lemma_ in cue_lexicon().informants and token.dep_ in ("nsubj", "pobj")
    if not common or not (informant or (attribution.construct == "quote" and token.dep_ == "nsubj")):
        return ()
    kind = "group" if token.tag_ == "NNS" else "person"
    called = " ".join((*told, token.lower_)) if token.lemma_ in cue_lexicon().informants else token.lower_
    return (Reference(f"{kind}:{_slug(called)}", called if told else token.text),)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
