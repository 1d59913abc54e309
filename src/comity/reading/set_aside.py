"""What becomes of a document before it is parsed: it is selected, or set aside with the reason."""

from dataclasses import dataclass
from typing import Protocol

from comity.model import Document

STEP = "selecting"
"""The step named in what is noted of documents that were set aside."""
FOREIGN = "language"
"""The same for texts in other languages: they are kept, for a reader who knows them."""


@dataclass(frozen=True, slots=True)
class Selected:
    """A document that may hold statements."""

    document: Document


@dataclass(frozen=True, slots=True)
class SetAside:
    """A document that is not worth parsing, and why: a word for counting and a sentence for people.

    `why` is `language`, `actors`, `triggers`, `boilerplate` or, from those who know what was read before, `copy`.
    """

    document: Document
    why: str
    reason: str


class Selector(Protocol):
    """Tells which documents are worth reading."""

    @property
    def version(self) -> str: ...
    def select(self, document: Document) -> Selected | SetAside: ...
