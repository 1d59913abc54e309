"""Looking for words in passages: a query for FTS5 on SQLite, for `tsvector` on PostgreSQL."""

import re
from collections.abc import Sequence

from sqlalchemy import Connection, text

from comity.errors import UserError
from comity.recording.keys import fold
from comity.recording.scope import FAR, Scope
from comity.recording.wording import as_compared

MOST = 5_000
"""How many passages are weighed at most: common words stand in too many to weigh them all."""
_TERM = re.compile(r'"([^"]+)"|(\S+)')
_STAR_INSIDE = re.compile(r"\w\*+\w")
SHORTEST, STEMMED = 4, 5
"""Beginnings are never shortened to fewer letters, nor by more than English endings are long."""
WIDER = 5
"""So many times more passages are taken for beginnings of words, of which some are sorted out."""
_WORD = re.compile(r"\w+")


def terms(words: str) -> tuple[str, ...]:
    """What is looked for: each word, and each phrase in double quotes; signs that mean something to a database go.

    A word that ends in `*`, or the last one of a phrase, stands for every word that begins so; all others are looked
    for by their stems. Raises `UserError` for a `*` inside a word.
    """
    found = []
    for phrase, word in _TERM.findall(words):
        told = (phrase or word).rstrip()
        if _STAR_INSIDE.search(told):
            raise UserError(f"“{told}” has a “*” inside a word; it can only stand at the end, as in “sanction*”.")
        plain = " ".join(_WORD.findall(told))
        if plain:
            found.append(f"{plain}*" if told.endswith("*") else plain)
    return tuple(found)


def room_for(wanted: Sequence[str], limit: int) -> int:
    """How many passages to take from the index so that `limit` are left."""
    return limit * WIDER if any(term.endswith("*") for term in wanted) else limit


def holds_all(text: str, wanted: Sequence[str]) -> bool:
    """Whether a text has a word for each term with a `*`; the index, which keeps stems, finds a few others too."""
    beginnings = [fold(term[:-1]).split()[-1] for term in wanted if term.endswith("*")]
    return all(re.search(rf"\b{re.escape(beginning)}", fold(text)) for beginning in beginnings)


def match_passages(connection: Connection, wanted: Sequence[str], scope: Scope, *, limit: int) -> list[int]:
    """Keys of the passages that hold all of the `terms`, best first, from documents that were known and recorded.

    Of more than `MOST` passages those recorded last are weighed.
    """
    if not wanted:
        return []
    if connection.dialect.name == "sqlite":
        sql, passage, query = _SQLITE, "passage_words.rowid", " AND ".join(_fts5(term) for term in wanted)
    else:
        sql, passage, query = _POSTGRESQL, "passage_words.passage", " & ".join(_tsquery(term) for term in wanted)
    given: dict[str, object] = {"query": query, "limit": limit, "most": max(MOST, limit)}
    if scope.known >= FAR and scope.moment is None:
        return list(connection.scalars(text(sql.format(known="")), given))
    by_then = sql.format(known=_KNOWN.format(passage=passage))
    moment = scope.moment or FAR
    return list(connection.scalars(text(by_then), {**given, "known": scope.known, "moment": moment}))


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
  WHERE passage.key = {passage} AND document.known <= :known
  AND document.recorded_at <= :moment)
"""


def _fts5(term: str) -> str:
    if not term.endswith("*"):
        return f'"{term}"'
    return "(" + " OR ".join(f'"{shorter}"*' for shorter in _beginnings(term[:-1])) + ")"


def _tsquery(term: str) -> str:
    if not term.endswith("*"):
        return f"({' <-> '.join(as_compared(term).split())})"
    phrases = (" <-> ".join(as_compared(shorter).split()) for shorter in _beginnings(term[:-1]))
    return "(" + " | ".join(f"{phrase}:*" for phrase in phrases) + ")"


def _beginnings(beginning: str) -> list[str]:
    """A beginning and shorter ones: the stem that the index keeps of a word may end before the letters given."""
    *before, last = beginning.split()
    shortest = max(min(len(last), SHORTEST), len(last) - STEMMED)
    return [" ".join([*before, last[:length]]) for length in range(len(last), shortest - 1, -1)]
