"""The tables of a record, one schema for SQLite and PostgreSQL.

`document` to `refusal`, the votes and what others coded (`outside_…`) are appended and never edited (a statement's
`superseded` is set once, a document's head follows its earliest appearance). `happening` to `dispute`, and `position`,
are derived and can be rebuilt from the rest.
Two clocks: `published` and `known` are the world's knowledge, `reading.sequence` is ours; ties in `recorded_at`
are ordered by the sequence. Days are ISO strings, so that they compare as text.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    UniqueConstraint,
    literal_column,
)
from sqlalchemy import Text as AnyText
from sqlalchemy.ext.compiler import compiles

APPLICATION_ID = 0x434D5459
"""`CMTY`, written into the header of an SQLite file so that a foreign one is told at once."""

metadata = MetaData()


class Text(AnyText):
    """Text compared by the numbers of its letters, as SQLite does and whatever a server's language is."""


@compiles(Text, "postgresql")
def _compile_text(_: Text, *__: object, **___: object) -> str:
    return 'TEXT COLLATE "C"'


def _key() -> Column[int]:
    return Column("key", Integer, primary_key=True, autoincrement=False)


def _to(target: str, name: str, **options: bool) -> Column[int]:
    return Column(name, Integer, ForeignKey(target), **options)  # type: ignore[arg-type]


migration = Table(
    "migration", metadata, Column("name", Text, primary_key=True), Column("applied_at", Text, nullable=False)
)

document = Table(
    "document",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("language", Text),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Text),
    Column("url", Text),
    Column("source", Text, nullable=False),
    Column("known", Text, nullable=False, comment="last day `published` can mean, else the day of recording"),
    Column("register", Boolean, nullable=False, comment="whether this is the register's document"),
    Column("characters", Integer, nullable=False),
    Column("family", Integer, nullable=False, index=True, comment="smallest key of the copies of one text"),
    Column("agency", Text, comment="wire service that the text credits"),
    Column("count", Integer, nullable=False, comment="statements that stand from it"),
    Column("recorded_at", Text, nullable=False),
    Column("text", Text, nullable=False, comment="last, so that heads are read without it"),
)
Index(
    "document_head", document.c.known, document.c.register, document.c.count, document.c.publisher, document.c.published
)

band = Table(
    "band",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("document", Integer, ForeignKey("document.key"), primary_key=True, autoincrement=False),
    comment="MinHash bands; texts that share one are worth comparing",
    sqlite_with_rowid=False,
)

appearance = Table(
    "appearance",
    metadata,
    _key(),
    _to("document.key", "document", nullable=False),
    Column("source", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Text),
    Column("url", Text),
    Column("recorded_at", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True, comment="hash of document and all of the above but the moment"),
    Column("provenance", Text, comment="JSON: the bytes, what made text of them, how the day was found"),
)
Index("appearance_document", appearance.c.document)

