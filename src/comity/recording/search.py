"""Words in passages: FTS5 on SQLite, `tsvector` on PostgreSQL, behind a few functions.

On both, words are runs of letters and digits without case and accents, compared by their English stems, and no word
is too common to be found.
"""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from comity.recording.keys import fold

_TERM = re.compile(r'"([^"]+)"|(\S+)')
_WORD = re.compile(r"\w+")
_PARTS = "asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart"


def create_index(connection: Connection) -> None:
    """Make room for the words of passages."""
    for command in _SQLITE_INDEX if connection.dialect.name == "sqlite" else _POSTGRESQL_INDEX:
        connection.execute(text(command))


def index_words(connection: Connection, passages: Iterable[tuple[int, str]]) -> None:
    """Index each passage's text under its key."""
    rows = list(passages)
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO passage_words(rowid, words) VALUES (?, ?)", rows)
        return
    keys, words = [key for key, _ in rows], [_plain(words) for _, words in rows]
    connection.execute(text(_POSTGRESQL_INSERT), {"keys": keys, "words": words})


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


_SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE passage_words USING fts5(words, content='', tokenize='porter unicode61 remove_diacritics 2')",
)
_POSTGRESQL_INDEX = (
    "CREATE TEXT SEARCH DICTIONARY comity_stem (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION comity (COPY = pg_catalog.simple)",
    f"ALTER TEXT SEARCH CONFIGURATION comity ALTER MAPPING FOR {_PARTS} WITH comity_stem",
    "CREATE TABLE passage_words (passage integer PRIMARY KEY REFERENCES passage, words tsvector NOT NULL)",
    "CREATE INDEX passage_words_words ON passage_words USING gin(words)",
)
_POSTGRESQL_INSERT = """
INSERT INTO passage_words SELECT key, to_tsvector('comity', words)
FROM unnest(CAST(:keys AS integer[]), CAST(:words AS text[])) AS given(key, words)
"""
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


def _plain(words: str) -> str:
    """The words as they are compared, parted by spaces, so that PostgreSQL sees no addresses or numbers with signs."""
    return " ".join(_WORD.findall(fold(words)))


def _fts5(term: str) -> str:
    return f'"{term[:-1]}"*' if term.endswith("*") else f'"{term}"'


def _tsquery(term: str) -> str:
    phrase = " <-> ".join(_plain(term).split())
    return f"({phrase}:*)" if term.endswith("*") else f"({phrase})"
