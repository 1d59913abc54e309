"""Passages: what each line of a document is, so that headings, stamps and footers give no statements."""

import re
from functools import lru_cache
from importlib import resources

import yaml

from comity.reading.page import Passage, PassageKind

_HEADING_WORDS = 12
_BULLETS = ("–", "—", "•", "*", "- ", "·")
_LINE = re.compile(r"[^\n]+")
_CLOSED = re.compile(r"[.!…:;,]['’”\"»)\]]*$")
_QUESTION = re.compile(r"\?['’”\"»)\]]*$")
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
    line = text[start:end]
    kind = _kind(line)
    if kind != "paragraph":
        return [Passage(start, end, kind)]
    front = next((m for p in _patterns()["inline"] if (m := p.match(line))), None)
    if front is None or front.end(1) >= len(line):
        return [Passage(start, end, kind)]
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
