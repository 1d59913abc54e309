"""What could not be used, and what readers of a document were warned of, as the record keeps it."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from comity.recording import schema


@dataclass(frozen=True, slots=True)
class Noted:
    """A refusal or a warning: where it came from, at which step, why, and when it was last so."""

    severity: str
    """`refused` or `warning`."""
    source: str
    step: str
    reason: str
    document: str | None
    recorded_at: str


def load_noted(connection: Connection) -> list[Noted]:
    """Every refusal and warning once, newest first; a source that has been read since is no longer refused."""
    refusal, appearance = schema.refusal.c, schema.appearance.c
    read_since = select(appearance.key).where(
        and_(appearance.source == refusal.source, appearance.recorded_at > refusal.recorded_at)
    )
    said = (refusal.severity, refusal.source, refusal.step, refusal.reason, refusal.document)
    last = func.max(refusal.recorded_at).label("recorded_at")
    query = select(*said, last).where(~read_since.exists()).group_by(*said)
    rows = connection.execute(query.order_by(refusal.severity, last.desc(), refusal.source))
    return [Noted(**row._asdict()) for row in rows]
