"""Tables of what people judged, and of the statements that each judgement is about."""

from sqlalchemy import Column, ForeignKey, Index, Integer, SmallInteger, Table

from comity.recording.schema.columns import Text, key, metadata, to

judgement = Table(
    "judgement",
    metadata,
    key(),
    Column("id", Text, nullable=False, unique=True),
    Column("verdict", Text, nullable=False, comment="accept, reject, correct, add, same, not-same, one-actor, undo"),
    Column("content", Text, nullable=False, comment="JSON: the statements judged and the one made"),
    Column("person", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    to("judgement.key", "withdraws"),
)

judged = Table(
    "judged",
    metadata,
    Column("judgement", Integer, ForeignKey("judgement.key"), primary_key=True, autoincrement=False),
    Column("document", Text, primary_key=True, comment="id of a document that it touches, or `register`"),
    sqlite_with_rowid=False,
)
Index("judged_document", judged.c.document)

ruling = Table(
    "ruling",
    metadata,
    Column("statement", Integer, ForeignKey("statement.key"), primary_key=True, autoincrement=False),
    Column("judgement", Integer, ForeignKey("judgement.key"), primary_key=True, autoincrement=False),
    Column("side", SmallInteger, primary_key=True, comment="which of the two statements of a pair it is"),
    Column("reading", Integer, ForeignKey("reading.sequence"), primary_key=True, autoincrement=False),
    Column("verdict", Text, nullable=False),
    to("reading.sequence", "superseded"),
    comment="which statements a judgement is about as they are read now; derived from `judgement`",
    sqlite_with_rowid=False,
)
Index("ruling_judgement", ruling.c.judgement)
