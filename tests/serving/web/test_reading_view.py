"""The reading view: every sign of a text is shown once, but the signs that make a heading one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.asking.rows import ReadingRow, ReadStatement
from comity.serving.web.reading_view import lay_out


def _row(text: str, *spans: tuple[int, int]) -> ReadingRow:
    read = tuple(ReadStatement(f"st-{n}", "event", "x", "actual", None, 1.0, (span,)) for n, span in enumerate(spans))
    return ReadingRow("doc-1", None, None, None, None, "x", "en", "", text, (), read, ())


@pytest.mark.parametrize(
    ("line", "sign", "shown"),
    [("## What now?", "## ", "What now?"), ("#  Two", "#  ", "Two"), ("#tag of a day", "", "#tag of a day"),
     ("####### seven", "", "####### seven"), ("# ", "", "# "), ("No. # 5", "", "No. # 5")],
)  # fmt: skip
def test_a_heading_is_shown_without_its_signs(line: str, sign: str, shown: str) -> None:
    (paragraph,) = lay_out(_row(line))
    assert (paragraph.sign, "".join(piece.text for piece in paragraph.pieces)) == (sign, shown)


def test_evidence_keeps_its_place_in_a_heading() -> None:
    (paragraph,) = lay_out(_row("## Iran joins", (3, 7)))
    shown = [(piece.start, piece.text, len(piece.statements)) for piece in paragraph.pieces]
    assert shown == [(3, "Iran", 1), (7, " joins", 0)]


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=4)


@given(st.lists(st.text("# ab\t", max_size=12), max_size=5), SPANS)
def test_signs_and_pieces_give_each_line(lines: list[str], spans: list[tuple[int, int]]) -> None:
    text = "\n".join(lines)
    row = _row(text, *((start, start + long) for start, long in spans if start + long <= len(text)))
    shown = [paragraph.sign + "".join(piece.text for piece in paragraph.pieces) for paragraph in lay_out(row)]
    assert shown == [line for line in lines if line.strip()]
