"""Sentences of a text as spans: what search finds and what a statement is shown in. Reading has its own, finer ones."""

import re
from collections.abc import Iterator
from itertools import takewhile

_LINE = re.compile(r"[^\n]+")
_BREAK = re.compile(r"[.!?…][”’\"')\]]*\s+(?=[“‘\"'(\[–—-]?\s?[A-Z0-9À-Þ])")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Capt|Sgt|Maj|Sen|Rep|Gov|St|No|Nos|vs|Art|Jr|Sr|Inc|Ltd|Co|approx|ca"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)
REACH = 500
"""Characters before some words in which the beginning of their sentence is looked for first."""
_LONGEST = len("approx.") + 1
"""Characters that tell whether a sign ends no sentence: the longest shortening and what stands before it."""


def sentences(text: str, left: int = 0, right: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of `text[left:right]`, in order, without outer white space; none crosses a line end."""
    for line in _LINE.finditer(text, left, len(text) if right is None else right):
        yield from _split(text, *line.span())


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence or sentences that hold `text[start:end]`."""
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    line = sentences(text, _begin(text, left, start), None if right < 0 else right)
    spans = [(s, e) for s, e in takewhile(lambda span: span[0] < end, line) if e > start]
    return (min(start, spans[0][0]), max(end, spans[-1][1])) if spans else (start, end)


def _begin(text: str, left: int, start: int) -> int:
    """Where a sentence of a line begins, not far before `start`; the beginning of the line where none is sure.

    What ends a sentence is told by the few characters before it in the same sentence. So a break that has as many
    after the one before it is the same however much of the line is looked at.
    """
    if start - REACH <= left:
        return left
    place = start  # the first break may follow one of which the sign stands before the part that is looked at
    for gap in _BREAK.finditer(text, start - REACH, start):
        sign = gap.start() + 1
        if sign - place > _LONGEST and not _NO_END.search(text[sign - _LONGEST : sign]):
            return gap.end()
        place = gap.end()
    return left


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for gap in _BREAK.finditer(text, start, end):
        sign = gap.start() + 1
        if _NO_END.search(text[max(begin, sign - _LONGEST) : sign]):
            continue
        yield from _trim(text, begin, gap.end())
        begin = gap.end()
    yield from _trim(text, begin, end)


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
