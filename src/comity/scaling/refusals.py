"""What a run did not use: documents refused, failed or set aside, and warnings, from `errors` of finished shards."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from comity.scaling.manifest import Manifest
from comity.scaling.pipeline import Pipeline
from comity.scaling.storage import Store, read_checked, read_done

TABLE = "errors"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of them: those of a severity, and those with some words in their source or reason, whatever the case."""

    severities: tuple[str, ...] = ()
    source: str = ""
    reason: str = ""

    def keep(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows of a frame that are wanted, in their order."""
        if self.severities:
            frame = frame.filter(pl.col("severity").is_in(self.severities))
        for column, words in (("source", self.source), ("reason", self.reason)):
            if words:
                frame = frame.filter(pl.col(column).str.to_lowercase().str.contains(words.lower(), literal=True))
        return frame


def list_refusals(manifest: Manifest, store: Store, pipeline: Pipeline, wanted: Wanted) -> Iterator[pl.DataFrame]:
    """Shard by shard in the manifest's order: shard, severity, source, step, reason, document.

    Only shards that are finished have any. Raises `SourceError` when a file is not the one that was written.
    """
    finished = store.find_done(pipeline.hash)
    for shard in dict.fromkeys(shard.id for shard in manifest.shards):
        if shard in finished:
            done = read_done(store, pipeline.hash, shard)
            for file in (file for file in done.files if file.table == TABLE):
                frame = pl.read_parquet(io.BytesIO(read_checked(store, done, file)))
                yield wanted.keep(frame.select(pl.lit(shard).alias("shard"), pl.all()))
