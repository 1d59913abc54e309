"""Batches: many documents through one reader, where one that breaks the reader costs nobody else a reading."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from comity.model import Document, Refusal, Statement

BATCH = 16
"""Documents that a reader works on at a time."""
CHARACTERS = 200_000
"""Characters of documents beyond which no further one joins a batch: what waits together."""
FAILED = "reading"
"""The step named in refusals of documents on which the reader itself failed."""


Item = TypeVar("Item", bound=Document | Refusal)


class Reading(Protocol):
    """What a reader reads out of one document."""

    @property
    def statements(self) -> tuple[Statement, ...]: ...
    @property
    def warnings(self) -> tuple[str, ...]: ...
    @property
    def refusals(self) -> tuple[Refusal, ...]: ...


class Reader(Protocol):
    """Turns documents into readings, one each, in their order."""

    @property
    def version(self) -> str: ...
    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]: ...


def take_batch(incoming: Iterator[Item], most: int = BATCH) -> list[Item]:
    """The next documents, at most `most` and fewer where they are long, refusals between them; empty at the end."""
    batch: list[Item] = []
    characters = 0
    while len(batch) < most and characters < CHARACTERS and (item := next(incoming, None)) is not None:
        batch.append(item)
        characters += len(item.text) if isinstance(item, Document) else 0
    return batch


def read_batch(documents: Sequence[Document], reader: Reader) -> Iterator[Reading | Refusal]:
    """A reading for each document, or the refusal of one that the reader fails on.

    When the batch breaks, what is left of it is read one by one.
    """
    done = 0
    try:
        for document, reading in zip(documents, reader.read_many(documents), strict=True):
            yield _told(document, reading)
            done += 1
    except Exception:
        yield from (_read_alone(document, reader) for document in documents[done:])


def _read_alone(document: Document, reader: Reader) -> Reading | Refusal:
    try:
        return _told(document, next(iter(reader.read_many([document]))))
    except Exception as error:
        reason = f"the reader failed on it ({type(error).__name__}: {error}); please report this"
        return Refusal(document.source, FAILED, reason, document.id)


def _told(document: Document, reading: Reading) -> Reading | Refusal:
    return next((refusal for refusal in reading.refusals if refusal.step == FAILED), reading)
