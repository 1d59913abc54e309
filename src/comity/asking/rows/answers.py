"""Rows that tell of the world: who belongs to what, holds what, did and said what, and where sources differ."""

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
    planned: str | None = None
    """For when it had been planned, where a text says; `planned_statements` tell whether it had been."""
    planned_statements: tuple[str, ...] = ()
    """Of what had been planned and came about: the statements that told of the plan."""
    confidence: float | None = None


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
    planned: str | None = None
    planned_statements: tuple[str, ...] = ()
    confidence: float | None = None


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
    confidence: float | None = None


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
    planned: str | None = None
    """For when it had been planned, where a text says; `planned_statements` tell whether it had been."""
    planned_statements: tuple[str, ...] = ()
    """Of what had been planned and came about: the statements that told of the plan, which has no row of its own."""
    confidence: float | None = None


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
    confidence: float | None = None


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
    confidence: float | None = None


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
    confidence: float | None = None


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
    confidence: float | None = None


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
    confidence: float | None = None


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
    confidence: float | None = None
    """How sure the second surest side is: below it there is no dispute."""
