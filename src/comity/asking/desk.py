"""The desk: one record with every question as a method. The same names on the command line, in URLs and as tools."""

import datetime as dt
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from comity.asking.answer import Answer
from comity.asking.ask import Context, run, understand
from comity.asking.desks.happening import Happening
from comity.asking.desks.holding import Holding
from comity.asking.desks.naming import Naming
from comity.asking.desks.reading import Reading
from comity.asking.desks.saying import Saying
from comity.asking.questions import QUESTIONS
from comity.asking.seat import Seat
from comity.recording import open_record
from comity.register import Register, default
from comity.sureness import parse_confidence


class Desk(Holding, Happening, Saying, Reading, Naming):
    """Asks one record. Dates are ISO or EDTF; actors go by any of their names, codes or ids.

    `at` is the day in the world (default: `asof`, else today), `asof` the day up to which publications count
    (default: all). `reports_only` leaves the register's rows out. Raises `UnknownActor` and `DateError`.
    """

    def as_recorded(self, moment: str | None) -> "Desk":
        """The same desk before the record as it was at a moment of recording (a day counts to its end); None is now."""
        return self._at(self._seat.moved(moment, self._seat.min_confidence))

    def at_least(self, min_confidence: float | str | None) -> "Desk":
        """The same desk with no statement less sure than `min_confidence`, from 0 (the default) to 1.

        What a person accepted counts as sure. Answers say how many rows they leave out. Raises `UserError` for what
        is no confidence.
        """
        least = parse_confidence(min_confidence) if min_confidence not in (None, "") else 0.0
        return self._at(self._seat.moved(self._seat.recorded, least))

    @contextmanager
    def sitting(self) -> Iterator["Desk"]:
        """The same desk for a few questions in a row, by one thread: all are put to one state of the record."""
        with self._seat.taken() as seat:
            yield self._at(seat)

    def _at(self, seat: Seat) -> "Desk":
        desk = Desk(seat.record, seat.register)
        desk._seat = seat
        return desk

    def __enter__(self) -> "Desk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(
        self, question: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Answer[Any]:
        """A question in plain English; `at` and `asof` count where it names no time. The notes say what was run.

        Raises `UnknownQuestion` with the nearest questions when the record cannot be asked that.
        """
        with self._seat.ask("ask", at=at, asof=asof) as asked:
            today = asked.view.moment.latest or dt.date.today()
            query = understand(question, Context(asked.actors, self._seat.register, today))
        query = query.with_default("at", at).with_default("asof", asof).at_least(self._seat.min_confidence)
        day = query.option("at") or query.option("until")
        day = at if query.name in ("timeline", "quotes") else day
        return self._seat.answer(
            query.name, lambda asked: run(query, asked, QUESTIONS), at=day, asof=query.option("asof"),
            reports_only=reports_only,
        )  # fmt: skip


def open_desk(address: str | Path, register: Register | None = None, *, discreet: bool = False) -> Desk:
    """Open the record at `address` for asking; raises `RecordError` when there is none.

    From a `discreet` desk nobody learns in which folders texts lay.
    """
    desk = Desk(open_record(address), register or default(), discreet=discreet)
    # Modules and the register live as long as the process: a sweep over them takes longer than most answers.
    gc.freeze()
    return desk
