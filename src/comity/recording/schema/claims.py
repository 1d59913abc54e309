"""Tables of what documents say: actors and their names, statements, who plays which part and where it is said."""

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    literal_column,
)

from comity.recording.schema.columns import Text, key, metadata, to

actor = Table("actor", metadata, key(), Column("id", Text, nullable=False, unique=True))

name = Table(
    "name",
    metadata,
    key(),
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
    key(),
    Column("id", Text, nullable=False),
    to("document.key", "document", nullable=False),
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
    to("reading.sequence", "reading", nullable=False),
    to("reading.sequence", "superseded"),
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
    to("actor.key", "actor", nullable=False),
    to("name.key", "name", nullable=False),
    to("actor.key", "acts_for"),
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
