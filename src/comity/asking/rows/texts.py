"""Rows that tell of texts: statements with their sentences, documents, their appearances, what was found or refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document's text; `marks` are the evidence spans inside it, as offsets into `text`."""

    start: int
    """Offset of the passage in the document's text."""
    text: str
    marks: tuple[tuple[int, int], ...]
    page: int | None = None
    """Number of the page that it stands on, of a source that has pages."""


@dataclass(frozen=True, slots=True)
class AppearanceRow:
    """One place in which a text, or a copy of it, appeared."""

    document: str
    """Another than the one looked at for a copy that is not word for word the same."""
    publisher: str | None
    title: str | None
    published: str | None
    url: str | None
    source: str
    recorded: str
    extractor: str | None
    """What made text of the source, with its version."""
    raw: str | None
    """SHA-256 of the bytes that the text was taken from."""
    dated_by: str | None
    """How the date of publication was found."""
    part: str | None
    """Which part of its source it was."""
    doubts: tuple[str, ...]
    """What may be missing or wrong in the text as it was taken."""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement with all its keys, its sentences and its document."""

    statement: str
    kind: str
    says: str
    """The statement in one plain line."""
    keys: str
    """All keys of the contract as JSON."""
    modality: str
    when: str | None
    said_by: tuple[str, ...]
    passages: tuple[Passage, ...]
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    agency: str | None
    """Wire service that the text credits."""
    appearances: tuple[AppearanceRow, ...]
    """Every place where the text or a copy of it was published, this one too; all of them are one report."""
    source: str
    recorded: str
    superseded: str | None
    reader: str
    statements: tuple[str, ...]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One passage that holds the words, with the statements read in it (there may be none)."""

    document: str
    title: str | None
    publisher: str | None
    published: str | None
    passage: str
    start: int
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """Something that could not be used, or a warning to readers of a document."""

    severity: str
    """`refused` or `warning`."""
    source: str
    step: str
    reason: str
    document: str | None
    recorded: str
    statements: tuple[str, ...]
    """Left empty: what was refused gave none."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document of the record."""

    document: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    source: str
    language: str | None
    characters: int
    copies: int
    """How many other texts of the record are copies of it; all of them count as one."""
    agency: str | None
    count: int
    """How many statements stand from it."""
    recorded: str
    statements: tuple[str, ...]
    """Left empty: `count` says how many, `search` and `statement` show them."""


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """One statement as it stands in the text of a document."""

    statement: str
    kind: str
    says: str
    modality: str
    when: str | None
    confidence: float
    spans: tuple[tuple[int, int], ...]
    """Offsets of its evidence in the document's text, end exclusive."""


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One document whole: its text, where it appeared, and what was read in it, in the order of the text."""

    document: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    source: str
    language: str | None
    recorded: str
    text: str
    appearances: tuple[AppearanceRow, ...]
    read: tuple[ReadStatement, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StockRow:
    """How many documents of one publisher, language and month there are."""

    publisher: str | None
    language: str | None
    month: str | None
    """Month of publication, None for undated ones."""
    documents: int
    count: int
    """How many statements stand from them."""
    statements: tuple[str, ...]
    """Left empty: `count` says how many."""


@dataclass(frozen=True, slots=True)
class VerbatimRow:
    """Whether words stand in a text of the record exactly so, and where."""

    verdict: str
    """`verbatim`, `altered` (the nearest passage has other words), `not-found` or `too-short` to tell."""
    quote: str
    """The words as the text has them, else as they were asked for."""
    start: int | None
    end: int | None
    sentence: str | None
    differences: tuple[str, ...]
    """Each place where the words differ, as `[-the record's-] {+those asked for+}`."""
    document: str | None
    title: str | None
    publisher: str | None
    published: str | None
    statements: tuple[str, ...] = ()
    """Left empty: a text says it, whether or not a statement was read there."""
