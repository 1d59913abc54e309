"""Training of the two networks with Thinc, the library that the language model runs on: layers, gradients and Adam."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from thinc.api import Adam, Linear, Model, Relu, fix_random_seed

from comity.reading.learnt.network import FEATURES, beside, softmax
from comity.reading.learnt.tokens import TYPES, WIDTH, Words
from comity.reading.learnt.vectors import SIZE

HIDDEN, PART = 128, 48
DROP, FORGET = 0.25, 0.3
DEED_ROUNDS, PART_ROUNDS = 14, 10
SENTENCES, PARTIES = 32, 512
RATE, DECAY = 2e-3, 1e-4
SMOOTH = 0.02

Weights = dict[str, np.ndarray]
Back = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence and, for each of its words, no deed (0) or the type that it tells, counted from 1."""

    words: Words
    types: np.ndarray


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who may have a part in a deed: his features, his and the deed's vectors, and whether he has it."""

    features: np.ndarray
    meaning: np.ndarray
    parts: np.ndarray


def train_deeds(samples: Sequence[Sample], seed: int = 0) -> Weights:
    """The weights of `Deeds`."""
    fix_random_seed(seed)
    random = np.random.default_rng(seed)
    layers = {
        "in": Relu(nO=HIDDEN, nI=WIDTH),
        "near1": Relu(nO=HIDDEN, nI=3 * HIDDEN), "near2": Relu(nO=HIDDEN, nI=3 * HIDDEN),
        "hidden": Relu(nO=HIDDEN, nI=4 * HIDDEN), "out": Linear(nO=len(TYPES) + 1, nI=HIDDEN),
    }  # fmt: skip
    for layer in layers.values():
        layer.initialize()
    for batch, optimizer in _rounds(len(samples), SENTENCES, DEED_ROUNDS, random):
        _step_deeds(layers, [samples[i] for i in batch], random)
        for layer in layers.values():
            layer.finish_update(optimizer)
    return {f"{name}.{key}": value for name, layer in layers.items() for key, value in _told(layer)}


