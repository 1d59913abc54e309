"""The article in a web page as paragraphs: found by trafilatura, with the words of its links proved to be there."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from comity.sources.documents import tidy

_BLOCKS = {"p", "li", "blockquote", "h1", "h2", "h3", "h4", "td", "dd"}
_LONG_ENOUGH = 30
"""Characters that a paragraph without its links must have to be found again in the text."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of the article, and how many links lost their words on the way in spite of all."""

    text: str
    lost: int = 0


@dataclass(frozen=True, slots=True)
class _Linked:
    """A paragraph of the page with its links' words, and as it would be without them."""

    whole: str
    bare: str


def extract_text(tree: HtmlElement) -> PageText:
    """The article in a parsed page, paragraphs parted by an empty line; empty when there is none."""
    linked = list(_linked_paragraphs(tree))
    text = _render(deepcopy(tree))
    return _restore(text, linked)


def _render(tree: HtmlElement) -> str:
    found = bare_extraction(tree, favor_precision=True, include_comments=False, include_tables=True)
    if found is None or isinstance(found, dict) or found.body is None:
        return ""
    return tidy("\n\n".join(_paragraphs(found.body)))


def _paragraphs(element: etree._Element) -> Iterator[str]:
    """Paragraphs in the order of reading; a row of a table is one, and so is a point of a list."""
    for child in element:
        if child.tag == "table":
            for row in child.iter("row"):
                cells = (_words(cell) for cell in row.iter("cell"))
                yield " | ".join(filter(None, cells))
        elif child.tag == "list":
            yield from (f"- {words}" for item in child.iter("item") if (words := _words(item)))
        elif len(child) and child.tag in ("quote", "div", "body"):
            yield from _paragraphs(child)
        else:
            yield _words(child)
        if child.tail and child.tail.strip():
            yield child.tail


def _words(element: etree._Element) -> str:
    """The words of an element in one piece; a line break in it stays one."""
    for line in element.iter("lb", "br"):
        line.tail = "\n" + (line.tail or "")
    lines = "".join(element.itertext()).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def _linked_paragraphs(tree: HtmlElement) -> Iterator[_Linked]:
    for block in tree.iter(*_BLOCKS):
        links = [link for link in block.iter("a") if link.text_content().strip()]
        if not links or any(inner.tag in _BLOCKS for inner in block.iterdescendants()):
            continue
        whole = _plain(block.text_content())
        bare = _plain("".join(_outside_links(block)))
        if len(bare) >= _LONG_ENOUGH and bare != whole:
            yield _Linked(whole, bare)


def _outside_links(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != "a" and isinstance(child.tag, str):
            yield from _outside_links(child)
        yield child.tail or ""


def _restore(text: str, linked: list[_Linked]) -> PageText:
    """The text with paragraphs that lost the words of their links as they are on the page."""
    paragraphs = text.split("\n\n")
    places = {_plain(paragraph): place for place, paragraph in enumerate(paragraphs)}
    lost = 0
    for one in linked:
        place = places.get(one.bare)
        if place is not None:
            paragraphs[place] = one.whole
        elif one.whole not in places and any(one.bare in paragraph for paragraph in places):
            lost += 1
    return PageText("\n\n".join(paragraphs), lost)


def _plain(text: str) -> str:
    return " ".join(text.split())
