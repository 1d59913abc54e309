"""Passages: what each line of a document is, so that headings, stamps and footers give no statements."""

import re
from functools import lru_cache
from importlib import resources
from itertools import pairwise

import yaml

from comity.reading.page import Passage, PassageKind

_HEADING_WORDS = 12
_BULLETS = ("–", "—", "•", "*", "- ", "·")
_LINE = re.compile(r"[^\n]+")
_CLOSED = re.compile(r"[.!…:;,]['’”\"»)\]]*$")
_QUESTION = re.compile(r"\?['’”\"»)\]]*$")
_GLUED = re.compile(r"(?:[a-z]{3}|\b\d{1,4})[.!?][”\"’')\]]?(?=[A-Z“][a-z]{2})")
"""A full stop without a space behind it: “in 1950.Greece joined”."""
_SEAM = re.compile(
    r"^(?:(?:[\w'’-]+ ){2,9}[A-Z]?[a-z]{4,}(?=[A-Z][a-z]{3,} [a-z]+ )"
    r"|(?:[A-Z][A-Z'’-]+ ){1,9}[A-Z]{3,}(?=[A-Z][a-z]+ \w+ ))"
)
"""A heading that has grown together with its text: “Turkey quits CouncilTurkey joined”, “TURMOIL IN LIMAThe army”."""
_SENTENCE_END = re.compile(r"[.!?]['’”\"»)\]]*(?:\s|$)")
_STAMPS = 2
"""Clock times behind full stops that make a line one of a live report."""
_RUNNING = 5
_ITEM = re.compile(r"^\W*(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    text = resources.files("comity.reading.lexicon").joinpath("passages.yaml").read_text(encoding="utf-8")
    return {
        kind: tuple(re.compile(p, re.IGNORECASE) for p in patterns) for kind, patterns in yaml.safe_load(text).items()
    }


def find_passages(text: str) -> tuple[Passage, ...]:
    """Passages of `text` in order; every character that is not white space between lines lies in exactly one."""
    found: list[Passage] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            found.extend(_split_line(text, start, end))
    return tuple(found)


def _split_line(text: str, start: int, end: int) -> list[Passage]:
    """The passages of one line: what frames the text is set aside, and stamps and lost spaces part what is text."""
    front = next((m for p in _patterns()["front"] if (m := p.match(text[start:end]))), None)
    if front is not None and _is_running(text[start + front.end() : end]):
        return [
            Passage(start, start + len(front[0].rstrip()), "boilerplate"),
            *_split_line(text, start + front.end(), end),
        ]
    line = text[start:end]
    tail = next((m for p in _patterns()["tail"] if (m := p.search(line)) and m.start()), None)
    cut = start + tail.start() + len(tail[0]) - len(tail[0].lstrip()) if tail is not None else end
    aside = [Passage(cut, end, "boilerplate")] if tail is not None else []
    end = start + len(text[start:cut].rstrip())
    kind = _kind(text[start:end])
    return [*(_parted(text, start, end) if kind == "paragraph" else [Passage(start, end, kind)]), *aside]


def _is_running(rest: str) -> bool:
    return len(rest.split()) >= _RUNNING and _SENTENCE_END.search(rest) is not None


def _parted(text: str, start: int, end: int) -> list[Passage]:
    """A line of text, parted at the stamps inside it and where a space is lost between sentences."""
    found: list[Passage] = []
    marks = [m.end() for p in _patterns()["stamped"] for m in p.finditer(text, start, end)]
    marks = marks if len(marks) >= _STAMPS or _begins_with_stamp(text[start:end]) else []
    glued = [m.end() for m in _GLUED.finditer(text, start, end)]
    bounds = [start, *sorted({m for m in (*marks, *glued) if start < m < end}), end]
    for low, high in pairwise(bounds):
        high = low + len(text[low:high].rstrip())
        found.extend(_opened(text, low, high))
    return found


def _begins_with_stamp(line: str) -> bool:
    return any((m := p.match(line)) and m[0].lstrip("([*•- ")[:1].isdigit() for p in _patterns()["inline"])


def _opened(text: str, start: int, end: int) -> list[Passage]:
    """A stamp or dateline in front, if there is one, and the text behind it; a heading that is glued to its text."""
    line = text[start:end]
    front = next((m for p in _patterns()["inline"] if (m := p.match(line))), None)
    if front is None or front.end(1) >= len(line):
        seam = _SEAM.match(line)
        if seam is not None:
            return [Passage(start, start + seam.end(), "heading"), Passage(start + seam.end(), end, "paragraph")]
        return [Passage(start, end, "paragraph")]
    mark = start + front.end(1)
    stamp: PassageKind = "stamp" if line.lstrip("([*•- ")[:1].isdigit() else "dateline"
    return [Passage(start, start + len(line[: front.end(1)].rstrip()), stamp), Passage(mark, end, "paragraph")]


def _kind(line: str) -> PassageKind:
    patterns = _patterns()
    if any(p.search(line) for p in patterns["boilerplate"]):
        return "boilerplate"
    if any(p.search(line) for p in patterns["stamp"]):
        return "stamp"
    if any(p.search(line) for p in patterns["dateline"]):
        return "dateline"
    return "heading" if _is_heading(line) else "paragraph"


def _is_heading(line: str) -> bool:
    if line.startswith("#"):
        return True
    if line.startswith(_BULLETS):
        return False
    words = line.split()
    if len(words) > _HEADING_WORDS or _CLOSED.search(line) or _ITEM.match(line):
        return False
    if _QUESTION.search(line):
        return len(words) <= 4
    return not line[:1].islower()
