"""Word vectors: known words have one, words that are alike lie near, unknown ones are zeros."""

import numpy as np

from comity.reading.learnt.vectors import SIZE, vectors_of


def near(one: str, other: str) -> float:
    a, b = vectors_of([(one, one), (other, other)])
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


def test_words_that_are_alike_lie_nearer_than_others() -> None:
    assert near("condemn", "denounce") > near("condemn", "harvest")
    assert near("treaty", "accord") > near("treaty", "rifle")


def test_a_form_stands_in_for_a_lemma_that_is_unknown() -> None:
    known, by_form = vectors_of([("treaty", "treaty"), ("qzxtreaty", "treaty")])
    assert np.array_equal(known, by_form)


def test_an_unknown_word_is_all_zeros() -> None:
    found = vectors_of([("qzxv", "qzxv")])
    assert found.shape == (1, SIZE)
    assert not found.any()