judgement = Table(
    "judgement",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    Column("verdict", Text, nullable=False, comment="accept, reject, correct, add, same, not-same, one-actor, undo"),
    Column("content", Text, nullable=False, comment="JSON: the statements judged and the one made"),
    Column("person", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    _to("judgement.key", "withdraws"),
)

judged = Table(
    "judged",
    metadata,
    Column("judgement", Integer, ForeignKey("judgement.key"), primary_key=True, autoincrement=False),
    Column("document", Text, primary_key=True, comment="id of a document that it touches, or `register`"),
    sqlite_with_rowid=False,
)
Index("judged_document", judged.c.document)

watched = Table(
    "watched",
    metadata,
    Column("url", Text, primary_key=True, comment="a source, or an article that one named"),
    Column("source", Text, comment="address of the source that named it; none for a source itself"),
    Column("due", Float, comment="of a source: seconds since 1970 when it may be asked again"),
    Column("etag", Text),
    Column("modified", Text),
    Column("title", Text),
    Column("published", Text),
    Column("result", Text, comment="of an article: what came of it; none while it waits"),
    Column("noted_at", Text, nullable=False),
    comment="what a watch remembers: sources with their last visit, articles with what came of them",
)
Index(
    "watched_waiting",
    watched.c.source,
    sqlite_where=watched.c.result.is_(None),
    postgresql_where=watched.c.result.is_(None),
)

run = Table(
    "run",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    Column("reader", Text, nullable=False),
    Column("register", Text, nullable=False),
    Column("options", Text, nullable=False, comment="JSON"),
)

reading = Table(
    "reading",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    _to("document.key", "document", nullable=False),
    _to("run.key", "run", nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("judgement", Integer, comment="key of the judgement, None for a reading"),
    comment="each reading of a document, and each judgement on it: both have their place on our clock",
)
Index("reading_document", reading.c.document, reading.c.sequence)

actor = Table("actor", metadata, _key(), Column("id", Text, nullable=False, unique=True))

name = Table(
    "name",
    metadata,
    _key(),
    Column("name", Text, nullable=False, unique=True),
    Column("folded", Text, nullable=False, index=True),
)

called = Table(
    "called",
    metadata,
    Column("actor", Integer, ForeignKey("actor.key"), primary_key=True, autoincrement=False),
    Column("name", Integer, ForeignKey("name.key"), primary_key=True, autoincrement=False),
    comment="which names texts use for whom",
    sqlite_with_rowid=False,
)
Index("called_name", called.c.name)

statement = Table(
    "statement",
    metadata,
    _key(),
    Column("id", Text, nullable=False),
    _to("document.key", "document", nullable=False),
    Column("kind", Text, nullable=False),
    Column("label", Text, nullable=False, comment="event type, status, role, form, relation or property"),
    Column("mode", Text, comment="mode of an event, cue of a quotation, kind of the date of a membership"),
    Column("contexts", Text, comment="of an event, parted by spaces"),
    Column("content", Text, comment="words of a quotation, value of a fact that is no actor"),
    Column("modality", Text, nullable=False),
    Column("when", Text, comment="EDTF as read"),
    Column("when_basis", Text),
    Column("opens", Text, comment="first day of the window it can fall in: of `when`, else around publication"),
    Column("closes", Text),
    Column("confidence", Float, nullable=False),
    Column("frame", Text),
    Column("slot", BigInteger, comment="number of what it competes for; None of events, quotations and relations"),
    _to("reading.sequence", "reading", nullable=False),
    _to("reading.sequence", "superseded"),
    Column("judgement", Integer, comment="key of the judgement that made it, None for what was read"),
)
Index("statement_id", statement.c.id, statement.c.reading, unique=True)
Index("statement_document", statement.c.document)
Index(
    "statement_slot",
    statement.c.slot,
    sqlite_where=statement.c.slot.is_not(None),
    postgresql_where=statement.c.slot.is_not(None),
)
Index("statement_window", statement.c.label, statement.c.opens)
QUOTATION: ColumnElement[str] = literal_column("'quotation'")
"""Written out, for SQLite uses an index of some rows only where it reads the very condition in a question.

The kind comes last in the index: in front, quotations of one speaker would be sought among those of all."""
Index(
    "statement_said",
    statement.c.closes,
    statement.c.when,
    statement.c.document,
    statement.c.kind,
    sqlite_where=statement.c.kind == QUOTATION,
    postgresql_where=statement.c.kind == QUOTATION,
)

evidence = Table(
    "evidence",
    metadata,
    Column("statement", Integer, ForeignKey("statement.key"), primary_key=True),
    Column("position", SmallInteger, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

party = Table(
    "party",
    metadata,
    Column("statement", Integer, ForeignKey("statement.key"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", SmallInteger, primary_key=True),
    _to("actor.key", "actor", nullable=False),
    _to("name.key", "name", nullable=False),
    _to("actor.key", "acts_for"),
    Column("represents", Integer, ForeignKey("actor.key"), nullable=False, comment="`acts_for`, else `actor`"),
    sqlite_with_rowid=False,
)
Index("party_represents", party.c.represents, party.c.role, party.c.statement)
Index(
    "party_actor",
    party.c.actor,
    party.c.role,
    party.c.statement,
    sqlite_where=party.c.acts_for.is_not(None),
    postgresql_where=party.c.acts_for.is_not(None),
)

passage = Table(
    "passage",
    metadata,
    _key(),
    _to("document.key", "document", nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)
Index("passage_document", passage.c.document, passage.c.start)

refusal = Table(
    "refusal",
    metadata,
    _key(),
    Column("severity", Text, nullable=False, comment="`refused`, `set-aside` or `warning`"),
    Column("source", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("document", Text),
    _to("run.key", "run", nullable=False),
    Column("recorded_at", Text, nullable=False),
)

ruling = Table(
    "ruling",
    metadata,
    Column("statement", Integer, ForeignKey("statement.key"), primary_key=True, autoincrement=False),
    Column("judgement", Integer, ForeignKey("judgement.key"), primary_key=True, autoincrement=False),
    Column("side", SmallInteger, primary_key=True, comment="which of the two statements of a pair it is"),
    Column("reading", Integer, ForeignKey("reading.sequence"), primary_key=True, autoincrement=False),
    Column("verdict", Text, nullable=False),
    _to("reading.sequence", "superseded"),
    comment="which statements a judgement is about as they are read now; derived from `judgement`",
    sqlite_with_rowid=False,
)
Index("ruling_judgement", ruling.c.judgement)

unresolved = Table(
    "unresolved",
    metadata,
    Column("document", Integer, ForeignKey("document.key"), primary_key=True, autoincrement=False),
    comment="documents whose slots are still to be resolved; written with the reading, so a kill loses nothing",
)

spell = Table(
    "spell",
    metadata,
    Column("id", Text, primary_key=True),
    Column("slot", BigInteger, nullable=False, index=True, comment="as of its statements"),
    Column("kind", Text, nullable=False),
    _to("actor.key", "holder", nullable=False),
    _to("actor.key", "body", nullable=False),
    Column("label", Text, nullable=False),
    Column("modality", Text, nullable=False),
    Column("since", Text),
    Column("until", Text),
    Column("ending", Text, nullable=False),
    Column("detail", Text, nullable=False, comment="JSON: bounds, sources, dissent"),
)
Index("spell_body", spell.c.body, spell.c.kind)
Index("spell_holder", spell.c.holder, spell.c.kind)

happening = Table(
    "happening",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    Column("block", Integer, nullable=False, index=True, comment="smallest key of the statements compared"),
    Column("type", Text, nullable=False),
    Column("modality", Text, nullable=False),
    Column("date", Text, comment="EDTF, None when no statement dates it"),
    Column("outcome", Text),
    Column("detail", Text, nullable=False, comment="JSON: what is handed out, values alone"),
)
Index(
    "happening_outcome",
    happening.c.outcome,
    sqlite_where=happening.c.outcome.is_not(None),
    postgresql_where=happening.c.outcome.is_not(None),
)

happening_statement = Table(
    "happening_statement",
    metadata,
    Column("statement", Integer, ForeignKey("statement.key"), primary_key=True, autoincrement=False),
    Column("happening", Integer, ForeignKey("happening.key"), nullable=False, index=True),
)

happening_party = Table(
    "happening_party",
    metadata,
    Column("actor", Integer, ForeignKey("actor.key"), primary_key=True, autoincrement=False),
    Column("opens", Integer, primary_key=True, autoincrement=False, comment="first day it can lie on, a number"),
    Column("happening", Integer, ForeignKey("happening.key"), primary_key=True, autoincrement=False),
    Column("closes", Integer, nullable=False),
    Column("type", Text, nullable=False),
    comment="who takes part, or is behind whom, in order of time",
    sqlite_with_rowid=False,
)
Index("happening_party_happening", happening_party.c.happening, happening_party.c.actor)

dispute = Table(
    "dispute",
    metadata,
    Column("id", Text, primary_key=True),
    Column("slot", BigInteger, nullable=False, index=True),
    _to("actor.key", "about", nullable=False),
    _to("actor.key", "body"),
    Column("what", Text, nullable=False),
    Column("state", Text, nullable=False, comment="`open`, `settled`"),
    Column("sides", Text, nullable=False, comment="JSON"),
)
Index("dispute_about", dispute.c.about)
Index("dispute_body", dispute.c.body)

reported = Table(
    "reported",
    metadata,
    Column("actor", Integer, ForeignKey("actor.key"), primary_key=True, autoincrement=False),
    Column("role", Text, primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False, comment="on which the document became known"),
    Column("document", Integer, ForeignKey("document.key"), primary_key=True, autoincrement=False),
    Column("statement", Integer, ForeignKey("statement.key"), primary_key=True, autoincrement=False),
    Column("behind", Boolean, nullable=False, comment="whether somebody else has the part and acts for the actor"),
    Column("label", Text, nullable=False, comment="as of the statement"),
    Column("words", BigInteger, comment="of a quotation: a number that the same words share"),
    comment="quotations, relations and facts that stand, by actor in order of the days of their reports",
    sqlite_with_rowid=False,
)
Index("reported_document", reported.c.document)

votes = Table(
    "votes",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True, comment="hash of what the file says"),
    Column("source", Text, nullable=False, comment="whose file"),
    Column("register", Text, nullable=False, comment="version of the register that matched the states"),
    Column("faults", Text, nullable=False, comment="JSON: what in the file does not add up"),
    Column("recorded_at", Text, nullable=False),
    comment="one file of recorded votes",
)

rollcall = Table(
    "rollcall",
    metadata,
    _key(),
    _to("votes.key", "votes", nullable=False),
    Column("id", Text, nullable=False, comment="as the file numbers it"),
    Column("session", Integer, nullable=False),
    Column("date", Text),
    Column("known", Text, nullable=False, comment="`date`, else the last day of the year in which the session began"),
    Column("title", Text),
    Column("symbol", Text),
    Column("issues", Text, nullable=False, comment="parted by spaces"),
    Column("final", Boolean, nullable=False, comment="false for votes on paragraphs and amendments"),
    Column("recurring", Text, comment="shared by roll calls on resolutions that come back"),
    UniqueConstraint("votes", "id"),
)

ballot = Table(
    "ballot",
    metadata,
    Column("rollcall", Integer, ForeignKey("rollcall.key"), primary_key=True, autoincrement=False),
    Column("actor", Integer, ForeignKey("actor.key"), primary_key=True, autoincrement=False),
    Column("vote", SmallInteger, nullable=False, comment="1 yes, 2 abstain, 3 no, 8 absent, 9 no member"),
    comment="how a state, by its name of the day, voted",
    sqlite_with_rowid=False,
)
Index("ballot_actor", ballot.c.actor)

position = Table(
    "position",
    metadata,
    Column("votes", Integer, ForeignKey("votes.key"), primary_key=True, autoincrement=False),
    Column("actor", Integer, ForeignKey("actor.key"), primary_key=True, autoincrement=False),
    Column("session", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False, comment="votes it rests on"),
    Column("value", Float, nullable=False),
    Column("deviation", Float, nullable=False),
    Column("model", Text, nullable=False, comment="which estimator, with its version"),
    comment="ideal points estimated from a file of votes; derived",
    sqlite_with_rowid=False,
)

outside_file = Table(
    "outside_file",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True, comment="layer and hash of the file"),
    Column("layer", Text, nullable=False, comment="whose coding it is"),
    Column("source", Text, nullable=False, comment="name of the file"),
    Column("sha256", Text, nullable=False),
    Column("register", Text, nullable=False, comment="version of the register that matched the parties"),
    Column("events", Integer, nullable=False),
    Column("recorded_at", Text, nullable=False),
    comment="one file of events that others coded",
)

outside_event = Table(
    "outside_event",
    metadata,
    _key(),
    _to("outside_file.key", "file", nullable=False),
    Column("line", Integer, nullable=False),
    Column("id", Text, nullable=False, comment="as the source numbers it"),
    Column("date", Text, nullable=False),
    Column("known", Text, nullable=False, comment="day on which the source published it"),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("code", Text, nullable=False, comment="the source's own type"),
    Column("actors", Text, nullable=False, comment="JSON: id or null, code, name and whose it is, of each"),
    Column("recipients", Text, nullable=False),
    Column("place", Text),
    Column("intensity", Float),
    Column("mentions", Integer),
    Column("publisher", Text),
    Column("url", Text),
    Column("digest", Text, nullable=False, unique=True, comment="hash of layer, id and what is said"),
    comment="never mixed with statements, never counted as a report",
)

outside_party = Table(
    "outside_party",
    metadata,
    Column("actor", Integer, ForeignKey("actor.key"), primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("event", Integer, ForeignKey("outside_event.key"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
Index("outside_party_event", outside_party.c.event, outside_party.c.actor)

BULK = (
    statement, evidence, party, passage, band, spell, dispute, happening, happening_statement, happening_party,
    reported,
)  # fmt: skip
"""Tables of many rows, all of whose numbers the writer gives. Looking up each reference of each row takes a server more
than half of the time of writing, so none has it do so; `comity fsck` looks them up."""
for _table in BULK:
    for _constraint in _table.foreign_key_constraints:
        _constraint.ddl_if(dialect="sqlite")
