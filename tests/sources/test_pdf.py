"""PDF: columns in the order of reading, words mended, furniture left out, and the page of every place known."""

import io
import re

import pytest
from made_sources import pdf, story
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from comity.model import Document
from comity.sources.defaults import UNSAID, Defaults
from comity.sources.pdf import extract


def read(data: bytes, hints: Defaults = UNSAID) -> Document:
    (document,) = extract(data, "made.pdf", hints)
    assert isinstance(document, Document)
    return document


def drawn(*pages: list[tuple[float, float, str]]) -> Document:
    """What is read of lines drawn at places, in points from the lower left corner."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in pages:
        for x, y, words in page:
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return read(out.getvalue())


def test_columns_follow_one_another_and_pages_too() -> None:
    document = read(pdf(1, pages=3))
    assert re.findall(r"(?m)^(\d+)\. This is report", document.text) == [str(n) for n in range(42)]
    for number in (0, 20, 41):
        assert " ".join(story(100 + number, 6)) in " ".join(document.text.split())
    assert "MINISTRY" not in document.text
    assert "Page" not in document.text


def test_the_page_of_a_place_is_known() -> None:
    document = read(pdf(1, pages=3))
    told = document.provenance
    assert told
    assert len(told.pages) >= 3
    assert told.page_of(document.text.index("0. This is")) == 1
    assert told.page_of(document.text.index("41. This is")) == len(told.pages)
    assert all(document.text[start].strip() for start in told.pages)


LINES = ["The ministers of the two neigh-", "bouring states signed a long-", "term treaty. It is their long-term aim."]


def test_words_are_mended_unless_they_are_written_with_a_hyphen() -> None:
    document = drawn([(72, 700 - 14 * n, words) for n, words in enumerate(LINES)])
    assert (
        document.text
        == "The ministers of the two neighbouring states signed a long-term treaty. It is their long-term aim."
    )


def test_white_space_parts_paragraphs_and_a_page_does_not() -> None:
    first = [
        (72, 700, "The first paragraph of the page ends here, in its one line."),
        (72, 660, "The second goes on over"),
        (72, 646, "the end of the page and its last line is quite as long as the"),
    ]
    document = drawn(first, [(72, 700, "others are.")])
    assert document.text.split("\n\n")[1].endswith("as long as the others are.")
    assert document.provenance
    assert document.provenance.pages == (0, document.text.index("others"))


def test_the_date_of_the_file_is_told_and_doubted() -> None:
    told = read(pdf(1)).provenance
    assert told
    assert (told.published_basis, told.doubts) == ("file date", ("it is dated by when its file was made",))
    given = read(pdf(1), Defaults(published="2024-07-04")).provenance
    assert given
    assert (given.published_basis, given.doubts) == ("given", ())


def test_pictures_of_pages_hold_no_text() -> None:
    with pytest.raises(Exception, match="pictures without text"):
        drawn([(72, 700, " ")])
