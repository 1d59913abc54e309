"""Rosters: lists of members line by line, “– Brunei: 1984”, under words that say what they list."""

import re
from collections.abc import Iterator

from comity.edtf import is_edtf
from comity.model import Membership
from comity.reading.lexicon import words
from comity.reading.page import Page, Passage
from comity.reading.salience import salient_body

_LINE = re.compile(r"^\W*(?P<name>[^:–—(]{2,50}?)\s*(?:[:–—-]|\()\s*(?P<year>\d{4})\)?\W*$")
_LINKS = frozenset({",", "and", "the", "&"})
_CLOSED_BY = {"(": ")", "–": "–", "—": "—"}
_LISTED = 80
"""Tokens that a list in brackets may be long."""
_BACK = 12
"""Passages back that the words above a list may stand."""


def read_rosters(page: Page) -> Iterator[Membership]:
    """One membership for each line of a list that gives a member and the year it joined."""
    yield from _in_brackets(page)
    for index, passage in enumerate(page.passages):
        match = _LINE.match(page.document.text[passage.start : passage.end])
        if match is None or not is_edtf(match["year"]) or not _announced(page, index):
            continue
        yield from _row(page, passage, match)


def _in_brackets(page: Page) -> Iterator[Membership]:
    """“the Eurasian Economic Union (Russia, Belarus and Armenia)”: states alone, behind a body of states."""
    for mention, _ in page.bodies:
        body, doc = mention.references[0], page.doc
        closing = _CLOSED_BY.get(doc[mention.end : mention.end + 1].text)
        if closing is None or page.kinds.get(body.id) not in words("memberships", "blocs"):
            continue
        end = next((t.i for t in doc[mention.end + 1 : mention.end + _LISTED] if t.text == closing), mention.end)
        inside = [m for m in page.mentions if mention.end < m.start < end]
        covered = sum(m.end - m.start for m in inside)
        links = sum(t.lower_ in _LINKS for t in doc[mention.end + 1 : end])
        alone = covered + links == end - mention.end - 1 and page.sentence_of(doc[mention.head]).readable
        if alone and len(inside) > 1 and all(m.references and m.references[0].id.startswith("state:") for m in inside):
            for member in inside:
                yield Membership(
                    document=page.document.id, evidence=(page.evidence(doc[mention.start], doc[end]),),
                    member=member.references[0], organisation=body, status="member", confidence=0.7,
                    frame="membership:roster",
                )  # fmt: skip


def _announced(page: Page, index: int) -> bool:
    """The nearest passage above that is no line of the list speaks of joining or membership."""
    for passage in reversed(page.passages[max(0, index - _BACK) : index]):
        text = page.document.text[passage.start : passage.end]
        if _LINE.match(text) is None:
            said = set(re.findall(r"[a-z-]+", text.lower()))
            return bool(said & words("memberships", "roster_words"))
    return False


def _row(page: Page, passage: Passage, match: re.Match[str]) -> Iterator[Membership]:
    start, end = passage.start + match.start("name"), passage.start + match.end("year")
    span = page.doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return
    member = next((r for t in span for r in page.who(t) if r.id.startswith(("state:", "org:"))), None)
    bodies = salient_body(page, span[0])
    if member is not None and bodies and bodies[0].id != member.id:
        yield Membership(
            document=page.document.id, evidence=(page.evidence(span[0], span[-1]),), member=member,
            organisation=bodies[0], status="member", when=f"{match['year']}/..", when_basis="explicit",
            confidence=0.7, frame="membership:roster",
        )  # fmt: skip
