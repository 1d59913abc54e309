"""`comity import`: data of others into the record, with their source and what in them does not add up."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.serving.options import RecordOption

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl
    from rich.status import Status

    from comity.exchanging.taking import Taken, Usable
    from comity.model import Refusal
    from comity.register import Register
    from comity.votes import Votes

SHOWN = 10
SHOWN_EVERY = 100
imports = typer.Typer(name="import", no_args_is_help=True, help="Take data of others into the record.")
RollcallsOption = Annotated[
    Path | None,
    typer.Option(
        "--rollcalls", envvar="COMITY_ROLLCALLS", metavar="FILE", help="Titles and issues, if in a file of their own."
    ),
]
MatchesOption = Annotated[
    Path | None,
    typer.Option(
        "--matches", metavar="FILE", help="Which roll calls are on a resolution that comes back: two columns."
    ),
]


@imports.command()
def votes(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="A Voeten file (.RData, .tab, .csv, .parquet) or the UN Digital Library's CSV.")
    ],
    rollcalls: RollcallsOption = None,
    matches: MatchesOption = None,
    record: RecordOption = None,
) -> None:
    """Take recorded votes into the record; measures then need no file."""
    from comity.recording.engine import without_password
    from comity.register import default
    from comity.serving.terminal import messages, output, plain

    register = ctx.obj.load_register(ctx.obj.settings) or default()
    read = read_votes(file, register, rollcalls, matches)
    address = record or ctx.obj.settings.record
    store = ctx.obj.open_record(address)
    try:
        with store.writer() as writer:
            fresh = writer.add_votes(read, register)
            if fresh and (positions := _estimate(read)):
                writer.add_positions(read, *positions)
    finally:
        store.close()
    for fault in read.faults[:SHOWN]:
        messages().print(plain(f"{fault.rollcall + ': ' if fault.rollcall else ''}{fault.problem}", "yellow"))
    if len(read.faults) > SHOWN:
        messages().print(plain(f"… and {len(read.faults) - SHOWN} more that do not add up.", "yellow"))
    output().print(
        plain(f"{read.source}: {read.coverage}; {int(read.took_part.sum())} votes, {len(read.faults)} faults.")
    )
    place = without_password(address)
    messages().print(plain(f"Recorded in {place}." if fresh else f"They are in {place} already.", "dim"))


@imports.command()
def jsonl(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="What “comity export jsonl --with-texts” wrote.")],
    record: RecordOption = None,
) -> None:
    """Take another record from its lines of JSON: what was read, judged, refused, layers and votes."""
    from comity.exchanging.lines import read_lines

    _take(ctx, read_lines(file), record)


@imports.command()
def parquet(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A snapshot that “comity export parquet --with-texts” wrote.")],
    record: RecordOption = None,
) -> None:
    """Take another record from a snapshot, its sums checked: what was read, judged, refused, layers and votes."""
    from comity.exchanging.snapshot import read_snapshot

    _take(ctx, read_snapshot(folder), record)


@imports.command()
def cow(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="states2016.csv, or IGO version 3 by state and year or by dyad.")],
    record: RecordOption = None,
) -> None:
    """Take a table of the Correlates of War as memberships that it states, a source beside others."""
    from comity.exchanging.cow import read_cow
    from comity.register import default

    _take(ctx, read_cow(file, ctx.obj.load_register(ctx.obj.settings) or default()), record)


@imports.command()
def zotero(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A Zotero export as CSL-JSON, RIS, BibTeX or RDF, best with its files.")],
    record: RecordOption = None,
) -> None:
    """Read the texts of a Zotero library into the record, under the titles, publishers and dates of their entries."""
    from comity.exchanging.zotero import read_zotero
    from comity.serving.reading import read_into_record

    run = read_into_record(ctx.obj, read_zotero(file), record or ctx.obj.settings.record)
    raise typer.Exit(run.exit_status((str(file),)))


FileOfEvents = Annotated[Path, typer.Argument(help="A file as its makers publish it, in its ZIP or out of it.")]


@imports.command()
def gdelt(ctx: typer.Context, file: FileOfEvents, record: RecordOption = None) -> None:
    """Take GDELT's events, 1.0 or 2.0, into a layer of their own; “timeline --beside gdelt” shows them."""
    _take_events(ctx, "gdelt", file, record)


