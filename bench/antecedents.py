"""Fits the weights of `src/comity/reading/lexicon/antecedents.yaml`: whom they means as party of events.

usage: python bench/antecedents.py [--shared PATH] [--out FILE] [--held-out]

It fits on gold whose errors may be read. A pronoun counts where gold tells whom it means: it stands as the subject,
object or owner of what triggers an event and gold names the parties there, or it is who says a quotation. With
`--held-out` nothing is written: every tenth of the documents is judged by weights fitted without it. No chance is
involved. What was fitted for he and it in the same way was no better than the weights set by hand.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
import yaml
from fitting import LEXICON, OURS, asked_fitting
from scipy.optimize import minimize
from scoring import Gold, Row, read_gold, same_set
from spacy.tokens import Doc, Token

from comity.model import Reference
from comity.reading import Reader, pronouns
from comity.reading.page import Page
from comity.reading.parties import party
from comity.reading.subjects import surface_subjects
from comity.reading.syntax import is_passive
from comity.reading.weighing import Sighting, likeliest, measured

OUT = LEXICON / "antecedents.yaml"
HEAD = """\
# Weights of the logistic model that chooses whom “they” mean (comity/reading/weighing.py), by what is seen of
# everybody who can be meant. Written by bench/antecedents.py; fit it again after the reader has changed.
"""
FOLDERS = ("tune", "press/tune", "press/fit", "press/more", "events/fit")
STIFF, FOLDS, LEAST = 6.0, 10, 0.03
"""What a weight costs, parts of the judgement of what is left out, and weights too near to zero for the file."""
TOWARDS = frozenset({"with", "to", "against", "on", "from", "at", "for", "of", "upon", "over", "between"})


@dataclass(frozen=True, slots=True)
class Noted:
    """One choice as the reader made it."""

    pronoun: Token
    sightings: tuple[Sighting, ...]
    taken: Sighting | None


@dataclass(frozen=True, slots=True)
class Case:
    """A choice of which gold tells what is right."""

    document: str
    measures: tuple[dict[str, float], ...]
    right: tuple[bool, ...]
    taken: bool
    """Whether what the reader took is right."""


def main() -> int:
    """Fit and write, or judge what was left out."""
    options = asked_fitting(__doc__, OUT)
    reader = Reader()
    folders = [options.articles, *(OURS / name for name in FOLDERS)]
    cases = [c for noted in notes(reader, folders) for c in cases_of(*noted)]
    if options.held_out:
        hold_out(cases)
        return 0
    write(cases, options.out)
    return 0


def notes(reader: Reader, folders: Iterable[Path]) -> Iterator[tuple[Gold, Page, list[Noted]]]:
    """Every document of gold with its page and the choices that were made on it."""
    made: list[Noted] = []
    with patch.object(pronouns, "likeliest", noting(made)):
        for folder in folders:
            for gold, page in read_gold(reader, folder):
                yield gold, page, made[:]
                made.clear()


def noting(made: list[Noted]):  # type: ignore[no-untyped-def]
    """The reader's choice, which leaves a note of what it chose among."""

    def choose(page: Page, pronoun: Token, sightings: Sequence[Sighting]) -> Sighting | None:
        taken = likeliest(page, pronoun, sightings)
        made.append(Noted(pronoun, tuple(sightings), taken))
        return taken

    return choose


def cases_of(gold: Gold, page: Page, made: Sequence[Noted]) -> Iterator[Case]:
    """The choices of a document of which gold tells whom the pronoun means."""
    told = told_parties(page.doc, gold.statements)
    for note in {n.pronoun.i: n for n in made}.values():
        parties = told.get(note.pronoun.i, [])
        if not parties or any(not same_set(p, parties[0]) for p in parties[1:]):
            continue
        right = [fits(page, s, parties[0]) for s in note.sightings]
        taken = any(r for s, r in zip(note.sightings, right, strict=True) if s is note.taken)
        yield Case(gold.name, tuple(measured(page, note.pronoun, note.sightings)), tuple(right), taken)


def told_parties(doc: Doc, statements: Iterable[Row]) -> dict[int, list[Sequence[Row]]]:
    """The parties that gold names where a word stands, by the word; what is told of subjects counts first."""
    sure: dict[int, list[Sequence[Row]]] = defaultdict(list)
    other: dict[int, list[Sequence[Row]]] = defaultdict(list)
    for statement in statements:
        for evidence in statement["evidence"]:
            span = doc.char_span(*evidence.get("trigger") or (0, 0), alignment_mode="expand")
            if statement["kind"] == "event" and span:
                for word, key, certain in places(span.root, {t.i for t in span}):
                    if statement.get(key):
                        (sure if certain else other)[word.i].append(statement[key])
            elif statement["kind"] == "quotation" and statement.get("speaker"):
                for word in sayers(doc, evidence, statement.get("cue")):
                    sure[word.i].append([statement["speaker"]])
    return {**other, **sure}


