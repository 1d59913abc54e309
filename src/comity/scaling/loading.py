"""Loading what an archive's shards hold into a record: loading twice changes nothing, and a kill loses nothing."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from comity.errors import UserError
from comity.model import Refusal
from comity.recording import Item, Writer
from comity.scaling.manifest import Manifest
from comity.scaling.pipeline import Pipeline
from comity.scaling.running import Standing, take_stock
from comity.scaling.storage import Store, iterate_tables, read_done
from comity.scaling.tables import Loaded, load_documents, load_errors


@dataclass(frozen=True, slots=True)
class LoadedShard:
    """What loading a shard did: documents and statements that the record did not have, and errors noted."""

    shard: str
    documents: int
    statements: int
    errors: int


def choose_pipeline(manifest: Manifest, store: Store, wanted: str | None = None) -> Standing:
    """The pipeline whose results are to be loaded; raises `UserError` when there is none, or more than one."""
    found = take_stock(manifest, store)
    if wanted:
        found = [standing for standing in found if standing.pipeline.hash.startswith(wanted)]
    if not found:
        raise UserError("Nothing of this manifest has been read; run “comity archive run” first.")
    if len(found) > 1:
        names = ", ".join(f"{standing.pipeline.hash} ({standing.pipeline.reader})" for standing in found)
        raise UserError(f"More than one reader has read this manifest; name one with --pipeline: {names}.")
    return found[0]


def load_archive(manifest: Manifest, store: Store, pipeline: Pipeline, writer: Writer) -> Iterator[LoadedShard]:
    """Load every finished shard of a manifest, in its order; use it inside the writer's context.

    Raises `SourceError` when a file is not the one that was written; what came before is loaded.
    """
    done = store.find_done(pipeline.hash)
    with writer.loading():
        for shard in dict.fromkeys(shard.id for shard in manifest.shards):
            if shard in done:
                yield _load_shard(store, pipeline, shard, writer)


def _load_shard(store: Store, pipeline: Pipeline, shard: str, writer: Writer) -> LoadedShard:
    documents = statements = errors = 0
    for part in iterate_tables(store, read_done(store, pipeline.hash, shard)):
        tables = {name: pl.read_parquet(io.BytesIO(content)) for name, content in part.items()}
        told = list(load_errors(tables["errors"]))
        loaded = list(load_documents(tables))
        for added in writer.add_many(_items(loaded, told), run=pipeline.run):
            documents += not added.unchanged
            statements += added.new
        documents += _set_aside(loaded, told, writer)
        for one in loaded:
            if one.outcome == "known":
                writer.meet(one.kept.document, run=pipeline.run)
        errors += _note(told, pipeline, writer)
    return LoadedShard(shard, documents, statements, errors)


def _items(loaded: list[Loaded], told: Sequence[tuple[str, Refusal]]) -> Iterator[Item]:
    """What was read, with what is to be known of it."""
    warnings: dict[str | None, list[str]] = {}
    refusals: dict[str | None, list[Refusal]] = {}
    for severity, refusal in told:
        if severity == "warning":
            warnings.setdefault(refusal.document, []).append(refusal.reason)
        elif severity == "refused" and refusal.document:
            refusals.setdefault(refusal.document, []).append(refusal)
    for one in loaded:
        if one.outcome == "read":
            id = one.kept.document.id
            yield Item(one.kept.document, one.kept.read, refusals.get(id, ()), warnings.get(id, ()))


def _set_aside(loaded: list[Loaded], told: Sequence[tuple[str, Refusal]], writer: Writer) -> int:
    """Keep texts that were not worth reading; how many the record did not have."""
    why = {refusal.document: refusal for severity, refusal in told if severity == "set-aside"}
    new = 0
    for one in loaded:
        if one.outcome == "set-aside":
            document, run = one.kept.document, one.kept.run
            new += not writer.knows(document)
            writer.set_aside(document, why[document.id], run=run)
    return new


def _note(told: Sequence[tuple[str, Refusal]], pipeline: Pipeline, writer: Writer) -> int:
    """Note what could not be used at all, once."""
    lost = [
        refusal
        for severity, refusal in told
        if severity == "failed" or (severity == "refused" and not refusal.document)
    ]
    return writer.refuse_once(lost, run=pipeline.run)
