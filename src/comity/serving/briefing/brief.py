"""What a brief is before it is written: sections of lines, each line with the numbers of its notes."""

from dataclasses import dataclass, field

from comity.serving.briefing.shapes import Drawing


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence of one text: the exact words, and where they stand."""

    number: int
    words: str
    """The sentence, verbatim; between white space of one blank only."""
    marks: tuple[tuple[int, int], ...]
    """The evidence in it, as offsets into `words`."""
    publisher: str | None
    published: str | None
    title: str | None
    url: str | None
    statement: str
    document: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing told. `lead` stands before it (a date or a name), `mark` after it where it is not simply so."""

    lead: str
    text: str
    mark: str = ""
    notes: tuple[int, ...] = ()
    sources: int = 0
    """How many independent texts say it; more than its notes where not all of them are shown."""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading. `left_out` says how many there was no room for, `silent` what to say without any."""

    title: str
    lines: tuple[Line, ...]
    silent: str
    left_out: int = 0
    drawing: Drawing | None = None
    quoting: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief, ready to be written as HTML, Markdown or PDF. The same data gives the same brief."""

    actor: str
    name: str
    since: str
    until: str
    asof: str | None
    summary: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    coverage: str
    data_version: str
    remarks: tuple[str, ...] = ()
    """What a reader must know of how it was answered."""
    statements: tuple[str, ...] = field(default=())
    """Everything that it rests on, whether or not it stands in a note."""
