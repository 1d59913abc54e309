"""PDF communiqués: the text of every page in the order of reading, with the place where each page begins."""

import re
from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.defaults import UNSAID, Defaults
from comity.sources.documents import MAX_CHARACTERS, Extractor, Found, Raw, make_document, one_line
from comity.sources.page_data import day_of
from comity.sources.page_layout import Line, Piece, order_lines
from comity.sources.paged_text import join_pages

PDF = Extractor("pdf", f"pypdfium2 {pdfium.PYPDFIUM_INFO}")
MOST_PAGES = 3_000
# What PDFium gives for a hyphen at the end of a line.
_HYPHENS = re.compile("[\x02\ufffe]")
_MADE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|indd|rtf|odt|tex)$|^Microsoft Word|^untitled", re.IGNORECASE)


def extract(data: bytes, source: str, hints: Defaults = UNSAID) -> Iterator[Document | Refusal]:
    """The document in a PDF; raises `SourceError` for one that is encrypted, broken, or pictures only."""
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        reason = "it is encrypted; save it without its password" if encrypted else "it is no PDF that can be opened"
        raise SourceError(reason) from error
    with closing(file):
        found = _read(file, dated=bool(hints.published))
    yield make_document(found, Raw.of(data, source), hints, PDF)


def _read(file: pdfium.PdfDocument, *, dated: bool) -> Found:
    if len(file) > MOST_PAGES:
        raise SourceError(f"it has more than {MOST_PAGES:,} pages; split it")
    pages = list(_read_pages(file))
    text, starts = join_pages(pages)
    if not text.strip():
        raise SourceError("its pages are pictures without text; let a program recognise the text in them first")
    told = file.get_metadata_dict(skip_empty=True)
    title = one_line(told.get("Title"))
    made = _MADE.match(told.get("CreationDate", ""))
    day = day_of("-".join(made.groups())) if made and not dated else None
    author = one_line(told.get("Author"))
    return Found(
        text=text,
        title=None if title and _FILE_NAME.search(title) else title,
        published=day,
        published_basis="file date" if day else None,
        authors=(author,) if author else (),
        pages=tuple(starts),
        doubts=("it is dated by when its file was made",) if day else (),
    )


def _read_pages(file: pdfium.PdfDocument) -> Iterator[list[Line]]:
    characters = 0
    for number in range(len(file)):
        with closing(file[number]) as page, closing(page.get_textpage()) as text:
            characters += text.count_chars()
            if characters > 2 * MAX_CHARACTERS:
                raise SourceError(f"its text has more than {MAX_CHARACTERS:,} characters; split it into its articles")
            yield order_lines(list(_read_pieces(text)))


def _read_pieces(text: pdfium.PdfTextPage) -> Iterator[Piece]:
    """The stretches of a line that stand together, as the file draws them."""
    for place in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(place)
        words = _HYPHENS.sub("-", text.get_text_bounded(left, bottom, right, top))
        if words.strip():
            yield Piece(left, bottom, right, top, words)
