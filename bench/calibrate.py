"""Fits the weights of `src/comity/reading/lexicon/confidence.yaml` on gold, above all on gold no rule knows.

usage: python bench/calibrate.py [--out FILE] [--held-out]

It fits on `tests/gold/tune`, the annotated examples and, each of its statements counted `UNSEEN` times, on
`tests/gold/measure` and the press texts of `measure`, `held` and `apart`: rules do worse on texts that they were not
written beside, and confidence should know. The dense texts of `ties/apart` count once; events are not annotated
there. With `--held-out` nothing is written: each fifth of the measured documents is judged by weights fitted without
it, and the reliability of that is printed. A logistic regression, each weight pulled towards zero; no chance is
involved, so the same reader and gold give the same file. What an event starts from is fitted before, by
`bench/surety.py`.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from calibration import HOUSE, MEASURED, Judged, judge, print_reliability
from scipy.optimize import minimize
from scoring import load_gold, read_gold

from comity.reading import Reader
from comity.reading.confidence import Evident, Features

TUNED = (HOUSE / "tests" / "gold" / "tune", HOUSE / "examples")
UNREAD = (MEASURED, *(HOUSE / "tests" / "gold" / "press" / half for half in ("measure", "held", "apart")))
DENSE = HOUSE / "tests" / "gold" / "ties" / "apart"
OUT = HOUSE / "src" / "comity" / "reading" / "lexicon" / "confidence.yaml"
HEAD = """\
# Weights of the logistic model behind every statement's confidence (comity/reading/confidence.py).
# Written by bench/calibrate.py; fit it again after the reader has changed, do not edit it by hand.
"""
STIFF = {"intercept": 0.0, "kinds": 1.0, "families": 3.0, "measures": 1.0}
"""How strongly each group of weights is pulled towards zero."""

UNSEEN, FOLDS = 3.0, 5

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """What is known of a statement that the reader took from a document, and whether gold has it."""

    document: str
    features: Features
    right: bool
    weight: float


def main() -> int:
    """Fit, write, and say on how many statements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--held-out", action="store_true", help="judge fifths of the measured gold, write nothing")
    options = parser.parse_args()
    tuned = [one for folder in TUNED for one in examples_of(folder, 1.0)]
    unseen = [one for folder in UNREAD for one in examples_of(folder, UNSEEN)]
    unseen += examples_of(DENSE, 1.0)
    if options.held_out:
        print_reliability(hold_out(tuned, unseen))
        return 0
    weights = fit([*tuned, *unseen])
    options.out.write_text(HEAD + yaml.safe_dump(as_tree(weights), sort_keys=False), encoding="utf-8")
    print(
        f"{len(weights)} weights fitted on {len(tuned)} statements of texts that were read and {len(unseen)} of others."
    )
    return 0


def hold_out(tuned: list[Example], unseen: list[Example]) -> list[Judged]:
    """Every statement of the measured documents, with the confidence that weights fitted without its document give."""
    documents = sorted({one.document for one in unseen})
    judged = []
    for fold in range(FOLDS):
        held = set(documents[fold::FOLDS])
        weights = fit([*tuned, *(one for one in unseen if one.document not in held)])
        judged += [Judged(o.features.kind, confide(weights, o.features), o.right) for o in unseen if o.document in held]
    return judged


def confide(weights: dict[Key, float], features: Features) -> float:
    """The chance that a statement of these features is right."""
    return float(1 / (1 + np.exp(-sum(weights.get(key, 0.0) * value for key, value in terms(features)))))


def examples_of(folder: Path, weight: float) -> Iterator[Example]:
    """What the reader takes from a folder's documents, of the kinds annotated there, each as heavy as `weight`."""
    reader = Reader()
    annotated = {row["kind"] for document in load_gold(folder) for row in document.statements}
    for document, page in read_gold(reader, folder):
        statements = [statement for statement in reader.state(page) if statement.kind in annotated]
        evident = Evident(page)
        marks = judge(document, [statement.to_json() for statement in statements])
        features = map(evident.features, statements)
        yield from (Example(document.name, of, mark, weight) for of, mark in zip(features, marks, strict=True))


def fit(examples: list[Example]) -> dict[Key, float]:
    """The weights that explain which statements are right, as stiff as `STIFF` says."""
    rows = [dict(terms(one.features)) for one in examples]
    keys = sorted({key for row in rows for key in row})
    table = np.array([[row.get(key, 0.0) for key in keys] for row in rows])
    right = np.array([one.right for one in examples], dtype=float)
    heavy = np.array([one.weight for one in examples])
    stiff = np.array([STIFF[key[0]] for key in keys])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = table @ weights
        share = 1 / (1 + np.exp(-score))
        value = np.sum(heavy * (np.logaddexp(0, score) - right * score)) + 0.5 * np.sum(stiff * weights**2)
        return float(value), table.T @ (heavy * (share - right)) + stiff * weights

    found = minimize(loss, np.zeros(len(keys)), jac=True, method="L-BFGS-B")
    return {key: round(float(weight), 3) for key, weight in zip(keys, found.x, strict=True)}


def terms(features: Features) -> Iterator[tuple[Key, float]]:
    """The places in the file whose weights a statement's features call on."""
    yield ("intercept",), 1.0
    yield ("kinds", features.kind), 1.0
    yield ("families", features.kind, features.family), 1.0
    for name, value in features.measures.items():
        yield ("measures", name), value


def as_tree(weights: dict[Key, float]) -> dict[str, object]:
    """The weights as the file nests them."""
    tree: dict[str, object] = {"intercept": weights[("intercept",)], "kinds": {}, "families": {}, "measures": {}}
    for key, weight in weights.items():
        branch = tree
        for step in key[:-1]:
            branch = branch.setdefault(step, {})  # type: ignore[assignment]
        branch[key[-1]] = weight
    return tree


if __name__ == "__main__":
    sys.exit(main())
