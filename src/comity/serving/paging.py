"""Pages of an answer. A cursor names a place in the answer to one question of one state of the record.

All pages of an answer are of the state that the first was of, whatever is recorded meanwhile: none repeats a row and
none leaves one out.
"""

import base64
import binascii
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from comity.asking import Desk
from comity.asking.answer import Answer
from comity.errors import UserError

STRANGE = "This cursor is none that Comity gave; begin without one."
ANOTHER = "This cursor is of another question; begin without one."
CHANGED = "The record has changed since this cursor was given; begin without one."
KEPT = 40_000
"""Rows of answers that are held at once, so that the next page need not be found again."""
NOT_OF_A_STATE = frozenset({"refusals"})
"""Questions about what is no part of a state of the record."""
RANKED = frozenset({"search"})
"""Questions whose rows change their order by whatever else there is."""
Ask = Callable[[Desk, str | None], Answer[Any]]
"""Puts a question to a desk, about a day in the world where that was not said."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its answer, the rows on it, and the cursor of the page after it."""

    answer: Answer[Any]
    rows: tuple[Any, ...]
    following: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """What a cursor says: how many rows were given, of which state, question and day, and a digest of the last one."""

    start: int
    version: str
    question: str
    day: str | None
    last: str


class Pages:
    """Turns the pages of answers, and holds on to those whose pages are being turned. Safe to use from many threads."""

    def __init__(self, room: int = KEPT) -> None:
        self._room, self._used, self._lock = room, 0, Lock()
        self._held: OrderedDict[Hashable, Answer[Any]] = OrderedDict()

    def turn(
        self, desk: Desk, name: str, given: Hashable, ask: Ask, cursor: str | None, limit: int,
        recorded: str | None = None,
    ) -> Leaf:  # fmt: skip
        """`limit` rows from the cursor on; `name` and `given` tell the question from others.

        Raises `UserError` for a cursor that is none, or is of another question.
        """
        place, question = read_place(cursor) if cursor else None, digest((name, given))
        if place is not None and place.question != question:
            raise UserError(ANOTHER)
        answer = self._begin(desk, name, given, ask, place, recorded)
        start = _find(answer.rows, place) if place is not None else 0
        rows, after = answer.rows[start : start + limit], start + limit
        if after >= len(answer):
            return Leaf(answer, rows, None)
        self._hold((name, given, answer.data_version), answer)
        day = dict(answer.question.arguments).get("at")
        return Leaf(answer, rows, write_place(Place(after, answer.data_version, question, day, digest(rows[-1]))))

    def _begin(
        self, desk: Desk, name: str, given: Hashable, ask: Ask, place: Place | None, recorded: str | None
    ) -> Answer[Any]:
        """The whole answer, of the state that the first page was of."""
        if place is None:
            return ask(desk.as_recorded(recorded) if recorded else desk, None)
        if name in NOT_OF_A_STATE:
            return ask(desk, place.day)
        held = self._recall((name, given, place.version))
        if held is not None:
            return held
        if desk.stamp().data == place.version:
            answer = ask(desk, place.day)
            if answer.data_version == place.version:
                return answer
        if name in RANKED:
            raise UserError(CHANGED)
        return ask(desk.as_recorded(place.version), place.day)

    def _recall(self, key: Hashable) -> Answer[Any] | None:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def _hold(self, key: Hashable, answer: Answer[Any]) -> None:
        if len(answer) > self._room:
            return
        with self._lock:
            if key not in self._held:
                self._held[key] = answer
                self._used += len(answer)
            while self._used > self._room:
                _, gone = self._held.popitem(last=False)
                self._used -= len(gone)


def _find(rows: tuple[Any, ...], place: Place) -> int:
    """Where the rows after those of a place begin: after the last of them, wherever it stands by now."""
    if 0 < place.start <= len(rows) and digest(rows[place.start - 1]) == place.last:
        return place.start
    found = next((index for index, row in enumerate(rows) if digest(row) == place.last), None)
    if found is None:
        raise UserError(CHANGED)
    return found + 1


def digest(value: object) -> str:
    """A short name of a value, the same in every process."""
    return hashlib.sha256(repr(value).encode("utf-8", "replace")).hexdigest()[:12]


def write_place(place: Place) -> str:
    """The cursor that says so."""
    told = json.dumps([place.start, place.version, place.question, place.day, place.last], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read_place(cursor: str) -> Place:
    """What a cursor says; raises `UserError` for one that is none."""
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise UserError(STRANGE) from None
    match told:
        case [int() as start, str() as version, str() as question, str() | None as day, str() as last] if start > 0:
            return Place(start, version, question, day, last)
    raise UserError(STRANGE)
