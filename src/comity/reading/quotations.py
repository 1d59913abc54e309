"""Quotations: who said what, directly or indirectly, each with its speaker resolved."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import groupby

from spacy.tokens import Span, Token

from comity.model import Evidence, Quotation, Reference
from comity.reading.page import Page
from comity.reading.quoting.attributions import find_attributions
from comity.reading.quoting.sheet import Attribution, Chars, Construct

When = Callable[[Page, Token], tuple[str | None, str | None]]
"""The EDTF date of what a verb tells, and its basis."""

_CONFIDENCE: dict[Construct, float] = {
    "quote": 0.95, "turn": 0.85, "answer": 0.85, "clause": 0.85, "according": 0.85, "frame": 0.8, "carried": 0.75,
    "noun": 0.6, "adjective": 0.6,
}  # fmt: skip
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_OPEN_QUESTIONS = frozenset({"how", "what", "why", "who", "whom", "when", "where", "which", "whether", "if"})
_PERSONS_OF_THE_WRITER = frozenset({"i", "we", "you"})


def read_quotations(page: Page, when: When | None = None) -> tuple[Quotation, ...]:
    """Statements of who said what, one for each speaker and paragraph, in the order of the text.

    Indirect speech needs a finite clause or “according to”; words quoted inside it are evidence spans of their own.
    """
    found: list[Quotation] = []
    for attribution in find_attributions(page):
        if not is_quotation(attribution):
            continue
        dated = _date(page, attribution, when)
        for speaker in speakers(page, attribution.source):
            found.extend(_statements(page, attribution, speaker, dated))
    return tuple(found)


def is_quotation(attribution: Attribution) -> bool:
    """Whether an attribution tells what somebody said or thinks, rather than wants, praises or knows."""
    if attribution.construct not in _CONFIDENCE or attribution.source is None:
        return False
    if attribution.construct in ("quote", "turn", "answer", "carried"):
        return True
    return attribution.level in ("speech", "thought") and not _withheld(attribution)


def _withheld(attribution: Attribution) -> bool:
    """Questions and things not said: “asked whether”, “explained how”, “did not say that”."""
    source, cue = attribution.source, attribution.cue
    if source is None or not cue:
        return True
    first = source.doc.char_span(attribution.start, attribution.end, alignment_mode="expand")
    if attribution.construct == "clause" and first is not None and first[0].lower_ in _OPEN_QUESTIONS:
        return True
    negated = any(c.dep_ == "neg" for c in cue[0].children)
    return negated and attribution.level == "speech"


def speakers(page: Page, source: Span | None) -> tuple[Reference, ...]:
    """Whom the words of a source mean, each of several joint speakers once."""
    if source is None:
        return ()
    head = source.root
    if head.lower_ in _PERSONS_OF_THE_WRITER and not page.who(head):
        return ()
    if head.lower_ in _RELATIVES and head.head.dep_ == "relcl":
        head = head.head.head
    found: dict[str, Reference] = {}
    for token in (head, *head.conjuncts):
        for reference in page.who(token) or _of_name(page, token):
            found.setdefault(reference.id, reference)
    return tuple(found.values())


def _of_name(page: Page, token: Token) -> tuple[Reference, ...]:
    """Whom the name means that stands beside `token` (“spokesman Peskov” parsed the wrong way round)."""
    for child in token.children:
        if child.dep_ in ("appos", "compound") and page.who(child):
            return page.who(child)
    return ()


def _date(page: Page, attribution: Attribution, when: When | None) -> tuple[str | None, str | None]:
    return when(page, attribution.cue[0]) if when is not None and attribution.cue else (None, None)


def _statements(
    page: Page, attribution: Attribution, speaker: Reference, dated: tuple[str | None, str | None]
) -> Iterator[Quotation]:
    """One statement for each paragraph that the content touches."""
    for spans in _by_paragraph(page, attribution):
        evidence = tuple(Evidence.of(page.document.text, start, end) for start, end in spans)
        yield Quotation(
            document=page.document.id,
            evidence=evidence,
            when=dated[0],
            when_basis=dated[1],
            confidence=_CONFIDENCE[attribution.construct],
            frame=f"quotation:{attribution.construct}",
            speaker=speaker,
            text=" ".join(e.exact for e in evidence),
            form="direct" if attribution.form == "direct" else "indirect",
            cue=attribution.lemma,
        )


def _by_paragraph(page: Page, attribution: Attribution) -> Iterator[list[Chars]]:
    """The content's spans, one group for each paragraph."""
    starts = [p.start for p in page.passages]
    for _, spans in groupby(attribution.content, key=lambda span: bisect_right(starts, span[0])):
        yield list(spans)
