"""Looking for words in passages: a query for FTS5 on SQLite, for `tsvector` on PostgreSQL."""

import re
from collections.abc import Sequence

from sqlalchemy import Connection, text

from comity.recording.wording import as_compared

_TERM = re.compile(r'"([^"]+)"|(\S+)')
_WORD = re.compile(r"\w+")


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
SELECT passage.key FROM passage_words
JOIN passage ON passage.key = passage_words.passage JOIN document ON document.key = passage.document
WHERE passage_words.words @@ to_tsquery('comity', :query) AND document.known <= :known
ORDER BY ts_rank(passage_words.words, to_tsquery('comity', :query), 1) DESC, passage.key LIMIT :limit
"""


def _fts5(term: str) -> str:
    return f'"{term[:-1]}"*' if term.endswith("*") else f'"{term}"'


def _tsquery(term: str) -> str:
    phrase = " <-> ".join(as_compared(term).split())
    return f"({phrase}:*)" if term.endswith("*") else f"({phrase})"
