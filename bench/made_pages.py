"""Thirty web pages of our own making: ten layouts, three texts in each, with what is the article and what is not.

Written in the form of trafilatura's own evaluation, with the day of publication beside it: see `extraction`.
"""

import html
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml
from articles import GOLD, HOUSE

from comity.sources.files import find_files, read_file

LAYOUTS = HOUSE / "page_layouts.yaml"
TEXTS = GOLD / "tune"
A_LAYOUT = 3
LENGTHS = (4, 7, 11)
"""Paragraphs of the short, the usual and the long text of a layout."""
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_ELEMENT = re.compile(r">([^<>]+)<")
FURNITURE = 4
"""Words of a piece of furniture that is looked for; shorter ones may stand in an article too."""


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page, what of it is the article, what is not, and the day that it tells (none for a page that tells none)."""

    name: str
    url: str
    content: str
    article: tuple[str, ...]
    furniture: tuple[str, ...]
    published: str | None


def make_pages() -> Iterator[MadePage]:
    """The thirty pages."""
    chance = random.Random(30)
    paragraphs = cycle(_paragraphs())
    for layout in yaml.safe_load(LAYOUTS.read_text("utf-8")):
        for number in range(A_LAYOUT):
            chosen = [next(paragraphs) for _ in range(LENGTHS[number % len(LENGTHS)])]
            yield _make(
                layout, number, chosen, (2015 + chance.randrange(9), chance.randrange(12), 1 + chance.randrange(28))
            )


def write_pages(folder: Path) -> None:
    """The pages with their `evaldata.json`."""
    told = {}
    for page in make_pages():
        (folder / f"{page.name}.html").write_text(page.content, "utf-8")
        told[page.url] = {"file": f"{page.name}.html", "with": page.article, "without": page.furniture,
                          "date": page.published}  # fmt: skip
    (folder / "evaldata.json").write_text(json.dumps(told), "utf-8")


def _make(layout: dict[str, Any], number: int, paragraphs: list[str], day: tuple[int, int, int]) -> MadePage:
    year, month, date = day
    iso, written = f"{year}-{month + 1:02}-{date:02}", f"{date} {MONTHS[month]} {year}"
    slug = f"{layout['name']}-report-{'abc'[number]}"
    body, article = _BODIES[layout["body"]](paragraphs)
    title = f"{paragraphs[0].split('. ')[0][:60].rsplit(' ', 1)[0]} {number + 1}".replace('"', "").replace("“", "")
    filling = {"title": html.escape(title), "iso": iso, "written": written}
    content = layout["html"].format(body=body, **filling)
    furniture = [words.strip() for words in _ELEMENT.findall(layout["html"].format(body="", **filling))]
    furniture = [words for words in furniture if len(words.split()) >= FURNITURE and title not in words]
    url = layout["url"].format(slug=slug, iso_path=iso.replace("-", "/"))
    return MadePage(slug, url, content, tuple(article), tuple(furniture), iso if layout["dated"] else None)


def _paragraphs() -> Iterator[str]:
    """Paragraphs of two or three sentences from texts of our own."""
    for path in find_files([TEXTS]).files:
        if path.suffix == ".md":
            sentences = [
                s for line in read_file(path).text.splitlines() for s in _SENTENCE.split(line) if s.endswith(".")
            ]
            for place in range(0, len(sentences) - 2, 3):
                yield " ".join(sentences[place : place + 3])


def _plain(paragraphs: list[str]) -> tuple[str, list[str]]:
    return "".join(f"<p>{html.escape(words)}</p>\n" for words in paragraphs), paragraphs


def _breaks(paragraphs: list[str]) -> tuple[str, list[str]]:
    return "<br><br>\n".join(html.escape(words) for words in paragraphs), paragraphs


def _boxes(paragraphs: list[str]) -> tuple[str, list[str]]:
    return "".join(f"<div>{html.escape(words)}</div>\n" for words in paragraphs), paragraphs


def _mixed(paragraphs: list[str]) -> tuple[str, list[str]]:
    """With a heading, a quotation set apart, a list, and links in the words."""
    first, second, third, *rest = paragraphs
    items = _SENTENCE.split(third)
    listed = "".join(f"<li>{html.escape(item)}</li>" for item in items)
    linked = [re.sub(r"\b(\w{6,})\b", r'<a href="/t">\1</a>', html.escape(words), count=1) for words in rest]
    quoted = f"<h2>What was decided that day</h2><blockquote><p>{html.escape(second)}</p></blockquote>"
    body = f"<p>{html.escape(first)}</p>{quoted}<ul>{listed}</ul>" + "".join(f"<p>{words}</p>" for words in linked)
    return body, [first, second, *items, *rest]


_BODIES = {"p": _plain, "br": _breaks, "div": _boxes, "mixed": _mixed}
