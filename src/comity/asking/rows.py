"""The rows of every answer. Actors stand as id and name; `statements` are the ids a row rests on.

They are empty in rows that others coded only, and in facts that the register alone has.
Common fields. `modality`: actual, planned, possible or denied. `sources`: how many independent texts say it; a text
that was reprinted counts once. `publishers`: whom these texts are from; of a reprinted text the wire service that it
credits, else who published it first.
`said_by`: who vouches for it inside the texts (empty: the texts themselves). `origin`: `reports`, `register` or
`both`. `since`, `until`: EDTF, None when no source says. `ending`: why there is no `until`, or how it is known:
`ended`, `succeeded` (another took the place), `last-reported` (still so when last reported), `unknown`,
`not-applicable` (planned or denied: nothing to end), `fulfilled` and `missed` of plans.
`reported`, `last_reported`: days of first and last publication.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One standing of one member in the organisation asked about."""

    member: str
    name: str
    status: str
    founder: bool
    since: str | None
    until: str | None
    ending: str
    modality: str
    certain: bool
    """False when the dates known leave open whether it held on the day asked about."""
    sources: int
    said_by: tuple[str, ...]
    publishers: tuple[str, ...]
    reported: str | None
    last_reported: str | None
    origin: str
    date_kind: str | None
    dissent: tuple[str, ...]
    """Dates other sources give for the same beginning."""
    spell: str
    """Id of the spell, for `comity why`."""
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """One standing of the actor asked about in one organisation."""

    organisation: str
    name: str
    status: str
    founder: bool
    since: str | None
    until: str | None
    ending: str
    modality: str
    certain: bool
    sources: int
    said_by: tuple[str, ...]
    publishers: tuple[str, ...]
    reported: str | None
    last_reported: str | None
    origin: str
    date_kind: str | None
    dissent: tuple[str, ...]
    spell: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One person in one post."""

    person: str
    name: str
    role: str
    of: str
    of_name: str
    since: str | None
    until: str | None
    ending: str
    modality: str
    certain: bool
    sources: int
    said_by: tuple[str, ...]
    publishers: tuple[str, ...]
    reported: str | None
    last_reported: str | None
    origin: str
    spell: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One happening, told by one or more statements."""

    happening: str
    date: str | None
    """EDTF date of the happening; None when no text dates it (then `reported` is all there is)."""
    reported: str | None
    type: str
    mode: str | None
    what: str
    """The words of the text that tells it first, the longest of its spans."""
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    where: str | None
    modality: str
    outcome: str | None
    """For a plan: `fulfilled`, `missed` or `unknown`; for what was planned before: `as-planned`; else None."""
    sources: int
    said_by: tuple[str, ...]
    publishers: tuple[str, ...]
    statements: tuple[str, ...]
    layer: str | None = None
    """None for what was read here, else whose coding the row is; it then rests on no statement and counts no source."""
    locator: str | None = None
    """Of a row that others coded: file, line, and address if it has one."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One difference between two moments, or one happening between them."""

    change: str
    """Between two days: `joined`, `left`, `suspended`, `status`, `chair`, `host`, `took-office`, `left-office`,
    `first-reported`, `planned`, `plan-fulfilled`, `plan-missed`, `disputed`. Between two states of what was known:
    `learned`, `redated`, `no-longer-held`, `plan-fulfilled`, `plan-missed`, `disputed`, `settled`, `judged`, `open`."""
    date: str | None
    actor: str
    name: str
    what: str
    """The change in one sentence."""
    before: str | None
    after: str | None
    modality: str
    sources: int
    said_by: tuple[str, ...]
    publishers: tuple[str, ...]
    origin: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One quotation."""

    speaker: str
    name: str
    text: str
    form: str
    cue: str | None
    said: str | None
    """EDTF date of the saying when the text gives one."""
    published: str | None
    publisher: str | None
    said_by: tuple[str, ...]
    """Who passes the words on, when the text itself has them from another."""
    sources: int
    publishers: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactRow:
    """One value that sources give to a property of the actor asked about."""

    actor: str
    name: str
    property: str
    """`founded`, `dissolved`, `born`, `age`, `population`, `member-count`, `headquarters`, `based-in`, …"""
    value: str
    """As the sources have it, a date as the most precise of them; of an actor its name."""
    value_actor: str | None
    """The actor that the value names, None for words, numbers and dates."""
    modality: str
    dates: tuple[str, ...]
    """EDTF dates that texts give for it."""
    dissent: tuple[str, ...]
    """Other values of a property that has one value."""
    dispute: str | None
    """`open`, `settled` or `judged` where reports dispute the property, else None."""
    register: str | None
    """The value of the register where it agrees; a row of which only the register knows has no statement."""
    sources: int
    said_by: tuple[str, ...]
    publishers: tuple[str, ...]
    reported: str | None
    last_reported: str | None
    origin: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One standing tie, told by one or more statements; read “`actor` is `relation` of `other`”."""

    actor: str
    name: str
    relation: str
    """`ally`, `partner`, `rival`, `at-odds`, `backs`, `leads`, `part-of`, `borders`, …"""
    other: str
    other_name: str
    mutual: bool
    """Whether it holds both ways by its kind; the actor asked about then stands first."""
    actor_for: str
    """Whom `actor` acts for in it, else `actor` itself."""
    other_for: str
    modality: str
    dates: tuple[str, ...]
    """EDTF dates that texts give for it."""
    sources: int
    said_by: tuple[str, ...]
    publishers: tuple[str, ...]
    reported: str | None
    last_reported: str | None
    origin: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: a value and who stands for it."""

    value: str
    sources: int
    publishers: tuple[str, ...]
    said_by: tuple[str, ...]
    origin: str
    statements: tuple[str, ...]
    judged: str | None = None
    """`accept` when a person accepted a statement of it, `reject` when all of them were rejected."""


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """Statements of one slot that cannot all hold."""

    dispute: str
    about: str
    name: str
    what: str
    """What is disputed, in words: `founded`, `start of membership in SCO`."""
    state: str
    """`open`, `settled` by the register, or `judged` by a person."""
    sides: tuple[Side, ...]
    statements: tuple[str, ...]


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
