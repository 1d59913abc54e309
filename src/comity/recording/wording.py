"""The index of words: FTS5 on SQLite, `tsvector` on PostgreSQL, behind a few functions.

On both, words are runs of letters and digits without case and accents, compared by their English stems, and no word
is too common to be found.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from sqlalchemy import Connection, select, text

from comity.recording import schema
from comity.recording.copies import part_words
from comity.recording.gathering import chunks
from comity.recording.inserting import Values, insert_many
from comity.recording.keys import fold

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
        values: Values = list(chain.from_iterable(rows))
        insert_many(connection, "INSERT INTO passage_words(rowid, words) VALUES", 2, values)
        return
    keys, words = [key for key, _ in rows], [as_compared(words) for _, words in rows]
    connection.execute(text(_POSTGRESQL_INSERT), {"keys": keys, "words": words})


def gather_words(connection: Connection) -> None:
    """Until `settle_words`, SQLite keeps the words of each transaction apart, to be merged once."""
    for option, value in _SQLITE_GATHERING.items():
        connection.execute(text(_SQLITE_OPTION), {"option": option, "value": value})


def settle_words(connection: Connection) -> None:
    """Merge what was gathered, once; nothing to do when nothing was."""
    if not connection.scalar(text(_SQLITE_GATHERED)):
        return
    for option, value in _SQLITE_USUAL.items():
        connection.execute(text(_SQLITE_OPTION), {"option": option, "value": value})
    connection.execute(text("INSERT INTO passage_words(passage_words) VALUES ('optimize')"))


def index_all_words(connection: Connection) -> None:
    """Index every passage of a record whose index is empty."""
    for part in passages_with_words(connection):
        index_words(connection, part)


def passages_with_words(connection: Connection) -> Iterator[list[tuple[int, str]]]:
    """Keys of all passages with their text, some at a time."""
    passage, document = schema.passage.c, schema.document.c
    keys = list(connection.scalars(select(document.key).order_by(document.key)))
    for part in chunks(keys, 100):
        query = select(document.key, document.text).where(document.key.in_(part))
        texts = {row.key: row.text for row in connection.execute(query)}
        spans = select(passage.key, passage.document, passage.start, passage.end).where(passage.document.in_(part))
        rows = connection.execute(spans.order_by(passage.key))
        yield [(key, texts[document][start:end]) for key, document, start, end in rows]


def find_unindexed(connection: Connection) -> list[str]:
    """Where the index says something else than the passages do; SQLite compares with one made anew beside it."""
    if connection.dialect.name == "sqlite":
        for command in _SQLITE_ANEW:
            connection.execute(text(command))
        for part in passages_with_words(connection):
            connection.exec_driver_sql("INSERT INTO temp.words_anew(rowid, words) VALUES (?, ?)", part)
        passages = sorted(connection.scalars(text(_SQLITE_PASSAGES)))
        return [f"passage {key} is indexed wrongly" for key in passages] + [
            f"the word “{word}” is indexed wrongly" for word in sorted(connection.scalars(text(_SQLITE_WORDS)))
        ]
    return [f"passage {key} is indexed wrongly" for key in sorted(_find_wrong_vectors(connection))]


def _find_wrong_vectors(connection: Connection) -> set[int]:
    lost = "SELECT passage FROM passage_words WHERE passage NOT IN (SELECT key FROM passage)"
    found = set(connection.scalars(text(lost)))
    for part in passages_with_words(connection):
        keys, words = [key for key, _ in part], [as_compared(words) for _, words in part]
        found |= set(connection.scalars(text(_POSTGRESQL_WRONG), {"keys": keys, "words": words}))
    return found


def as_compared(words: str) -> str:
    """The words as they are compared, parted by spaces, so that PostgreSQL sees no addresses or numbers with signs."""
    return part_words(fold(words))


_FTS5 = "fts5(words, content='', tokenize='porter unicode61 remove_diacritics 2')"
_SQLITE_INDEX = (f"CREATE VIRTUAL TABLE passage_words USING {_FTS5}",)
_SQLITE_ANEW = (
    f"CREATE VIRTUAL TABLE temp.words_anew USING {_FTS5}",
    "CREATE VIRTUAL TABLE temp.told_anew USING fts5vocab('temp', 'words_anew', 'row')",
    "CREATE VIRTUAL TABLE temp.told USING fts5vocab('main', 'passage_words', 'row')",
)
_SQLITE_OPTION = "INSERT INTO passage_words(passage_words, rank) VALUES (:option, :value)"
_SQLITE_GATHERING = {"automerge": 0, "crisismerge": 1000, "hashsize": 1 << 26}
_SQLITE_USUAL = {"automerge": 4, "crisismerge": 16, "hashsize": 1 << 20}
"""FTS5's own settings."""
_SQLITE_GATHERED = "SELECT count(*) FROM passage_words_config WHERE k = 'automerge' AND v = 0"
_SQLITE_PASSAGES = """
SELECT id FROM (SELECT id, sz FROM main.passage_words_docsize EXCEPT SELECT id, sz FROM temp.words_anew_docsize)
UNION SELECT id FROM (SELECT id, sz FROM temp.words_anew_docsize EXCEPT SELECT id, sz FROM main.passage_words_docsize)
"""
_SQLITE_WORDS = """
SELECT term FROM (SELECT * FROM temp.told EXCEPT SELECT * FROM temp.told_anew)
UNION SELECT term FROM (SELECT * FROM temp.told_anew EXCEPT SELECT * FROM temp.told)
"""
POSTGRESQL_VECTORS = "CREATE INDEX passage_words_words ON passage_words USING gin(words)"
"""Finds passages by their words on a server; made once over many passages it costs a fraction."""
_POSTGRESQL_INDEX = (
    "CREATE TEXT SEARCH DICTIONARY comity_stem (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION comity (COPY = pg_catalog.simple)",
    f"ALTER TEXT SEARCH CONFIGURATION comity ALTER MAPPING FOR {_PARTS} WITH comity_stem",
    "CREATE TABLE passage_words (passage integer PRIMARY KEY, words tsvector NOT NULL)",
    POSTGRESQL_VECTORS,
)
_POSTGRESQL_INSERT = """
INSERT INTO passage_words SELECT key, to_tsvector('comity', words)
FROM unnest(CAST(:keys AS integer[]), CAST(:words AS text[])) AS given(key, words)
"""
_POSTGRESQL_WRONG = """
SELECT key FROM unnest(CAST(:keys AS integer[]), CAST(:words AS text[])) AS given(key, words)
LEFT JOIN passage_words ON passage_words.passage = given.key
WHERE passage_words.words IS DISTINCT FROM to_tsvector('comity', given.words)
"""
