"""What a worker does with a shard: read it, write its parts, publish them; and how many places it has passed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from comity.errors import UserError
from comity.scaling.manifest import Shard
from comity.scaling.pipeline import Pipeline, Tools
from comity.scaling.shards import UNHARMED, At, Care, read_shard
from comity.scaling.storage import Done, File, Store, describe


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to be read, by which versions, and what earlier workers died on."""

    shard: Shard
    pipeline: Pipeline
    care: Care = UNHARMED


def perform(task: Task, tools: Tools, store: Store) -> Iterator[At | Done]:
    """Read a shard and publish it; comes by with each place it begins at, and last with what was published.

    Raises `UserError` when the tools here are of other versions than asked for, as on a worker with another release.
    """
    if tools.pipeline != task.pipeline:
        raise UserError(
            f"A worker has {tools.pipeline.reader} where {task.pipeline.reader} is asked for; install one release of "
            "Comity and one model on all machines."
        )
    folder = store.begin(task.pipeline.hash, task.shard.id)
    published = False
    try:
        files: list[File] = []
        counts: Counter[str] = Counter()
        for told in read_shard(task.shard, tools, task.care):
            if isinstance(told, At):
                yield told
                continue
            counts += told.counts
            for table, (rows, content) in told.tables.items():
                name = f"{table}-{told.number:05}.parquet"
                folder.write(name, content)
                files.append(describe(name, table, rows, content))
        done = Done(task.shard.id, task.pipeline, tuple(files), counts)
        folder.publish(done)
        published = True
        yield done
    finally:
        if not published:
            folder.discard()
