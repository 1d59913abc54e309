"""A made-up press in the reader's own proportions, as large as is wanted: the same seed gives the same documents.

Counted in the reader's output on 49 texts (1,382 statements): 28 statements a document, 69 characters a statement, and
the shares of kinds, modalities, dates, parties and attributions below. Actors are the register's, those with most
memberships named most; memberships and posts are the register's on the day of the report, with some errors. Several
papers report each story, so that much joins, succeeds and contradicts.
"""

import datetime as dt
import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from comity.edtf import bounds
from comity.model import Document, Event, Evidence, Fact, Membership, Office, Quotation, Reference, Relation, Statement
from comity.register import Register

PER_DOCUMENT = 28
FIRST, DAYS = dt.date(2005, 1, 1), 7300
KINDS = {"event": 613, "office": 254, "quotation": 208, "membership": 172, "relation": 78, "fact": 57}
TYPES = {
    "CONSULT": 108, "SUPPORT": 79, "SANCTION": 55, "AGREE": 52, "ACCUSE": 46, "ASSAULT": 42, "REQUEST": 41,
    "COERCE": 32, "RETREAT": 31, "REJECT": 29, "CONCEDE": 20, "THREATEN": 20, "PROTEST": 17, "AID": 16,
    "MOBILIZE": 15, "COOPERATE": 10,
}  # fmt: skip
MODALITIES = {"actual": 529, "planned": 44, "denied": 27, "possible": 13}
EVENT_DATES = {"": 374, "day": 153, "month": 36, "year": 28}
STANDING_DATES = {"": 79, "open": 50, "year": 32, "month": 5, "day": 5}
STATUSES = ("member", "observer", "candidate", "suspended", "withdrawn", "chair", "dialogue-partner")
CONTEXTS = ("", "", "diplomatic", "military", "economic", "executive diplomatic")
RELATIONS = ("based-in", "part-of", "borders", "leads", "partner", "ally", "rival", "backs", "at-odds")
PROPERTIES = {"founded": 21, "purpose": 10, "age": 7, "member-count": 5, "population": 4, "headquarters": 3}
ERROR = 0.04
"""Share of memberships and posts that a report has wrong."""


class Share:
    """Picks among values, each as often as its weight says."""

    def __init__(self, values: Sequence[Any], weights: Sequence[float], rng: random.Random) -> None:
        self.values, self._sums, self._rng = values, list(accumulate(weights)), rng

    @classmethod
    def of(cls, weights: dict[Any, float], rng: random.Random) -> "Share":
        return cls(list(weights), list(weights.values()), rng)

    @classmethod
    def zipf(cls, values: Sequence[Any], rng: random.Random) -> "Share":
        """The first most often, by the law of Zipf and Mandelbrot: of 266 states the first is every twelfth named."""
        return cls(values, [1 / (rank + 2.7) for rank in range(len(values))], rng)

    def pick(self) -> Any:
        return self.values[bisect_right(self._sums, self._rng.random() * self._sums[-1])]


@dataclass(frozen=True, slots=True)
class Tie:
    """A row of the register: a member of an organisation or a holder of a post, from one day before another."""

    who: Reference
    what: Reference
    label: str
    since: dt.date
    until: dt.date


