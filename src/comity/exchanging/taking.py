"""All that leaves another record, documents, judgements, layers, votes, into a record, whose own stays as it is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from comity.errors import RecordError, SourceError
from comity.model import Refusal
from comity.recording import Writer
from comity.recording.judgements import Judgement
from comity.recording.kept import Kept, KeptNote
from comity.recording.kept_beside import KeptVotes, KeptWatch
from comity.recording.outside import KeptLayer
from comity.recording.preparing import Item
from comity.recording.ways import Added, Run

STEP = "import"


@dataclass(slots=True)
class Taken:
    """What an import did, counted."""

    documents: int = 0
    statements: int = 0
    judgements: int = 0
    notes: int = 0
    """Refusals and warnings of the other record, and texts that it set aside."""
    coded: int = 0
    """Events that others coded."""
    rollcalls: int = 0
    watched: int = 0
    """Addresses that the other record watched, or that those it watched named."""
    unchanged: int = 0
    """Documents that the record had from the same reader."""
    own: int = 0
    """Documents that another reader has read for this record; its reading stays."""
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def met(self) -> int:
        """All documents so far."""
        return self.documents + self.unchanged + self.own

    @property
    def told(self) -> str:
        """All of it in one sentence."""
        parts = [
            f"{self.documents:,} documents with {self.statements:,} statements taken",
            f"{self.judgements:,} judgements" if self.judgements else "",
            f"{self.notes:,} refusals and warnings" if self.notes else "",
            f"{self.coded:,} coded events" if self.coded else "",
            f"{self.rollcalls:,} roll calls" if self.rollcalls else "",
            f"{self.watched:,} watched addresses" if self.watched else "",
            f"{self.unchanged:,} documents were there already" if self.unchanged else "",
            f"{self.own:,} keep what was read for this record" if self.own else "",
            f"{len(self.refusals):,} could not be used" if self.refusals else "",
        ]
        return ", ".join(filter(None, parts)) + "."


Usable = Kept | Judgement | KeptNote | KeptLayer | KeptVotes | KeptWatch
Progress = Callable[[Taken], None]
"""Is told what has been taken so far."""


def take(incoming: Iterable[Usable | Refusal], writer: Writer, progress: Progress = lambda taken: None) -> Taken:
    """Record what comes in, in bulk; the same taken twice changes nothing.

    A text that another reader has read for this record keeps that reading, and a register that speaks in it goes on
    speaking alone. Judgements keep their persons and moments. `progress` is told after each document.
    """
    taken = Taken()
    speaks = writer.has_register()
    with writer.loading():
        for (run, register), alike in groupby(_usable(incoming, taken), _batch):
            if run is None:
                _take_others(alike, writer, taken)
                continue
            kept = (one for one in alike if isinstance(one, Kept))
            items = _silenced(kept, writer, taken) if register and speaks else map(_item, kept)
            for added in writer.add_many(items, run=run, register=register, defer=True):
                _count(added, taken)
                progress(taken)
    if taken.refusals:
        writer.refuse(taken.refusals, run=Run(STEP))
    return taken


def _usable(incoming: Iterable[Usable | Refusal], taken: Taken) -> Iterator[Usable]:
    for one in incoming:
        if isinstance(one, Refusal):
            taken.refusals.append(one)
        else:
            yield one


def _batch(one: Usable) -> tuple[Run | None, bool]:
    """What documents that were read share that can be written together; others share nothing."""
    return (one.run, one.register) if isinstance(one, Kept) and one.aside is None else (None, False)


def _take_others(others: Iterable[Usable], writer: Writer, taken: Taken) -> None:
    """What is no document that was read: each by itself, but for watched addresses, of which there are many."""
    for watched, some in groupby(others, lambda one: isinstance(one, KeptWatch)):
        if watched:
            taken.watched += writer.take_watches(one for one in some if isinstance(one, KeptWatch))
        else:
            for one in some:
                _take_one(one, writer, taken)


def _take_one(one: Usable, writer: Writer, taken: Taken) -> None:
    """What is written by itself: a document that was set aside, a judgement, a refusal, a layer."""
    match one:
        case Kept(aside=Refusal() as why):
            _set_aside(one, why, writer, taken)
        case Judgement():
            _judge(one, writer, taken)
        case KeptNote(noted=noted):
            told = [Refusal(noted.source, noted.step, noted.reason, noted.document)]
            taken.notes += writer.refuse_once(told, run=one.run, severity=noted.severity)
        case KeptLayer():
            _layer(one, writer, taken)
        case KeptVotes():
            _votes(one, writer, taken)


def _set_aside(kept: Kept, why: Refusal, writer: Writer, taken: Taken) -> None:
    writer.set_aside(kept.document, why, run=kept.run)
    for other in kept.appearances:
        writer.meet(other, run=kept.run)
    taken.notes += 1


def _layer(layer: KeptLayer, writer: Writer, taken: Taken) -> None:
    """All of its events or none: what is cut off can be taken whole later."""
    try:
        done = writer.add_outside(layer.file, layer.events)
        taken.coded += done.taken if done else 0
    except SourceError as error:
        taken.refusals.append(Refusal(layer.file.source, STEP, str(error)))


def _votes(votes: KeptVotes, writer: Writer, taken: Taken) -> None:
    """All roll calls of a file or none; what cannot stand in a record, such as one told twice, leaves all out."""
    try:
        taken.rollcalls += writer.take_votes(votes)
    except RecordError as error:
        taken.refusals.append(Refusal(votes.source, STEP, f"the votes of {votes.source} are left out: {error}"))


def _item(kept: Kept) -> Item:
    return Item(kept.document, kept.read, appearances=kept.appearances)


def _silenced(registers: Iterable[Kept], writer: Writer, taken: Taken) -> Iterator[Item]:
    """Of registers only the one that speaks in the record already."""
    for kept in registers:
        if writer.has(kept.document, kept.run):
            yield _item(kept)
        else:
            taken.own += 1


def _count(added: Added, taken: Taken) -> None:
    if added.left:
        taken.own += 1
        return
    if added.unchanged:
        taken.unchanged += 1
        return
    taken.documents += 1
    taken.statements += added.statements


def _judge(judgement: Judgement, writer: Writer, taken: Taken) -> None:
    try:
        fresh = writer.take_judgement(judgement).key > 0
        taken.judgements += fresh
    except RecordError as error:
        taken.refusals.append(Refusal(judgement.id, STEP, str(error)))
