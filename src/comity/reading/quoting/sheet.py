"""What the search for quotations works on: a page with its quotation marks and cues, and the attributions it yields."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from spacy.tokens import Doc, Span, Token

from comity.reading.page import Page
from comity.reading.quoting.cues import Cue, Level, Take, cue_lexicon
from comity.reading.quoting.marks import Quoted, find_quoted

Form = Literal["direct", "indirect", "mixed"]
Construct = (
    Take | Literal["according", "turn", "answer", "carried", "noun", "adjective", "hearsay", "passive", "feeling"]
)
Chars = tuple[int, int]

_STOPS = frozenset({".", ";", "?", "!"})
_EDGES = " \n\t,;:–—-\"'“”„«»‘’`"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A content with its source and cue, before anybody is resolved.

    `content` are character spans without the frame, its punctuation and quotation marks at the ends. `mixed` is a
    clause with some words quoted. `construct` tells how the content hangs on the cue.
    """

    source: Span | None
    cue: tuple[Token, ...]
    lemma: str | None
    content: tuple[Chars, ...]
    form: Form
    level: Level
    construct: Construct

    @property
    def start(self) -> int:
        """First character of the content."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Character after the content."""
        return self.content[-1][1]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its quoted stretches laid over its tokens, and its cue verbs."""

    page: Page
    quoted: tuple[Quoted, ...]
    ranges: tuple[range, ...]
    """Tokens of each quoted stretch, marks included."""
    region: tuple[int, ...]
    """For each token the index of the stretch it is in, or -1."""
    cues: tuple[Cue, ...]

    @property
    def doc(self) -> Doc:
        """The parsed text."""
        return self.page.doc

    @property
    def text(self) -> str:
        """The document's own characters; the parsed words have other quotation marks."""
        return self.page.document.text

    def cues_in(self, start: int, end: int) -> list[Cue]:
        """Cue verbs among tokens `start` to `end` that stand outside quotation marks."""
        return [c for c in self.cues if start <= c.token.i < end and self.region[c.token.i] < 0]

    def chars(self, start: int, end: int) -> Chars | None:
        """Characters of tokens `start` to `end` (exclusive) without the frame's punctuation; None when none is left."""
        doc = self.doc
        while end > start and (doc[end - 1].text in _STOPS or doc[end - 1].is_space or _joins_on(doc, end)):
            end -= 1
        while start < end and self.doc[start].is_space:
            start += 1
        if start >= end:
            return None
        last = self.doc[end - 1]
        return trimmed(self.text, self.doc[start].idx, last.idx + len(last))

    def spans(self, parts: Iterable[tuple[int, int]]) -> tuple[Chars, ...]:
        """Characters of each part that has any."""
        return tuple(span for start, end in parts if (span := self.chars(start, end)) is not None)


def _joins_on(doc: Doc, end: int) -> bool:
    """Whether the content would end in “and” or “but”, behind which the writer goes on."""
    return end > 1 and doc[end - 1].dep_ == "cc" and doc[end - 2].text == ","


def trimmed(text: str, start: int, end: int) -> Chars | None:
    """`start`, `end` without white space, commas, dashes and quotation marks at either end."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return (start, end) if start < end else None


def lay_out(page: Page) -> Sheet:
    """The sheet of `page`."""
    doc = page.doc
    quoted = find_quoted(page.document.text, page.passages)
    starts, lengths = doc.to_array(["IDX", "LENGTH"]).T if len(doc) else (np.empty(0), np.empty(0))
    first = np.searchsorted(starts + lengths, [q.start for q in quoted], side="right").tolist()
    after = np.searchsorted(starts, [q.end for q in quoted], side="left").tolist()
    ranges = tuple(range(i, j) for i, j in zip(first, after, strict=True))
    region = [-1] * len(doc)
    for index, tokens in enumerate(ranges):
        region[tokens.start : tokens.stop] = [index] * len(tokens)
    cues = tuple(c for c in cue_lexicon().verbs_in(doc) if page.sentence_of(c.token).readable)
    return Sheet(page, quoted, ranges, tuple(region), cues)
