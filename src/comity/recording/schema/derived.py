"""Tables that are resolved from statements and can be rebuilt from them: spells, happenings, disputes."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table

from comity.recording.schema.columns import Text, key, metadata, to

spell = Table(
    "spell",
    metadata,
    Column("id", Text, primary_key=True),
    Column("slot", BigInteger, nullable=False, index=True, comment="as of its statements"),
    Column("kind", Text, nullable=False),
    to("actor.key", "holder", nullable=False),
    to("actor.key", "body", nullable=False),
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
    key(),
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
    Column("told", Integer, nullable=False, comment="day of the first report that it was compared with, itself one"),
    Column("settled", Integer, nullable=False, comment="day of the last one: from then on it is as it is kept"),
    comment="who takes part, or is behind whom, in order of time",
    sqlite_with_rowid=False,
)
Index("happening_party_happening", happening_party.c.happening, happening_party.c.actor)

dispute = Table(
    "dispute",
    metadata,
    Column("id", Text, primary_key=True),
    Column("slot", BigInteger, nullable=False, index=True),
    to("actor.key", "about", nullable=False),
    to("actor.key", "body"),
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
