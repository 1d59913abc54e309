"""Fits the weights of `src/comity/reading/lexicon/confidence.yaml` on gold that confidence is not measured on.

usage: python bench/calibrate.py [--gold PATH]... [--out FILE]

Without --gold it fits on `tests/gold/tune` and the annotated examples. A logistic regression, each weight pulled
towards zero; no chance is involved, so the same reader and gold give the same file.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml
from calibration import HOUSE, judge
from scipy.optimize import minimize
from scoring import load_gold

from comity.reading import Reader
from comity.reading.confidence import Evident, Features
from comity.sources.files import read_file

TUNED = (HOUSE / "tests" / "gold" / "tune", HOUSE / "examples")
OUT = HOUSE / "src" / "comity" / "reading" / "lexicon" / "confidence.yaml"
HEAD = """\
# Weights of the logistic model behind every statement's confidence (comity/reading/confidence.py).
# Written by bench/calibrate.py; fit it again after the reader has changed, do not edit it by hand.
"""
STIFF = {"intercept": 0.0, "kinds": 1.0, "families": 3.0, "measures": 1.0}
"""How strongly each group of weights is pulled towards zero."""

Key = tuple[str, ...]
Example = tuple[Features, bool]


def main() -> int:
    """Fit, write, and say on how many statements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", help="folder with annotated documents")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    examples = [one for folder in options.gold or TUNED for one in examples_of(folder)]
    weights = fit(examples)
    options.out.write_text(HEAD + yaml.safe_dump(as_tree(weights), sort_keys=False), encoding="utf-8")
    print(f"{len(weights)} weights fitted on {len(examples)} statements, {sum(r for _, r in examples)} of them right.")
    return 0


def examples_of(folder: Path) -> Iterator[Example]:
    """The features of every statement that the reader takes from a folder's documents, and whether gold has it."""
    reader = Reader()
    gold = load_gold(folder)
    pages = reader.parser.parse_many(read_file(folder / f"{document.name}.md") for document in gold)
    for document, parsed in zip(gold, pages, strict=True):
        page = reader.resolve(parsed)
        statements, evident = reader.state(page), Evident(page)
        marks = judge(document, [statement.to_json() for statement in statements])
        yield from zip(map(evident.features, statements), marks, strict=True)


def fit(examples: list[Example]) -> dict[Key, float]:
    """The weights that explain which statements are right, as stiff as `STIFF` says."""
    rows = [dict(terms(features)) for features, _ in examples]
    keys = sorted({key for row in rows for key in row})
    table = np.array([[row.get(key, 0.0) for key in keys] for row in rows])
    right = np.array([mark for _, mark in examples], dtype=float)
    stiff = np.array([STIFF[key[0]] for key in keys])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = table @ weights
        share = 1 / (1 + np.exp(-score))
        value = np.sum(np.logaddexp(0, score) - right * score) + 0.5 * np.sum(stiff * weights**2)
        return float(value), table.T @ (share - right) + stiff * weights

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
