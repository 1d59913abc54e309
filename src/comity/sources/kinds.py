"""The table of what can be read: each kind of source with its suffixes, the bytes it begins with, and its extractor.

A whole kind has `extract(data, source, hints)`, which gives its documents. A kind that holds parts has
`open_parts(file, source, hints)`, which gives documents, parts to be opened in their turn, and what it passed over.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.defaults import Defaults
from comity.sources.parts import Part, Skipped

Extract = Callable[[bytes, str, Defaults], Iterator[Document | Refusal]]
Open = Callable[[BinaryIO, str, Defaults], Iterator[Document | Refusal | Part | Skipped]]
HEAD = 4096
"""Bytes of a source that are looked at to tell its kind."""
MB = 2**20


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source: which files are of it, and which module reads them."""

    name: str
    suffixes: tuple[str, ...]
    largest: int = 20 * MB
    """Bytes of one that is read whole; those that hold parts are streamed."""
    begins: tuple[bytes, ...] = ()
    """Bytes that no other kind begins with."""
    holds_parts: bool = False
    isolated: bool = True
    """Whether it is read in a process of its own, with limits: what foreign code parses can hang, grow or crash."""

    @property
    def extract(self) -> Extract:
        """The extractor of a kind that is read whole; its libraries load with the first use."""
        found: Extract = import_module(f"comity.sources.{self.name}").extract
        return found

    @property
    def open_parts(self) -> Open:
        """The opener of a kind that holds parts."""
        found: Open = import_module(f"comity.sources.{self.name}").open_parts
        return found


TEXT = Kind("plain", (".md", ".txt", ".markdown", ".text"), isolated=False)
HTML = Kind("html", (".html", ".htm", ".xhtml"))
FEEDS = Kind("feeds", (".rss", ".atom", ".rdf"))
SITEMAPS = Kind("sitemaps", (), 50 * MB)
PDF = Kind("pdf", (".pdf",), 200 * MB, (b"%PDF-",))
DOCX = Kind("docx", (".docx",), 100 * MB)
MAIL = Kind("mail", (".eml",), 50 * MB, holds_parts=True)
MAILBOXES = Kind("mailboxes", (".mbox", ".mbx"), holds_parts=True)
LINES = Kind("lines", (".jsonl", ".ndjson"), holds_parts=True)
JSON = Kind("json_lists", (".json",), 200 * MB, holds_parts=True)
CSV = Kind("csv_tables", (".csv", ".tsv"), holds_parts=True)
PARQUET = Kind("parquet", (".parquet",), begins=(b"PAR1",), holds_parts=True)
WARC = Kind("warc", (".warc", ".warc.gz", ".warc.zst"), begins=(b"WARC/1.", b"WARC/0."), holds_parts=True)
ZIP = Kind("zips", (".zip",), holds_parts=True)
TAR = Kind("tars", (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz"), holds_parts=True)
PACKED = Kind("packed", (".gz", ".bz2", ".xz"), begins=(b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"), holds_parts=True)

KINDS = (
    TEXT, HTML, FEEDS, SITEMAPS, PDF, DOCX, MAIL, MAILBOXES, LINES, JSON, CSV, PARQUET, WARC, ZIP, TAR, PACKED,
)  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}
SUFFIXES = tuple(sorted({suffix for kind in KINDS for suffix in kind.suffixes} | {".xml"}))
"""What the names of readable files end in."""

_BY_SUFFIX = sorted(((suffix, kind) for kind in KINDS for suffix in kind.suffixes), key=lambda pair: -len(pair[0]))
_UNREADABLE = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or Outlook file; save it as .docx, .csv or .eml"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it, or pack it as ZIP"), (b"Rar!", "a RAR archive; unpack it"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"RIFF", "sound or film"),
    (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"SQLite format 3", "a database; export it as CSV or JSON lines"),
    (b"{\\rtf", "a rich text file; save it as .docx or .txt"),
)  # fmt: skip
_OFFICE = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/|word/)", re.DOTALL)
_BOOKS = re.compile(rb"PK\x03\x04.{26}mimetype(application/[\w.+-]+)", re.DOTALL)
_ROOTS = (
    (re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", re.I), SITEMAPS),
    (re.compile(rb"<rss[\s>]|<(?:\w+:)?feed[\s>]|<rdf:RDF[\s>]", re.I), FEEDS),
    (re.compile(rb"<!doctype\s+html|<html[\s>]", re.I), HTML),
)
_MAIL_HEAD = re.compile(rb"\A(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}")


def kind_of(name: str, head: bytes) -> Kind:
    """The kind of a source by what it begins with, else by its name; raises `SourceError` for one that is not read."""
    for begins, what in _UNREADABLE:
        if head.startswith(begins):
            raise SourceError(f"it is {what}")
    return _by_bytes(name.lower(), head) or _by_name(name.lower(), head)


def is_readable(name: str) -> bool:
    """Whether a file's name says that it is of a kind that is read."""
    return name.lower().endswith(SUFFIXES)


def suffix_kind(name: str) -> Kind | None:
    """The kind that a name speaks of, None when it speaks of none."""
    return next((kind for suffix, kind in _BY_SUFFIX if name.lower().endswith(suffix)), None)


def _by_bytes(name: str, head: bytes) -> Kind | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(name, head)
    named = suffix_kind(name)
    for kind in KINDS:
        if head.startswith(kind.begins):
            return named if kind is PACKED and named in (WARC, TAR) else kind
    if b"%PDF-" in head[:1024]:
        return PDF
    if head[257:262] == b"ustar":
        return TAR
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"<":
        return next((kind for root, kind in _ROOTS if root.search(head)), None)
    if start == b"{" and b"jsonfeed.org" in head:
        return FEEDS
    return None


def _by_name(name: str, head: bytes) -> Kind:
    kind = suffix_kind(name)
    if kind in (PDF, DOCX, PARQUET, ZIP, PACKED) or (kind is WARC and head.strip()):
        raise SourceError(f"it is not what its name says: it does not begin as a {PurePath(name).suffix} file does")
    if kind is not None:
        return kind
    suffix = PurePath(name).suffix
    if suffix == ".xml":
        raise SourceError("it is XML of a kind that is not read; only feeds, sitemaps and pages are")
    if _MAIL_HEAD.match(head) and b"\nFrom:" in b"\n" + head:
        return MAIL
    if suffix and not head[:1] == b"<" and not suffix[1:].isdigit() and len(suffix) <= 6 and " " not in suffix:
        raise SourceError(f"{suffix} files are not read; save its text as .md or .txt")
    return TEXT


def _zip_kind(name: str, head: bytes) -> Kind:
    book = _BOOKS.search(head)
    if book or name.endswith((".xlsx", ".pptx", ".odt", ".ods", ".epub", ".jar", ".apk")):
        raise SourceError("it is an office file, a book or a program in a ZIP; save its text as .docx, .txt or .csv")
    return DOCX if name.endswith(".docx") or (_OFFICE.match(head) and not name.endswith(".zip")) else ZIP
