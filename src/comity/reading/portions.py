"""Portions: a long document is read in stretches, so that time grows with its length and memory does not grow at all.

A portion is read like a text of its own; what it states gets the offsets of the whole, and what two of them state
alike is one statement. By a short name only those are known whom the same portion, or the register, names in full.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from comity.model import Document, Evidence, Statement

PORTION = 100_000
"""Most characters that are read together: some 16,000 words."""
Heed = Callable[[Document, int], None]
"""Told how many characters of a long document have been read: 0 when it is begun, then after each portion."""
_LEAST = 0.5
"""Share of a portion that must lie before its cut; a better place before it is too far away."""
_BREAKS = tuple(re.compile(pattern, re.DOTALL) for pattern in (r".*\n", r".*[.!?]['’”\"»)\]]*\s", r".*\s"))
"""Where a text may be cut, from best to worst: behind a line, a sentence, a word."""


@dataclass(frozen=True, slots=True)
class Portion:
    """A stretch of a document as a document of its own, and where it begins in the whole."""

    whole: Document
    text: Document
    start: int
    last: bool

    def restore(self, statement: Statement) -> Statement:
        """The statement with the offsets and the id of the whole document."""
        if self.text is self.whole:
            return statement
        evidence = tuple(Evidence(self.start + e.start, self.start + e.end, e.exact) for e in statement.evidence)
        return replace(statement, document=self.whole.id, evidence=evidence)


def portion(document: Document, most: int = PORTION) -> Iterator[Portion]:
    """The portions of `document` in order, of about one size and at most `most` characters; a short one is its own."""
    length = len(document.text)
    if length <= most:
        yield Portion(document, document, 0, last=True)
        return
    start = 0
    while start < length:
        left = length - start
        end = length if left <= most else _cut(document.text, start, start + -(-left // -(-left // most)))
        yield Portion(document, replace(document, text=document.text[start:end]), start, last=end == length)
        start = end


def _cut(text: str, start: int, end: int) -> int:
    """Where a portion that may reach to `end` ends best."""
    least = start + int((end - start) * _LEAST)
    for pattern in _BREAKS:
        if found := pattern.match(text, least, end):
            return found.end()
    return end
