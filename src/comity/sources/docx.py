"""Word documents (.docx): paragraphs and tables in their order, with pages as Word broke them last."""

import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from lxml import etree

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.archives import HARMLESS, RATIO
from comity.sources.defaults import UNSAID, Defaults
from comity.sources.documents import Extractor, Found, Raw, make_document, one_line, tidy
from comity.sources.kinds import MB
from comity.sources.page_data import day_of

DOCX = Extractor("docx", f"python-docx {version('python-docx')}")
MOST_MEMBERS, LARGEST_MEMBER, LARGEST = 5_000, 100 * MB, 400 * MB
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DELETED = {f"{_WORD}del", f"{_WORD}moveFrom"}
_PAGE = "\f"


def extract(data: bytes, source: str, hints: Defaults = UNSAID) -> Iterator[Document | Refusal]:
    """The document in a Word file; raises `SourceError` for one that is encrypted, broken or a bomb."""
    _check(data)
    try:
        file = docx.Document(BytesIO(data))
        found = _read(file, dated=bool(hints.published))
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise SourceError("it is no Word document that can be opened") from error
    yield make_document(found, Raw.of(data, source), hints, DOCX)


def _check(data: bytes) -> None:
    """Raise `SourceError` for what is no honest package, before anything in it is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise SourceError("it is no Word document that can be opened") from error
    bombs = [m for m in members if m.file_size > max(HARMLESS, m.compress_size * RATIO) or m.file_size > LARGEST_MEMBER]
    if bombs or len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST:
        raise SourceError("it unpacks to far more than it is: a bomb, or no text")


def _read(file: WordDocument, *, dated: bool) -> Found:
    text, pages = _find_pages("\n\n".join(words for words in _paragraphs(file) if words.strip()))
    told = file.core_properties
    made = told.modified or told.created
    day = day_of(made.date().isoformat()) if made and not dated else None
    author = one_line(told.author)
    return Found(
        text=text,
        title=one_line(told.title),
        published=day,
        published_basis="file date" if day else None,
        language=told.language or None,
        authors=(author,) if author and author != "python-docx" else (),
        pages=pages,
        doubts=("it is dated by when its file was last changed",) if day else (),
    )


def _paragraphs(file: WordDocument) -> Iterator[str]:
    for block in file.iter_inner_content():
        if isinstance(block, Table):
            for row in block._tbl.tr_lst:
                cells = (" ".join(tidy(_words(cell)).split()) for cell in row.tc_lst)
                yield " | ".join(filter(None, cells))
        else:
            yield _words(block._p)


def _words(element: etree._Element) -> str:
    """The words of an element: what was inserted and linked too, and not what was deleted."""
    pieces = []
    for node in element.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr", f"{_WORD}lastRenderedPageBreak"):
        if any(above.tag in _DELETED for above in node.iterancestors()):
            continue
        pieces.append(_sign(node))
    return "".join(pieces)


def _sign(node: etree._Element) -> str:
    if node.tag == f"{_WORD}t":
        return node.text or ""
    if node.tag == f"{_WORD}lastRenderedPageBreak":
        return _PAGE
    return " " if node.tag == f"{_WORD}tab" else "" if node.get(f"{_WORD}type") == "page" else "\n"


def _find_pages(marked: str) -> tuple[str, tuple[int, ...]]:
    """The text without the marks of pages, and where each page begins; no page when there is no mark."""
    before, *pieces = marked.split(_PAGE)
    text, starts = tidy(before), [0]
    for piece in pieces:
        between = before[len(before.rstrip()) :] + piece[: len(piece) - len(piece.lstrip())]
        glue = "\n\n" if "\n\n" in between else " " if between else ""
        text += glue if text else ""
        starts.append(len(text))
        text += tidy(piece)
        before = piece
    return text, tuple(starts) if pieces else ()
