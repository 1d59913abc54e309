"""Keeping a record: `copy`, `backup`, `fsck` and `upgrade`."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.serving.options import RecordOption

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.status import Status

PANEL = "Keep"


def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The record, a file or a postgresql:// URL.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Where there is nothing yet, a file or a URL.")],
) -> None:
    """Copy a record between SQLite and PostgreSQL, either way, and compare every row."""
    from comity.recording.copying import copy_record

    with _status("copying") as status:
        copied = copy_record(source, target, lambda table, rows: status.update(f"copying {table}, {rows:,} rows"))
    _say(
        f"{copied.documents:,} documents and {copied.statements:,} statements copied, "
        f"{copied.rows:,} rows found equal on both sides."
    )


def backup(
    ctx: typer.Context,
    place: Annotated[Path, typer.Argument(metavar="PATH", help="A new file, or a folder to keep dated backups in.")],
    record: RecordOption = None,
) -> None:
    """Keep the record as it is now in one file; others may go on reading and writing."""
    from comity.recording.backup import back_up

    with _status("backing up"):
        kept = back_up(record or ctx.obj.settings.record, place, dt.datetime.now(dt.UTC))
    _say(f"Kept in {kept}; it is a record itself and can be asked as it is.")


def fsck(ctx: typer.Context, record: RecordOption = None) -> None:
    """Check everything recorded: evidence, hashes, references, search, what is derived; status 2 when it is unsound."""
    from comity.recording.fsck import check_record
    from comity.serving.faults import USER
    from comity.serving.terminal import output, plain

    with _status("checking") as status:
        checked = check_record(record or ctx.obj.settings.record, lambda step: status.update(f"checking: {step}"))
    for fault in checked.faults:
        output().print(plain(str(fault)), soft_wrap=True)
    _say(
        f"{checked.documents:,} documents, {checked.statements:,} statements on {checked.evidence:,} spans, "
        f"{checked.derived:,} derived rows: {_verdict(len(checked.faults))}"
    )
    if checked.waiting:
        _say(f"{checked.waiting:,} documents wait to be resolved; the next “comity read” does it.")
    raise typer.Exit(USER if checked.faults else 0)


def upgrade(
    ctx: typer.Context,
    record: RecordOption = None,
    backup: Annotated[
        Path | None,
        typer.Option("--backup", metavar="PATH", help="Where the record is kept as it was.", show_default="beside it"),
    ] = None,
) -> None:
    """Bring a record of an earlier Comity up to date, having kept it as it was."""
    from comity.recording.upgrade import upgrade as bring_up_to_date

    with _status("upgrading"):
        done = bring_up_to_date(record or ctx.obj.settings.record, dt.datetime.now(dt.UTC), backup)
    if done.backup is None:
        _say("The record is up to date.")
    else:
        _say(f"Up to date ({', '.join(done.steps)}); as it was, it lies in {done.backup}.")


def _verdict(faults: int) -> str:
    if not faults:
        return "sound."
    return "1 fault; put back a backup." if faults == 1 else f"{faults:,} faults; put back a backup."


def _status(doing: str) -> "Status":
    from comity.serving.terminal import messages

    return messages().status(doing)


def _say(sentence: str) -> None:
    from comity.serving.terminal import output, plain

    output().print(plain(sentence), soft_wrap=True)


COMMANDS: "tuple[Callable[..., None], ...]" = (copy, backup, fsck, upgrade)
