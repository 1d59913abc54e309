"""How fast a record is written and asked: `python bench/recording.py [--statements 200000] [--keep FILE]`.

Statements are made up from the register's actors in the proportions that the reader's own output has (half events,
a fifth quotations, then offices, memberships, relations and facts), 60 to a document, each on a sentence of its own.
Times are wall-clock of one process; making the statements is not counted, hashing and checking them is.
"""

import argparse
import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from comity.asking.desk import Desk
from comity.model import (
    EVENT_TYPES,
    Document,
    Event,
    Evidence,
    Fact,
    Membership,
    Office,
    Quotation,
    Reference,
    Relation,
    Statement,
)
from comity.recording import Item, Run, open_record
from comity.register import Register

PER_DOCUMENT = 60
MIX = ("event",) * 50 + ("quotation",) * 20 + ("office",) * 13 + ("membership",) * 7 + ("relation",) * 7 + ("fact",) * 3
PUBLISHERS = [f"Paper {n}" for n in range(40)]
ROLES = ("president", "foreign minister", "ambassador", "spokesperson", "prime minister")
STATUSES = ("member", "observer", "founder", "dialogue-partner", "chair", "candidate")
MODALITIES = ("actual",) * 8 + ("planned", "possible", "denied")
WORDS = [
    "talks",
    "border",
    "trade",
    "summit",
    "grain",
    "pipeline",
    "treaty",
    "envoy",
    "sanction",
    "aid",
    "drill",
    "vote",
    "accord",
    "ferry",
    "dam",
    "visa",
]


class World:
    """Actors, with a few that most texts speak of."""

    def __init__(self, register: Register, seed: int) -> None:
        self.random = random.Random(seed)
        self.states = [Reference(entry.id, entry.name) for entry in register.entries("state")]
        self.bodies = [Reference(entry.id, entry.name) for entry in register.entries("organisation")]
        people = register.entries("person")[:600]
        self.people = [Reference(p.id, p.name, self.random.choice(self.states).id) for p in people]

    def pick(self, from_: list[Reference]) -> Reference:
        """Some actor; the first of a list are named far more often than the last."""
        return from_[int(len(from_) * self.random.random() ** 3)]

    def documents(self, statements: int) -> Iterator[tuple[Document, list[Statement]]]:
        day = dt.date(2005, 1, 1)
        total = statements // PER_DOCUMENT
        for number in range(total):
            published = day + dt.timedelta(days=number * 7300 // max(total, 1))
            yield self._document(number, published)

    def _document(self, number: int, published: dt.date) -> tuple[Document, list[Statement]]:
        kinds = [self.random.choice(MIX) for _ in range(PER_DOCUMENT)]
        sentences = [f"{self._sentence()} ({number}.{place})." for place in range(PER_DOCUMENT)]
        text = " ".join(sentences)
        publisher = self.random.choice(PUBLISHERS)
        document = Document(text, f"{number}.md", f"Report {number}", publisher, published.isoformat())
        made, start = [], 0
        for kind, sentence in zip(kinds, sentences, strict=True):
            span = Evidence(start, start + len(sentence), sentence)
            made.append(self._statement(kind, document.id, span, published))
            start += len(sentence) + 1
        return document, made

    def _sentence(self) -> str:
        words = self.random.choices(WORDS, k=10)
        return f"{self.pick(self.states).name} and {self.pick(self.bodies).name} {' '.join(words)}"

    def _statement(self, kind: str, document: str, span: Evidence, published: dt.date) -> Statement:
        chance = self.random.random()
        day = published - dt.timedelta(days=self.random.randrange(20))
        common = {
            "document": document,
            "evidence": (span,),
            "modality": self.random.choice(MODALITIES),
            "when": day.isoformat() if chance < 0.3 else str(day.year) if chance < 0.4 else None,
            "said_by": self.pick(self.people) if chance > 0.8 else None,
        }
        state, body, person = self.pick(self.states), self.pick(self.bodies), self.pick(self.people)
        if kind == "event":
            sides = {"actors": (person, state), "recipients": (self.pick(self.states),)}
            return Event(**common, event_type=self.random.choice(EVENT_TYPES), **sides)  # type: ignore[arg-type]
        if kind == "quotation":
            return Quotation(**common, speaker=person, text=span.exact, form="direct", cue="say")  # type: ignore[arg-type]
        if kind == "office":
            return Office(**common, person=person, role=self.random.choice(ROLES), of=state)  # type: ignore[arg-type]
        if kind == "membership":
            status = self.random.choice(STATUSES)
            return Membership(**common, member=state, organisation=body, status=status)  # type: ignore[arg-type]
        if kind == "relation":
            return Relation(**common, from_=state, relation="partner", to=self.pick(self.states))  # type: ignore[arg-type]
        return Fact(**common, about=body, property="founded", value=str(day.year))  # type: ignore[arg-type]


def timed(call: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def measure_writing(address: Path, world: World, statements: int) -> None:
    pairs = list(world.documents(statements))
    run = Run("bench")
    with open_record(address, create=True) as record:
        writer = record.writer()
        busy = time.process_time()
        added = timed(lambda: list(writer.add_many((Item(*pair) for pair in pairs), run=run)))
        busy = time.process_time() - busy
        resolved = timed(writer.resolve)
        extra = next(World(Register.load(), 99).documents(PER_DOCUMENT))

        def add_one() -> None:
            with record.writer() as one:
                one.add(*extra, run=run)

        single = timed(add_one)
    count = len(pairs) * PER_DOCUMENT
    size = os.path.getsize(address)
    print(f"writing       {count / added:10,.0f} statements/s ({count:,} in {added:.1f} s)")
    print(f"              {count / busy:10,.0f} statements a second of processor time")
    print(f"resolving all {resolved:10.1f} s")
    print(f"one document  {single * 1000:10.0f} ms, with resolution")
    print(f"size          {size / count / 1000:10.2f} kB a statement")


def measure_asking(address: Path, world: World, rounds: int) -> None:
    register = Register.load()
    with Desk(open_record(address), register) as desk:
        questions: dict[str, Callable[[], object]] = {
            "members": lambda: desk.members(world.pick(world.bodies).id, at="2020-06-01"),
            "members asof": lambda: desk.members(world.pick(world.bodies).id, at="2020-06-01", asof="2018"),
            "offices": lambda: desk.offices(world.pick(world.states).id, at="2020-06-01"),
            "timeline": lambda: desk.timeline(world.pick(world.states).id, world.pick(world.states).id),
            "changes": lambda: desk.changes(world.pick(world.bodies).id, since="2010", until="2020"),
            "quotes": lambda: desk.quotes(world.pick(world.people).id),
            "search": lambda: desk.search(" ".join(world.random.sample(WORDS, 3))),
            "disputes": lambda: desk.disputes(world.pick(world.bodies).id),
        }
        for name, ask in questions.items():
            times = sorted(timed(ask) for _ in range(rounds))
            late = times[min(len(times) - 1, int(len(times) * 0.99))]
            print(f"{name:13} {statistics.median(times) * 1000:10.1f} ms median, {late * 1000:7.1f} ms 99th percentile")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    world = World(Register.load(), 7)
    with tempfile.TemporaryDirectory() as folder:
        address = given.keep or Path(folder, "bench.db")
        if not address.exists():
            measure_writing(address, world, given.statements)
        measure_asking(address, world, given.rounds)


if __name__ == "__main__":
    sys.exit(main())
