"""Finding quotations: by speaker, by words in them and by time, the last ones first, without loading the others."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_

from comity.edtf import Bounds, bounds
from comity.recording import schema
from comity.recording.gathering import actor_key, playing
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


def find_sayings(sight: Sight, sought: Sought) -> tuple[list[Recorded], int]:
    """What is looked for, oldest report first, of more than `limit` texts the last; and how many texts there are.

    The same words in several reports are one text, and all of its reports are there.
    """
    said = _said_by(sight, sought.speaker)
    if said is None:
        return [], 0
    texts: dict[str, list[int]] = {}
    words = _any_of(sought.words)
    for row in sight.connection.execute(_query(sight, sought, said)):
        if _fits(row, sought.within, words):
            texts.setdefault(" ".join((row.content or "").casefold().split()), []).append(row.key)
    shown = list(texts.values())[-(sought.limit or 0) :]
    return load_recorded(sight.connection, [key for keys in shown for key in keys]), len(texts)


def _said_by(sight: Sight, speaker: str | None) -> ColumnElement[bool] | None:
    """Condition on `statement`; None when the record does not know the speaker."""
    table = schema.statement.c
    if speaker is None:
        return table.label.in_(FORMS)
    key = actor_key(sight.connection, speaker)
    return None if key is None else table.key.in_(playing([key], "speaker", or_behind=True))


def _query(sight: Sight, sought: Sought, said: ColumnElement[bool]) -> Select[Any]:
    table, document = schema.statement.c, schema.document.c
    query = sight.standing(table.key, table.content, table.when, document.published)
    query = query.where(table.kind == "quotation", said)
    if sought.words and all(word.isascii() for word in sought.words):
        query = query.where(or_(*(func.lower(table.content).contains(word, autoescape=True) for word in sought.words)))
    return query.order_by(document.known, table.document, table.key)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Finds one of the words; whatever holds a longer one holds a shorter one within it, too."""
    shortest = [word for word in words if not any(other != word and other in word for other in words)]
    return re.compile("|".join(map(re.escape, dict.fromkeys(shortest)))) if words else None


def _fits(row: Row[Any], within: Bounds, words: re.Pattern[str] | None) -> bool:
    """Whether it was said, else published, in the stretch, and has one of the words."""
    if within != ALWAYS and not _meet(bounds(row.when or row.published or "../.."), within):
        return False
    return words is None or words.search(f" {row.content or ''} ".casefold()) is not None


def _meet(one: Bounds, other: Bounds) -> bool:
    begins = not one.earliest or not other.latest or one.earliest <= other.latest
    return begins and (not one.latest or not other.earliest or one.latest >= other.earliest)
