"""Finding quotations: by speaker, by words in them and by time, the last ones first, without loading the others."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

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
    table, document = schema.statement.c, schema.document.c
    said = and_(table.kind == "quotation", table.key.in_(playing([key], "speaker", or_behind=True)))
    counted = sight.standing(func.count(func.lower(table.content).distinct())).where(said)
    newest = sight.standing(table.content).where(said)
    newest = newest.order_by(document.known.desc(), table.document.desc(), table.key.desc())
    wanted: dict[str, set[str]] = {}
    for content in sight.connection.scalars(newest):
        if (words := _plain(content)) not in wanted and len(wanted) == limit:
            break
        wanted.setdefault(words, set()).add(content)
    every = [content for same in wanted.values() for content in same]
    reports = sight.standing(table.key).where(said, among(table.content, every))
    keys = sight.connection.scalars(reports.order_by(document.known, table.document, table.key)).all()
    return load_recorded(sight.connection, keys), sight.connection.scalar(counted) or 0


def _plain(content: str | None) -> str:
    return " ".join((content or "").casefold().split())


def _sayings(sight: Sight, memory: Memory, sought: Sought) -> Iterable[_Saying]:
    """Everything that a speaker said, which is remembered for it; of all speakers what can be meant alone."""
    table, speaker = schema.statement.c, sought.speaker
    if speaker is None:
        return _load(sight, table.label.in_(FORMS), *_near(sought))
    key = sight.number(speaker)
    if key is None:
        return ()
    said = table.key.in_(playing([key], "speaker", or_behind=True))
    return memory.recall(sight, ("sayings", key), lambda seen: _load(seen, said))


def _load(sight: Sight, *which: ColumnElement[bool]) -> tuple[_Saying, ...]:
    rows = sight.connection.execute(_query(sight).where(*which)).all()
    return tuple(_Saying(key, (content or "").casefold(), when or day or "../..") for key, content, when, day in rows)


def _query(sight: Sight) -> Select[Any]:
    table, document = schema.statement.c, schema.document.c
    query = sight.standing(table.key, table.content, table.when, document.published)
    return query.where(table.kind == "quotation").order_by(document.known, table.document, table.key)


def _near(sought: Sought) -> list[ColumnElement[bool]]:
    """What must hold of all that fits, so that the others need not be loaded; what costs least to tell comes first."""
    table, conditions = schema.statement.c, []
    if sought.within.earliest:
        conditions.append(_not_before(sought.within.earliest.isoformat()))
    if sought.words and all(word.isascii() for word in sought.words):
        contained = (func.lower(table.content).contains(word, autoescape=True) for word in sought.words)
        conditions.append(or_(*contained))
    return conditions


def _not_before(first: str) -> ColumnElement[bool]:
    """Not said before a day, else not published before it; dates with an open end may always fit."""
    table, document = schema.statement.c, schema.document.c
    late = select(document.key).where(or_(document.known >= first, document.published.is_(None)))
    open_end = or_(table.closes.is_(None), table.when.endswith(".."), table.when.endswith("/"))
    return or_(
        and_(table.when.is_(None), table.document.in_(late)),
        and_(table.when.is_not(None), or_(table.closes >= first, open_end)),
    )


def _fitting(sayings: Iterable[_Saying], sought: Sought) -> Iterable[_Saying]:
    """Those that were said, else published, in the stretch, and have one of the words."""
    if sought.within != ALWAYS:
        meeting = {day: _meet(bounds(day), sought.within) for day in {saying.day for saying in sayings}}
        sayings = [saying for saying in sayings if meeting[saying.day]]
    words = _any_of(sought.words)
    return sayings if words is None else [saying for saying in sayings if words.search(f" {saying.words} ")]


def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Finds one of the words; whatever holds a longer one holds a shorter one within it, too."""
    shortest = [word for word in words if not any(other != word and other in word for other in words)]
    return re.compile("|".join(map(re.escape, dict.fromkeys(shortest)))) if words else None


def _meet(one: Bounds, other: Bounds) -> bool:
    begins = not one.earliest or not other.latest or one.earliest <= other.latest
    return begins and (not one.latest or not other.earliest or one.latest >= other.earliest)
