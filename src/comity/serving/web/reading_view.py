"""A document's text cut into paragraphs and pieces, so that a template can mark the evidence of each statement."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from comity.asking.rows import ReadingRow, ReadStatement


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same statements rest on; none of them for plain text."""

    start: int
    text: str
    statements: tuple[ReadStatement, ...]

    @property
    def kinds(self) -> str:
        """The kinds of the statements, parted by spaces."""
        return " ".join(dict.fromkeys(item.kind for item in self.statements))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text with the statements whose evidence begins in it."""

    start: int
    pieces: tuple[Piece, ...]
    statements: tuple[ReadStatement, ...]


def lay_out(row: ReadingRow) -> list[Paragraph]:
    """The paragraphs of a document; joined again, the pieces give each line of the text."""
    return [_paragraph(row, start, end) for start, end in _lines(row.text)]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _paragraph(row: ReadingRow, start: int, end: int) -> Paragraph:
    inside = [(span, item) for item in row.read for span in item.spans if span[0] < end and span[1] > start]
    cuts = sorted({start, end, *(place for span, _ in inside for place in span if start < place < end)})
    pieces = tuple(
        Piece(first, row.text[first:last], _each(item for span, item in inside if span[0] < last and span[1] > first))
        for first, last in pairwise(cuts)
    )
    begun = _each(item for item in row.read if item.spans and start <= item.spans[0][0] < end)
    return Paragraph(start, pieces, begun)


def _each(items: Iterator[ReadStatement]) -> tuple[ReadStatement, ...]:
    return tuple({item.statement: item for item in items}.values())