def _step_deeds(layers: dict[str, Model[Any, Any]], batch: Sequence[Sample], random: np.random.Generator) -> None:
    """Gradients of one batch, its sentences one below the other with an empty row between them."""
    rows, heads, types = _stacked(batch)
    known = types >= 0

    def dropped(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        mask = (random.random(values.shape, dtype=np.float32) >= DROP) / np.float32(1 - DROP)
        return values * mask, mask

    def layer(name: str, values: np.ndarray) -> tuple[np.ndarray, Back]:
        return layers[name](values, is_train=True)  # type: ignore[return-value]

    gap = known[:, None].astype(np.float32)
    seen, back_in = layer("in", dropped(rows)[0])
    seen = seen * gap
    starts = np.array([0])  # the empty rows part the sentences already
    first, first_mask = dropped(seen)
    step1, back1 = layer("near1", beside(first, starts))
    near = seen + step1 * gap
    second, second_mask = dropped(near)
    step2, back2 = layer("near2", beside(second, starts))
    top, top_mask = dropped(near + step2 * gap)
    hang = csr_matrix((np.ones(len(heads), np.float32), (heads, np.arange(len(heads)))), shape=(len(heads),) * 2)
    hidden, back_hidden = layer("hidden", np.concatenate((top, top[heads], hang @ seen, seen), axis=1))
    last, last_mask = dropped(hidden)
    scores, back_out = layer("out", last)
    slope = _slope(scores, types, known)
    sloped = np.split(back_hidden(back_out(slope) * last_mask), 4, axis=1)
    to_near2 = (sloped[0] + hang @ sloped[1]) * top_mask
    to_near1 = to_near2 + _beside_back(back2(to_near2 * gap)) * second_mask
    to_seen = to_near1 + _beside_back(back1(to_near1 * gap)) * first_mask + hang.T @ sloped[2] + sloped[3]
    back_in(to_seen * gap)


def _stacked(batch: Sequence[Sample]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    size = sum(len(s.types) + 1 for s in batch)
    rows, heads, types = np.zeros((size, WIDTH), np.float32), np.arange(size), np.full(size, -1)
    at = 0
    for sample in batch:
        end = at + len(sample.types)
        rows[at:end], heads[at:end], types[at:end] = sample.words.rows, sample.words.heads + at, sample.types
        at = end + 1
    return rows, heads, types


def _slope(scores: np.ndarray, types: np.ndarray, known: np.ndarray) -> np.ndarray:
    """The gradient of the mean cross-entropy against slightly smoothed targets."""
    wanted = np.full(scores.shape, SMOOTH / scores.shape[1], np.float32)
    wanted[np.arange(len(types))[known], types[known]] += 1 - SMOOTH
    found: np.ndarray = (softmax(scores) - wanted) * known[:, None] / np.float32(known.sum())
    return found.astype(np.float32)


def _beside_back(slope: np.ndarray) -> np.ndarray:
    before, here, behind = np.split(slope, 3, axis=1)
    found = here.copy()
    found[:-1] += before[1:]
    found[1:] += behind[:-1]
    return found


def train_parts(parties: Sequence[Party], seed: int = 0) -> Weights:
    """The weights of `Parts`."""
    fix_random_seed(seed)
    random = np.random.default_rng(seed)
    sums, plain = _table(PART, 0.05, random), _table(2, 0.0, random)
    layers: dict[str, Model[Any, Any]] = {
        "meaning": Linear(nO=PART, nI=2 * SIZE), "hidden": Relu(nO=PART, nI=PART), "out": Linear(nO=2, nI=PART),
    }  # fmt: skip
    for layer in layers.values():
        layer.initialize()
    for batch, optimizer in _rounds(len(parties), PARTIES, PART_ROUNDS, random):
        _step_parts(layers, sums, plain, [parties[i] for i in batch], random)
        for model in (*layers.values(), sums, plain):
            model.finish_update(optimizer)
    kept = np.float32(1 - FORGET)  # in training so many features were forgotten
    tables = {"table": sums.get_param("E") * kept, "plain": plain.get_param("E") * kept}
    return tables | {f"{name}.{key}": value for name, layer in layers.items() for key, value in _told(layer)}


def _step_parts(
    layers: dict[str, Model[Any, Any]],
    sums: Model[Any, Any],
    plain: Model[Any, Any],
    batch: Sequence[Party],
    random: np.random.Generator,
) -> None:
    called = _called(batch, random)
    meaning = np.stack([p.meaning for p in batch]).astype(np.float32)
    wanted = np.stack([p.parts for p in batch])
    summed, back_sums = sums(called, is_train=True)
    added, back_meaning = layers["meaning"](meaning, is_train=True)
    raw = summed + added
    mask = (raw > 0) * ((random.random(raw.shape, dtype=np.float32) >= FORGET) / np.float32(1 - FORGET))
    hidden, back_hidden = layers["hidden"](raw * mask, is_train=True)
    scores, back_out = layers["out"](hidden, is_train=True)
    straight, back_plain = plain(called, is_train=True)
    slope = ((1 / (1 + np.exp(-(scores + straight))) - wanted) / len(batch)).astype(np.float32)
    back_plain(slope)
    sloped = back_hidden(back_out(slope)) * mask
    back_sums(sloped)
    back_meaning(sloped)


def _called(batch: Sequence[Party], random: np.random.Generator) -> csr_matrix:
    """Which rows of the table each party calls, some of them forgotten."""
    kept = [p.features[random.random(len(p.features)) >= FORGET] for p in batch]
    ends = np.cumsum([0, *map(len, kept)])
    ones = np.ones(ends[-1], np.float32)
    return csr_matrix((ones, np.concatenate(kept), ends), shape=(len(batch), FEATURES))


def _table(width: int, spread: float, random: np.random.Generator) -> Model[Any, Any]:
    """Sums of the rows that a sparse matrix calls."""

    def forward(model: Model[Any, Any], called: csr_matrix, is_train: bool) -> tuple[np.ndarray, Callable[..., None]]:
        def back(slope: np.ndarray) -> None:
            model.inc_grad("E", np.ascontiguousarray(called.T @ slope, dtype=np.float32))

        return called @ model.get_param("E"), back

    model: Model[Any, Any] = Model("sums", forward, params={"E": None})
    model.set_param("E", random.normal(0.0, spread, (FEATURES, width)).astype(np.float32))
    return model


def _rounds(size: int, batch: int, rounds: int, random: np.random.Generator) -> Iterator[tuple[np.ndarray, Adam]]:
    """Batches in an order of chance, round by round; the rate rises for a tenth of the way, then falls to nothing."""
    steps = rounds * -(-size // batch)
    optimizer, step = Adam(RATE, L2=DECAY, L2_is_weight_decay=True, grad_clip=1.0), 0
    for done in range(rounds):
        order = random.permutation(size)
        for first in range(0, size, batch):
            share = step / steps
            optimizer.learn_rate = 2 * RATE * min(share / 0.1, (1 - share) / 0.9)
            yield order[first : first + batch], optimizer
            step += 1
        print(f"round {done + 1} of {rounds}", flush=True)


def _told(layer: Model[Any, Any]) -> Iterator[tuple[str, np.ndarray]]:
    """Weights as the reader multiplies them: inputs down, outputs across."""
    yield "W", np.ascontiguousarray(layer.get_param("W").T)
    yield "b", layer.get_param("b")