class World:
    """Actors and what truly is among them, and the press that reports it."""

    def __init__(self, register: Register, seed: int = 7) -> None:
        self.rng = rng = random.Random(seed)
        self._names = {entry.id: entry.name for entry in register.entries()}
        states = sorted(
            (entry.id for entry in register.entries("state")), key=lambda id: -len(register.memberships(id))
        )
        self.states = Share.zipf([self._reference(id) for id in states], rng)
        self.groups = Share.zipf([self._reference(entry.id) for entry in register.entries("group")], rng)
        self._posts: dict[str, list[list[Tie]]] = {}
        self._standings: dict[str, list[Tie]] = {}
        self._load_posts(register)
        self._load_standings(register)
        bodies = sorted(self._standings, key=lambda id: -len(self._standings[id]))
        self.bodies = Share.zipf([self._reference(id) for id in bodies], rng)
        self.people = Share.zipf([self._reference(entry.id) for entry in register.entries("person")], rng)
        self.words = Share.zipf(_words(rng, 8000), rng)
        self.papers = Share.zipf([f"Paper {n}" for n in range(60)], rng)
        self._kinds, self._types = Share.of(KINDS, rng), Share.of(TYPES, rng)
        self._modalities, self._properties = Share.of(MODALITIES, rng), Share.of(PROPERTIES, rng)
        self._event_dates, self._standing_dates = Share.of(EVENT_DATES, rng), Share.of(STANDING_DATES, rng)
        self._number = 0

    def documents(self, statements: int) -> Iterator[tuple[Document, list[Statement]]]:
        """Documents in order of time until they hold so many statements."""
        made = 0
        while made < statements:
            day = FIRST + dt.timedelta(days=DAYS * made // statements)
            for document, told in self._story(day):
                yield document, told
                made += len(told)
                if made >= statements:
                    return

    def phrase(self) -> str:
        """What somebody may search for: a name with a word, or two words."""
        words = [self.words.pick(), self.words.pick()]
        return f"{self.states.pick().name} {words[0]}" if self.rng.random() < 0.6 else " ".join(words)

    def _reference(self, id: str) -> Reference:
        return Reference(id, self._names.get(id, id.partition(":")[2]))

    def _load_posts(self, register: Register) -> None:
        for of, office in sorted({(row.of, row.office) for row in register.offices()}):
            rows = [row for row in register.holders(office, of) if row.office == office]
            held = [
                Tie(Reference(r.person, self._reference(r.person).name, of), self._reference(of), office, *_span(r))
                for r in rows
            ]
            if held:
                self._posts.setdefault(of, []).append(held)

    def _load_standings(self, register: Register) -> None:
        for entry in register.entries("organisation"):
            rows = register.members(entry.id)
            if rows:
                body = self._reference(entry.id)
                self._standings[entry.id] = [
                    Tie(self._reference(r.member), body, r.status if r.status in STATUSES else "member", *_span(r))
                    for r in rows
                ]

    def _story(self, day: dt.date) -> Iterator[tuple[Document, list[Statement]]]:
        """One story as several papers have it: the same cast and events, told in part, within three days."""
        rng = self.rng
        cast = self._cast(day)
        events = [self._event(cast, day) for _ in range(18)]
        for _ in range(min(1 + int(rng.expovariate(0.7)), 8)):
            published = day + dt.timedelta(days=rng.randrange(3))
            yield self._report(cast, rng.sample(events, 12), published)

    def _cast(self, day: dt.date) -> list[Reference]:
        """Whom a story is about, the one it is most about first; people act for a state of the story."""
        states = [self.states.pick() for _ in range(3)]
        people = [tie.who for state in states[:2] if (tie := self._holder(state.id, day))]
        others = [self.bodies.pick(), self.groups.pick()] if self.rng.random() < 0.5 else [self.bodies.pick()]
        return [*states, *people, *others]

    def _holder(self, of: str, day: dt.date) -> Tie | None:
        posts = self._posts.get(of)
        if not posts:
            return None
        held = self.rng.choice(posts[:4])
        return next((tie for tie in held if tie.since <= day < tie.until), None)

    def _event(self, cast: Sequence[Reference], day: dt.date) -> dict[str, Any]:
        rng = self.rng
        actors = {self._one_of(cast): None}
        while rng.random() < 0.18:
            actors[self._one_of(cast)] = None
        others = [who for who in cast if who not in actors]
        recipients = tuple(rng.sample(others, 1)) if rng.random() < 0.5 and others else ()
        return {
            "event_type": self._types.pick(),
            "mode": rng.choice((None, None, "meet", "visit")) if rng.random() < 0.5 else None,
            "contexts": tuple(rng.choice(CONTEXTS).split()),
            "actors": tuple(actors),
            "recipients": recipients,
            "where": self.states.pick() if rng.random() < 0.12 else None,
            "modality": self._modalities.pick(),
            "when": _dated(self._event_dates.pick(), day - dt.timedelta(days=rng.randrange(4))),
        }

    def _one_of(self, cast: Sequence[Reference]) -> Reference:
        return cast[int(len(cast) * self.rng.random() ** 1.8)]

    def _report(
        self, cast: Sequence[Reference], events: list[dict[str, Any]], published: dt.date
    ) -> tuple[Document, list[Statement]]:
        rng = self.rng
        count = max(6, int(rng.gauss(PER_DOCUMENT, 10)))
        waiting = iter(events)
        told = [self._told(kind, cast, waiting, published) for kind in (self._kinds.pick() for _ in range(count))]
        text, spans = self._write(cast, told)
        self._number += 1
        document = Document(
            text, f"{self._number}.md", f"Report {self._number}", self.papers.pick(), published.isoformat(),
            f"https://example.org/{published:%Y/%m/%d}/{self._number}", "en",
        )  # fmt: skip
        return document, [
            kind(document=document.id, evidence=(span,), confidence=0.7, **_worded(kind, keys, span))
            for (kind, keys), span in zip(told, spans, strict=True)
        ]

    def _write(
        self, cast: Sequence[Reference], told: Sequence[tuple[type[Statement], dict[str, Any]]]
    ) -> tuple[str, list[Evidence]]:
        """A text of two statements to a sentence, half of the evidence being a part of its sentence."""
        sentences: list[str] = []
        spans, start = [], 0
        for place in range(0, len(told), 2):
            words = " ".join(self.words.pick() for _ in range(14))
            names = " ".join(who.name for who in {self._one_of(cast): None, self._one_of(cast): None})
            sentence = f"{names} {words}."
            cut = len(names) + 1 + self.rng.randrange(20, 60)
            for exact in (sentence, sentence[:cut].rstrip())[: len(told) - place]:
                spans.append(Evidence(start, start + len(exact), exact))
            sentences.append(sentence)
            start += len(sentence) + 1
        return " ".join(sentences), spans

    def _told(
        self, kind: str, cast: Sequence[Reference], events: Iterator[dict[str, Any]], day: dt.date
    ) -> tuple[type[Statement], dict[str, Any]]:
        rng = self.rng
        said = {"said_by": self.people.pick() if rng.random() < 0.09 else None}
        if kind == "event":
            return Event, said | (next(events, None) or self._event(cast, day))
        if kind == "quotation":
            speaker = self._one_of(cast) if rng.random() < 0.7 else self.people.pick()
            when = _dated(self._event_dates.pick(), day)
            return Quotation, {
                "speaker": speaker,
                "form": rng.choice(("direct", "indirect")),
                "cue": "say",
                "when": when,
            }
        if kind == "office":
            return Office, said | self._post(cast, day)
        if kind == "membership":
            return Membership, said | self._standing(cast, day)
        if kind == "relation":
            ends = {"from_": self._one_of(cast), "to": self.states.pick(), "relation": rng.choice(RELATIONS)}
            return Relation, said | ends
        body = self.bodies.pick()
        year = 1945 + int(body.id.encode().hex(), 16) % 60 + (rng.random() < ERROR)
        return Fact, said | {"about": body, "property": self._properties.pick(), "value": str(year)}

    def _post(self, cast: Sequence[Reference], day: dt.date) -> dict[str, Any]:
        rng = self.rng
        state = cast[0] if rng.random() < 0.4 else self.states.pick()
        tie = self._holder(state.id, day)
        if tie is None or rng.random() < ERROR:
            return {"person": self.people.pick(), "role": rng.choice(("ambassador", "fellow", "envoy")), "of": state}
        when = f"{tie.since.year}/.." if rng.random() < 0.05 else None
        return {"person": tie.who, "role": tie.label, "of": tie.what, "when": when}

    def _standing(self, cast: Sequence[Reference], day: dt.date) -> dict[str, Any]:
        rng = self.rng
        tie = rng.choice(self._standings[self.bodies.pick().id])
        holds = tie.since <= day < tie.until
        label = rng.choice(STATUSES) if rng.random() < ERROR else tie.label if holds else "withdrawn"
        modality = "planned" if rng.random() < 0.1 else "actual"
        since = tie.since if holds else tie.until
        when = _dated(self._standing_dates.pick(), since) if tie.since <= day else None
        return {"member": tie.who, "organisation": tie.what, "status": label, "modality": modality, "when": when}


def _worded(kind: type[Statement], keys: dict[str, Any], span: Evidence) -> dict[str, Any]:
    return keys | {"text": span.exact} if kind is Quotation else keys


def _dated(precision: str, day: dt.date) -> str | None:
    """A date as texts give it: roughly, to the day, not at all, or as a beginning."""
    text = day.isoformat()
    return {"": None, "day": text, "month": text[:7], "year": text[:4], "open": f"{text[:4]}/.."}[precision]


def _span(row: Any) -> tuple[dt.date, dt.date]:
    since = bounds(row.since).earliest if row.since else None
    until = bounds(row.until).earliest if row.until else None
    return since or dt.date(1900, 1, 1), until or dt.date.max


def _words(rng: random.Random, count: int) -> list[str]:
    """Words of two to four syllables."""
    heads = ("b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "gr", "pl")
    tails = ("a", "e", "i", "o", "u", "an", "er", "in", "or", "al", "en")
    made = {
        "".join(rng.choice(heads) + rng.choice(tails) for _ in range(rng.choice((2, 2, 3, 4)))): None
        for _ in range(count * 2)
    }
    return list(made)[:count]
