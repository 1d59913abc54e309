"""Salience: which organisation a text speaks of when it says “the group”, “the Forum” or “an observer” alone."""

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.lexicon import load, words
from comity.reading.page import Mention, Page

_MOST = 6
_NEAR = 3
"""Sentences back that a body must be named for a verb without an object to mean it."""
_PER_MENTION, _PER_SENTENCE = 0.5, 0.25


def body_spoken_of(page: Page, token: Token) -> tuple[Reference, ...]:
    """The salient body, if it was named in the sentence of `token` or the few before it."""
    found = salient_body(page, token)
    here = page.sentence_of(token).index
    near = page.sentences[max(0, here - _NEAR)].span.start
    named = {r.id for m in page.mentions if near <= m.start < token.i for r in m.references}
    above = {page.within.get(id_) for id_ in named}
    return tuple(r for r in found if r.id in named | above)


def salient_body(page: Page, token: Token, noun: str | None = None) -> tuple[Reference, ...]:
    """The organisation named before `token` that is named most and nearest, of a kind that `noun` can call.

    A noun written with a capital (“the Forum”) means the last body whose own name holds that word.
    """
    named = [
        m
        for m in page.mentions
        if m.form in ("name", "description") and len(m.references) == 1 and m.references[0].id.startswith("org:")
    ]
    before = [m for m in named if m.start < token.i]
    if noun is not None and token.text[:1].isupper() and not token.is_sent_start:
        for mention in reversed(before):
            if token.lower_ in mention.references[0].name.lower().split():
                return mention.references[:1]
    counts = Counter(m.references[0].id for m in named)
    owned = _organs(page, named) if noun is None or noun in words("actors", "bloc_nouns") else frozenset()
    here = page.sentence_of(token).index
    best: tuple[float, tuple[Reference, ...]] = (-99.0, ())
    for mention in before:
        reference = mention.references[0]
        if reference.id in owned or not _callable(page, reference.id, noun):
            continue
        back = here - page.sentence_of(page.doc[mention.head]).index
        score = min(counts[reference.id], _MOST) * _PER_MENTION - back * _PER_SENTENCE
        if score >= best[0]:
            best = (score, (reference,))
    return best[1]


def _organs(page: Page, named: Sequence[Mention]) -> frozenset[str]:
    """Commissions, secretariats and parliaments of bodies that are named too: nobody joins or chairs those."""
    known = {m.references[0].id: m.references[0].name.lower().split()[-1] for m in named}
    organs = words("memberships", "organs")
    return frozenset(id_ for id_, last in known.items() if last in organs and page.within.get(id_) in known)


def _callable(page: Page, id_: str, noun: str | None) -> bool:
    """Whether an organisation can be called `noun`, or can have members at all when there is none."""
    kind = page.kinds.get(id_)
    wanted = load("actors")["organisation_kinds"].get(noun) if noun else None
    if noun is not None and wanted is not None:
        return kind in wanted or noun in id_
    if id_ in words("actors", "no_blocs") and noun in words("actors", "bloc_nouns"):
        return False
    if kind is None:
        return noun is not None and not set(id_.partition(":")[2].split("-")) & words("actors", "state_organs")
    return kind in words("memberships", "blocs" if noun is None or noun in words("actors", "bloc_nouns") else "bodies")
