"""Tables of what was read: documents, where they appeared, copies of one text, passages, readings and refusals."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table

from comity.recording.schema.columns import Text, key, metadata, to

document = Table(
    "document",
    metadata,
    key(),
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
    key(),
    to("document.key", "document", nullable=False),
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

passage = Table(
    "passage",
    metadata,
    key(),
    to("document.key", "document", nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)
Index("passage_document", passage.c.document, passage.c.start)

run = Table(
    "run",
    metadata,
    key(),
    Column("id", Text, nullable=False, unique=True),
    Column("reader", Text, nullable=False),
    Column("register", Text, nullable=False),
    Column("options", Text, nullable=False, comment="JSON"),
)

reading = Table(
    "reading",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    to("document.key", "document", nullable=False),
    to("run.key", "run", nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("judgement", Integer, comment="key of the judgement, None for a reading"),
    comment="each reading of a document, and each judgement on it: both have their place on our clock",
)
Index("reading_document", reading.c.document, reading.c.sequence)

refusal = Table(
    "refusal",
    metadata,
    key(),
    Column("severity", Text, nullable=False, comment="`refused`, `set-aside` or `warning`"),
    Column("source", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("document", Text),
    to("run.key", "run", nullable=False),
    Column("recorded_at", Text, nullable=False),
)

unresolved = Table(
    "unresolved",
    metadata,
    Column("document", Integer, ForeignKey("document.key"), primary_key=True, autoincrement=False),
    comment="documents whose slots are still to be resolved; written with the reading, so a kill loses nothing",
)
