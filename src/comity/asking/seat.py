"""From where questions are asked: a record as it stood, looked at anew for each, or at one state for several."""

from collections.abc import Iterator
from contextlib import contextmanager

from comity.asking.actors import Actors
from comity.asking.asked import Asked
from comity.recording import Record
from comity.recording.engine import tell_errors
from comity.recording.sitting import Sitting
from comity.recording.view import View
from comity.register import Register


class Seat:
    """One record, as it was at the moment `recorded` where given, and what the world is called.

    From a `discreet` one nobody learns in which folder of whose machine a text lay.
    """

    def __init__(
        self, record: Record, register: Register, recorded: str | None = None, *, discreet: bool = False
    ) -> None:
        self.record, self.register, self.recorded, self.discreet = record, register, recorded, discreet
        self._sitting: Sitting | None = None
        self._actors: dict[int, Actors] = {}

    @contextmanager
    def taken(self) -> Iterator["Seat"]:
        """The same for a few questions in a row, by one thread: all are put to one state of the record."""
        with self.record.sitting() as sitting:
            seat = Seat(self.record, self.register, self.recorded, discreet=self.discreet)
            seat._sitting = sitting
            try:
                yield seat
            finally:
                seat._sitting = None

    @contextmanager
    def ask(
        self, name: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Iterator[Asked]:
        """The beginning of an answer to a question of that name."""
        with self.look(at, asof, reports_only=reports_only) as view:
            asked = Asked(view, self._actors_for(view), name, discreet=self.discreet)
            asked.take(recorded=self.recorded)
            yield asked

    @contextmanager
    def look(
        self, at: str | None = None, asof: str | None = None, *, recorded: str | None = None, reports_only: bool = False
    ) -> Iterator[View]:
        """A view of its own, or that of the sitting; `recorded` in place of the seat's moment where given."""
        place = self._sitting or self.record
        view = place.view(at, asof, recorded=recorded or self.recorded, reports_only=reports_only)
        with tell_errors(self.record.address), view:
            yield view

    def _actors_for(self, view: View) -> Actors:
        """Names of actors, found out once for each look of a sitting."""
        if self._sitting is None:
            return Actors(view, self.register)
        if id(view) not in self._actors:
            self._actors[id(view)] = Actors(view, self.register)
        return self._actors[id(view)]