@imports.command()
def icews(ctx: typer.Context, file: FileOfEvents, record: RecordOption = None) -> None:
    """Take ICEWS's coded events into a layer of their own; “timeline --beside icews” shows them."""
    _take_events(ctx, "icews", file, record)


@imports.command()
def polecat(ctx: typer.Context, file: FileOfEvents, record: RecordOption = None) -> None:
    """Take POLECAT's events into a layer of their own; “timeline --beside polecat” shows them."""
    _take_events(ctx, "polecat", file, record)


def _take_events(ctx: typer.Context, layer: str, file: Path, record: str | None) -> None:
    """Record a file of coded events and say what became of it; status 2 when none of it could be used."""
    from comity.exchanging.layers import take_events
    from comity.register import default
    from comity.serving.faults import USER
    from comity.serving.terminal import output, plain

    register = ctx.obj.load_register(ctx.obj.settings) or default()
    store = ctx.obj.open_record(record or ctx.obj.settings.record)
    try:
        with store.writer() as writer:
            taken = take_events(layer, file, writer, register)
    finally:
        store.close()
    _show_refusals(taken.refusals)
    output().print(plain(taken.told), soft_wrap=True)
    raise typer.Exit(USER if taken.refusals and not taken.events else 0)


def _show_refusals(refusals: "list[Refusal]") -> None:
    """The first of what could not be used; “comity refusals” shows all."""
    from comity.serving.terminal import messages, plain

    for refusal in refusals[:SHOWN]:
        messages().print(plain(f"{refusal.source}: {refusal.reason}", "yellow"), soft_wrap=True)
    if len(refusals) > SHOWN:
        messages().print(plain(f"… and {len(refusals) - SHOWN} more that could not be used.", "yellow"))


def _take(ctx: typer.Context, incoming: "Iterable[Usable | Refusal]", record: str | None) -> None:
    """Record what comes in and say what became of it; status 2 when some of it could not be used."""
    from comity.exchanging.taking import take
    from comity.serving.faults import USER
    from comity.serving.terminal import messages, output, plain

    store = ctx.obj.open_record(record or ctx.obj.settings.record)
    try:
        with messages().status("Opening …") as status, store.writer() as writer:
            taken = take(incoming, writer, lambda so_far: _show_progress(status, so_far))
            status.update("Resolving what was taken …")
    finally:
        store.close()
    _show_refusals(taken.refusals)
    output().print(plain(taken.told), soft_wrap=True)
    raise typer.Exit(USER if taken.refusals else 0)


def _show_progress(status: "Status", taken: "Taken") -> None:
    """How far an import is, now and then."""
    if taken.met % SHOWN_EVERY == 0:
        status.update(f"{taken.met:,} documents, {taken.statements:,} statements taken …")


def _estimate(votes: "Votes") -> "tuple[pl.DataFrame, str] | None":
    """Ideal points and what estimated them, kept beside the votes so that no page waits for them."""
    from comity.measuring.ideal_points import MODEL, estimate, to_frame
    from comity.serving.terminal import messages, plain

    messages().print(plain("Estimating ideal points, which takes up to half a minute …", "dim"))
    found = estimate(votes)
    return (to_frame(found), MODEL) if found else None


def read_votes(file: Path, register: "Register", rollcalls: Path | None = None, matches: Path | None = None) -> "Votes":
    """The votes of a file of either kind, told by its columns."""
    from comity.exchanging.matches import link_recurring
    from comity.exchanging.un_digital_library import read_un_digital_library
    from comity.exchanging.voeten import read_voeten

    if _is_of_the_library(file):
        read = read_un_digital_library(file, register)
    else:
        read = read_voeten(file, register, rollcalls)
    return link_recurring(read, matches) if matches else read


def _is_of_the_library(file: Path) -> bool:
    if file.suffix.lower() != ".csv" or not file.is_file():
        return False
    with file.open(encoding="utf-8", errors="replace") as opened:
        return "undl_id" in opened.readline()
