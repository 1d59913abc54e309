"""Indices of agreement between two voters: their limits, and the same from either side."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.measuring.rules import RULES

TABLES = st.lists(st.integers(0, 40), min_size=9, max_size=9).map(
    lambda cells: np.array(cells, dtype=float).reshape(3, 3)
)


@given(TABLES)
def test_s_is_twice_half_less_one(table):
    if table.sum():
        assert RULES["s"].index(table) == pytest.approx(2 * RULES["half"].index(table) - 1)


@given(TABLES)
def test_every_index_is_the_same_from_either_side(table):
    for rule in RULES.values():
        np.testing.assert_allclose(rule.index(table), rule.index(table.T), atol=1e-9)


@given(TABLES)
def test_no_index_exceeds_one_and_shares_lie_between_zero_and_one(table):
    for rule in RULES.values():
        value = rule.index(table)
        assert np.isnan(value) or value <= 1 + 1e-9
        assert rule.unit != "share" or np.isnan(value) or value >= -1e-9


def test_two_that_never_vary_have_no_kappa():
    table = np.zeros((3, 3))
    table[0, 0] = 30
    assert np.isnan(RULES["kappa"].index(table))
    assert np.isnan(RULES["pi"].index(table))
    assert RULES["exact"].index(table) == 1


def test_kappa_by_hand():
    table = np.array([[20, 5, 0], [0, 0, 0], [0, 0, 5]], dtype=float)
    observed = 5 * 0.5 / 30
    expected = (25 * 5 * 0.5 + 25 * 5 * 1 + 5 * 20 * 1 + 5 * 5 * 0.5) / 900
    assert RULES["kappa"].index(table) == pytest.approx(1 - observed / expected)
