"""The order in which a page is read: pieces of text with their places become lines, column after column.

Recursive cuts along white space (the XY-cut of Nagy and Seth, 1984): a gap from top to bottom parts columns, the widest
gap from side to side parts what stands above from what stands below.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

GUTTER = 9.0
"""Points of white that part two columns at least; a blank between words is 3 to 6."""
_LINES_OF_A_COLUMN = 3
_LETTERS_OF_A_COLUMN = 12
"""Fewer in a line are numbers of a list or cells of a table, and stay in their line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with the box around them, in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """Of the letters."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in the order of reading; `apart` when white space above it begins a new paragraph."""

    text: str
    left: float
    right: float
    height: float
    apart: bool = False


def order_lines(pieces: list[Piece]) -> list[Line]:
    """The lines of a page as they are read."""
    lines: list[Line] = []
    for block, apart in _cut(_join(pieces)):
        lines += _lines(block, apart=apart)
    return lines


def _join(pieces: list[Piece]) -> list[Piece]:
    """Pieces that follow one another on one line as one: fonts and styles break them."""
    joined: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (-round(p.bottom / 3), p.left)):
        last = joined[-1] if joined else None
        if last and _on_one_line(last, piece) and -GUTTER < piece.left - last.right < _blank(last, piece):
            joined[-1] = _merge(last, piece)
        else:
            joined.append(piece)
    return joined


def _on_one_line(one: Piece, other: Piece) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > 0.5 * min(one.height, other.height)


def _blank(one: Piece, other: Piece) -> float:
    return min(GUTTER, 0.9 * max(one.height, other.height, 1.0))


def _merge(one: Piece, other: Piece) -> Piece:
    gap = other.left - one.right > 0.15 * max(one.height, 1.0)
    spaced = gap and not one.text.endswith((" ", "\n")) and not other.text.startswith(" ")
    text = f"{one.text.rstrip()} {other.text.lstrip()}" if spaced else one.text.rstrip("\r\n") + other.text
    box = (min(one.bottom, other.bottom), max(one.right, other.right), max(one.top, other.top))
    return Piece(one.left, *box, text)


def _cut(pieces: list[Piece]) -> Iterator[tuple[list[Piece], bool]]:
    """Blocks in the order of reading, and whether each stands apart below another; a column goes on from the last.

    Without recursion, since a hostile page has any number of them.
    """
    waiting = [(pieces, False)]
    while waiting:
        block, apart = waiting.pop()
        if columns := _columns(block):
            waiting += [(columns[1], False), (columns[0], apart)]
        elif rows := _rows(block):
            waiting += [(rows[1], True), (rows[0], apart)]
        elif block:
            yield block, apart


def _columns(block: list[Piece]) -> list[list[Piece]] | None:
    gap = _widest_gap(block, lambda p: (p.left, p.right))
    if gap is None or gap[0] < GUTTER:
        return None
    left = [piece for piece in block if piece.right <= gap[1]]
    right = [piece for piece in block if piece.right > gap[1]]
    return [left, right] if _is_column(left) and _is_column(right) else None


def _is_column(block: list[Piece]) -> bool:
    return (
        len({round(piece.bottom) for piece in block}) >= _LINES_OF_A_COLUMN
        and median(len(piece.text) for piece in block) >= _LETTERS_OF_A_COLUMN
    )


def _rows(block: list[Piece]) -> list[list[Piece]] | None:
    """Above and below the widest gap, where that helps: only when there are columns in the block."""
    if not _has_columns(block):
        return None
    gap = _widest_gap(block, lambda p: (-p.top, -p.bottom))
    if gap is None or gap[0] <= 0:
        return None
    above = [piece for piece in block if -piece.bottom <= gap[1]]
    below = [piece for piece in block if -piece.bottom > gap[1]]
    return [above, below] if above and below else None


def _has_columns(block: list[Piece]) -> bool:
    """Whether lines of the block stand side by side, long enough to be of columns."""
    beside = 0
    for one, other in pairwise(block):
        long = min(len(one.text), len(other.text)) >= _LETTERS_OF_A_COLUMN
        beside += long and _on_one_line(one, other) and other.left - one.right >= GUTTER
    return beside >= _LINES_OF_A_COLUMN


def _widest_gap(block: list[Piece], side: Callable[[Piece], tuple[float, float]]) -> tuple[float, float] | None:
    """How wide the widest gap along an axis is, and where it begins."""
    best: tuple[float, float] | None = None
    reach: float | None = None
    for start, end in sorted(map(side, block)):
        if reach is not None and start > reach and (best is None or start - reach > best[0]):
            best = (start - reach, reach)
        reach = end if reach is None else max(reach, end)
    return best


def _lines(block: list[Piece], *, apart: bool) -> Iterator[Line]:
    """The lines of a block, top down; what stands beside on one line stays on it."""
    rows: list[list[Piece]] = []
    for piece in sorted(block, key=lambda p: (-p.bottom, p.left)):
        if rows and _on_one_line(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    steps = [above[0].bottom - below[0].bottom for above, below in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    for place, row in enumerate(rows):
        row.sort(key=lambda p: p.left)
        text = " ".join(" ".join(piece.text.split()) for piece in row)
        line = Line(text, row[0].left, max(p.right for p in row), max(p.height for p in row))
        below = place and (steps[place - 1] > 1.25 * usual + 1 or abs(line.height - rows[place - 1][0].height) > 3)
        yield replace(line, apart=bool(below) if place else apart)
