"""What can be worked out of a document and its statements before anybody looks into the record. Pure, no database."""

import gc
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from comity.model import Document, Refusal, Statement
from comity.recording.casting import Cast, code
from comity.recording.copies import Wording, word
from comity.recording.families import day_of
from comity.recording.known import digest_of
from comity.recording.passages import sentences
from comity.recording.soundness import sift

BATCH = 20_000
"""Statements in one transaction, if they come fast."""
PORTION = 4_000
"""Statements that another process is handed at once."""
PATIENCE = 2.0
"""Seconds after which what has come is recorded, however little it is."""

TURN = 0.0005
"""Seconds that a thread of Python runs while another waits for its turn."""
YOUNG = 2_000_000
"""New objects after which Python looks for cycles among them: more than two batches have."""


@dataclass(frozen=True, slots=True)
class Item:
    """A document with what was read in it."""

    document: Document
    statements: Sequence[Statement]
    refusals: Sequence[Refusal] = ()
    warnings: Sequence[str] = ()
    appearances: Sequence[Document] = ()
    """The text under every other head that it was met with."""


@dataclass(frozen=True)  # without slots it is handed to another process in half of the time
class Prepared:
    """An item ready to be recorded."""

    document: Document
    cast: Cast
    """Statements that can be taken."""
    refusals: Sequence[Refusal]
    warnings: Sequence[str]
    refused: int
    """Statements that cannot be taken."""
    appearances: Mapping[str, Document]
    """The text under its heads, its own first, by what tells them from each other."""
    wording: Wording | None
    """None of the register, which is compared with no text."""
    passages: list[tuple[int, int]]


def prepare(item: Item, *, register: bool = False) -> Prepared:
    """Sift and code the statements, word the document and find its passages."""
    document = item.document
    sound, unsound = sift(document, item.statements)
    wording = None if register else word(document.text, document.publisher, day_of(document.published))
    if wording is not None:
        _ = wording.bands  # computed here, beside the database's own work
    return Prepared(
        document, code(sound), [*item.refusals, *unsound],
        item.warnings, len(unsound), {digest_of(met): met for met in (document, *item.appearances)}, wording,
        [] if register else list(sentences(document.text)),
    )  # fmt: skip


def batched(items: Iterable[Item], most: Callable[[], int], *, register: bool = False) -> Iterator[list[Prepared]]:
    """Items prepared, of so many statements as `most` says at the time; no document stands twice in one batch."""
    batch: dict[str, Prepared] = {}
    size, begun = 0, time.monotonic()
    for item in items:
        full = size >= most() or time.monotonic() - begun > PATIENCE
        if batch and (full or item.document.id in batch):
            yield list(batch.values())
            batch, size, begun = {}, 0, time.monotonic()
        batch[item.document.id] = prepare(item, register=register)
        size += len(item.statements)
    if batch:
        yield list(batch.values())


@contextmanager
def undisturbed() -> Iterator[None]:
    """Have Python look for cycles of references hardly ever, for rows have none, and let threads take turns often.

    The thread that writes needs Python's lock for a moment between two commands; meanwhile the database would be idle.
    """
    usual, turn = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(max(usual[0], YOUNG), *usual[1:])
    sys.setswitchinterval(min(turn, TURN))
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        sys.setswitchinterval(turn)
