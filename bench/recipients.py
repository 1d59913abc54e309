"""Fits the weights of `src/comity/reading/lexicon/recipients.yaml`: whom a deed is done to, weighed against the rules.

usage: python bench/recipients.py [--shared PATH] [--out FILE] [--held-out]

It fits on gold whose errors may be read: the shared articles, `tests/gold/tune`, `press/tune` and `press/fit`; with
`press/more` beside them the choice was worse on every other set. Rules were written beside the first two, where they
are right more often than elsewhere: what they propose has weights of its own there, which the file leaves out. The
articles name nobody more often than ours do where only the text implies somebody. That habit is measured without
regard to what the rules propose, as a model of nobody alone, and the file follows it. With `--held-out` nothing is
written: every tenth of the documents is judged by weights fitted without it.
No chance is involved: the same reader and gold give the same file.
"""

import itertools
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from fitting import LEXICON, OURS, asked_fitting
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scoring import Row, overlap, read_gold, same_parties

from comity.model import Modality, Reference
from comity.reading import Reader
from comity.reading.choosing.options import Option, Slate
from comity.reading.events import event_of, fired_events
from comity.reading.fired import Fired
from comity.reading.page import Page

OUT = LEXICON / "recipients.yaml"
HEAD = """\
# Weights of the logistic model that chooses recipients (comity/reading/choosing): measures of the deed that speak for
# nobody, measures of those whom it may be done to, and how much likelier than the rules' proposal another must be.
# Written by bench/recipients.py; fit it again after the reader has changed, do not edit it by hand.
"""
ARTICLES = "articles"
FRESH = frozenset({"press/tune", "press/fit"})
"""Gold that the rules were not written beside."""
STIFF, STIFF_HABIT, FOLDS = 6.0, 0.5, 10
GATES = {"clause": 2.0, "scene": 2.5, "none": 1.0}
"""How much likelier another must be than what the rules propose: they can say why, and weights only how much."""
LEAST = 0.02
"""Weights nearer to zero are left out of the file."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One deed that gold knows too: what it may be done to, and which of that gold says."""

    folder: str
    document: str
    slate: Slate
    right: tuple[bool, ...]
    nobody: bool
    """Whether gold names nobody."""

    @property
    def proposal(self) -> str:
        """Where the rules' proposal comes from."""
        return next(name for name in ("clause", "scene", "none") if f"proposal:{name}" in self.slate.occasion)


def main() -> int:
    """Fit, write, and say on how many deeds; or judge what was left out."""
    options = asked_fitting(__doc__, OUT)
    cases = [case for name, folder in folders(options.articles) for case in cases_of(name, folder)]
    habit = habit_of(cases)
    if options.held_out:
        print_held_out(cases, hold_out(cases, habit), habit)
        return 0
    weights = deployed(fit(cases), habit)
    options.out.write_text(HEAD + yaml.safe_dump(as_tree(weights), sort_keys=False), encoding="utf-8")
    print(f"{len(weights)} weights fitted on {len(cases)} deeds of {len({c.document for c in cases})} documents.")
    return 0


def folders(articles: Path) -> list[tuple[str, Path]]:
    """The gold whose errors may be read."""
    own = [(name, OURS / name) for name in ("tune", *sorted(FRESH))]
    return [(ARTICLES, articles), *own]


def cases_of(name: str, folder: Path) -> Iterator[Case]:
    """Every deed of a folder's documents that the reader tells and gold has with the same type."""
    reader = Reader()
    for document, page in read_gold(reader, folder):
        events = [statement for statement in document.statements if statement["kind"] == "event"]
        for fired, modality in fired_events(page, learnt=False):
            case = case_of(name, document.name, page, fired, modality, events)
            if case is not None:
                yield case


def case_of(
    folder: str, document: str, page: Page, fired: Fired, modality: Modality, gold: Sequence[Row]
) -> Case | None:
    """One deed with what gold says of it, if gold has it and it is not told of several hosts at once."""
    if fired.choice is None:
        return None
    slate = fired.choice.slate
    read = [e.to_json() for e in event_of(page, replace(fired, recipients=slate.options[0].references), modality)]
    fitting = [g for g in gold if len(read) == 1 and g["event_type"] == fired.type and overlap(g, read[0])]
    if not fitting:
        return None
    known = max(fitting, key=lambda g: nearness(g, read[0]))
    right = tuple(same_parties(known, with_recipients(known, read[0], o.references)) for o in slate.options)
    return Case(folder, document, slate, right, not known.get("recipients"))


