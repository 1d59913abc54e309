"""A view: one state of the record, read-only, seen at a day in the world and as known by another."""

import datetime as dt
import re
from collections.abc import Callable

from sqlalchemy import Connection, func, select

from comity.edtf import bounds
from comity.errors import DateError
from comity.recording import schema
from comity.recording.engine import tell_errors
from comity.recording.looked import Looking
from comity.recording.scope import scope_of
from comity.recording.sight import Sights
from comity.recording.viewing.beside import Beside
from comity.recording.viewing.judged import Judged
from comity.recording.viewing.resolved import Resolved
from comity.recording.viewing.said import Said
from comity.recording.viewing.sources import Sources
from comity.written_dates import parse_date

_STATE = re.compile(r"(\d{1,18})@(.{19})Z")
"""How `data_version` names a state: by its last reading and the moment of that."""


class View(Resolved, Said, Judged, Sources, Beside):
    """Reads one state of the record; whatever is written meanwhile is not seen. Use it as a context manager."""


def open_view(
    looking: Looking,
    connect: Callable[[], Sights],
    at: str | None,
    asof: str | None,
    recorded: str | None,
    reports_only: bool,
    min_confidence: float = 0.0,
    *,
    lent: bool = False,
) -> View:
    """A view with its dates understood, over a connection of its own or one that is `lent`; raises `DateError`."""
    horizon = bounds(parse_date(asof)).latest if asof else None
    day = parse_date(at) if at else (horizon or looking.today).isoformat()
    named = _STATE.fullmatch(recorded) if recorded else None
    moment = _end_of(recorded) if recorded and not named else None
    with tell_errors(looking.address):
        sights = connect()
        sequence = _last_reading(sights.connection, moment) if moment else None
        if named:
            sequence, moment = int(named[1]), _moment_of(sights.connection, named)
    if named and moment is None:
        if not lent:
            sights.connection.close()
        raise DateError(
            f"This record was never in the state {recorded}; name one as “data_version” of its answers does."
        )
    return View(
        sights.of(scope_of(horizon, sequence, reports_only, moment, min_confidence)),
        day,
        horizon,
        looking.memory,
        lent=lent,
    )


def _moment_of(connection: Connection, named: re.Match[str]) -> str | None:
    """The moment of the last reading of a state; None for a state that the record never was in."""
    reading = schema.reading.c
    moment = connection.scalar(select(reading.recorded_at).where(reading.sequence == int(named[1])))
    return moment if moment is not None and moment[:19] == named[2] else None


def _end_of(recorded: str) -> str:
    """The end of a day, or of the second of a moment (in UTC where it names no zone), as moments are recorded."""
    if ":" not in recorded:
        return f"{parse_date(recorded)}T99"
    try:
        moment = dt.datetime.fromisoformat(recorded)
    except ValueError:
        raise DateError(f"“{recorded}” is no moment; write it as 2022-09-14 or 2022-09-14T10:30") from None
    moment = moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return moment.replace(microsecond=moment.microsecond or 999_999).isoformat(timespec="microseconds")


def _last_reading(connection: Connection, moment: str) -> int:
    """Number of the last reading by a moment, 0 when there was none."""
    reading = schema.reading.c
    return connection.scalar(select(func.max(reading.sequence)).where(reading.recorded_at <= moment)) or 0
