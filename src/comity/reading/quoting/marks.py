"""Quotation marks: which stretches of a paragraph stand between them, whatever marks were used or lost.

Works on characters alone, so it does not depend on the parser. A stretch whose closing mark is missing runs to the
end of its paragraph; one whose opening mark is missing, back to the start of its sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from comity.reading.page import Passage

Role = Literal["open", "close", "either"]

_MARK = re.compile(r"''|``|[\"“”„«»‘’']")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
"""Markup left in a text; the marks in it quote nothing."""
_DOUBLE: dict[str, Role] = {"“": "open", "„": "open", "«": "open", "``": "open", "”": "close", "»": "close"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks: `start`/`end` with the marks, `inner_start`/`inner_end` without.

    `single` marks are ‘ ’ or ' '; `repaired` says that one of the two marks was missing.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    passage: int
    single: bool = False
    repaired: bool = False
    runs_on: bool = False
    """The closing mark is missing because the speaker goes on in the next paragraph."""

    def text(self, page_text: str) -> str:
        """The words between the marks."""
        return page_text[self.inner_start : self.inner_end]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    role: Role
    single: bool


def find_quoted(text: str, passages: Sequence[Passage]) -> tuple[Quoted, ...]:
    """Quoted stretches of every paragraph in order; quotations within quotations are not told."""
    found: list[Quoted] = []
    for index, passage in enumerate(passages):
        if passage.kind == "paragraph":
            inside = _in_paragraph(text, passages, index)
            found.extend(inside if not (found and _closes_signature(text, passages, found[-1], inside)) else inside[1:])
    return tuple(found)


def _closes_signature(text: str, passages: Sequence[Passage], before: Quoted, inside: Sequence[Quoted]) -> bool:
    """Whether a paragraph's first mark closes, behind the name of who signs it, what the line above left open."""
    if not inside or not before.repaired or before.passage != inside[0].passage - 1:
        return False
    above, line, first = passages[before.passage], passages[inside[0].passage], inside[0]
    whole = first.start == first.inner_start == line.start and first.end >= line.end - 1
    apart = text[above.end : line.start] == "\n" and text[above.end - 1] in ".?!"
    return whole and apart and before.start == above.start and text[line.start].isupper()


def _in_paragraph(text: str, passages: Sequence[Passage], index: int) -> list[Quoted]:
    passage = passages[index]
    marks = _marks(text, passage)
    double = _pair([m for m in marks if not m.single], text, passage, index, _opens_next(text, passages, index))
    free = [m for m in marks if m.single and not any(q.start <= m.start < q.end for q in double)]
    single = [q for q in _pair_single(free, text, index) if not any(q.start <= d.start < q.end for d in double)]
    return sorted([*double, *single], key=lambda q: q.start)


def _opens_next(text: str, passages: Sequence[Passage], index: int) -> bool:
    after = next((p for p in passages[index + 1 :] if p.kind != "boilerplate"), None)
    return after is not None and text[after.start] in '"“„«'


def _marks(text: str, passage: Passage) -> list[_Mark]:
    marks = []
    tags = [tag.span() for tag in _TAG.finditer(text, passage.start, passage.end)]
    for match in _MARK.finditer(text, passage.start, passage.end):
        mark, start, end = match.group(), match.start(), match.end()
        if any(first < start < after for first, after in tags):
            continue
        before = text[start - 1] if start > passage.start else " "
        after = text[end] if end < passage.end else " "
        single = len(mark) == 1 and mark in "‘’'"
        role = _single_role(mark, before, after) if single else _double_role(mark, before, after)
        if role:
            marks.append(_Mark(start, end, role, single))
    return marks


def _double_role(mark: str, before: str, after: str) -> Role | None:
    opens = (before.isspace() or before in "([—–-‘'/") and not after.isspace()
    closes = not before.isspace() and (not after.isalnum())
    mistyped = mark in "“„" and before.isalnum() and not after.isalnum()
    if mark in _DOUBLE and not mistyped and not (before in ".?!" and after.isspace()):
        return _DOUBLE[mark]
    return "open" if opens and not closes else "close" if closes and not opens else "either"


