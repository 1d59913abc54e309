"""Looking for words in passages: a query for FTS5 on SQLite, for `tsvector` on PostgreSQL."""

import re
from collections.abc import Sequence

from sqlalchemy import Connection, text

from comity.recording.scope import FAR
from comity.recording.wording import as_compared

MOST = 5_000
"""How many passages are weighed at most: common words stand in too many to weigh them all."""
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
    """Keys of the passages that hold all of the `terms`, best first, from documents known by the day `known`.

    Of more than `MOST` passages those recorded last are weighed.
    """
    if not wanted:
        return []
    if connection.dialect.name == "sqlite":
        sql, passage, query = _SQLITE, "passage_words.rowid", " ".join(_fts5(term) for term in wanted)
    else:
        sql, passage, query = _POSTGRESQL, "passage_words.passage", " & ".join(_tsquery(term) for term in wanted)
    given: dict[str, object] = {"query": query, "limit": limit, "most": max(MOST, limit)}
    if known >= FAR:
        return list(connection.scalars(text(sql.format(known="")), given))
    by_then = sql.format(known=_KNOWN.format(passage=passage))
    return list(connection.scalars(text(by_then), {**given, "known": known}))


_SQLITE = """
SELECT key FROM (
  SELECT passage_words.rowid AS key, passage_words.rank AS score FROM passage_words
  WHERE passage_words MATCH :query {known} ORDER BY passage_words.rowid DESC LIMIT :most)
ORDER BY score, key LIMIT :limit
"""
_POSTGRESQL = """
SELECT key FROM (
  SELECT passage_words.passage AS key, passage_words.words FROM passage_words
  WHERE passage_words.words @@ to_tsquery('comity', :query) {known} ORDER BY passage_words.passage DESC LIMIT :most
) AS latest
ORDER BY ts_rank(words, to_tsquery('comity', :query), 1) DESC, key LIMIT :limit
"""
_KNOWN = """
AND EXISTS (SELECT 1 FROM passage JOIN document ON document.key = passage.document
  WHERE passage.key = {passage} AND document.known <= :known)
"""


def _fts5(term: str) -> str:
    return f'"{term[:-1]}"*' if term.endswith("*") else f'"{term}"'


def _tsquery(term: str) -> str:
    phrase = " <-> ".join(as_compared(term).split())
    return f"({phrase}:*)" if term.endswith("*") else f"({phrase})"
