"""Texts of documents; the register's is long and asked for again and again, so that it is remembered."""

from collections.abc import Collection

from sqlalchemy import Connection, case, null, select

from comity.recording import schema
from comity.recording.among import among
from comity.recording.gathering import chunks
from comity.recording.looked import Memory

TEXT = case((schema.document.c.register, null()), else_=schema.document.c.text).label("text")
"""The text of a document, but for the register's."""


def load_texts(connection: Connection, documents: Collection[str], memory: Memory) -> dict[str, str]:
    """The texts of documents by id."""
    id = schema.document.c.id
    texts: dict[str, str | None] = {}
    for part in chunks(sorted(set(documents))):
        texts.update(tuple(row) for row in connection.execute(select(id, TEXT).where(among(id, part))))
    return {name: load_long(connection, name, memory) if text is None else text for name, text in texts.items()}


def load_long(connection: Connection, document: str, memory: Memory) -> str:
    """The text of one document, which is remembered."""

    def load() -> str:
        text: str = connection.scalars(select(schema.document.c.text).where(schema.document.c.id == document)).one()
        return text

    return memory.recall_for_good(("text", document), load)
