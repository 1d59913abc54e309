"""Tables of recorded votes and of the ideal points estimated from them."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, SmallInteger, Table, UniqueConstraint

from comity.recording.schema.columns import Text, key, metadata, to

votes = Table(
    "votes",
    metadata,
    key(),
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
    key(),
    to("votes.key", "votes", nullable=False),
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
