"""Finding quotations: by speaker, by words in them and by time, the last ones first, without loading the others."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all

from comity.edtf import Bounds, bounds
from comity.recording import schema
from comity.recording.among import among
from comity.recording.gathering import playing
from comity.recording.looked import Memory
from comity.recording.sight import Sight
from comity.recording.stored import Recorded, load_recorded
from comity.recording.told import ALWAYS

FORMS = ("direct", "indirect")


@dataclass(frozen=True, slots=True)
class Sought:
    """Quotations that are looked for: `words`, casefolded, of which one has to be in the text; all when empty."""

    speaker: str | None = None
    words: tuple[str, ...] = ()
    within: Bounds = ALWAYS
    limit: int | None = None


class _Saying(NamedTuple):
    """One report of a text: number of its statement, its words, casefolded, and when they were said or published."""

    key: int
    words: str
    day: str


def find_sayings(sight: Sight, memory: Memory, sought: Sought) -> tuple[list[Recorded], int]:
    """What is looked for, oldest report first, of more than `limit` texts the last; and how many texts there are.

    The same words in several reports are one text, and all of its reports are there.
    """
    if sought.speaker is not None and sought.limit is not None and not sought.words and sought.within == ALWAYS:
        return _find_last(sight, sought.speaker, sought.limit)
    texts: dict[str, list[int]] = {}
    for saying in _fitting(_sayings(sight, memory, sought), sought):
        texts.setdefault(" ".join(saying.words.split()), []).append(saying.key)
    shown = list(texts.values())[-(sought.limit or 0) :]
    return load_recorded(sight.connection, [key for keys in shown for key in keys]), len(texts)


def _find_last(sight: Sight, speaker: str, limit: int) -> tuple[list[Recorded], int]:
    """The texts that a speaker was last told to have said, with all their reports, and how many there are in all."""
    key = sight.number(speaker)
    if key is None:
        return [], 0
    table = schema.statement.c
    said = _query(sight, table.key, table.content).where(
        table.kind == "quotation", table.key.in_(playing([key], "speaker", or_behind=True))
    )
    reports = sight.connection.execute(said).all()
    texts = {content: _plain(content) for _, content in reports}
    wanted = set(islice(dict.fromkeys(texts[content] for _, content in reversed(reports)), limit))
    keys = [key for key, content in reports if texts[content] in wanted]
    return load_recorded(sight.connection, keys), len(set(texts.values()))


def _plain(content: str | None) -> str:
    return " ".join((content or "").casefold().split())


def _sayings(sight: Sight, memory: Memory, sought: Sought) -> Iterable[_Saying]:
    """Everything that a speaker said, which is remembered for it; where much is left out what can be meant alone."""
    table = schema.statement.c
    quoted: list[ColumnElement[bool]] = [table.kind == "quotation"]
    narrowed = [*_from_day(sight, memory, sought.within), *_worded(sought.words)]
    if sought.speaker is None:
        every = [] if sought.within.earliest else [*quoted, table.label.in_(FORMS)]
        return _load(sight, *every, *narrowed)
    key = sight.number(sought.speaker)
    if key is None:
        return ()
    said = table.key.in_(playing([key], "speaker", or_behind=True))
    if narrowed:
        return _load(sight, *quoted, said, *narrowed)
    return memory.recall(sight, ("sayings", key), lambda seen: _load(seen, *quoted, said))


def _load(sight: Sight, *which: ColumnElement[bool]) -> tuple[_Saying, ...]:
    table, document = schema.statement.c, schema.document.c
    query = _query(sight, table.key, table.content, table.when, document.published)
    rows = sight.connection.execute(query.where(*which)).all()
    return tuple(_Saying(key, (content or "").casefold(), when or day or "../..") for key, content, when, day in rows)


def _query(sight: Sight, *columns: ColumnElement[Any]) -> Select[Any]:
    """Some columns of the statements that stand, oldest report first."""
    table = schema.statement.c
    return sight.standing(*columns).order_by(schema.document.c.known, table.document, table.key)


def _worded(words: tuple[str, ...]) -> list[ColumnElement[bool]]:
    """That one of the words is there, so that the others need not be loaded; as far as a database can tell."""
    content = func.lower(schema.statement.c.content)
    if not words or not all(word.isascii() for word in words):
        return []
    return [or_(*(content.contains(word, autoescape=True) for word in _shortest(words)))]


def _from_day(sight: Sight, memory: Memory, within: Bounds) -> list[ColumnElement[bool]]:
    """Not said before the stretch, else not published before it; each search goes by the index `statement_said`."""
    if within.earliest is None:
        return []
    first, table, document = within.earliest.isoformat(), schema.statement.alias("said").c, schema.document.c
    late = select(document.key).where(or_(document.known >= first, document.published.is_(None)))
    searches = (
        table.closes >= first,
        and_(table.closes.is_(None), table.when.is_not(None)),
        and_(table.closes.is_(None), table.when.is_(None), table.document.in_(late)),
    )
    keys = union_all(*(select(table.key).where(table.kind == schema.QUOTATION, which) for which in searches))
    key, open_ended = schema.statement.c.key, memory.recall(sight, "open-ended sayings", _open_ended)
    return [or_(key.in_(keys), among(key, open_ended)) if open_ended else key.in_(keys)]


def _open_ended(sight: Sight) -> tuple[int, ...]:
    """Numbers of the few quotations whose dates have an open end, so that they may lie in any later stretch."""
    table = schema.statement.c
    ends = or_(table.when.endswith(".."), table.when.endswith("/"))
    quoted = select(table.key).where(table.kind == schema.QUOTATION, table.closes.is_not(None), ends)
    return tuple(sight.connection.scalars(quoted))


def _fitting(sayings: Iterable[_Saying], sought: Sought) -> Iterable[_Saying]:
    """Those that were said, else published, in the stretch, and have one of the words."""
    if sought.within != ALWAYS:
        meeting = {day: _meet(bounds(day), sought.within) for day in {saying.day for saying in sayings}}
        sayings = [saying for saying in sayings if meeting[saying.day]]
    words = _any_of(sought.words)
    return sayings if words is None else [saying for saying in sayings if words.search(f" {saying.words} ")]


def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Finds one of the words."""
    return re.compile("|".join(map(re.escape, _shortest(words)))) if words else None


def _shortest(words: tuple[str, ...]) -> list[str]:
    """Those that do: whatever holds a longer one holds a shorter one within it, too."""
    return [word for word in dict.fromkeys(words) if not any(other != word and other in word for other in words)]


def _meet(one: Bounds, other: Bounds) -> bool:
    begins = not one.earliest or not other.latest or one.earliest <= other.latest
    return begins and (not one.latest or not other.earliest or one.latest >= other.earliest)
