"""Another record's documents, statements and judgements into a record: what it held before stays as it was."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from comity.errors import RecordError
from comity.model import Refusal
from comity.recording import Writer
from comity.recording.entry import Added, Run
from comity.recording.judgements import Judgement
from comity.recording.kept import Kept
from comity.recording.preparing import Item

STEP = "import"


@dataclass(slots=True)
class Taken:
    """What an import did, counted."""

    documents: int = 0
    statements: int = 0
    judgements: int = 0
    unchanged: int = 0
    """Documents that the record had from the same reader."""
    own: int = 0
    """Documents that another reader has read for this record; its reading stays."""
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def told(self) -> str:
        """All of it in one sentence."""
        parts = [
            f"{self.documents:,} documents with {self.statements:,} statements taken",
            f"{self.judgements:,} judgements" if self.judgements else "",
            f"{self.unchanged:,} documents were there already" if self.unchanged else "",
            f"{self.own:,} keep what was read for this record" if self.own else "",
            f"{len(self.refusals):,} could not be used" if self.refusals else "",
        ]
        return ", ".join(filter(None, parts)) + "."


def take(incoming: Iterable[Kept | Judgement | Refusal], writer: Writer) -> Taken:
    """Record what comes in; the same taken twice changes nothing.

    A text that another reader has read for this record keeps that reading, and a register that speaks in it goes on
    speaking alone. Judgements keep their persons and moments.
    """
    taken = Taken()
    speaks = writer.has_register()
    for one in incoming:
        if isinstance(one, Refusal):
            taken.refusals.append(one)
        elif isinstance(one, Judgement):
            _judge(one, writer, taken)
        else:
            _take_document(one, writer, taken, speaks)
    if taken.refusals:
        writer.refuse(taken.refusals, run=Run(STEP))
    return taken


def _take_document(kept: Kept, writer: Writer, taken: Taken, speaks: bool) -> None:
    if not writer.has(kept.document, kept.run) and (writer.knows(kept.document) or (kept.register and speaks)):
        taken.own += 1
        return
    for added in writer.add_many([Item(kept.document, kept.read)], run=kept.run, register=kept.register):
        _count(added, taken)
    for other in kept.appearances:
        writer.meet(other, run=kept.run)


def _count(added: Added, taken: Taken) -> None:
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
