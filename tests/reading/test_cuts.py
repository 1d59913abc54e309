"""Cuts: texts that begin or end anywhere, as bulletins and captions do, are read without failing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from comity.model import Document
from comity.reading import Reader
from comity.settings import Settings
from comity.sources.files import read_file

KINDS = Path(__file__).parents[1] / "gold" / "kinds"
EDGES = re.compile(r"\b(?:with|and|of|by|than|who|which|that|to|while|longer|founding)\b|[’,;:(“–-] ?|\b[A-Z]")
LENGTH = 220
SHORT = (
    "the nephew and successor of the first president, Hassan Go",
    "which, according to a diplomat here, Cairo would recognise within the hour.",
    "MECCA –",
    "With Chad, Niger joined the African Union in 1963.",
)


def cut_at(document: Document, every: int) -> Iterator[Document]:
    """Stretches of a text that begin and that end at one of its edges: a word, a mark, the first letter of a name."""
    for number, edge in enumerate(list(EDGES.finditer(document.text))[::every]):
        for text in (document.text[edge.start() :][:LENGTH], document.text[max(0, edge.end() - LENGTH) : edge.end()]):
            yield replace(document, text=text, source=f"{document.source}, {number}")


def test_no_cut_makes_the_reader_fail() -> None:
    texts = [document for path in sorted(KINDS.glob("*.md")) for document in cut_at(read_file(path), 20)]
    texts += [Document(text, source="a cut text") for text in SHORT]
    failed = [
        (reading.document.source, reading.document.text, reading.refusals[0].reason)
        for reading in Reader(Settings(learnt=False)).read_many(texts)
        if reading.refusals
    ]
    assert len(texts) > 200
    assert not failed
