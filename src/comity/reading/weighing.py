"""Weighing: whom they most likely are among all who can be meant, by the weights of `antecedents.yaml`.

A conditional logistic model: the sum of weights of what can be seen of everybody. Fitted by `bench/antecedents.py`.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.keeping import kept
from comity.reading.lexicon import load, words
from comity.reading.page import Page
from comity.reading.syntax import conjunct_root

_FAR, _OFTEN, _OTHERS = 6, 8, 6
"""What counts no further: sentences back, times named in the text, others told since."""
_PLACES = {"dobj": "object", "dative": "object", "pobj": "behind a preposition", "poss": "modifier", "amod": "modifier",
           "compound": "modifier", "nmod": "modifier"}  # fmt: skip
_BACK = ("in the sentence", "a sentence back")
_LOCATING = frozenset({"in", "at", "from", "to", "into"})
_VERBAL = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """Somebody at one place of the text whom a pronoun may mean."""

    key: str
    """Who it is: the ids, or the noun for people whom nobody names."""
    token: int
    sentence: int
    kind: str
    references: tuple[Reference, ...] = ()
    joined: bool = False
    noun: int | None = None
    """The noun for people whom nobody names."""
    more: Mapping[str, float] = field(default_factory=dict)
    """What else is seen of it."""


class _Stand(NamedTuple):
    """Where a word stands in its clause."""

    place: str
    verb: int
    clause: int
    says: bool
    acts: bool
    located: bool
    again: bool


def likeliest(page: Page, pronoun: Token, sightings: Sequence[Sighting]) -> Sighting | None:
    """The sighting that the weights are most in favour of; of equals the last."""
    weights = load("antecedents")["weights"]
    best: tuple[float, Sighting] | None = None
    for sighting, measures in zip(sightings, measured(page, pronoun, sightings), strict=True):
        score = sum(value * weights.get(name, 0.0) for name, value in measures.items())
        if best is None or score >= best[0]:
            best = (score, sighting)
    return best[1] if best else None


def measured(page: Page, pronoun: Token, sightings: Sequence[Sighting]) -> list[dict[str, float]]:
    """What can be seen of every sighting, as a pronoun looks back at it."""
    around = _Around(page, pronoun)
    firsts: dict[int, int] = {}
    for sighting in sightings:
        firsts[sighting.sentence] = min(sighting.token, firsts.get(sighting.sentence, sighting.token))
    found: dict[int, dict[str, float]] = {}
    since: set[str] = set()
    for at in sorted(range(len(sightings)), key=lambda i: -sightings[i].token):
        sighting = sightings[at]
        found[at] = around.measures(sighting)
        found[at]["others since"] = min(len(since) - (sighting.key in since), _OTHERS)
        if firsts[sighting.sentence] == sighting.token:
            found[at]["first of its sentence"] = 1
        since.add(sighting.key)
    return [found[at] for at in range(len(sightings))]


def placed(pronoun: Token) -> Token:
    """“A number of them fled”: the word whose place in the clause a pronoun behind “of” takes."""
    of = pronoun.head
    some = (
        pronoun.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_.lower() in words("events/syntax", "partitives")
    )
    return of.head if some else pronoun


class _Around:
    """What surrounds one pronoun."""

    def __init__(self, page: Page, pronoun: Token) -> None:
        self.page, self.pronoun = page, pronoun
        self.sentence = page.sentence_of(pronoun)
        place = placed(pronoun)
        self.stand = _stand(place)
        self.role = "poss" if pronoun.dep_ == "poss" else "subj" if place.dep_ in _SUBJECTS else "obj"
        self.above = {a.i for a in pronoun.ancestors} - {self.stand.clause}
        self.named = _named(page)
        self.quoted = self._is_quoted(pronoun.i, self.sentence.start)

    def measures(self, seen: Sighting) -> dict[str, float]:
        """What is seen of somebody; the names are those of the weights."""
        stand = _stand(self.page.doc[seen.token])
        back, place = self.sentence.index - seen.sentence, stand.place
        told: dict[str, float] = {
            "sentences back": min(back, _FAR),
            "away": math.log(1 + self.pronoun.i - seen.token),
            "named often": min(self.named.counts[seen.key], _OFTEN) / 4,
            place: 1,
            f"{self.role} for {place}": 1,
            f"is {seen.kind}": 1,
            f"{self.role} for {seen.kind}": 1,
            **seen.more,
        }
        if back < len(_BACK):
            told[_BACK[back]] = 1
        sentence = self.page.sentences[seen.sentence]
        marks = (
            ("joined", seen.joined),
            ("by a pronoun", stand.again),
            ("named most", seen.key in self.named.most),
            ("in another paragraph", sentence.passage.start != self.sentence.passage.start),
            ("agent", stand.acts),
            ("located", stand.located),
            ("quoted apart", self._is_quoted(seen.token, sentence.start) != self.quoted),
        )
        told.update((name, 1) for name, holds in marks if holds)
        if stand.verb in self.above and place in ("main subject", "subject"):
            told["subject above"] = 1
            if stand.says:
                told["says it"] = told[f"{seen.kind} says it"] = 1
        if stand.clause == self.stand.clause and back == 0:
            told["beside"] = 1
        return told

    def _is_quoted(self, token: int, start: int) -> bool:
        marks = self.named.marks
        return bool((bisect_left(marks, token) - bisect_left(marks, start)) % 2)


class _Named(NamedTuple):
    """How often the whole text names everybody, who is named most, and where its quotation marks stand."""

    counts: Counter[str]
    most: frozenset[str]
    marks: list[int]


def _named(page: Page) -> _Named:
    kept_: _Named | None = page.doc.user_data.get("named")
    if kept_ is None:
        counts = Counter(r.id for m in page.mentions for r in m.references)
        people = [i for i in counts if i.startswith("person:")]
        powers = [i for i in counts if i.startswith(("state:", "org:", "group:"))]
        most = frozenset(max(ids, key=lambda i: counts[i]) for ids in (people, powers) if ids)
        mark = page.doc.vocab.strings['"']
        kept_ = _Named(counts, most, [i for i, w in enumerate(page.doc.to_array("ORTH").tolist()) if w == mark])
        page.doc.user_data["named"] = kept_
    return kept_


@kept
def _stand(token: Token) -> _Stand:
    top = conjunct_root(token)
    if top.dep_ == "appos":
        top = conjunct_root(top.head)
    verb = top.head
    if top.dep_ in _SUBJECTS:
        main = verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")
        place = "main subject" if main else "subject"
    else:
        place = _PLACES.get(top.dep_, "elsewhere")
    acts = top.dep_ == "pobj" and verb.dep_ == "agent"
    located = top.dep_ == "pobj" and verb.lower_ in _LOCATING
    again = token.tag_ in ("PRP", "PRP$")
    says = verb.lemma_ in words("modality", "reporting") | words("persons", "uttering")
    return _Stand(place, verb.i, _clause(top), says, acts, located, again)


def _clause(token: Token) -> int:
    while token.pos_ not in _VERBAL and token.head.i != token.i:
        token = token.head
    return token.i
