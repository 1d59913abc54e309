"""The two networks, forward only, in NumPy: their weights are read once and kept.

`Deeds` looks at a whole sentence: a layer a word, two that see a word's neighbours, and one that sees its head and
what hangs on it. `Parts` looks at one party of one deed: a sum of learnt rows, one a feature, and two layers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from comity.reading.learnt.tokens import Words
from comity.reading.learnt.vectors import FOLDER

FEATURES = 1 << 15
"""Into how many rows the names of features are hashed."""

Weights = dict[str, np.ndarray]


@lru_cache(maxsize=4)
def weights_of(name: str) -> Weights:
    """The weights of a network, as `bench/learning.py` stored them."""
    with FOLDER.joinpath(f"{name}.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        return {key: stored[key].astype(np.float32) for key in stored.files}


@dataclass(frozen=True, slots=True)
class Deeds:
    """How likely each word of a sentence tells a deed of each type."""

    weights: Weights

    def chances(self, words: Words) -> np.ndarray:
        """Shape (words, 17): the first column for no deed, then the types in the order of `TYPES`."""
        w = self.weights
        seen = relu(words.rows @ w["in.W"] + w["in.b"])
        near = seen
        for layer in ("near1", "near2"):
            near = near + relu(beside(near) @ w[f"{layer}.W"] + w[f"{layer}.b"])
        around = np.concatenate((near, near[words.heads], below(seen, words.heads), seen), axis=1)
        hidden = relu(around @ w["hidden.W"] + w["hidden.b"])
        return softmax(hidden @ w["out.W"] + w["out.b"])


@dataclass(frozen=True, slots=True)
class Parts:
    """How likely each of those spoken of does the deed, and how likely it is done to each."""

    weights: Weights

    def chances(self, features: Sequence[np.ndarray], meaning: np.ndarray) -> np.ndarray:
        """Shape (parties, 2); `features` are rows of the hashed table, `meaning` the vectors of deed and party."""
        w = self.weights
        at = np.concatenate(features)
        first = np.cumsum([0, *(len(one) for one in features[:-1])])
        summed = np.add.reduceat(w["table"][at], first)
        hidden = relu(summed + meaning @ w["meaning.W"] + w["meaning.b"])
        hidden = relu(hidden @ w["hidden.W"] + w["hidden.b"])
        scores = hidden @ w["out.W"] + w["out.b"] + np.add.reduceat(w["plain"][at], first)
        found: np.ndarray = 1 / (1 + np.exp(-scores))
        return found


def relu(values: np.ndarray) -> np.ndarray:
    """What is above zero."""
    found: np.ndarray = np.maximum(values, 0.0)
    return found


def beside(rows: np.ndarray) -> np.ndarray:
    """Every row with the one before and the one behind; nothing stands beyond the sentence."""
    size, width = rows.shape
    found = np.zeros((size, 3 * width), dtype=rows.dtype)
    found[1:, :width] = rows[:-1]
    found[:, width : 2 * width] = rows
    found[:-1, 2 * width :] = rows[1:]
    return found


def below(rows: np.ndarray, heads: np.ndarray) -> np.ndarray:
    """For every word the sum of the rows that hang on it, the root's own included."""
    found: np.ndarray = (heads[None, :] == np.arange(len(rows))[:, None]).astype(rows.dtype) @ rows
    return found


def softmax(scores: np.ndarray) -> np.ndarray:
    """Chances out of scores, row by row."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: np.ndarray = raised / raised.sum(axis=1, keepdims=True)
    return found
