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
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from comity.asking import Desk
from comity.asking.answer import ONLY, Answer
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
AskFirst = Callable[[Desk, str | None, int], Answer[Any]]
"""The same for no more than so many of its first rows, with a note where there are more."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its answer, the rows on it, and the cursor of the page after it."""

    answer: Answer[Any]
    rows: tuple[Any, ...]
    following: str | None
    total: int | None
    """Rows on all pages; None where only the first ones were looked for."""


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
        recorded: str | None = None, ask_first: AskFirst | None = None,
    ) -> Leaf:  # fmt: skip
        """`limit` rows from the cursor on; `name` and `given` tell the question from others.

        With `ask_first` no more is looked for than the pages so far and this one hold, however long the whole is.
        Raises `UserError` for a cursor that is none, or is of another question.
        """
        place, question = read_place(cursor) if cursor else None, digest((name, given))
        if place is not None and place.question != question:
            raise UserError(ANOTHER)
        if ask_first is not None:
            ask = _enough(ask_first, (place.start if place is not None else 0) + limit + 1)
        answer = self._begin(desk, name, given, ask, place, recorded, held=ask_first is None)
        start = _find(answer.rows, place) if place is not None else 0
        rows, after = answer.rows[start : start + limit], start + limit
        total = len(answer) if ask_first is None or not answer.is_cut else None
        if ask_first is not None:
            answer = replace(answer, notes=tuple(note for note in answer.notes if not note.startswith(ONLY)))
        if after >= len(answer):
            return Leaf(answer, rows, None, total)
        if ask_first is None:
            self._hold((name, given, answer.data_version), answer)
        day = dict(answer.question.arguments).get("at")
        following = write_place(Place(after, answer.data_version, question, day, digest(rows[-1])))
        return Leaf(answer, rows, following, total)

    def _begin(
        self, desk: Desk, name: str, given: Hashable, ask: Ask, place: Place | None, recorded: str | None, *, held: bool
    ) -> Answer[Any]:
        """The answer, of the state that the first page was of; one that was `held`, if it may be."""
        if place is None:
            return ask(desk.as_recorded(recorded) if recorded else desk, None)
        if name in NOT_OF_A_STATE:
            return ask(desk, place.day)
        kept = self._recall((name, given, place.version)) if held else None
        if kept is not None:
            return kept
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


def _enough(ask_first: AskFirst, wanted: int) -> Ask:
    """Asks for more rows than are wanted where some of those found are told in one row."""

    def ask(desk: Desk, day: str | None) -> Answer[Any]:
        looked_at = wanted
        while True:
            answer = ask_first(desk, day, looked_at)
            if len(answer) >= wanted or not answer.is_cut:
                return answer
            looked_at *= 2

    return ask


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
