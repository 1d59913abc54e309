"""A document's text cut into paragraphs and pieces, so that a template can mark the evidence of each statement."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from comity.asking.rows import ReadingRow, ReadStatement
from comity.sources.damage import Damage
from comity.sureness import is_unsure


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same statements rest on; none of them for plain text."""

    start: int
    text: str
    statements: tuple[ReadStatement, ...]
    damage: Damage | None = None
    """What is suspected to be wrong with it."""
    begins_damage: bool = False

    @property
    def kinds(self) -> str:
        """The kinds of the statements, parted by spaces, and whether none of these is sure."""
        doubt = ["doubtful"] if all(is_unsure(item.confidence) for item in self.statements) else []
        return " ".join(dict.fromkeys([*(item.kind for item in self.statements), *doubt]))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text with the statements whose evidence begins in it."""

    start: int
    pieces: tuple[Piece, ...]
    statements: tuple[ReadStatement, ...]
    sign: str = ""
    """The signs before it that make it a heading, as in `## `; they are not among the pieces."""


def lay_out(row: ReadingRow, damage: Sequence[Damage] = ()) -> list[Paragraph]:
    """The paragraphs of a document; joined again, signs and pieces give each line of the text. `damage`
    is marked in them."""
    return [_paragraph(row, start, end, damage) for start, end in _lines(row.text)]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _paragraph(row: ReadingRow, start: int, end: int, damage: Sequence[Damage]) -> Paragraph:
    sign = found.group() if (found := _HEADING.match(row.text, start, end)) else ""
    start += len(sign)
    inside = [(span, item) for item in row.read for span in item.spans if span[0] < end and span[1] > start]
    broken = [one for one in damage if one.start < end and one.end > start]
    places = [place for span, _ in inside for place in span] + [
        place for one in broken for place in (one.start, one.end)
    ]
    cuts = sorted({start, end, *(place for place in places if start < place < end)})
    pieces = []
    for first, last in pairwise(cuts):
        here = next((one for one in broken if one.start < last and one.end > first), None)
        told = _each(item for span, item in inside if span[0] < last and span[1] > first)
        pieces.append(
            Piece(first, row.text[first:last], told, here, here is not None and first == max(here.start, start))
        )
    begun = _each(item for item in row.read if item.spans and start <= item.spans[0][0] < end)
    return Paragraph(start, tuple(pieces), begun, sign)


_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
"""What begins a heading in Markdown."""


def _each(items: Iterator[ReadStatement]) -> tuple[ReadStatement, ...]:
    return tuple({item.statement: item for item in items}.values())
