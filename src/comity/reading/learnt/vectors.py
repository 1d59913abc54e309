"""Word vectors: what a word is like, in 96 numbers; words that are alike lie near each other.

Forty thousand words of English and of the lexicon, each embedded by all-MiniLM-L6-v2 (Wang et al. 2020, MiniLM;
Apache-2.0), turned to their first 96 principal components and rounded to bytes.
"""

from functools import lru_cache
from importlib import resources

import numpy as np

FOLDER = resources.files("comity.reading.learnt").joinpath("weights")
SIZE = 96


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], np.ndarray, float]:
    with FOLDER.joinpath("words.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        words = stored["words"].tobytes().decode("utf-8").split("\n")
        return {word: row for row, word in enumerate(words)}, stored["rows"], float(stored["scale"])


def vectors_of(words: list[tuple[str, str]]) -> np.ndarray:
    """One row a word, by its lemma or else its form; unknown words are all zeros. Shape (words, 96), float32."""
    rows, table, scale = _table()
    found = [rows.get(lemma, rows.get(form, -1)) for lemma, form in words]
    at = np.array(found, dtype=np.intp)
    vectors = table[at].astype(np.float32) * np.float32(scale)
    vectors[at < 0] = 0.0
    return vectors
