"""Tables of events that others coded, never mixed with statements."""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, Table

from comity.recording.schema.columns import Text, key, metadata, to

outside_file = Table(
    "outside_file",
    metadata,
    key(),
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
    key(),
    to("outside_file.key", "file", nullable=False),
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
