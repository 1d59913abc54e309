"""Likewise: “so does Washington”, “so had the Union”: the tie told last, of somebody else."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from comity.model import Reference, Relation
from comity.reading.page import Page

_ALIKE = ("state:", "org:", "group:", "region:")
_AUXILIARIES = frozenset({"do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "will", "would"})
_ASIDE = 12
"""Tokens that may stand in commas between the verb and its subject: “So, according to his team, had the Union”."""


def read_likewise(page: Page, told: Sequence[Relation]) -> Iterator[Relation]:
    """What was told last before “so does”, in the same sentence or the one before it, by whoever stands behind."""
    for so in (t for t in page.doc if t.lower_ == "so"):
        others = _behind(page, so)
        if not others or not page.sentence_of(so).readable:
            continue
        for tie in _last(page, told, so):
            for other, end in others:
                kinds = (_ALIKE, ("person:",))
                alike = any(other.id.startswith(k) and tie.from_.id.startswith(k) for k in kinds)
                if alike and other.id not in (tie.from_.id, tie.to.id):
                    here = page.evidence(so, page.doc[end - 1])
                    evidence = (*tie.evidence, here)
                    yield replace(tie, evidence=evidence, from_=other, when=None, when_basis=None, confidence=0.6)


def _behind(page: Page, so: Token) -> list[tuple[Reference, int]]:
    """Those who stand behind the auxiliary, each with the end of the words: “so do Chad and the Sudan”."""
    doc, at = page.doc, so.i + 1
    if at < len(doc) and doc[at].text == ",":
        at = next((i + 1 for i in range(at + 1, min(at + _ASIDE, len(doc))) if doc[i].text == ","), len(doc))
    if at + 1 >= len(doc) or doc[at].lower_ not in _AUXILIARIES:
        return []
    found: list[tuple[Reference, int]] = []
    at += 1
    while at < len(doc):
        at += doc[at].lower_ in ("a", "an", "the")
        mention = page.covering.get(at)
        if mention is None or mention.form not in ("name", "capital", "seat") or mention.start != at:
            break
        found += [(mention.government or r, mention.end) for r in mention.references[:1]]
        at = mention.end
        at += at < len(doc) and doc[at].text == ","
        if at == mention.end and not (at < len(doc) and doc[at].lower_ == "and"):
            break
        at += at < len(doc) and doc[at].lower_ == "and"
    return found


def _last(page: Page, told: Sequence[Relation], so: Token) -> list[Relation]:
    """Of the ties told before, those that end last, one of each to the same party."""
    here = page.sentence_of(so)
    first = page.sentences[max(0, here.index - 1)].span.start_char
    before = [r for r in told if first <= r.evidence[0].start and r.evidence[0].end <= so.idx]
    last = max((r.evidence[0].end for r in before), default=0)
    return list({(r.relation, r.to.id): r for r in before if r.evidence[0].end == last}.values())
