"""Word vectors: what a word is like, in 96 numbers; words that are alike lie near each other.

Forty thousand words of English and of the lexicon, each embedded by all-MiniLM-L6-v2 (Wang et al. 2020, MiniLM;
Apache-2.0), turned to their first 96 principal components and rounded to bytes.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

import numpy as np
from spacy.strings import StringStore

FOLDER = resources.files("comity.reading.learnt").joinpath("weights")
SIZE = 96
_KEPT = 200_000
"""Words whose row is remembered."""


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], np.ndarray, float]:
    with FOLDER.joinpath("words.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        words = stored["words"].tobytes().decode("utf-8").split("\n")
        return {word: row for row, word in enumerate(words)}, stored["rows"], float(stored["scale"])


def vectors_of(words: Sequence[tuple[str, str]]) -> np.ndarray:
    """One row a word, by its lemma or else its form; unknown words are all zeros. Shape (words, 96), float32."""
    rows, _, _ = _table()
    return _vectors([rows.get(lemma, rows.get(form, -1)) for lemma, form in words])


def vectors_in(strings: StringStore, lemmas: np.ndarray, forms: np.ndarray) -> np.ndarray:
    """The same for words that a language model has numbered."""
    memo = _memo()
    return _vectors(
        [_row(memo, strings, lemma, form) for lemma, form in zip(lemmas.tolist(), forms.tolist(), strict=True)]
    )


def _row(memo: dict[tuple[int, int], int], strings: StringStore, lemma: int, form: int) -> int:
    row = memo.get((lemma, form))
    if row is None:
        rows, _, _ = _table()
        row = rows.get(strings[lemma].lower(), rows.get(strings[form], -1))
        if len(memo) < _KEPT:
            memo[lemma, form] = row
    return row


@lru_cache(maxsize=1)
def _memo() -> dict[tuple[int, int], int]:
    """Rows of words met before; their numbers are hashes of their letters, the same in every model."""
    return {}


def _vectors(rows: Sequence[int]) -> np.ndarray:
    _, table, scale = _table()
    at = np.array(rows, dtype=np.intp)
    vectors = table[at].astype(np.float32) * np.float32(scale)
    vectors[at < 0] = 0.0
    return vectors
