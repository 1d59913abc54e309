"""Indexes that questions need and writing does not: laid aside while much is written, laid again at its end.

They are away only while documents wait in `unresolved`: who lays them aside writes in the same transaction, and who
resolves lays them again first. So a load that is killed leaves a record that is slower until then, never a wrong one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from comity.recording import schema
from comity.recording.preparing import BATCH, Prepared
from comity.recording.wording import POSTGRESQL_VECTORS, gather_words, settle_words

SECONDARY = frozenset({
    "statement_id", "statement_slot", "statement_window", "statement_said", "party_represents", "party_actor",
})  # fmt: skip
"""Those whose entries do not come in order, so that keeping them takes the longer the larger the record is."""

VECTORS = "passage_words_words"
"""The same on a server, whose index of words is a table's."""


@dataclass(slots=True)
class Loading:
    """How far a load has come."""

    much: int = BATCH
    """Statements after which another process is to write."""
    start: int | None = None
    """Statements that were there before."""
    written: int = 0
    away: bool = False

    def is_much(self, batch: Sequence[Prepared]) -> bool:
        """Whether so much has been written with this batch that another process should help."""
        return self.written + sum(len(item.cast.ids) for item in batch) >= self.much

    def go_on(self, connection: Connection, before: int, after: int) -> None:
        """A batch has been written in this transaction: lay the indexes aside when it is time."""
        if self.start is None:
            self.start = before
        self.written += after - before
        if not self.away and after - self.start > self.start:
            self.away = lay_aside(connection)


def lay_aside(connection: Connection) -> bool:
    """Drop the indexes for a load, unless something would miss them; whether they are away."""
    judged = connection.scalar(select(schema.judgement.c.key).limit(1)) is not None
    if judged or not _owns(connection):
        return False
    for name in _wanted(connection) & _names(connection):
        connection.execute(text(f"DROP INDEX {name}"))
    if connection.dialect.name == "sqlite":
        gather_words(connection)
    return True


def lay_missing(connection: Connection) -> None:
    """Make those of the indexes that are not there, as far as this user may."""
    if connection.dialect.name == "sqlite":
        settle_words(connection)
    missing = _wanted(connection) - _names(connection)
    if not missing or not _owns(connection):
        return
    for table in (schema.statement, schema.party):
        for index in table.indexes:
            if index.name in missing:
                index.create(connection)
    if VECTORS in missing:
        connection.execute(text(POSTGRESQL_VECTORS))


def _wanted(connection: Connection) -> frozenset[str]:
    return SECONDARY if connection.dialect.name == "sqlite" else SECONDARY | {VECTORS}


def _names(connection: Connection) -> set[str]:
    """All indexes of the record."""
    return set(connection.scalars(text(_SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL)))


def _owns(connection: Connection) -> bool:
    """Whether this user may make indexes; on a server only the record's owner may."""
    return connection.dialect.name == "sqlite" or bool(connection.scalar(text(_OWNS)))


_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'index'"
_POSTGRESQL = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
_OWNS = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'statement'::regclass"
