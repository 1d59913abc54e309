"""What all of a desk needs: the record, what the world is called, and which state of the data is asked."""

from collections import Counter
from contextlib import AbstractContextManager

from comity.asking.seat import Seat
from comity.asking.stamp import Stamp
from comity.recording import Record
from comity.recording.view import View
from comity.register import Register

LATEST = 200
"""How many happenings a timeline and how many quotations an answer shows; all with `limit=None`."""


class Place:
    """One record, before which questions are put."""

    def __init__(
        self, record: Record, register: Register, recorded: str | None = None, *, discreet: bool = False
    ) -> None:
        self._seat = Seat(record, register, recorded, discreet=discreet)
        self._stamp: tuple[int | None, Stamp] | None = None

    @property
    def register(self) -> Register:
        """What the world is called here."""
        return self._seat.register

    @property
    def recorded(self) -> str | None:
        """The last moment of recording that counts here; None is now."""
        return self._seat.recorded

    @property
    def min_confidence(self) -> float:
        """The least confidence of statements that count here; 0 for all."""
        return self._seat.min_confidence

    def data_version(self) -> str:
        """Names the state of the record."""
        with self._seat.ask("version") as asked:
            return asked.view.data_version

    def versions(self) -> tuple[str, str]:
        """Names the state of the record and that of its votes, which is empty without any."""
        stamp = self.stamp()
        return stamp.data, stamp.votes

    def stamp(self) -> Stamp:
        """Names the state of all that is asked about; looked up anew only once somebody has written."""
        beat = self._seat.record.beat()
        known = self._stamp
        if known is not None and beat is not None and known[0] == beat:
            return known[1]
        with self.view() as view:
            counts: Counter[str] = Counter()
            for file in view.layers():
                counts[file.layer] += file.events
            found = Stamp(view.data_version, view.votes_version, tuple(counts.items()), view.last_noted())
        self._stamp = beat, found
        return found

    def view(
        self, at: str | None = None, asof: str | None = None, *, reports_only: bool = False
    ) -> AbstractContextManager[View]:
        """The record as it stood and was known, for what measures it or writes it out."""
        return self._seat.look(at, asof, reports_only=reports_only)

    def close(self) -> None:
        """Let go of the record."""
        self._seat.record.close()
