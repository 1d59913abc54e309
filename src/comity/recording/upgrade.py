"""From an earlier schema to today's: a backup first, then every step in one transaction."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from comity.recording.backup import back_up
from comity.recording.engine import connect_for_writing, is_server, opened, tell_errors
from comity.recording.migrations import migrate
from comity.recording.record import open_record, pending_steps
from comity.recording.roles import renew_roles


@dataclass(frozen=True, slots=True)
class Upgraded:
    """Which steps were taken and where the record lies as it was before; neither when it was up to date."""

    steps: tuple[str, ...] = ()
    backup: Path | None = None


def upgrade(address: str, now: dt.datetime, backup: Path | None = None) -> Upgraded:
    """Bring a record up to date, having kept it as it was at `backup`, else beside it (of a server: in this folder).

    Raises `RecordError`; the record is then as it was.
    """
    if not pending_steps(address):
        return Upgraded()
    folder = Path() if is_server(address) else Path(address).absolute().parent
    kept = back_up(address, backup or folder, now)
    with tell_errors(address), opened(connect_for_writing(address)) as engine:
        steps = migrate(engine, address)
    if is_server(address):
        renew_roles(address)
    with open_record(address) as record:
        record.writer().resolve()
    return Upgraded(tuple(steps), kept)
