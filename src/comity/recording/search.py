"""Words in passages: FTS5 on SQLite, `tsvector` on PostgreSQL, behind three functions."""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

_TERM = re.compile(r'"([^"]+)"|(\S+)')
_WORD = re.compile(r"\w+")


def create_index(connection: Connection) -> None:
    """Make room for the words of passages."""
    if connection.dialect.name == "sqlite":
        tokens = "porter unicode61 remove_diacritics 2"
        connection.execute(
            text(f"CREATE VIRTUAL TABLE passage_words USING fts5(words, content='', tokenize='{tokens}')")
        )
        return
    connection.execute(text("ALTER TABLE passage ADD COLUMN words tsvector"))
    connection.execute(text("CREATE INDEX passage_words ON passage USING gin(words)"))


def index_words(connection: Connection, passages: Iterable[tuple[int, str]]) -> None:
    """Index each passage's text under its key."""
    rows = [{"key": key, "words": words} for key, words in passages]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO passage_words(rowid, words) VALUES (:key, :words)"), rows)
    else:
        update = "UPDATE passage SET words = to_tsvector('english', CAST(:words AS text)) WHERE key = :key"
        connection.execute(text(update), rows)


def terms(words: str) -> tuple[str, ...]:
    """What is looked for: each word, and each phrase in double quotes; signs that mean something to a database go.

    A word that ends in `*` stands for every word whose stem begins so; words are looked for by their stems anyway.
    """
    found = []
    for phrase, word in _TERM.findall(words):
        plain = " ".join(_WORD.findall(phrase or word))
        if plain:
            found.append(f"{plain}*" if word.endswith("*") else plain)
    return tuple(found)


def match_passages(connection: Connection, wanted: Sequence[str], *, known: str, limit: int) -> list[int]:
    """Keys of the passages that hold all of the `terms`, best first, from documents known by the day `known`."""
    if not wanted:
        return []
    if connection.dialect.name == "sqlite":
        sql, query = _SQLITE, " ".join(_fts5(term) for term in wanted)
    else:
        sql, query = _POSTGRESQL, " & ".join(_tsquery(term) for term in wanted)
    return list(connection.scalars(text(sql), {"query": query, "known": known, "limit": limit}))


_SQLITE = """
SELECT passage.key FROM passage_words
JOIN passage ON passage.key = passage_words.rowid JOIN document ON document.key = passage.document
WHERE passage_words MATCH :query AND document.known <= :known
ORDER BY passage_words.rank, passage.key LIMIT :limit
"""
_POSTGRESQL = """
SELECT passage.key FROM passage JOIN document ON document.key = passage.document
WHERE passage.words @@ to_tsquery('english', :query) AND document.known <= :known
ORDER BY ts_rank(passage.words, to_tsquery('english', :query)) DESC, passage.key LIMIT :limit
"""


def _fts5(term: str) -> str:
    return f'"{term[:-1]}"*' if term.endswith("*") else f'"{term}"'


def _tsquery(term: str) -> str:
    if term.endswith("*"):
        return f"{term[:-1]}:*"
    return f"({' <-> '.join(term.split())})"
