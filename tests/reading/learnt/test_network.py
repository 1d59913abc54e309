"""The networks' parts: neighbours within the sentence, what hangs on a word, and chances that add up."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from comity.reading.learnt.deeds import network
from comity.reading.learnt.network import below, beside, softmax
from comity.reading.learnt.tokens import TYPES, WIDTH, Words


def test_nothing_stands_beyond_the_ends_of_a_sentence() -> None:
    rows = np.array([[1.0], [2.0], [3.0]], dtype=np.float32)
    assert beside(rows, np.array([0])).tolist() == [[0, 1, 2], [1, 2, 3], [2, 3, 0]]
    assert beside(rows, np.array([0, 2])).tolist() == [[0, 1, 2], [1, 2, 0], [0, 3, 0]]


def test_what_hangs_on_a_word_is_summed() -> None:
    rows = np.array([[1.0], [2.0], [4.0]], dtype=np.float32)
    assert below(rows, np.array([1, 1, 1])).tolist() == [[0.0], [7.0], [0.0]]


@given(arrays(np.float32, (4, 17), elements=st.floats(-50, 50, width=32)))
def test_chances_add_up_to_one(scores: np.ndarray) -> None:
    assert np.allclose(softmax(scores).sum(axis=1), 1.0, atol=1e-5)


def words_by_chance(random: np.random.Generator, size: int) -> Words:
    rows = random.normal(size=(size, WIDTH)).astype(np.float32)
    return Words(rows, random.integers(0, size, size), np.arange(size), np.array([0]))


@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 2**16))
def test_a_sentence_has_the_same_chances_alone_and_among_others(size: int, other: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    one, two = words_by_chance(random, size), words_by_chance(random, other)
    both = Words(
        np.concatenate((one.rows, two.rows)),
        np.concatenate((one.heads, two.heads + size)),
        np.arange(size + other),
        np.array([0, size]),
    )
    apart = np.concatenate((network().chances(one), network().chances(two)))
    assert np.allclose(network().chances(both), apart, atol=1e-4)


@given(st.integers(1, 30), st.integers(0, 2**16))
def test_every_word_has_a_chance_for_every_type(size: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    words = words_by_chance(random, size)
    chances = network().chances(words)
    assert chances.shape == (size, len(TYPES) + 1)
    assert np.allclose(chances.sum(axis=1), 1.0, atol=1e-4)
