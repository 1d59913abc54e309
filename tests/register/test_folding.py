"""Writing variants: folding keeps offsets, keys ignore case and accents, bags ignore order, cut words fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.register.folding import bag, cut_words, fits_shortened, fold, key


@given(st.text())
def test_folding_keeps_every_character_at_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d’Ivoire", "cote d'ivoire"),
        ("U.S.A.", "USA"),
        ("The Netherlands", "netherlands"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
        ("Türkiye", "TURKIYE"),
    ],
)
def test_ways_of_writing_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Korea, Dem. People's Rep.", "Democratic People's Republic of Korea"),
        ("St. Kitts & Nevis", "Saint Kitts and Nevis"),
        ("Micronesia, Fed. Sts.", "Federated States of Micronesia"),
        ("Cook Isds", "Cook Islands"),
    ],
)
def test_list_entries_of_one_name_share_a_bag(one: str, other: str) -> None:
    assert bag(one) == bag(other)


@pytest.mark.parametrize(
    ("shortened", "name", "fits"),
    [
        ("St. Vin. and Gren.", "Saint Vincent and the Grenadines", True),
        ("Bosnia & Herz.", "Bosnia and Herzegovina", True),
        ("Bosnia & Herz", "Bosnia and Herzegovina", False),
        ("N. Korea", "South Korea", False),
        ("Guinea", "Equatorial Guinea", False),
    ],
)
def test_cut_words_stand_for_one_word_each(shortened: str, name: str, fits: bool) -> None:
    assert fits_shortened(cut_words(shortened), frozenset(bag(name).split())) is fits
