"""The two networks, forward only: their weights are read once and kept.

`Deeds` looks at a whole sentence: a layer a word, two that see a word's neighbours, and one that sees its head and
what hangs on it. `Parts` looks at one party of one deed: a sum of learnt rows, one a feature, and two layers.
Products are Thinc's, on one thread: NumPy's own wake further threads for matrices as small as a sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from thinc.backends import NumpyOps

from comity.reading.learnt.tokens import Words
from comity.reading.learnt.vectors import FOLDER

FEATURES = 1 << 15
"""Into how many rows the names of features are hashed."""

Weights = dict[str, np.ndarray]

_OPS = NumpyOps()


@lru_cache(maxsize=4)
def weights_of(name: str) -> Weights:
    """The weights of a network, as `bench/learning.py` stored them."""
    with FOLDER.joinpath(f"{name}.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        return {key: stored[key].astype(np.float32) for key in stored.files}


@dataclass(frozen=True, slots=True)
class Deeds:
    """How likely each word of some sentences tells a deed of each type."""

    weights: Weights

    def chances(self, words: Words) -> np.ndarray:
        """Shape (words, 17): the first column for no deed, then the types in the order of `TYPES`.

        Words of a kind that tells nothing are not asked.
        """
        w = self.weights
        seen = relu(layer(words.rows, w, "in"))
        near = seen
        for name in ("near1", "near2"):
            near = near + relu(layer(beside(near, words.starts), w, name))
        at = words.telling
        around = np.concatenate((near[at], near[words.heads[at]], below(seen, words.heads)[at], seen[at]), axis=1)
        found = np.zeros((len(near), len(w["out.b"])), dtype=np.float32)
        found[:, 0] = 1.0
        if len(at):
            found[at] = softmax(layer(relu(layer(around, w, "hidden")), w, "out"))
        return found


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
        hidden = relu(summed + layer(meaning, w, "meaning"))
        hidden = relu(layer(hidden, w, "hidden"))
        scores = layer(hidden, w, "out") + np.add.reduceat(w["plain"][at], first)
        found: np.ndarray = 1 / (1 + np.exp(-scores))
        return found


def layer(values: np.ndarray, weights: Weights, name: str) -> np.ndarray:
    """One layer of a network: its weights times the values, and what it adds."""
    found: np.ndarray = _OPS.gemm(np.ascontiguousarray(values), weights[f"{name}.W"]) + weights[f"{name}.b"]
    return found


def relu(values: np.ndarray) -> np.ndarray:
    """What is above zero."""
    found: np.ndarray = np.maximum(values, 0.0)
    return found


def beside(rows: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Every row with the one before and the one behind; nothing stands beyond the sentences that start there."""
    size, width = rows.shape
    found = np.zeros((size, 3 * width), dtype=rows.dtype)
    found[1:, :width] = rows[:-1]
    found[:, width : 2 * width] = rows
    found[:-1, 2 * width :] = rows[1:]
    found[starts, :width] = 0.0
    found[starts[1:] - 1, 2 * width :] = 0.0
    return found


def below(rows: np.ndarray, heads: np.ndarray) -> np.ndarray:
    """For every word the sum of the rows that hang on it, the root's own included."""
    order = np.argsort(heads, kind="stable")
    above, first = np.unique(heads[order], return_index=True)
    found = np.zeros_like(rows)
    found[above] = np.add.reduceat(rows[order], first)
    return found


def softmax(scores: np.ndarray) -> np.ndarray:
    """Chances out of scores, row by row."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: np.ndarray = raised / raised.sum(axis=1, keepdims=True)
    return found
