"""Quotation marks are paired by paragraph, and what is lost is repaired."""

from hypothesis import given
from hypothesis import strategies as st

from comity.reading.passages import find_passages
from comity.reading.quoting.marks import find_quoted


def quoted(text: str) -> list[str]:
    return [q.text(text) for q in find_quoted(text, find_passages(text))]


def test_every_kind_of_mark_pairs() -> None:
    text = "One “two,” three \"four,\" five «six,» seven ‘eight,’ nine ''ten,'' eleven."
    assert quoted(text) == ["two,", "four,", "six,", "eight,", "ten,"]


def test_wrong_mark_at_the_end_still_closes() -> None:
    assert quoted("“Who pays?“ she asked. “Nobody.“ Then she left.") == ["Who pays?", "Nobody."]


def test_opening_mark_behind_a_word_closes() -> None:
    assert quoted("They want a “quick review“ of the dam and a “health team” at the port.") == [
        "quick review",
        "health team",
    ]


def test_line_that_signs_a_quotation_is_none() -> None:
    assert quoted("“We wait.\nAna Kovac, harbour master.”\n\n“We wait again.”") == ["We wait.", "We wait again."]


def test_apostrophes_are_no_marks() -> None:
    assert quoted("The leaders’ talks and the ministers' notes aren’t in 'O’Hara’s room.") == []


def test_quotation_within_a_quotation_stays_inside() -> None:
    assert quoted("“He said ‘no’ to me,” she recalled at the port.") == ["He said ‘no’ to me,"]


def test_open_mark_runs_to_the_end_of_its_paragraph_and_no_further() -> None:
    found = find_quoted(text := "She said: “We wait.\n\n“We wait again.”", find_passages(text))
    assert [(q.text(text), q.repaired, q.runs_on) for q in found] == [
        ("We wait.", True, True),
        ("We wait again.", False, False),
    ]


def test_stray_closing_mark_reaches_back_to_its_sentence() -> None:
    assert quoted("It rained. We wait,” she said at the port.") == ["We wait,"]


@given(st.text(alphabet="ab .,\n“”\"'‘’«»", max_size=80))
def test_stretches_lie_in_order_inside_the_text(text: str) -> None:
    found = find_quoted(text, find_passages(text))
    edges = [edge for q in found for edge in (q.start, q.end)]
    assert edges == sorted(edges)
    assert all(0 <= q.start <= q.inner_start <= q.inner_end <= q.end <= len(text) for q in found)
