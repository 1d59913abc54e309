"""Manifests: which files an archive holds, in shards that are read each by itself, known by their content's hash."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, cast

from comity.errors import SourceError
from comity.model import Refusal
from comity.scaling.remote import find_remote, is_remote, measure_file, open_file, open_table
from comity.sources.files import find_files
from comity.sources.parquet import find_row_cuts, hash_rows
from comity.sources.stretches import TABLES, Cuts, find_table_cuts
from comity.sources.warc import find_cuts

FORMAT, VERSION = "comity-manifest", 3
FILES = 100
"""Most files in a shard: half a minute's work, so that there is some for every worker and little to do again."""
LARGE = 32_000_000
"""Bytes of a shard beyond which no further file joins it, and of a crawl or table from which it is parted."""
_CRAWLS = (".warc", ".warc.gz")
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the archive, or a stretch of a crawl or table: its path or URL as given, and the hash of its bytes."""

    path: str
    sha256: str
    bytes: int
    start: int | None = None
    """Where the stretch begins in the file, on a record or row; None for a whole file and for rows of Parquet."""
    head: tuple[int, int] | None = None
    """From where to where the head of the table lies that belongs to the stretch, and is hashed with it."""
    rows: int | None = None
    """Rows of the table before it, where it has a head or is some rows of Parquet."""
    count: int | None = None
    """How many rows of Parquet it is; `sha256` is then of what they say, and `bytes` their share of the file."""


@dataclass(frozen=True)
class Shard:
    """Some files that are read together, with what holds for texts in them that do not say."""

    sources: tuple[Source, ...]
    publisher: str | None = None
    published: str | None = None

    @cached_property
    def id(self) -> str:
        """Hash of the files' names and content, and of what was said of them."""
        parts = [
            [
                source.path,
                source.sha256,
                *(place for place in (source.start, source.count and source.rows) if place is not None),
            ]
            for source in self.sources
        ]
        told = json.dumps([parts, self.publisher, self.published], ensure_ascii=False)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]

    def to_json(self) -> dict[str, Any]:
        """The shard's line in the manifest."""
        return {"shard": self.id, **asdict(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Shard":
        """The shard that `to_json` wrote."""
        return cls(tuple(map(_read_source, data["sources"])), data["publisher"], data["published"])


@dataclass(frozen=True, slots=True)
class Manifest:
    """The shards of an archive, and what could not be taken into it."""

    shards: tuple[Shard, ...]
    refusals: tuple[Refusal, ...] = ()

    @property
    def files(self) -> int:
        """How many files there are."""
        return len({source.path for shard in self.shards for source in shard.sources})

    @property
    def bytes(self) -> int:
        """Their size together."""
        return sum(source.bytes for shard in self.shards for source in shard.sources)


def plan_shards(
    paths: Iterable[str], *, files: int = FILES, publisher: str | None = None, published: str | None = None
) -> Manifest:
    """Part what `paths` lead to, files, folders, globs and URLs, into shards of at most `files` files each."""
    given = list(paths)
    found = find_files([path for path in given if not is_remote(path)]) if any(map(_is_local, given)) else None
    names = [str(file) for file in found.files] if found else []
    names += [url for path in given if is_remote(path) for url in find_remote(path)]
    refusals = list(found.refusals) if found else []
    shards = tuple(Shard(part, publisher, published) for part in _part(_sources(names, refusals), files))
    return Manifest(shards, tuple(refusals))


def write_manifest(manifest: Manifest, place: Path) -> None:
    """Write it as JSON lines, a header and a line a shard; it has its name only once it is whole."""
    unfinished = place.with_name(f".{place.name}.{os.getpid()}.partial")
    header = {"format": FORMAT, "version": VERSION, "shards": len(manifest.shards), "files": manifest.files}
    lines = [header, *(shard.to_json() for shard in manifest.shards)]
    unfinished.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    unfinished.replace(place)


def read_manifest(place: str) -> Manifest:
    """The manifest at a path or URL; raises `SourceError` when there is none, or it is damaged."""
    try:
        with open_file(place) as file:
            lines = [json.loads(line) for line in file.read().decode("utf-8").splitlines()]
        header, shards = lines[0], tuple(Shard.from_json(line) for line in lines[1:])
        known, newer = header["format"] == FORMAT, header["version"] > VERSION
        whole = len(shards) == header["shards"] and all(
            shard.id == line["shard"] for shard, line in zip(shards, lines[1:], strict=True)
        )
    except OSError as error:
        raise SourceError(f"There is no manifest at {place}; make one with “comity archive plan”.") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise SourceError(f"{place} is no manifest of an archive; make one with “comity archive plan”.") from error
    if newer:
        raise SourceError(f"A newer Comity wrote the manifest {place}; update Comity to use it.")
    if not known or not whole:
        raise SourceError(f"The manifest {place} is damaged; make it anew with “comity archive plan”.")
    return Manifest(shards)


def hash_source(
    path: str, start: int = 0, size: int | None = None, head: tuple[int, int] | None = None
) -> tuple[str, int]:
    """SHA-256 of a file, or of `size` bytes from `start` behind those of a `head`, and how many there are without it.

    Raises `OSError` for no file.
    """
    digest, read = hashlib.sha256(), 0
    with open_file(path) as file:
        if head is not None:
            file.seek(head[0])
            digest.update(file.read(head[1] - head[0]))
        file.seek(start)
        while part := file.read(_AT_ONCE if size is None else min(_AT_ONCE, size - read)):
            digest.update(part)
            read += len(part)
    return digest.hexdigest(), read


def _is_local(path: str) -> bool:
    return not is_remote(path)


def _sources(names: Iterable[str], refusals: list[Refusal]) -> Iterator[Source]:
    for name in names:
        try:
            yield from _parts_of(name)
        except OSError as error:
            refusals.append(Refusal(name, "sources", f"it cannot be opened ({error.strerror or error})"))


def _parts_of(path: str) -> list[Source]:
    """A file as one source, or a large crawl or table as several; raises `OSError` when it cannot be opened."""
    cuts: tuple[int, ...] = ()
    if path.lower().endswith(".parquet") and (found_rows := list(_rows_of(path))):
        return found_rows
    if path.lower().endswith(tuple(TABLES)):
        with open_file(path) as file:
            if found := find_table_cuts(cast(BinaryIO, file), path, LARGE):
                return list(_stretches(path, found))
    if path.lower().endswith(_CRAWLS):
        with open_file(path) as file:
            cuts = find_cuts(cast(BinaryIO, file), LARGE)
    if not cuts:
        return [Source(path, *hash_source(path))]
    starts = (0, *cuts)
    sizes = [*(end - start for start, end in pairwise(starts)), None]
    return [Source(path, *hash_source(path, start, size), start) for start, size in zip(starts, sizes, strict=True)]


def _stretches(path: str, cuts: Cuts) -> Iterator[Source]:
    """The stretches of a table: the first as it stands, the others behind its head."""
    yield Source(path, *hash_source(path, 0, cuts.places[0].start), 0)
    head = (cuts.begin, cuts.end)
    for place, after in zip(cuts.places, [*cuts.places[1:], None], strict=True):
        size = after.start - place.start if after else None
        yield Source(path, *hash_source(path, place.start, size, head), place.start, head, place.rows)


def _rows_of(path: str) -> Iterator[Source]:
    """The stretches of a large Parquet file."""
    if (size := measure_file(path)) <= LARGE:
        return
    with open_table(path) as file:
        rows, starts = find_row_cuts(file, size, LARGE)
        for start, end in pairwise((*starts, rows) if starts else ()):
            share = size * (end - start) // rows
            yield Source(path, hash_rows(file, start, end - start), share, rows=start, count=end - start)


def _read_source(data: Mapping[str, Any]) -> Source:
    head = data.get("head")
    return Source(**{**data, "head": tuple(head) if head else None})


def _part(sources: Iterable[Source], files: int) -> Iterator[tuple[Source, ...]]:
    """Files in their order, as many together as fit; a large one is a shard of its own."""
    held: list[Source] = []
    for source in sources:
        if held and (len(held) >= files or sum(one.bytes for one in held) + source.bytes > LARGE):
            yield tuple(held)
            held = []
        held.append(source)
    if held:
        yield tuple(held)
