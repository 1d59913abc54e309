"""An Atom feed (RFC 4287) of what is news of an actor."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

import comity
from comity.edtf import bounds
from comity.serving.watching.entries import Entry, Sentence, name_for_good

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
NEVER = "1970-01-01T00:00:00Z"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_atom(name: str, watched: str, entries: Sequence[Entry], here: str, address: str) -> bytes:
    """The feed. `here` is the address of the server without a path, `address` the feed's own."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", name_for_good(f"watch {watched}"))
    _add(feed, "title", f"{name}: what is told anew")
    _add(feed, "subtitle", "Each entry says why it is told, with the sentences it rests on.")
    _add(feed, "updated", max((_moment(entry.recorded) for entry in entries), default=NEVER))
    _add(_add(feed, "author"), "name", "Comity")
    _add(feed, "generator", "Comity", version=comity.__version__)
    _add(feed, "link", rel="self", type="application/atom+xml", href=address)
    _add(feed, "link", rel="alternate", type="text/html", href=address.removesuffix(".atom"))
    for entry in entries[:MOST]:
        _entry(feed, entry, here)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(feed: ET.Element, entry: Entry, here: str) -> None:
    node = _add(feed, "entry")
    _add(node, "id", entry.id)
    _add(node, "title", entry.headline)
    _add(node, "updated", _moment(entry.recorded))
    published = bounds(entry.published).earliest if entry.published else None
    if published:
        _add(node, "published", f"{published.isoformat()}T00:00:00Z")
    _add(node, "link", rel="alternate", type="text/html", href=f"{here}{entry.path}")
    _add(node, "category", term=entry.kind)
    _add(node, "summary", entry.why)
    _add(node, "content", _content(entry), type="html")


def _content(entry: Entry) -> str:
    """HTML as text: why it is told, then each sentence in a quotation with its source."""
    body = ET.Element("div")
    ET.SubElement(body, "p").text = _clean(entry.why)
    for sentence in entry.sentences:
        _quote(body, sentence)
    return ET.tostring(body, encoding="unicode")


def _quote(body: ET.Element, sentence: Sentence) -> None:
    ET.SubElement(body, "blockquote").text = _clean(sentence.words)
    source = ET.SubElement(body, "p")
    source.text = f"— {_clean(sentence.source)} "
    if sentence.url and re.match(r"https?://", sentence.url):
        ET.SubElement(source, "a", href=_clean(sentence.url)).text = _clean(sentence.url)


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    node = ET.SubElement(parent, f"{{{ATOM}}}{name}", {key: _clean(value) for key, value in attributes.items()})
    node.text = _clean(text) if text is not None else None
    return node


def _moment(recorded: str) -> str:
    """A moment of recording as RFC 3339 wants it, to the second."""
    return f"{recorded[:19]}Z"


def _clean(text: str) -> str:
    """The text without signs that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)
