"""Lines of pages as running text: headers and footers left out, words mended, paragraphs joined over pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from comity.sources.documents import tidy
from comity.sources.page_layout import Line

_EDGE = 3
"""Lines at the top and at the bottom of a page that may be headers and footers."""
_REPEATED = 0.5
"""Share of the pages on which a line is one."""
_NUMBER = re.compile(r"\W*(?:page|p\.)?\s*(?:\d+|[ivxl]+)(?:\s*(?:of|/|-)\s*\d+)?\W*", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010]$")
_POINT = re.compile(r"(?:[•▪●–*-]|\(?\d{1,3}[.)]|\(?[a-z][.)]|[IVX]+\.)\s")
_ENDED = re.compile(r"[.!?:;]['\"”’)]*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def join_pages(pages: Sequence[Sequence[Line]]) -> tuple[str, list[int]]:
    """The text of all pages, and where in it each page begins."""
    kept = list(_without_edges(pages))
    known = Counter(word.lower() for lines in kept for line in lines for word in _WORD.findall(line.text))
    text, starts = "", []
    before: Line | None = None
    for lines in kept:
        right = median(line.right for line in lines) if lines else 0.0
        starts.append(len(text))
        for place, line in enumerate(lines):
            text, begins = _append(text, before, line, known, new_page=place == 0)
            if place == 0:
                starts[-1] = begins
            before = line if _reaches(line, right) else Line(line.text + "\n", line.left, 0, line.height)
    return text, starts


def _reaches(line: Line, right: float) -> bool:
    """Whether a line fills its column, so that its paragraph goes on."""
    return line.right > right - 6 * line.height


def _append(text: str, before: Line | None, line: Line, known: Counter[str], *, new_page: bool) -> tuple[str, int]:
    """The text with another line, and where in it the line begins."""
    words = tidy(line.text)
    if before is None or not text:
        return words, 0
    if not _goes_on(text, before, line, new_page=new_page):
        return f"{text}\n\n{words}", len(text) + 2
    if _HYPHEN.search(text):
        mended = _mend(text, words, known)
        return mended + words, len(mended)
    return f"{text} {words}", len(text) + 1


def _goes_on(text: str, before: Line, line: Line, *, new_page: bool) -> bool:
    """Whether a line belongs to the paragraph of the one before."""
    if _HYPHEN.search(text):
        return True
    if _POINT.match(line.text) or abs(before.height - line.height) > 3:
        return False
    ended = bool(_ENDED.search(text))
    if line.apart:
        return not ended and line.text[:1].islower()
    return not (ended and (before.right == 0 or line.left > before.left + line.height))


def _mend(text: str, words: str, known: Counter[str]) -> str:
    """The text without the hyphen that parted a word, with it when the word is written so elsewhere."""
    head, rest = _WORD.findall(text[-60:])[-1:], _WORD.match(words)
    if not head or rest is None or not words[:1].islower():
        return text
    whole, hyphened = (head[0] + rest[0]).lower(), f"{head[0]}-{rest[0]}".lower()
    keeps = known[hyphened] > 0 and known[whole] == 0
    return text[:-1] + "-" if keeps else text[:-1]


def _without_edges(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """The lines of each page but page numbers, and but those that stand on most pages at the same edge."""
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_shape(line.text) for line in (*lines[:_EDGE], *lines[-_EDGE:])})
    often = {shape for shape, count in seen.items() if count >= 2 and count > _REPEATED * len(pages)}
    for lines in pages:
        edge = [_shape(line.text) in often or bool(_NUMBER.fullmatch(line.text)) for line in lines]
        ends = [n for n in range(min(_EDGE, len(lines)) + 1) if all(edge[:n]) and (n == len(lines) or lines[n].apart)]
        first = max(ends, default=0)
        begins = [n for n in range(max(first, len(lines) - _EDGE), len(lines)) if all(edge[n:]) and lines[n].apart]
        yield list(lines[first : min(begins, default=len(lines))])


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.lower().split()))
