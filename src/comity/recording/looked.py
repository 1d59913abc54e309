"""What an answer was looked for in: counts over the reports of a state, made once for each state and each day."""

import datetime as dt
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from itertools import accumulate
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, or_, select, true

from comity.recording import schema
from comity.recording.refused import kept_unread
from comity.recording.scope import FAR
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
Key = tuple[Hashable, ...]
"""What was counted, and the state of which where that counts."""
REMEMBERED = 256


class Memory:
    """What was counted over one record, by what it is and the state that was seen; the oldest use goes first.

    Safe to use from many threads.
    """

    def __init__(self, room: int = REMEMBERED) -> None:
        self._room, self._lock = room, Lock()
        self._found: OrderedDict[Key, Any] = OrderedDict()
        self._turns: dict[Key, Lock] = {}

    def recall(self, sight: Sight, what: Hashable, count: Callable[[Sight], T]) -> T:
        """What `count` gives for a state, from memory where the same state was counted before.

        Who asks for what somebody else is counting waits for it.
        """
        return self._recall((what, sight.scope, sight.last_reading), lambda: count(sight))

    def recall_for_good(self, what: Hashable, load: Callable[[], T]) -> T:
        """The same for what never changes, in whatever state it is seen."""
        return self._recall((what,), load)

    def _recall(self, key: Key, count: Callable[[], T]) -> T:
        with self._lock:
            if key in self._found:
                known: T = self._known(key)
                return known
            turn = self._turns.setdefault(key, Lock())
        with turn:
            with self._lock:
                found = self._known(key) if key in self._found else None
            try:
                if found is None:
                    found = count()
                    self._keep(key, found)
            finally:
                with self._lock:
                    self._turns.pop(key, None)
        result: T = found
        return result

    def _known(self, key: Key) -> Any:
        self._found.move_to_end(key)
        return self._found[key]

    def _keep(self, key: Key, found: Any) -> None:
        with self._lock:
            self._found[key] = found
            while len(self._found) > self._room:
                self._found.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Looking:
    """What views of one record share: its address, what is remembered of it, and today."""

    address: str
    memory: Memory
    today: dt.date


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Documents of one publisher by the day they became known: up to each, how many there are and what is in them."""

    publisher: str | None
    register: bool
    days: tuple[str, ...]
    documents: tuple[int, ...]
    statements: tuple[int, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]
    """First and last day of publication up to that day, as far as documents are dated."""


@dataclass(frozen=True, slots=True)
class _Shelves:
    """All that a record holds, so that what was known by a day need not be counted each time."""

    shelves: tuple[_Shelf, ...]
    families: tuple[str, ...]
    """The day on which each text became known, in order."""
    unread: tuple[str, ...]
    """The same for documents that were kept unread."""


def look(sight: Sight, memory: Memory) -> Looked:
    """What a view looks at, from memory where the same state was counted before."""
    scope = replace(sight.scope, known=FAR, min_confidence=0.0)
    whole = sight if sight.scope == scope else Sight(sight.connection, scope)
    return _up_to(memory.recall(whole, "shelves", _arrange), sight.scope.known)


def _up_to(held: _Shelves, day: str) -> Looked:
    """What became known by a day."""
    found = [(shelf, place - 1) for shelf in held.shelves if (place := bisect_right(shelf.days, day))]
    reports = [(shelf, place) for shelf, place in found if not shelf.register]
    firsts = [shelf.first[place] for shelf, place in reports if shelf.first[place]]
    lasts = [shelf.last[place] for shelf, place in reports if shelf.last[place]]
    named = [(-shelf.documents[place], shelf.publisher) for shelf, place in reports if shelf.publisher]
    return Looked(
        documents=sum(shelf.documents[place] for shelf, place in reports),
        texts=bisect_right(held.families, day),
        statements=sum(shelf.statements[place] for shelf, place in reports),
        publishers=tuple(publisher for _, publisher in sorted(named)),
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        register=any(shelf.register for shelf, _ in found),
        unread=bisect_right(held.unread, day),
    )


def _arrange(sight: Sight) -> _Shelves:
    table, read = schema.document.c, _read(sight)
    counts = select(
        table.publisher, table.register, table.known, func.count(), func.sum(table.count), func.min(table.published),
        func.max(table.published),
    )  # fmt: skip
    query = counts.where(sight.documents, read).group_by(table.publisher, table.register, table.known)
    shelves: dict[tuple[str | None, bool], list[Any]] = {}
    for publisher, register, *counted in sight.connection.execute(query).all():
        shelves.setdefault((publisher, bool(register)), []).append(counted)
    firsts = select(func.min(table.known)).where(sight.documents, read, ~table.register).group_by(table.family)
    unread = select(table.known).where(sight.documents, ~read)
    return _Shelves(
        tuple(_shelve(*name, sorted(rows, key=lambda row: row[0])) for name, rows in shelves.items()),
        tuple(sorted(sight.connection.scalars(firsts))),
        tuple(sorted(sight.connection.scalars(unread))),
    )


def _shelve(publisher: str | None, register: bool, rows: list[Any]) -> _Shelf:
    days, documents, statements, firsts, lasts = zip(*rows, strict=True)
    earliest = accumulate((day or "" for day in firsts), _earlier)
    latest = accumulate((day or "" for day in lasts), max)
    return _Shelf(
        publisher, register, days, tuple(accumulate(documents)), tuple(accumulate(map(int, statements))),
        tuple(earliest), tuple(latest),
    )  # fmt: skip


def _earlier(one: str, other: str) -> str:
    """The earlier of two days, of which either may be missing."""
    return min(one, other) if one and other else one or other


def _read(sight: Sight) -> ColumnElement[bool]:
    """Condition on `document`: it was read, not only kept; true where nothing was set aside, which costs nothing."""
    unread = kept_unread()
    if sight.connection.scalar(unread.limit(1)) is None:
        return true()
    return or_(schema.document.c.count > 0, schema.document.c.id.not_in(unread))
