"""Encoding: vectors of tokens in their contexts, as spaCy's standard network of hash embeddings and windows has them.

The network is the same; the work is less. Words that recur in a batch are embedded once, documents go through in blocks
that stay in the processor's cache, and the pieces of a maxout lie apart so that the largest is found without a stride.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import Tok2Vec
from spacy.tokens import Doc

Vectors = NDArray[np.float32]

_BLOCK = 2000
"""Tokens whose matrices stay in the processor's cache."""
_EMBEDDING = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")
_WINDOW = ["dropout", "expand_window", "layernorm", "maxout"]
# Odd numbers with well-mixed bits: multiplied and added they tell rows of hashes apart.
_MIXERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63,
     0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53, 0xD6E8FEB86659FD93], dtype=np.uint64)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """One layer: each token with its two neighbours, the largest of some linear pieces, normalised and added."""

    weights: Vectors
    """(pieces x width, 3 x width): all first pieces, then all second ones, and so on."""
    bias: Vectors
    scale: Vectors
    shift: Vectors
    pieces: int

    @classmethod
    def of(cls, residual: Any) -> "Window | None":
        """The layer of a thinc model, if it is one of this kind."""
        nodes = sorted((node for node in residual.walk() if not node.layers), key=lambda node: str(node.name))
        if not residual.name.startswith("residual(") or [node.name for node in nodes] != _WINDOW:
            return None
        _, expand, norm, maxout = nodes
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        width, pieces, fed = weights.shape
        if expand.attrs["window_size"] != 1 or fed != 3 * width:
            return None
        apart = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * width, fed))
        return cls(apart, bias.T.reshape(-1), norm.get_param("G"), norm.get_param("b"), pieces)

    def __call__(self, rows: Vectors, ops: Any) -> Vectors:
        """The rows after this layer."""
        width = rows.shape[1]
        seen = np.zeros((len(rows), 3 * width), dtype=np.float32)
        seen[1:, :width] = rows[:-1]
        seen[:, width : 2 * width] = rows
        seen[:-1, 2 * width :] = rows[1:]
        pieces = ops.gemm(seen, self.weights, trans2=True)
        pieces += self.bias
        largest: Vectors = pieces[:, :width]
        for piece in range(1, self.pieces):
            np.maximum(largest, pieces[:, piece * width : (piece + 1) * width], out=largest)
        largest -= largest.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", largest, largest) / np.float32(width) + np.float32(1e-8)
        largest *= (variance ** np.float32(-0.5))[:, None]
        largest *= self.scale
        largest += self.shift
        largest += rows
        return largest


class Encoder:
    """A network of the standard shape: hash embeddings of a token's properties, then windows over its neighbours."""

    def __init__(self, embedding: Any, windows: Sequence[Window], pad: int) -> None:
        self._embedding = embedding
        self._columns: list[Any] = embedding.layers[0].attrs["columns"]
        self._windows = tuple(windows)
        self._pad = pad
        self._ops = embedding.ops

    @classmethod
    def of(cls, model: Any) -> "Encoder | None":
        """The encoder of a thinc model; None when the model is another network or computes elsewhere."""
        if model.ops.name != "numpy" or len(model.layers) != 2:
            return None
        embedding, context = model.layers
        if tuple(layer.name.partition("(")[0] for layer in embedding.layers) != _EMBEDDING:
            return None
        if not context.name.startswith("with_array(") or len(embedding.layers[0].attrs["columns"]) > len(_MIXERS):
            return None
        windows = [Window.of(layer) for layer in context.layers[0].layers]
        known = [window for window in windows if window is not None]
        whole = len(known) == len(windows) == context.attrs["pad"]
        return cls(embedding, known, context.attrs["pad"]) if whole else None

    def __call__(self, docs: Sequence[Doc]) -> list[Vectors]:
        """The vectors of each document's tokens: (tokens, width)."""
        properties = [doc.to_array(self._columns).reshape(len(doc), -1) for doc in docs]
        embedded, place = self._embed(np.concatenate(properties))
        vectors, at = [], 0
        for doc in docs:
            vectors.append(self._contextualise(embedded[place[at : at + len(doc)]]))
            at += len(doc)
        return vectors

    def _embed(self, properties: NDArray[np.uint64]) -> tuple[Vectors, NDArray[np.intp]]:
        """Vectors of the different words, and for each token the place of its word's."""
        keys = (properties * _MIXERS[: properties.shape[1]]).sum(axis=1)
        _, first, place = np.unique(keys, return_index=True, return_inverse=True)
        _, _, tables, mixing, _ = self._embedding.layers
        vectors: Vectors = mixing.layers[0].predict(tables.layers[0].predict(properties[first]))
        return vectors, place

    def _contextualise(self, words: Vectors) -> Vectors:
        """The vectors after all layers, block by block: no token's reaches farther than there are layers."""
        pad = self._pad
        padded = np.zeros((len(words) + 2 * pad, words.shape[1]), dtype=np.float32)
        padded[pad : pad + len(words)] = words
        vectors = np.empty_like(words)
        for start in range(0, len(words), _BLOCK):
            rows = padded[start : start + _BLOCK + 2 * pad]
            for window in self._windows:
                rows = window(rows, self._ops)
            vectors[start : start + _BLOCK] = rows[pad : len(rows) - pad]
        return vectors


class SharedEncoder:
    """The component whose vectors tagger and parser share, kept as the documents' tensors."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @classmethod
    def of(cls, component: Any) -> "SharedEncoder | None":
        """The equivalent of a component of the standard shape."""
        encoder = Encoder.of(component.model) if type(component) is Tok2Vec else None
        return cls(encoder) if encoder is not None else None

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the documents' tensors."""
        annotated: Iterable[tuple[Any, Vectors]] = zip(docs, self._encoder(docs), strict=True)
        for doc, vectors in annotated:
            doc.tensor = vectors
