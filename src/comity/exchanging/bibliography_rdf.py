"""Entries of Zotero's own export, Zotero RDF: items, what they stand in, and their attached files, by address."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from comity.errors import SourceError
from comity.exchanging.entries import Entry, read_written_date
from comity.model import Refusal

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
Z = "{http://www.zotero.org/namespaces/export#}"
DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"
FOAF = "{http://xmlns.com/foaf/0.1/}"
LINK = "{http://purl.org/rss/1.0/modules/link/}link"
BESIDE = {"attachment", "note"}
"""Types of items that belong to others."""


def is_rdf(text: str) -> bool:
    """Whether a text begins as RDF in XML."""
    return text.startswith("<") and "<rdf:RDF" in text[:2000]


def read_rdf(text: str, path: Path) -> Iterator[Entry | Refusal]:
    """The entries in document order; raises `SourceError` where the XML is not whole."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{path} is no whole RDF ({error}); export it again.") from error
    things = {about: thing for thing in root if (about := thing.get(f"{RDF}about"))}
    for thing in root:
        kind = thing.findtext(f"{Z}itemType")
        if kind and kind not in BESIDE:
            yield _entry(thing, things)


def _entry(item: etree._Element, things: Mapping[str, etree._Element]) -> Entry:
    place = item.get(f"{RDF}about", "")
    address = item.findtext(f"{DC}identifier/{DCTERMS}URI/{RDF}value") or (place if "://" in place else None)
    return Entry(
        place=place, title=_text(item, f"{DC}title"), publisher=_within(item, things),
        published=read_written_date(_text(item, f"{DC}date") or ""), url=address, language=_text(item, f"{Z}language"),
        abstract=_text(item, f"{DCTERMS}abstract"), attachments=tuple(_attached(item, things)),
    )  # fmt: skip


def _within(item: etree._Element, things: Mapping[str, etree._Element]) -> str | None:
    """The newspaper, site or series that an item stands in, written inside it or elsewhere; else who published it."""
    for part in item.findall(f"{DCTERMS}isPartOf"):
        whole = things.get(part.get(f"{RDF}resource", ""), part)
        if title := next((found.text for found in whole.iter(f"{DC}title") if found.text), None):
            return title.strip()
    return _text(item, f"{DC}publisher//{FOAF}name")


def _attached(item: etree._Element, things: Mapping[str, etree._Element]) -> Iterator[str]:
    """Paths of attached files; a link that was only bookmarked has none."""
    for link in item.findall(LINK):
        attachment = things.get(link.get(f"{RDF}resource", ""))
        file = attachment.find(f"{RDF}resource") if attachment is not None else None
        path = file.get(f"{RDF}resource") if file is not None else None
        if path and "://" not in path.replace("file://", ""):
            yield path


def _text(item: etree._Element, path: str) -> str | None:
    found = item.findtext(path)
    return found.strip() if found and found.strip() else None
