"""What could not be used, and what readers of a document were warned of, as the record keeps it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from comity.recording import schema


@dataclass(frozen=True, slots=True)
class Noted:
    """A refusal or a warning: where it came from, at which step, why, and when it was last so."""

    severity: str
    """`refused`, `set-aside` (kept and not read) or `warning`."""
    source: str
    step: str
    reason: str
    document: str | None
    recorded_at: str


SET_ASIDE = "set-aside"


def load_noted(connection: Connection) -> list[Noted]:
    """Every refusal, setting aside and warning once, newest first; not of what has been read since."""
    refusal = schema.refusal.c
    said = (refusal.severity, refusal.source, refusal.step, refusal.reason, refusal.document)
    last = func.max(refusal.recorded_at).label("recorded_at")
    query = select(*said, last).where(~_met_since(), ~_read_since()).group_by(*said)
    rows = connection.execute(query.order_by(refusal.severity, last.desc(), refusal.source))
    return [Noted(**row._asdict()) for row in rows]


def last_noted(connection: Connection) -> int:
    """Number of the last refusal or warning; 0 without any."""
    return connection.scalar(select(func.max(schema.refusal.c.key))) or 0


def noted_by_run() -> Select[Any]:
    """Refusals and warnings that hold, in the columns of `Noted` and with their run, of each run once."""
    refusal = schema.refusal.c
    said = (refusal.severity, refusal.source, refusal.step, refusal.reason, refusal.document)
    last = func.max(refusal.recorded_at).label("recorded_at")
    query = select(*said, last, refusal.run).where(refusal.severity != SET_ASIDE, ~_met_since())
    return query.group_by(*said, refusal.run).order_by(last, func.min(refusal.key))


def kept_unread() -> Select[tuple[str | None]]:
    """Ids of the documents that were set aside and not read since."""
    refusal = schema.refusal.c
    aside = and_(refusal.severity == SET_ASIDE, refusal.document.is_not(None))
    return select(refusal.document).where(aside, ~_read_since())


def _met_since() -> ColumnElement[bool]:
    """Whether a source that could not be used gave a text later."""
    refusal, appearance = schema.refusal.c, schema.appearance.c
    later = and_(appearance.source == refusal.source, appearance.recorded_at > refusal.recorded_at)
    return and_(refusal.severity != SET_ASIDE, select(appearance.key).where(later).exists())


def _read_since() -> ColumnElement[bool]:
    """Whether a text that was set aside was read later."""
    refusal, reading, document = schema.refusal.c, schema.reading.c, schema.document.c
    later = and_(reading.recorded_at > refusal.recorded_at, reading.judgement.is_(None))
    read = select(reading.sequence).join(schema.document, document.key == reading.document)
    return and_(refusal.severity == SET_ASIDE, read.where(document.id == refusal.document, later).exists())
