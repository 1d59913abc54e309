"""What an answer was looked for in: counts over the reports of a state, made once for each state."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, or_, select, true

from comity.recording import schema
from comity.recording.refused import kept_unread
from comity.recording.scope import Scope
from comity.recording.sight import Sight


@dataclass(frozen=True, slots=True)
class Looked:
    """What a view looks at: counts over its reports, and whether the register is among its documents."""

    documents: int
    texts: int
    """Documents without their copies."""
    statements: int
    publishers: tuple[str, ...]
    first: str | None
    last: str | None
    register: bool
    unread: int = 0
    """Documents that are kept and were not read, in another language or not selected: nothing was looked at in them."""


T = TypeVar("T")
REMEMBERED = 256


class Memory:
    """What was counted over one record, by what it is and the state that was seen; the oldest use goes first.

    Safe to use from many threads.
    """

    def __init__(self, room: int = REMEMBERED) -> None:
        self._room, self._lock = room, Lock()
        self._found: OrderedDict[tuple[Hashable, Scope, str], Any] = OrderedDict()

    def recall(self, sight: Sight, what: Hashable, count: Callable[[Sight], T]) -> T:
        """What `count` gives for a state, from memory where the same state was counted before."""
        key = (what, sight.scope, sight.last_reading)
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                known: T = self._found[key]
                return known
        found = count(sight)
        with self._lock:
            self._found[key] = found
            while len(self._found) > self._room:
                self._found.popitem(last=False)
        return found


def look(sight: Sight, memory: Memory) -> Looked:
    """What a view looks at, from memory where the same state was counted before."""
    return memory.recall(sight, "looked", _count)


def _count(sight: Sight) -> Looked:
    table = schema.document.c
    counts = select(
        table.publisher, table.register, func.count(), func.sum(table.count), func.min(table.published),
        func.max(table.published),
    )  # fmt: skip
    read = _read(sight)
    counted = counts.where(sight.documents, read).group_by(table.publisher, table.register)
    rows = sight.connection.execute(counted).all()
    reports = [row for row in rows if not row[1]]
    firsts, lasts = [row[4] for row in reports if row[4]], [row[5] for row in reports if row[5]]
    by_size = sorted((row for row in reports if row[0]), key=lambda row: (-row[2], row[0]))
    return Looked(
        documents=sum(row[2] for row in reports),
        texts=_count_families(sight, read),
        statements=sum(row[3] for row in reports),
        publishers=tuple(row[0] for row in by_size),
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        register=any(row[1] for row in rows),
        unread=sight.connection.scalar(select(func.count()).where(sight.documents, ~read)) or 0,
    )


def _read(sight: Sight) -> ColumnElement[bool]:
    """Condition on `document`: it was read, not only kept; true where nothing was set aside, which costs nothing."""
    unread = kept_unread()
    if sight.connection.scalar(unread.limit(1)) is None:
        return true()
    return or_(schema.document.c.count > 0, schema.document.c.id.not_in(unread))


def _count_families(sight: Sight, read: ColumnElement[bool]) -> int:
    table = schema.document.c
    query = select(func.count(table.family.distinct())).where(sight.documents, read, ~table.register)
    return sight.connection.scalar(query) or 0