def with_recipients(gold: Row, read: Row, references: Sequence[Reference]) -> Row:
    """What was read with other recipients; whether gold has other actors is not judged here."""
    actors = gold["actors"] if gold.get("recipients") or not references else read["actors"]
    return {**read, "actors": actors, "recipients": [r.to_json() for r in references]}


def nearness(gold: Row, read: Row) -> tuple[int, float]:
    """How well a statement of gold fits one that was read: parties first, then the share of common words."""
    same = sum(
        same_parties({**gold, drop: []}, {**read, drop: []}) for drop in ("actors", "recipients")
    )  # of each list by itself
    common = sum(
        max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))
        for a in gold["evidence"]
        for b in read["evidence"]
    )
    return same, common / sum(e["end"] - e["start"] for row in (gold, read) for e in row["evidence"])


def habit_of(cases: Sequence[Case]) -> float:
    """How much more the articles incline to nobody than our gold does, for deeds of the same measures."""
    rows = [
        {("nobody", n): v for n, v in c.slate.occasion.items() if not n.startswith("proposal:")}
        | ({("habit", ARTICLES): 1.0} if c.folder == ARTICLES else {})
        for c in cases
    ]
    names, table = as_table(rows)
    nobody = np.array([c.nobody for c in cases], dtype=float)
    stiff = np.array([STIFF_HABIT if n[0] == "habit" or n[1] == "always" else STIFF for n in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = table @ weights
        value = np.sum(np.logaddexp(0, score) - nobody * score) + 0.5 * np.sum(stiff * weights**2)
        return float(value), table.T @ (1 / (1 + np.exp(-score)) - nobody) + stiff * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return float(dict(zip(names, found.x, strict=True)).get(("habit", ARTICLES), 0.0))


def fit(cases: Sequence[Case]) -> dict[Key, float]:
    """The weights that explain whom gold names, each pulled towards zero; deeds without a right option tell nothing."""
    known = [c for c in cases if any(c.right)]
    names, table = as_table([terms(c, option) for c in known for option in c.slate.options])
    right = np.array([r for c in known for r in c.right])
    firsts = np.cumsum([0, *(len(c.right) for c in known)])[:-1]
    of = np.repeat(np.arange(len(known)), [len(c.right) for c in known])
    stiff = np.array([STIFF_HABIT if n in (("nobody", "always"), ("habit", ARTICLES)) else STIFF for n in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        whole, good = log_sums(scores, firsts, of), log_sums(np.where(right, scores, -np.inf), firsts, of)
        pull = np.exp(scores - whole[of]) - np.where(right, np.exp(scores - good[of]), 0.0)
        return float(np.sum(whole - good) + 0.5 * np.sum(stiff * weights**2)), table.T @ pull + stiff * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return dict(zip(names, map(float, found.x), strict=True))


def log_sums(scores: np.ndarray, firsts: np.ndarray, of: np.ndarray) -> np.ndarray:
    """The logarithm of the summed exponentials of each group of scores."""
    top = np.maximum.reduceat(scores, firsts)
    found: np.ndarray = top + np.log(np.add.reduceat(np.exp(scores - top[of]), firsts))
    return found


def terms(case: Case, option: Option) -> dict[Key, float]:
    """The weights that an option calls on, with what holds only of texts that the rules were written beside."""
    part, measures = ("parties", option.measures) if option.references else ("nobody", case.slate.occasion)
    found = {(part, name): value for name, value in measures.items()}
    if case.folder not in FRESH:
        found |= {(f"{part} beside", name): v for name, v in measures.items() if name.startswith("propos")}
    if case.folder == ARTICLES and not option.references:
        found["habit", ARTICLES] = 1.0
    return found


def as_table(rows: Sequence[Mapping[Key, float]]) -> tuple[list[Key], csr_matrix]:
    """The names of all terms and the matrix of their values."""
    names = sorted({key for row in rows for key in row})
    at = {key: place for place, key in enumerate(names)}
    cells = [(value, row, at[key]) for row, terms_ in enumerate(rows) for key, value in terms_.items()]
    values, down, across = zip(*cells, strict=True)
    return names, csr_matrix((values, (down, across)), shape=(len(rows), len(names)))


def deployed(weights: Mapping[Key, float], habit: float) -> dict[Key, float]:
    """The weights for texts that no rule was written beside, in the articles' habit of naming nobody."""
    kept = {key: weight for key, weight in weights.items() if key[0] in ("nobody", "parties")}
    kept["nobody", "always"] = kept.get(("nobody", "always"), 0.0) + habit
    return kept


def hold_out(cases: Sequence[Case], habit: float) -> list[np.ndarray]:
    """The chances of each case's options by weights fitted without its document."""
    documents = sorted({(c.folder, c.document) for c in cases})
    chances: dict[int, np.ndarray] = {}
    for fold in range(FOLDS):
        held = set(documents[fold::FOLDS])
        weights = deployed(fit([c for c in cases if (c.folder, c.document) not in held]), habit)
        for place, case in enumerate(cases):
            if (case.folder, case.document) in held:
                chances[place] = chances_of(weights, case)
    return [chances[place] for place in range(len(cases))]


def chances_of(weights: Mapping[Key, float], case: Case) -> np.ndarray:
    """How likely each option of a case is."""
    fresh = replace(case, folder=next(iter(FRESH)))
    scores = np.array([sum(weights.get(k, 0.0) * v for k, v in terms(fresh, o).items()) for o in case.slate.options])
    found: np.ndarray = np.exp(scores - log_sums(scores, np.array([0]), np.zeros(len(scores), dtype=int)))
    return found


def heft(case: Case, habit: float) -> float:
    """What a case of ours counts as one of the articles' habit."""
    return float(np.exp(habit)) if case.nobody and case.folder != ARTICLES else 1.0


def taken(chances: np.ndarray, gate: float) -> int:
    """The option that is taken: the likeliest, if it is so much likelier than the proposal, which is the first."""
    best = int(np.argmax(chances))
    return best if chances[best] > gate * chances[0] else 0


def print_held_out(cases: Sequence[Case], chances: Sequence[np.ndarray], habit: float) -> None:
    """For each folder and source of the proposal: how often rules and model are right, and what the model changed."""
    print(f"habit {habit:.2f}")
    print(f"{'gold':12} {'proposal':9} {'deeds':>6} {'rules':>6} {'model':>6} {'mended':>7} {'spoilt':>7}")
    rows: Counter[tuple[str, str, str]] = Counter()
    weighed: Counter[str] = Counter()
    for case, chance in zip(cases, chances, strict=True):
        before, after = case.right[0], case.right[taken(chance, GATES[case.proposal])]
        told = {"deeds": 1, "rules": before, "model": after, "mended": after > before, "spoilt": after < before}
        for proposal, (what, number) in itertools.product((case.proposal, "all"), told.items()):
            rows[case.folder, proposal, what] += int(number)
        if case.folder in FRESH:
            weight = heft(case, habit)
            weighed.update({"deeds": weight, "rules": weight * before, "model": weight * after})  # type: ignore[dict-item]
    for folder in dict.fromkeys(c.folder for c in cases):
        for proposal in ("clause", "scene", "none", "all"):
            told_ = [rows[folder, proposal, what] for what in ("deeds", "rules", "model", "mended", "spoilt")]
            print(f"{folder:12} {proposal:9} {told_[0]:6} {told_[1]:6} {told_[2]:6} {told_[3]:7} {told_[4]:7}")
    share = {what: weighed[what] / weighed["deeds"] for what in ("rules", "model")}
    print(f"fresh texts as the articles would annotate them: rules {share['rules']:.3f}, model {share['model']:.3f}")


def as_tree(weights: Mapping[Key, float]) -> dict[str, object]:
    """The weights as the file nests them, without those near zero."""
    parts: dict[str, dict[str, float]] = {"nobody": {}, "parties": {}}
    for (part, name), weight in sorted(weights.items()):
        if abs(weight) >= LEAST:
            parts[part][name] = round(weight, 3)
    return {"gates": GATES, **parts}


if __name__ == "__main__":
    sys.exit(main())