def places(trigger: Token, span: set[int]) -> Iterator[tuple[Token, str, bool]]:
    """Words around what triggers an event with the parties they stand for, and whether that is certain."""
    if trigger.pos_ in ("VERB", "AUX"):
        for subject in surface_subjects(trigger):
            suffered = subject.dep_ == "nsubjpass" and is_passive(trigger)
            yield subject, "recipients" if suffered else "actors", True
    for child in (c for i in span for c in trigger.doc[i].children):
        if child.dep_ == "poss":
            yield child, "actors", False
        elif child.dep_ in ("nsubj", "agent"):
            yield from ((c, "actors", False) for c in child.children if c.dep_ == "poss")
        elif child.dep_ in ("dobj", "dative") and child.pos_ == "PRON":
            yield child, "recipients", False
        elif child.dep_ in ("prep", "dative") and child.lower_ in TOWARDS:
            yield from ((c, "recipients", False) for c in child.children if c.dep_ == "pobj")


def sayers(doc: Doc, evidence: Row, cue: str | None) -> list[Token]:
    """The subjects of the verb over what is quoted."""
    span = doc.char_span(evidence["start"], evidence["end"], alignment_mode="expand")
    above = [span.root.head, span.root.head.head] if span else []
    return [c for verb in above[:2] if verb.lemma_ == cue for c in verb.children if c.dep_ == "nsubj"]


def fits(page: Page, sighting: Sighting, parties: Sequence[Row]) -> bool:
    """Whether a sighting is whom gold names."""
    if sighting.noun is None:
        return same_set([as_row(r) for r in sighting.references], parties)
    noun = page.doc[sighting.noun]
    last = parties[0]["id"].rpartition(":")[2].rpartition("-")[2] if len(parties) == 1 else ""
    return last == noun.lower_ or same_set([as_row(r) for r in party(page, noun)], parties)


def as_row(reference: Reference) -> Row:
    """A reference as gold writes it."""
    return {"id": reference.id, "name": reference.name, "for": reference.acts_for}


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weights under which what is right is likeliest."""
    cases = [c for c in cases if any(c.right)]
    names = sorted({name for c in cases for m in c.measures for name in m})
    place = {name: i for i, name in enumerate(names)}
    sizes = [len(c.measures) for c in cases]
    values = np.zeros((sum(sizes), len(names)))
    for row, measures in enumerate(m for c in cases for m in c.measures):
        for name, value in measures.items():
            if name in place:
                values[row, place[name]] = value
    starts, whose = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes)
    right = np.array([r for c in cases for r in c.right], dtype=float)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = values @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[whose])
        all_, fitting = np.add.reduceat(raised, starts), np.add.reduceat(raised * right, starts)
        slope = (raised * right / fitting[whose] - raised / all_[whose]) @ values
        return STIFF * weights @ weights - np.log(fitting / all_).sum(), 2 * STIFF * weights - slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return dict(zip(names, found.x.tolist(), strict=True))


def is_right(case: Case, weights: dict[str, float]) -> bool:
    """Whether the weights choose what is right; of equals the last."""
    scores = [sum(v * weights.get(n, 0.0) for n, v in m.items()) for m in case.measures]
    return bool(scores) and case.right[max(range(len(scores)), key=lambda i: (scores[i], i))]


def hold_out(cases: Sequence[Case]) -> None:
    """Print how often the reader as it is and weights fitted without the document are right."""
    fold = {name: i % FOLDS for i, name in enumerate(sorted({c.document for c in cases}))}
    counts: Counter[str] = Counter()
    for part in range(FOLDS):
        weights = fit([c for c in cases if fold[c.document] != part])
        for case in (c for c in cases if fold[c.document] == part):
            right = {"all": True, "can be": any(case.right), "reader": case.taken, "fitted": is_right(case, weights)}
            counts.update(what for what, holds in right.items() if holds)
    print(dict(counts))


def write(cases: Sequence[Case], out: Path) -> None:
    """Fit and write the weights."""
    weights = {name: round(w, 2) for name, w in sorted(fit(cases).items()) if abs(w) >= LEAST}
    out.write_text(HEAD + yaml.safe_dump({"weights": weights}, sort_keys=False, width=118), encoding="utf-8")
    print(f"{len(weights)} weights fitted on {len(cases)} choices of {len({c.document for c in cases})} documents.")


if __name__ == "__main__":
    sys.exit(main())
