"""Fits the weights of `src/comity/reading/lexicon/surety.yaml`: how likely type and parties of a deed are right.

usage: python bench/surety.py [--shared PATH] [--out FILE] [--held-out]

It fits on gold that the networks of `reading/learnt` have not learnt from, since they are surer there than elsewhere:
`tests/gold/events/apart` and the shared articles, which count less because rules were written beside them. With
`--held-out` nothing is written: every tenth of the documents is judged by weights fitted without it, beside the
confidence of today. After it `bench/calibrate.py` fits confidence anew. No chance is involved: the same reader and
gold give the same file.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from calibration import judge
from fitting import LEXICON, OURS, asked_fitting
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scoring import read_gold

from comity.reading import Reader
from comity.reading.choosing.options import Measures
from comity.reading.choosing.surety import sure_measures
from comity.reading.confidence import calibrate
from comity.reading.events import event_of, fired_events

UNLEARNT = ("events/apart",)
OUT = LEXICON / "surety.yaml"
HEAD = """\
# Weights of the logistic model of how likely type and parties of a deed are right (comity/reading/choosing/surety.py).
# Written by bench/surety.py; fit it again after the reader has changed, do not edit it by hand.
"""
BESIDE = 0.3
"""What a deed counts in texts that rules were written beside."""
STIFF, LEAST_OFTEN, FOLDS = 10.0, 8, 10


@dataclass(frozen=True, slots=True)
class Told:
    """One deed of a document: what can be seen of it, today's confidence, and whether gold has it."""

    folder: str
    document: str
    measures: Measures
    confidence: float
    right: bool

    @property
    def heft(self) -> float:
        """What it counts in the fit."""
        return 1.0 if self.folder in UNLEARNT else BESIDE


def main() -> int:
    """Fit, write, and say on how many deeds; or judge what was left out."""
    options = asked_fitting(__doc__, OUT)
    folders = [("articles", options.articles), *((n, OURS / n) for n in UNLEARNT)]
    told = [one for name, folder in folders for one in told_in(name, folder)]
    if options.held_out:
        print_held_out(told, hold_out(told))
        return 0
    weights = {name: round(weight, 3) for name, weight in fit(told).items()}
    options.out.write_text(HEAD + yaml.safe_dump({"weights": weights}), encoding="utf-8")
    print(f"{len(weights)} weights fitted on {len(told)} deeds of {len({one.document for one in told})} documents.")
    return 0


def told_in(name: str, folder: Path) -> Iterator[Told]:
    """Every deed that the reader tells of a folder's documents."""
    reader = Reader()
    for document, page in read_gold(reader, folder):
        deeds = [
            (event, sure_measures(page, fired, modality))
            for fired, modality in fired_events(page, doubtful=True)
            for event in event_of(page, fired, modality)
        ]
        marks = judge(document, [event.to_json() for event, _ in deeds])
        known = calibrate(page, [event for event, _ in deeds])
        for (_, measures), of, mark in zip(deeds, known, marks, strict=True):
            yield Told(name, document.name, measures, of.confidence, mark)


def fit(told: Sequence[Told]) -> dict[str, float]:
    """The weights that explain which deeds are right, each pulled towards zero; what is seen rarely has none."""
    often: dict[str, int] = {}
    for one in told:
        for name in one.measures:
            often[name] = often.get(name, 0) + 1
    names = sorted(name for name, times in often.items() if times >= LEAST_OFTEN)
    at = {name: place for place, name in enumerate(names)}
    cells = [(v, row, at[n]) for row, one in enumerate(told) for n, v in one.measures.items() if n in at]
    values, down, across = zip(*cells, strict=True)
    table = csr_matrix((values, (down, across)), shape=(len(told), len(names)))
    right = np.array([one.right for one in told], dtype=float)
    heavy = np.array([one.heft for one in told])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = table @ weights
        share = 1 / (1 + np.exp(-score))
        value = np.sum(heavy * (np.logaddexp(0, score) - right * score)) + 0.5 * STIFF * np.sum(weights**2)
        return float(value), table.T @ (heavy * (share - right)) + STIFF * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return dict(zip(names, map(float, found.x), strict=True))


def hold_out(told: Sequence[Told]) -> np.ndarray:
    """The chance of each deed by weights fitted without its document."""
    documents = sorted({(one.folder, one.document) for one in told})
    chances = np.zeros(len(told))
    for fold in range(FOLDS):
        held = set(documents[fold::FOLDS])
        weights = fit([one for one in told if (one.folder, one.document) not in held])
        for place, one in enumerate(told):
            if (one.folder, one.document) in held:
                score = sum(weights.get(name, 0.0) * value for name, value in one.measures.items())
                chances[place] = 1 / (1 + np.exp(-score))
    return chances


def print_held_out(told: Sequence[Told], chances: np.ndarray) -> None:
    """For each folder: how well today's confidence and surety part right from wrong, and their Brier scores."""
    heads = f"{'parted: today':>13} {'surety':>7}   {'Brier: today':>12} {'surety':>7}"
    print(f"{'gold':12} {'deeds':>6} {'right':>6}   {heads}")
    for name in (*dict.fromkeys(one.folder for one in told), "press"):
        places = [p for p, one in enumerate(told) if one.folder == name or (name == "press" and one.folder in UNLEARNT)]
        right = np.array([told[p].right for p in places])
        today, sure = np.array([told[p].confidence for p in places]), chances[places]
        print(
            f"{name:12} {len(places):6} {right.mean():6.3f}   {parted(today, right):13.3f} {parted(sure, right):7.3f}"
            f"   {np.mean((today - right) ** 2):12.3f} {np.mean((sure - right) ** 2):7.3f}"
        )


def parted(chances: np.ndarray, right: np.ndarray) -> float:
    """How often a right deed has a higher chance than a wrong one: the area under the curve."""
    good, bad = chances[right], chances[~right]
    if not len(good) or not len(bad):
        return 0.5
    above = (good[:, None] > bad[None]).mean() + 0.5 * (good[:, None] == bad[None]).mean()
    return float(above)


if __name__ == "__main__":
    sys.exit(main())
