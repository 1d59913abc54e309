"""`comity read`: documents in, with progress on standard error; into the record, or out as a stream of statements."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.serving.options import OutOption, PublishedOption, PublisherOption, RecordOption, Stream

if TYPE_CHECKING:
    from collections.abc import Generator

    from comity.newsroom import Assigned, Assignment, Outcome
    from comity.recording import Record
    from comity.serving.doors import Doors
    from comity.serving.progress import LongTexts, Run


PATHS = (
    "Files, folders or globs of text (.md .txt), pages (.html), feeds, .pdf, .docx, mail (.eml .mbox), tables of "
    "articles (.jsonl .json .csv .parquet), .warc, and .zip, .tar or .gz of any of these; web addresses, asked as "
    "their robots.txt wants it; - is standard input."
)


def read(
    ctx: typer.Context,
    paths: Annotated[list[str], typer.Argument(help=PATHS)],
    record: RecordOption = None,
    format: Annotated[
        Stream, typer.Option("--format", help="jsonl writes out the statements and touches no record.")
    ] = Stream.TABLE,
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns", metavar="FIELD=COLUMN,…", help="Which column of a table holds text, title, published, url …"
        ),
    ] = None,
    select: Annotated[
        bool, typer.Option("--select", help="Set aside unread what cannot hold a statement or repeats another text.")
    ] = False,
    out: OutOption = None,
) -> None:
    """Read documents into the record, or with --format jsonl write out what they state."""
    from comity.newsroom import assign
    from comity.sources.columns import parse_columns
    from comity.sources.defaults import Defaults

    assignment = assign(
        paths, Defaults(publisher, published, columns=parse_columns(columns)), ctx.obj.make_fetcher(ctx.obj.settings)
    )
    if format is Stream.JSONL or out:
        run = stream_statements(ctx.obj, assignment, out, select=select)
    else:
        run = read_into_record(ctx.obj, assignment, record or ctx.obj.settings.record, select=select)
    raise typer.Exit(run.exit_status(tuple(paths)))


def read_into_record(doors: "Doors", assignment: "Assigned", address: str, *, select: bool = False) -> "Run":
    """Read what is assigned into the record at `address` and say how it went."""
    from comity.newsroom import Assignment
    from comity.recording.engine import without_password
    from comity.serving.progress import LongTexts, follow, report_trouble, summarize
    from comity.serving.terminal import messages, output, plain

    if isinstance(assignment, Assignment) and not (assignment.files or assignment.pages):
        return _refuse_all(assignment)
    store = doors.open_record(address)
    try:
        long = LongTexts()
        run = follow(_outcomes(doors, assignment, long, store, select=select), assignment.total, long=long)
    finally:
        store.close()
    report_trouble(run)
    output().print(plain(summarize(run)), soft_wrap=True)
    place = without_password(address)
    where = f"Kept in {place}; the same command goes on from here." if run.interrupted else f"Recorded in {place}."
    messages().print(plain(where, "dim"))
    return run


def stream_statements(
    doors: "Doors", assignment: "Assignment", out: Path | None = None, *, select: bool = False
) -> "Run":
    """Write each document's line and its statements as JSON lines, and say on standard error how it went."""
    from comity.serving.delivery import standard_output, to_line, whole_file
    from comity.serving.progress import LongTexts, follow, report_trouble, summarize
    from comity.serving.terminal import messages, plain

    if not (assignment.files or assignment.pages):
        return _refuse_all(assignment)
    with whole_file(out) if out else nullcontext(standard_output()) as stream:

        def write(outcome: "Outcome") -> None:
            if outcome.document and not outcome.refusal and not outcome.known:
                aside = outcome.set_aside
                told = {"set_aside": {"why": aside.why, "reason": aside.reason}} if aside else {}
                stream.write(to_line(outcome.document.to_json() | told))
                stream.writelines(to_line(statement.to_json()) for statement in outcome.statements)

        long = LongTexts()
        run = follow(_outcomes(doors, assignment, long, select=select), assignment.total, write, long)
        stream.flush()
    report_trouble(run)
    messages().print(plain(summarize(run)))
    return run


def _outcomes(
    doors: "Doors", assignment: "Assigned", long: "LongTexts", store: "Record | None" = None, *, select: bool
) -> "Generator[Outcome]":
    """The outcomes of an assignment, recorded in `store` if there is one; the reader loads with the first."""
    from comity.newsroom import read_documents, record_documents

    register = doors.load_register(doors.settings)
    reader = doors.make_reader(doors.settings, register, long.heed)
    selector = doors.make_selector(register) if select else None
    if store is None:
        yield from read_documents(assignment.documents(), reader, selector=selector)
    else:
        yield from record_documents(assignment, reader, store.writer(), register=register, selector=selector)


def _refuse_all(assignment: "Assignment") -> "Run":
    """Say why there is nothing to read at all; no record is made for that."""
    from comity.newsroom import Outcome
    from comity.serving.progress import follow, report_trouble

    run = follow((Outcome(r.source, refusal=r) for r in assignment.refusals), assignment.total)
    report_trouble(run)
    return run
