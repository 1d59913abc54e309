"""Batches: how many documents are read together."""

from comity.model import Document, Refusal
from comity.reading.batches import BATCH, CHARACTERS, take_batch

LONG = Document("x" * (CHARACTERS // 2))
REFUSED = Refusal("a.md", "sources", "it is empty")


def test_short_documents_are_taken_in_batches_of_one_size() -> None:
    incoming = iter([Document(f"Text {number}") for number in range(BATCH + 3)])
    assert [len(take_batch(incoming)) for _ in range(3)] == [BATCH, 3, 0]


def test_long_documents_are_taken_in_smaller_batches() -> None:
    incoming = iter([LONG, REFUSED, LONG, LONG])
    assert [len(take_batch(incoming)) for _ in range(3)] == [3, 1, 0]


def test_one_document_at_a_time_when_so_wished() -> None:
    assert take_batch(iter([REFUSED, LONG]), 1) == [REFUSED]