def _single_role(mark: str, before: str, after: str) -> Role | None:
    if mark == "‘":
        return "open"
    if before.isalnum() and after.isalnum():
        return None
    if mark == "'" and (before.isspace() or before in "([—–") and after.isalnum():
        return "open"
    return "close" if not before.isspace() and not after.isalnum() else None


def _pair(marks: list[_Mark], text: str, passage: Passage, index: int, runs_on: bool) -> list[Quoted]:
    """Pair double marks from left to right; a second opening mark ends what was left open before it."""
    found: list[Quoted] = []
    opened: _Mark | None = None
    depth = 0
    for at, mark in enumerate(marks):
        if opened is None:
            if mark.role == "close":
                found.extend(_without_opening(mark, text, found[-1].end if found else passage.start, index))
            else:
                opened, depth = mark, 0
        elif mark.role == "open" and (_closes_twice(marks[at + 1 :]) or _mid_sentence(text, mark)):
            depth += 1
        elif mark.role == "open":
            found.append(_quoted(opened.start, opened.end, mark.start, mark.start, text, index, repaired=True))
            opened = mark
        elif depth and _more_close(marks[at + 1 :]):
            depth -= 1
        else:
            found.append(_quoted(opened.start, opened.end, mark.start, mark.end, text, index))
            opened = None
    if opened is not None:
        found.append(
            _quoted(opened.start, opened.end, passage.end, passage.end, text, index, repaired=True, runs_on=runs_on)
        )
    return found


def _closes_twice(marks: list[_Mark]) -> bool:
    return len(marks) > 1 and marks[0].role != "open" and marks[1].role == "close"


def _mid_sentence(text: str, mark: _Mark) -> bool:
    """Whether an opening mark inside a quotation continues its sentence, so that it opens a quotation within."""
    before = text[: mark.start].rstrip()
    return before[-1:].isalnum() or before[-1:] in ",:"


def _more_close(marks: list[_Mark]) -> bool:
    return bool(marks) and marks[0].role != "open"


def _without_opening(mark: _Mark, text: str, floor: int, index: int) -> list[Quoted]:
    """A closing mark after punctuation whose opening mark was lost; elsewhere a stray mark is left alone."""
    if mark.start <= floor or text[mark.start - 1] not in ",.?!":
        return []
    before = text[floor : mark.start - 1]
    starts = [m.end() for m in re.finditer(r"[.!?…:]\s+", before)]
    start = floor + (starts[-1] if starts else len(before) - len(before.lstrip()))
    return [_quoted(start, start, mark.start, mark.end, text, index, repaired=True)]


def _pair_single(marks: list[_Mark], text: str, index: int) -> list[Quoted]:
    """Single marks only count in pairs; an apostrophe after a plural does not close what punctuation closes later."""
    found: list[Quoted] = []
    at = 0
    while at < len(marks):
        if marks[at].role != "open":
            at += 1
            continue
        until = next((i for i in range(at + 1, len(marks)) if marks[i].role == "open"), len(marks))
        closing = [m for m in marks[at + 1 : until] if m.role == "close"]
        firm = [m for m in closing if text[m.start - 1] in ",.?!…" or text[m.start - 1] != "s"]
        if closing:
            end = (firm or closing)[0]
            found.append(_quoted(marks[at].start, marks[at].end, end.start, end.end, text, index, single=True))
        at = until
    return found


def _quoted(
    start: int,
    inner_start: int,
    inner_end: int,
    end: int,
    text: str,
    index: int,
    *,
    single: bool = False,
    repaired: bool = False,
    runs_on: bool = False,
) -> Quoted:
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1].isspace():
        inner_end -= 1
    return Quoted(start, max(end, inner_end), inner_start, inner_end, index, single, repaired, runs_on)
