"""A view: one state of the record, read-only, seen at a day in the world and as known by another."""

import datetime as dt
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


class View(Resolved, Said, Judged, Sources, Beside):
    """Reads one state of the record; whatever is written meanwhile is not seen. Use it as a context manager."""


def open_view(
    looking: Looking,
    connect: Callable[[], Sights],
    at: str | None,
    asof: str | None,
    recorded: str | None,
    reports_only: bool,
    *,
    lent: bool = False,
) -> View:
    """A view with its dates understood, over a connection of its own or one that is `lent`; raises `DateError`."""
    horizon = bounds(parse_date(asof)).latest if asof else None
    day = parse_date(at) if at else (horizon or looking.today).isoformat()
    moment = _end_of(recorded) if recorded else None
    with tell_errors(looking.address):
        sights = connect()
        sequence = _last_reading(sights.connection, moment) if moment else None
    return View(sights.of(scope_of(horizon, sequence, reports_only, moment)), day, horizon, looking.memory, lent=lent)


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
