"""Dates: the expressions found in a text and what they mean, and that no text makes the finder fail."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from comity.edtf import is_edtf
from comity.errors import LexiconError
from comity.reading.date_grammar import BUILDERS, load_grammar
from comity.reading.date_values import edtf_of
from comity.reading.date_words import _flatten, read_words
from comity.reading.dates import find_dates
from comity.reading.lexicon import load

CASES = yaml.load((Path(__file__).parent / "cases" / "dates.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
WORDS = st.sampled_from(
    """
    on since from to between the last next past every 3 13 31 1945 2022 May June Friday week weeks years decade of
    and - , . by then two early mid spring later ago before now 14:05 pm BC 1970s century night 2022-09-14 00 9999 2101
    half a
    """.split()  # noqa: SIM905
)


def _none(value: str) -> str | None:
    return None if value == "null" else value


@pytest.mark.parametrize(("published", "text", "expected"), CASES, ids=[case[1][:40] for case in CASES])
def test_cases(published: str, text: str, expected: list[list[str]]) -> None:
    found = [[text[d.start : d.end], d.timex3, d.value] for d in find_dates(text, _none(published))]
    assert found == [[words, timex3, _none(edtf)] for words, timex3, edtf in expected]


@given(st.lists(WORDS, max_size=14), st.sampled_from([None, "2024-02-29", "2024", "0001-01-01", "9999-12-31"]))
def test_any_words_give_ordered_spans_and_edtf(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    end = 0
    for date in find_dates(text, published):
        assert end <= date.start < date.end <= len(text)
        assert date.value is None or is_edtf(date.value)
        assert (date.basis is None) == (date.value is None)
        end = date.end


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert all(text[d.start : d.end].strip() for d in find_dates(text, "2024-07-05"))


def test_a_callback_gives_the_tense() -> None:
    text = "The ministers to the talks on Monday"
    assert find_dates(text, "2024-07-05", tense=lambda _: "future")[0].value == "2024-07-08"
    assert find_dates(text, "2024-07-05", tense=lambda _: "past")[0].value == "2024-07-01"
    assert find_dates(text, "2024-07-05", tense=lambda _: None)[0].value == "2024-07-01"


def test_basis_says_what_a_value_rests_on() -> None:
    text = "On 3 May 2021 they met, the next day they parted, and yesterday they met again."
    assert [d.basis for d in find_dates(text, "2024-07-05")] == ["explicit", "anchored", "relative"]


@pytest.mark.parametrize(
    ("timex3", "edtf"),
    [
        ("2022-W36", "2022-09-05/2022-09-11"),
        ("2022-H2", "2022-07/2022-12"),
        ("P3D", None),
        ("BC0480", None),
        ("19", "19XX"),
    ],
)
def test_edtf_of_timex3(timex3: str, edtf: str | None) -> None:
    assert edtf_of(timex3) == edtf


def test_every_word_has_one_class() -> None:
    with pytest.raises(LexiconError):
        _flatten({"A": {"day": 1}, "B": {"day": 2}})
    assert len(read_words("Monday to Friday").classes) == 3


def test_every_builder_is_used_and_every_rule_names_one() -> None:
    assert {builder for builder, _ in load("date_grammar")["rules"]} == set(BUILDERS)
    assert len(load_grammar().rules) == len(load("date_grammar")["rules"])
