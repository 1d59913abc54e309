"""Tables of what a record remembers beside its contents: how it was upgraded, and what a watch has seen."""

from sqlalchemy import Column, Float, Index, Table

from comity.recording.schema.columns import Text, metadata

migration = Table(
    "migration", metadata, Column("name", Text, primary_key=True), Column("applied_at", Text, nullable=False)
)

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
