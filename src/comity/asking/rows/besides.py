"""Rows about rows: counts, claims of a draft, grounds, judgements, news, and whom a name can mean."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many rows a question has."""

    count: int
    of: str
    """What is counted: `members`, `changes`, `happenings`, `quotations` and so on."""
    names: tuple[str, ...]
    """Names of those counted, where the rows have one."""
    first: str | None
    """EDTF date of the first one counted, None when none is dated."""
    last: str | None
    sources: int
    publishers: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One claim of a draft beside the record."""

    verdict: str
    """`supported`, `contradicted`, `planned only` or `not found`."""
    kind: str
    claim: str
    """The claim in one plain line."""
    words: str
    """The words of the draft that it was read in."""
    start: int
    """Where they begin in the draft's text, in characters."""
    why: str
    """What the record has, in one sentence."""
    differences: tuple[str, ...]
    """For a quotation: each place where the words differ, as `[-the record's-] {+the draft's+}`."""
    statements: tuple[str, ...]
    """What the verdict rests on; empty when nothing was found."""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """Somebody whom a name can mean."""

    actor: str
    name: str
    kind: str
    """`state`, `organisation`, `person`, `group`, `region` or `place`."""
    matched: str
    """The name that fits what was written."""
    statements: tuple[str, ...]
    """Left empty: the register and the names in the record tell of it."""


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """What a person decided about statements."""

    judgement: str
    verdict: str
    """`accept`, `reject`, `correct`, `add`, `same`, `not-same`, `one-actor` or `undo`."""
    says: str
    """The statements in plain words, and after an arrow what stands in their place."""
    person: str
    reason: str
    recorded: str
    withdraws: str | None
    """Of an `undo`, the judgement that it takes back."""
    taken_back: str | None
    """The `undo` that took it back, None while it holds."""
    keys: str
    """The statements with all their keys as JSON, as they were judged."""
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One statement that a happening or a spell rests on, and what for."""

    statement: str
    part: str
    """Of a happening: `first`, `joined`, and of those tied to it `plan`, `outcome` or `denial`. Of a spell: `supports`,
    `dissents` or `rejected`."""
    ground: str
    """On what grounds it was joined, in one sentence."""
    words: str
    """The words of its evidence."""
    modality: str
    when: str | None
    publisher: str | None
    published: str | None
    said_by: tuple[str, ...]
    statements: tuple[str, ...]
    document: str = ""
    """The text it stands in."""
    copy_of: str | None = None
    """The text of which that one is a copy, where it is one and the other stands in a row before."""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class NewsRow:
    """Something that reports told of a watched actor, and why it is told now."""

    news: str
    """Names what is told, the same when it is told again: of a happening, a standing, a post, a saying, a dispute."""
    kind: str
    """`happening`, `membership`, `office`, `quotation`, `relation`, `fact` or `dispute`."""
    label: str
    """Event type, status, role, form, relation or property; the state of a dispute."""
    what: str
    """It in one plain line."""
    why: str
    """Why it is told now, in one sentence."""
    date: str | None
    modality: str
    recorded: str
    """When the text that made it news was recorded."""
    published: str | None
    publisher: str | None
    sources: int
    said_by: tuple[str, ...]
    statements: tuple[str, ...]
    """What made it news first, then what it rested on before."""
    confidence: float | None = None
