"""`comity archive`: large collections in shards: planned, read by any executor, looked after, loaded into a record."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from comity.serving.options import PublishedOption, PublisherOption, RecordOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.scaling.executors import Failed
    from comity.scaling.manifest import Manifest
    from comity.scaling.running import Crew, Progress, Standing

archive = typer.Typer(
    name="archive", no_args_is_help=True, help="Read large collections in shards, here or on a cluster."
)
TOLD = 5
"""Shards that were not read that are told one by one."""
ManifestArgument = Annotated[str, typer.Argument(metavar="MANIFEST", help="What “comity archive plan” wrote.")]
ResultsOption = Annotated[
    str | None,
    typer.Option(
        "--results", metavar="FOLDER", help="Where the results stand, a folder or a URL such as s3://bucket/archive.",
        show_default="results, beside the manifest",
    ),
]  # fmt: skip


@archive.command()
def plan(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, globs or URLs of object storage.")],
    to: Annotated[Path, typer.Option("--to", metavar="MANIFEST", help="The manifest to write.")],
    files: Annotated[int, typer.Option("--files", min=1, help="Most files in a shard.")] = 100,
    published: PublishedOption = None,
    publisher: PublisherOption = None,
) -> None:
    """Part a collection into shards and write them down with the hashes of their content."""
    from comity.scaling.manifest import plan_shards, write_manifest
    from comity.serving.terminal import messages, output, plain

    manifest = plan_shards(paths, files=files, publisher=publisher, published=published)
    for refusal in manifest.refusals:
        messages().print(plain(f"refused: {refusal.source}: {refusal.reason.rstrip('.')}.", "red"))
    if not manifest.shards:
        raise typer.Exit(2)
    write_manifest(manifest, to)
    output().print(plain(f"{_count(len(manifest.shards), 'shard')} of {_count(manifest.files, 'file')} in {to}."))


@archive.command()
def run(
    ctx: typer.Context,
    manifest: ManifestArgument,
    results: ResultsOption = None,
    executor: Annotated[Literal["serial", "processes", "ray"], typer.Option(help="Who reads.")] = "processes",
    workers: Annotated[
        int | None, typer.Option(min=1, help="How many read at a time.", show_default="one a processor")
    ] = None,
    address: Annotated[str | None, typer.Option(help="A Ray cluster.", show_default="one of this machine")] = None,
    patience: Annotated[
        float, typer.Option(min=1, help="Seconds without a word after which a worker is replaced.")
    ] = 300,
    select: Annotated[bool, typer.Option("--select", help="Set aside unread what cannot hold a statement.")] = False,
) -> None:
    """Read the shards that are still open; ended in any way, the same command goes on."""
    from comity.scaling.manifest import read_manifest
    from comity.scaling.running import Crew

    crew = Crew(executor, workers, address, patience)
    raise typer.Exit(_run(ctx, read_manifest(manifest), _place(manifest, results), crew, select=select))


@archive.command()
def status(manifest: ManifestArgument, results: ResultsOption = None) -> None:
    """Say how far each reader is with a manifest."""
    from comity.scaling.manifest import read_manifest
    from comity.scaling.running import take_stock
    from comity.scaling.storage import open_store
    from comity.serving.terminal import output, plain

    planned = read_manifest(manifest)
    found = take_stock(planned, open_store(_place(manifest, results)))
    for standing in found:
        output().print(plain(_tell(standing)), soft_wrap=True)
    if not found:
        output().print(plain(f"0 of {_count(len(planned.shards), 'shard')} read."))


@archive.command()
def load(
    ctx: typer.Context,
    manifest: ManifestArgument,
    record: RecordOption = None,
    results: ResultsOption = None,
    pipeline: Annotated[str | None, typer.Option(help="Whose results, by the name that status gives.")] = None,
) -> None:
    """Load what was read into a record; loading twice changes nothing."""
    from comity.recording.engine import without_password
    from comity.scaling.loading import choose_pipeline, load_archive
    from comity.scaling.manifest import read_manifest
    from comity.scaling.storage import open_store
    from comity.serving.terminal import output, plain

    planned, store = read_manifest(manifest), open_store(_place(manifest, results))
    standing = choose_pipeline(planned, store, pipeline)
    address = record or ctx.obj.settings.record
    target, shards, documents, statements = ctx.obj.open_record(address), 0, 0, 0
    try:
        with target.writer() as writer:
            writer.add_register(ctx.obj.load_register(ctx.obj.settings))
            for loaded in load_archive(planned, store, standing.pipeline, writer):
                shards, documents, statements = shards + 1, documents + loaded.documents, statements + loaded.statements
    finally:
        target.close()
    new = f"{_count(documents, 'document')} and {_count(statements, 'statement')} that were new"
    output().print(plain(f"{new}, of {_count(shards, 'shard')}, in {without_password(address)}."), soft_wrap=True)
    if standing.done < standing.total:
        output().print(plain(f"{_count(standing.total - standing.done, 'shard')} still to be read."))


@archive.command()
def refusals(
    manifest: ManifestArgument,
    results: ResultsOption = None,
    pipeline: Annotated[str | None, typer.Option(help="Whose results, by the name that status gives.")] = None,
    severity: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only these, parted by commas: refused, failed, set-aside, warning."),
    ] = None,
    source: Annotated[str, typer.Option(metavar="WORDS", help="Only of sources with these words in them.")] = "",
    reason: Annotated[str, typer.Option(metavar="WORDS", help="Only for reasons with these words in them.")] = "",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="All rows as .csv, .jsonl or .parquet.")
    ] = None,
) -> None:
    """Say what the finished shards did not use and why: refused, failed, set aside, and what readers are warned of."""
    from comity.scaling.loading import choose_pipeline
    from comity.scaling.manifest import read_manifest
    from comity.scaling.refusals import Wanted, list_refusals
    from comity.scaling.storage import open_store
    from comity.serving.archive_refusals import parse_severities, print_refusals, write_refusals
    from comity.serving.terminal import output, plain

    planned, store = read_manifest(manifest), open_store(_place(manifest, results))
    wanted = Wanted(parse_severities(severity), source, reason)
    frames = list_refusals(planned, store, choose_pipeline(planned, store, pipeline).pipeline, wanted)
    if to is None:
        print_refusals(frames)
    else:
        output().print(plain(f"{_count(write_refusals(frames, to), 'row')} in {to}."), soft_wrap=True)


def _run(ctx: typer.Context, manifest: "Manifest", place: str, crew: "Crew", *, select: bool) -> int:
    from comity.scaling.pipeline import ByBook
    from comity.scaling.running import run_archive
    from comity.scaling.storage import open_store
    from comity.serving.faults import INTERRUPTED, OURS
    from comity.serving.progress import shard_bar
    from comity.serving.terminal import messages, output, plain

    progress, interrupted = None, False
    recipe = ByBook(ctx.obj.settings, select)
    with shard_bar() as show, closing(run_archive(manifest, recipe, open_store(place), crew)) as events:
        try:
            for progress, _ in events:
                show(progress)
        except KeyboardInterrupt:
            interrupted = True
    if progress is None:
        return INTERRUPTED
    for told in _tell_failures(progress.failures):
        messages().print(plain(told, "red"), soft_wrap=True)
    if progress.before == progress.total:
        output().print(plain(f"{_count(progress.total, 'shard')}, all read before; “comity archive load” comes next."))
        return 0
    output().print(plain(_summarize(progress)), soft_wrap=True)
    if interrupted:
        messages().print(plain(f"Kept in {place}; the same command goes on from here.", "dim"))
        return INTERRUPTED
    return OURS if progress.failures else 0


def _tell_failures(failures: "Sequence[Failed]") -> list[str]:
    """A line for each shard that was not read, the first few; the others are counted."""
    lines = [f"failed: shard {failure.shard}: {failure.reason.rstrip('.')}." for failure in failures[:TOLD]]
    more = len(failures) - len(lines)
    return [*lines, f"failed: {_count(more, 'shard')} more."] if more else lines


def _summarize(progress: "Progress") -> str:
    counts = progress.counts
    parts = [
        f"{progress.before + progress.finished} of {_count(progress.total, 'shard')}",
        f"{_count(counts['read'], 'document')} read", f"{counts['statements']:,} statements",
        *(f"{counts[what]:,} {told}" for what, told in _OTHERS.items() if counts[what]),
        f"{progress.rate:.1f} documents a second", f"{progress.seconds:.1f} s",
    ]  # fmt: skip
    return ", ".join(parts)


_OTHERS = {"set-aside": "set aside", "known": "met twice", "refused": "refused", "failed": "failed"}


def _tell(standing: "Standing") -> str:
    counts = standing.counts
    others = [f"{counts[what]:,} {told}" for what, told in _OTHERS.items() if counts[what]]
    parts = [
        f"{standing.pipeline.hash}: {standing.done} of {_count(standing.total, 'shard')}",
        f"{_count(counts['read'], 'document')} read", f"{counts['statements']:,} statements", *others,
        f"{standing.bytes / 1e6:,.1f} MB", f"by {standing.pipeline.reader}",
    ]  # fmt: skip
    return ", ".join(parts)


def _place(manifest: str, results: str | None) -> str:
    """Where the results stand: as said, or beside the manifest."""
    return results or f"{manifest.rpartition('/')[0] or '.'}/results"


def _count(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"
