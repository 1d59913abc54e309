"""From what an extractor found to a document with its provenance: one way for every kind of source."""

import hashlib
import re
from dataclasses import dataclass

from comity.errors import SourceError
from comity.model import Document, Provenance
from comity.sources.damage import doubt_words
from comity.sources.defaults import Defaults
from comity.sources.language import detect_language

MAX_CHARACTERS = 1_000_000
LONGEST_TITLE, LONGEST_PUBLISHER = 500, 200
"""Characters of what stands in every list and beneath every answer; a longer one is cut, and ends in `…`."""
# Control signs and the marks that turn the direction of writing: no word holds them, and they hide what a text says.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]|[\ud800-\udfff]"
)
_BLANKS = re.compile(r"[^\S\n]+")
_SPACED_LINES = re.compile(r" ?\n ?")
_MANY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an extractor found in a source; what it leaves open is filled from what was known before."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_basis: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Extractor:
    """Who makes text of a kind of source: the kind, and what does the work with its version."""

    kind: str
    version: str


@dataclass(frozen=True, slots=True)
class Raw:
    """Where documents are taken from: the name of the source, and the hash of its bytes as they were met."""

    source: str
    sha256: str

    @classmethod
    def of(cls, data: bytes, source: str) -> "Raw":
        """The same from the bytes themselves."""
        return cls(source, hashlib.sha256(data).hexdigest())


def make_document(found: Found, raw: Raw, hints: Defaults, by: Extractor) -> Document:
    """The document with its provenance; raises `SourceError` for an empty text and for an endless one."""
    if not found.text.strip():
        raise SourceError("it is empty; there is no text to read")
    if len(found.text) > MAX_CHARACTERS:
        raise SourceError(f"its text has more than {MAX_CHARACTERS:,} characters; split it into its articles")
    published = found.published or hints.published
    basis = found.published_basis if found.published else hints.published_basis
    provenance = Provenance(
        raw_sha256=raw.sha256,
        extractor=by.kind,
        version=by.version,
        published_basis=basis if published else None,
        part=hints.part if found.part is None else "/".join(filter(None, (hints.part, found.part))),
        canonical_url=found.canonical_url,
        pages=found.pages,
        authors=found.authors,
        doubts=(*found.doubts, *doubt_words(found.text)),
    )
    return Document(
        text=found.text,
        source=raw.source,
        title=_shorten(one_line(found.title), LONGEST_TITLE) or hints.title,
        publisher=_shorten(one_line(found.publisher), LONGEST_PUBLISHER) or hints.publisher,
        published=published,
        url=found.canonical_url or found.url or hints.url,
        language=detect_language(found.text, found.language),
        provenance=provenance,
    )


def tidy(text: str) -> str:
    """Text as an extractor gives it: one blank at most between words, one empty line at most between paragraphs."""
    lines = _BLANKS.sub(" ", _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return _MANY_LINES.sub("\n\n", _SPACED_LINES.sub("\n", lines)).strip()


def _shorten(words: str | None, most: int) -> str | None:
    return words if words is None or len(words) <= most else f"{words[: most - 1].rstrip()}…"


def one_line(words: str | None) -> str | None:
    """Words on one line, None when there are none."""
    return " ".join(_UNWANTED.sub(" ", words).split()) or None if words else None
