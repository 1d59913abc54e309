"""Pieces of markup as text: what feeds and messages hold, where nothing has to be told from a page's furniture."""

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from comity.sources.documents import tidy

_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table",
    "tbody", "td", "th", "tr", "ul",
}  # fmt: skip
_UNSEEN = ("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "head", "title", "figcaption")
_PARAGRAPH, _LINE = "\ue000", "\ue001"
"""Letters of private use that stand for breaks while blanks are put in order."""


def text_of_markup(markup: str) -> str:
    """The text of a piece of HTML, paragraphs parted by an empty line; plain text comes back as it is."""
    if "<" not in markup and "&" not in markup:
        return tidy(markup)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = document_fromstring(f"<div>{markup}</div>".encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    for block in tree.iter(*_BLOCKS):
        block.text, block.tail = _PARAGRAPH + (block.text or ""), _PARAGRAPH + (block.tail or "")
    for line in tree.iter("br"):
        line.tail = _LINE + (line.tail or "")
    words = " ".join("".join(tree.itertext()).split())
    return tidy(words.replace(_PARAGRAPH, "\n\n").replace(_LINE, "\n"))
