"""Finding quotations: by speaker, by words in them and by time, the last ones first, without loading the others."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all

from comity.edtf import Bounds, bounds
from comity.recording import schema
from comity.recording.among import among
from comity.recording.gathering import playing
from comity.recording.looked import Memory
from comity.recording.reported import last_of_speaker, number_of_words
from comity.recording.sight import Sight
from comity.recording.stored import Recorded, load_recorded
from comity.recording.told import ALWAYS

FORMS = ("direct", "indirect")
BETWEEN = "\0"
"""A sign that no text holds."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Quotations that are looked for: `words`, casefolded, of which one has to be in the text; all when empty."""

    speaker: str | None = None
    words: tuple[str, ...] = ()
    within: Bounds = ALWAYS
    limit: int | None = None
    last: int | None = None
    """Of the texts that the limit keeps, only the last are wanted, so many."""


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
    if sought.speaker is not None and sought.words and sought.within == ALWAYS:
        return _find_naming(sight, memory, sought.speaker, sought)
    texts: dict[str, list[int]] = {}
    for saying in _fitting(_sayings(sight, memory, sought), sought):
        texts.setdefault(" ".join(saying.words.split()), []).append(saying.key)
    shown = list(texts.values())[-(sought.limit or 0) :][-(sought.last or 0) :]
    return load_recorded(sight.connection, [key for keys in shown for key in keys]), len(texts)


def _find_naming(sight: Sight, memory: Memory, speaker: str, sought: Sought) -> tuple[list[Recorded], int]:
    """The texts of a speaker that hold one of the words.

    All that it said is remembered, for it is looked through for other words, too.
    """
    key = sight.number(speaker)
    if key is None:
        return [], 0
    said = memory.recall(sight, ("sayings", key), lambda seen: _load_said(seen, key))
    texts: dict[int, list[int]] = {}
    for place in said.find(_shortest(sought.words)):
        texts.setdefault(said.texts[place], []).append(said.keys[place])
    shown = list(texts.values())[-(sought.limit or 0) :][-(sought.last or 0) :]
    return load_recorded(sight.connection, [key for keys in shown for key in keys]), len(texts)


def _find_last(sight: Sight, speaker: str, limit: int) -> tuple[list[Recorded], int]:
    """The texts that a speaker was last told to have said, with all their reports, and how many there are in all."""
    key = sight.number(speaker)
    if key is None:
        return [], 0
    if sight.is_derived:
        return _take_last(sight, last_of_speaker(sight.connection, key), limit)
    table = schema.statement.c
    said = _query(sight, table.key, table.content).where(
        table.kind == "quotation", table.key.in_(playing([key], "speaker", or_behind=True))
    )
    reports = sight.connection.execute(said).all()
    return _take_last(sight, [(key, number_of_words(content)) for key, content in reports], limit)


def _take_last(sight: Sight, reports: Sequence[tuple[int, int]], limit: int) -> tuple[list[Recorded], int]:
    """The texts reported last, by the numbers of their words, with all their reports, and how many texts there are."""
    wanted = set(islice(dict.fromkeys(words for _, words in reversed(reports)), limit))
    keys = [key for key, words in reports if words in wanted]
    return load_recorded(sight.connection, keys), len({words for _, words in reports})


def _sayings(sight: Sight, memory: Memory, sought: Sought) -> Iterable[_Saying]:
    """What can be meant: of a speaker, else of a time, else with one of the words as far as a database can tell.

    What anybody said since a day is remembered, words alone: it is looked through for other names, too.
    """
    table, first = schema.statement.c, sought.within.earliest
    if sought.speaker is not None:
        key = sight.number(sought.speaker)
        return () if key is None else _load(sight, _said_by(sight, key))
    if first is None:
        return _load(sight, table.kind == "quotation", table.label.in_(FORMS), *_worded(sought.words))
    late = _from_day(sight, memory, sought.within)
    if not sought.words:
        return _load(sight, *late)
    said = memory.recall(sight, ("sayings since", first), lambda seen: _load_words(seen, *late))
    return _load(sight, among(table.key, [said.keys[place] for place in said.find(_shortest(sought.words))]))


def _said_by(sight: Sight, speaker: int) -> ColumnElement[bool]:
    """What a speaker, or who speaks for it, said."""
    table, kept = schema.statement.c, schema.reported.c
    if sight.is_derived:
        return table.key.in_(select(kept.statement).where(kept.actor == speaker, kept.role == "speaker"))
    return and_(table.kind == "quotation", table.key.in_(playing([speaker], "speaker", or_behind=True)))


@dataclass(frozen=True, slots=True)
class _Words:
    """What many quotations say, in one piece: looking through it for a word is faster than through each."""

    keys: tuple[int, ...]
    texts: tuple[int, ...]
    """For each a number that those with the same words share; none where nobody asks for them."""
    ends: tuple[int, ...]
    """Where each ends in the whole, with the sign that parts it from the next."""
    whole: str

    def find(self, words: Iterable[str]) -> list[int]:
        """The places of those that hold one of the words."""
        found: set[int] = set()
        for word in words:
            place = self.whole.find(word)
            while place >= 0:
                which = bisect_right(self.ends, place)
                found.add(which)
                place = self.whole.find(word, self.ends[which])
        return sorted(found)


def _load_said(sight: Sight, speaker: int) -> _Words:
    """What a speaker, or who speaks for it, said, oldest report first."""
    table, kept = schema.statement.c, schema.reported.c
    if sight.is_derived:
        query = select(table.key, table.content, kept.words).join(schema.reported, kept.statement == table.key)
        mine = query.where(kept.actor == speaker, kept.role == "speaker")
        rows = sight.connection.execute(mine.order_by(kept.day, kept.document, kept.statement)).all()
        return _in_one_piece([(key, content) for key, content, _ in rows], tuple(words for *_, words in rows))
    said = sight.connection.execute(_query(sight, table.key, table.content).where(_said_by(sight, speaker))).all()
    return _in_one_piece(said, tuple(number_of_words(content) for _, content in said))


def _load_words(sight: Sight, *which: ColumnElement[bool]) -> _Words:
    table = schema.statement.c
    return _in_one_piece(sight.connection.execute(sight.telling(table.key, table.content).where(*which)).all())


def _in_one_piece(rows: Iterable[Sequence[Any]], texts: tuple[int, ...] = ()) -> _Words:
    """Rows of keys and words, these casefolded, in their order."""
    rows = list(rows)
    said = [f" {content or ''} ".casefold() for _, content in rows]
    ends = accumulate(len(words) + len(BETWEEN) for words in said)
    return _Words(tuple(key for key, _ in rows), texts, tuple(ends), BETWEEN.join(said))


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
