"""From where questions are asked: a record as it stood, looked at anew for each, or at one state for several."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from comity.asking.actors import Actors
from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.surely import tell_left_out
from comity.recording import Record
from comity.recording.engine import tell_errors
from comity.recording.sitting import Sitting
from comity.recording.view import View
from comity.register import Register
from comity.sureness import write_confidence

R = TypeVar("R")


class Seat:
    """One record, as it was at the moment `recorded` where given, and what the world is called.

    Statements less sure than `min_confidence` do not count. From a `discreet` one nobody learns in which folder of
    whose machine a text lay.
    """

    def __init__(
        self, record: Record, register: Register, recorded: str | None = None, *, discreet: bool = False,
        min_confidence: float = 0.0,
    ) -> None:  # fmt: skip
        self.record, self.register, self.recorded, self.discreet = record, register, recorded, discreet
        self.min_confidence = min_confidence
        self._sitting: Sitting | None = None
        self._actors: dict[int, Actors] = {}

    @contextmanager
    def taken(self) -> Iterator["Seat"]:
        """The same for a few questions in a row, by one thread: all are put to one state of the record."""
        with self.record.sitting() as sitting:
            seat = self.moved(self.recorded, self.min_confidence)
            seat._sitting = sitting
            try:
                yield seat
            finally:
                seat._sitting = None

    def moved(self, recorded: str | None, min_confidence: float) -> "Seat":
        """The same record as it was at a moment of recording, with all that is at least so sure."""
        return Seat(self.record, self.register, recorded, discreet=self.discreet, min_confidence=min_confidence)

    def answer(
        self, name: str, find: Callable[[Asked], Answer[R]], *, at: str | None = None, asof: str | None = None,
        reports_only: bool = False, every: Callable[[Asked], Answer[R]] | None = None,
    ) -> Answer[R]:  # fmt: skip
        """What `find` answers to a question of that name.

        Where a least confidence is asked for, the question is put without it too, to say how many rows that leaves out;
        as `every` puts it where `find` wants a part of the rows only.
        """
        with self.ask(name, at=at, asof=asof, reports_only=reports_only) as asked:
            found = find(asked)
        if not self.min_confidence:
            return found
        with self.ask(name, at=at, asof=asof, reports_only=reports_only, min_confidence=0.0) as asked:
            return tell_left_out(found, (every or find)(asked), self.min_confidence, alike=every is None)

    @contextmanager
    def ask(
        self, name: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False,
        min_confidence: float | None = None,
    ) -> Iterator[Asked]:  # fmt: skip
        """The beginning of an answer to a question of that name."""
        with self.look(at, asof, reports_only=reports_only, min_confidence=min_confidence) as view:
            asked = Asked(view, self._actors_for(view), name, discreet=self.discreet)
            asked.take(recorded=self.recorded)
            if view.min_confidence:
                asked.take(min_confidence=write_confidence(view.min_confidence))
            yield asked

    @contextmanager
    def look(
        self, at: str | None = None, asof: str | None = None, *, recorded: str | None = None,
        reports_only: bool = False, min_confidence: float | None = None,
    ) -> Iterator[View]:  # fmt: skip
        """A view of its own, or that of the sitting; `recorded` in place of the seat's moment where given."""
        place = self._sitting or self.record
        least = self.min_confidence if min_confidence is None else min_confidence
        view = place.view(at, asof, recorded=recorded or self.recorded, reports_only=reports_only, min_confidence=least)
        with tell_errors(self.record.address), view:
            yield view

    def _actors_for(self, view: View) -> Actors:
        """Names of actors, found out once for each look of a sitting."""
        if self._sitting is None:
            return Actors(view, self.register)
        if id(view) not in self._actors:
            self._actors[id(view)] = Actors(view, self.register)
        return self._actors[id(view)]
