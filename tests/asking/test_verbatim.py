"""Quotations against texts: exactly so, nearly so, or not at all; never a false “verbatim”."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.asking.desk import Desk
from comity.asking.verbatim import find_places

SAID = "The club grows faster than its agenda."


def test_words_are_found_where_they_stand(desk: Desk) -> None:
    (row,) = desk.verify(SAID).rows
    text = desk.document(row.document or "").rows[0].text
    assert row.verdict == "verbatim"
    assert text[row.start : row.end] == row.quote == SAID
    assert row.publisher == "Northern Post"


@pytest.mark.parametrize(
    "words", ["The club  grows\nfaster than its agenda.", "“The club grows faster than its agenda.”"]
)
def test_white_space_and_the_shape_of_marks_do_not_count(desk: Desk, words: str) -> None:
    assert desk.verify(words).rows[0].verdict == "verbatim"


@pytest.mark.parametrize(
    "words",
    [
        "The club grows slower than its agenda.",
        "The club grew faster than its agenda.",
        "the club grows faster, than its agenda",
    ],
)
def test_other_words_are_told_apart(desk: Desk, words: str) -> None:
    (row,) = desk.verify(words).rows
    assert row.verdict == "altered"
    assert row.sentence
    assert row.differences or words.casefold() != words


def test_two_true_halves_make_no_quotation(desk: Desk) -> None:
    assert desk.verify("The club grows faster than its agenda. India came in as a member").rows[0].verdict != "verbatim"


def test_another_document_does_not_vouch(desk: Desk) -> None:
    (row,) = desk.verify(SAID).rows
    others = [other.document for other in desk.documents().rows if other.document != row.document]
    assert desk.verify(SAID, others[0]).rows[0].verdict != "verbatim"


@pytest.mark.parametrize("words", ["", "agenda", "   ", "the club"])
def test_few_words_prove_nothing(desk: Desk, words: str) -> None:
    assert desk.verify(words).rows[0].verdict == "too-short"


@pytest.mark.parametrize("words", ["((((((((((((((", '"""""""""""""""""', "zzzz qqqq xxxx wwww", "NEAR(a b, 3) OR *"])
def test_rubbish_is_not_found(desk: Desk, words: str) -> None:
    assert desk.verify(words).rows[0].verdict == "not-found"


@given(st.text(alphabet="ab ’“\n.-", min_size=14), st.integers(0, 9), st.integers(5, 20))
def test_every_stretch_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    words = text[start : start + length]
    places = find_places(text, words)
    assert bool(places) == bool(words.split())
    for first, last in places:
        assert text[first:last].split() == words.split() or "’" in text or "“" in text
