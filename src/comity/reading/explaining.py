"""Explaining: why a sentence reads as it does, in plain values for people: what fired, and what was tried in vain."""

from dataclasses import dataclass

from comity.model import Document, Statement
from comity.reading.events import explain
from comity.reading.pipeline import Reader


@dataclass(frozen=True, slots=True)
class Tried:
    """A frame tried on a word of the text: it fired (`why_not` is None), or the reason why it did not."""

    word: str
    frame: str
    why_not: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a text states, and every event frame that its words called up."""

    statements: tuple[Statement, ...]
    tried: tuple[Tried, ...]
    sentences: int
    """How many sentences statements could be read from."""


def explain_text(reader: Reader, text: str, published: str | None = None) -> Explanation:
    """Read `text` as a document of its own, published on an EDTF day, and keep what was tried."""
    parsed = next(iter(reader.parser.parse_many([Document(text, published=published)])))
    page = reader.resolve(parsed)
    sentences = tuple(page.readable_sentences())
    tried = [
        Tried(attempt.trigger.text, f"{attempt.frame.type}/{attempt.frame.name}", attempt.why)
        for sentence in sentences
        for attempt in explain(page, sentence)
    ]
    return Explanation(reader.read_page(parsed).statements, tuple(dict.fromkeys(tried)), len(sentences))
