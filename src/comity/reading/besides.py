"""Besides: whom the other arguments of a phrase's verb mean, who cannot be meant by the phrase too."""

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.discourse import SUBJECTS, Discourse
from comity.reading.lexicon import words
from comity.reading.subjects import surface_subjects
from comity.reading.syntax import conjunct_root


def beside(talk: Discourse, token: Token, *, most: int = 0) -> set[str]:
    """The states behind the other arguments of the verb that `token` depends on; of each at `most` so many together."""
    top = conjunct_root(token)
    while top.dep_ in ("compound", "poss", "nmod", "pobj", "prep", "agent") and top.head.pos_ not in ("VERB", "AUX"):
        if top.head.i == top.i:
            return set()
        top = top.head
    if top.dep_ not in (*SUBJECTS, "dobj", "dative", "prep") or top.head.pos_ not in ("VERB", "AUX"):
        return set()
    verb = top.head
    if top.lower_ in words("actors", "occasion_prepositions") and top.i != conjunct_root(token).head.i:
        return set()  # “cut ties during a dispute between the two”
    others = [c for c in verb.children if c.i != top.i and c.dep_ in (*SUBJECTS, "dobj", "prep", "dative")]
    if not any(c.dep_ in SUBJECTS for c in (*others, top)):
        others += surface_subjects(verb)  # “has offered to help both sides”
    heads = [p for c in others for p in (c, *(k for k in c.children if k.dep_ == "pobj" and c.pos_ == "ADP"))]
    located = {p.i for p in heads if p.dep_ == "pobj" and p.head.lower_ in words("actors", "bounding_prepositions")}
    near = [t for p in heads if p.i not in located for t in (p, *p.conjuncts)]
    near += [c for t in near for c in t.children if c.dep_ in ("appos", "poss")]
    if verb.dep_ == "advcl" and verb.head.i < verb.i and any(c.tag_ == "PRP$" for t in near for c in t.children):
        near += surface_subjects(verb.head)  # “withdrew after the junta expelled his envoy”
    near += [c for t in verb.subtree if t.dep_ == "agent" for c in t.children]  # “kept the truce announced by Oman”
    named = (meant(talk, t) for t in near)
    return {r.represents for who in named if not most or len(who) <= most for r in who}


def meant(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """Whom `token` means as far as the text has been read."""
    known = talk.page.who(token)
    return known or next((m.references for m in reversed(talk.found[-20:]) if m.head == token.i), ())
