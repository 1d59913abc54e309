"""Where results stand: `{pipeline}/{shard}/` with Parquet files and, last of all, `_DONE.json`; on disk or in a bucket.

A shard without `_DONE.json` is not there. On disk its folder appears under its name in one rename; in object storage,
which has none, `_DONE.json` is put when all else is, and the same shard read twice puts the same bytes.
"""

import hashlib
import json
import os
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from comity.errors import SourceError
from comity.scaling.pipeline import Pipeline
from comity.scaling.remote import is_remote, open_storage

DONE = "_DONE.json"
FORMAT, VERSION = "comity-archive", 1


@dataclass(frozen=True, slots=True)
class File:
    """A Parquet file of a shard: which table, how many rows and bytes, and their hash."""

    name: str
    table: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Done:
    """What `_DONE.json` says: by which versions the shard was read, its files, and what became of its documents."""

    shard: str
    pipeline: Pipeline
    files: tuple[File, ...]
    counts: Mapping[str, int]

    def encode(self) -> bytes:
        """Its JSON, the same for the same shard."""
        told = {
            "format": FORMAT, "version": VERSION, "shard": self.shard, "pipeline": self.pipeline.to_json(),
            "files": [asdict(file) for file in self.files], "counts": dict(sorted(self.counts.items())),
        }  # fmt: skip
        return (json.dumps(told, indent=1) + "\n").encode()

    @classmethod
    def decode(cls, content: bytes) -> "Done":
        """The same from JSON; raises `SourceError` when it is damaged or a newer Comity's."""
        try:
            told = json.loads(content)
            if told["format"] != FORMAT or told["version"] > VERSION:
                raise SourceError("A newer Comity wrote this archive; update Comity to use it.")
            files = tuple(File(**file) for file in told["files"])
            return cls(told["shard"], Pipeline.from_json(told["pipeline"]), files, told["counts"])
        except (ValueError, KeyError, TypeError) as error:
            raise SourceError(f"A {DONE} of the archive is damaged; delete its folder and run again.") from error


class Unpublished(Protocol):
    """A shard's folder that nobody sees yet."""

    def write(self, name: str, content: bytes) -> None: ...
    def publish(self, done: Done) -> None: ...
    def discard(self) -> None: ...


class Store(Protocol):
    """Results of an archive; small enough to be sent to workers."""

    def begin(self, pipeline: str, shard: str) -> Unpublished: ...
    def read(self, pipeline: str, shard: str, name: str) -> bytes: ...
    def find_done(self, pipeline: str) -> set[str]: ...
    def find_pipelines(self) -> list[str]: ...


def open_store(place: str) -> "Store":
    """The results at a folder or a URL such as `s3://bucket/archive`."""
    return RemoteStore(place.rstrip("/")) if is_remote(place) else LocalStore(Path(place))


def describe(name: str, table: str, rows: int, content: bytes) -> File:
    """What `_DONE.json` says of a file."""
    return File(name, table, rows, len(content), hashlib.sha256(content).hexdigest())


def read_done(store: Store, pipeline: str, shard: str) -> Done:
    """What a finished shard says of itself."""
    return Done.decode(store.read(pipeline, shard, DONE))


def read_checked(store: Store, done: Done, file: File) -> bytes:
    """A file of a finished shard; raises `SourceError` when it is not the one that was written."""
    try:
        content = store.read(done.pipeline.hash, done.shard, file.name)
    except OSError as error:
        raise SourceError(
            f"{done.shard}/{file.name} of the archive is missing; delete the folder and run again."
        ) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise SourceError(f"{done.shard}/{file.name} of the archive is damaged; delete the folder and run again.")
    return content


@dataclass(frozen=True, slots=True)
class LocalStore:
    """Results in a folder."""

    root: Path

    def begin(self, pipeline: str, shard: str) -> Unpublished:
        """A folder of this process for the shard; what dead processes left of it is removed."""
        folder = self.root / pipeline
        folder.mkdir(parents=True, exist_ok=True)
        for leftover in folder.glob(f".{shard}.*"):
            if not _is_at_work(leftover.name):
                shutil.rmtree(leftover, ignore_errors=True)
        unfinished = folder / f".{shard}.{socket.gethostname()}.{os.getpid()}"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        return _LocalFolder(unfinished, folder / shard)

    def read(self, pipeline: str, shard: str, name: str) -> bytes:
        """A file of a finished shard."""
        return (self.root / pipeline / shard / name).read_bytes()

    def find_done(self, pipeline: str) -> set[str]:
        """The shards that are done."""
        folder = self.root / pipeline
        if not folder.is_dir():
            return set()
        return {
            entry.name
            for entry in os.scandir(folder)
            if entry.name[0] != "." and (folder / entry.name / DONE).is_file()
        }

    def find_pipelines(self) -> list[str]:
        """The versions that have read something."""
        return sorted(entry.name for entry in os.scandir(self.root) if entry.is_dir()) if self.root.is_dir() else []


@dataclass(slots=True)
class _LocalFolder:
    unfinished: Path
    final: Path

    def write(self, name: str, content: bytes) -> None:
        """A file, on the disk when this returns."""
        with (self.unfinished / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def publish(self, done: Done) -> None:
        """Give the folder its name; when another worker was faster, its folder holds the same and stays."""
        self.write(DONE, done.encode())
        _flush_folder(self.unfinished)
        if self.final.exists() and not (self.final / DONE).exists():
            shutil.rmtree(self.final)
        try:
            self.unfinished.rename(self.final)
        except OSError:
            if not (self.final / DONE).exists():
                raise
            self.discard()
        _flush_folder(self.final.parent)

    def discard(self) -> None:
        """Remove what was written."""
        shutil.rmtree(self.unfinished, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """Results in object storage."""

    url: str

    def begin(self, pipeline: str, shard: str) -> Unpublished:
        """The shard's own prefix."""
        system, root = open_storage(self.url)
        return _RemoteFolder(system, f"{root}/{pipeline}/{shard}")

    def read(self, pipeline: str, shard: str, name: str) -> bytes:
        """An object of a finished shard."""
        system, root = open_storage(self.url)
        content: bytes = system.cat_file(f"{root}/{pipeline}/{shard}/{name}")
        return content

    def find_done(self, pipeline: str) -> set[str]:
        """The shards that are done."""
        system, root = open_storage(self.url)
        return {name.rsplit("/", 2)[1] for name in system.glob(f"{root}/{pipeline}/*/{DONE}")}

    def find_pipelines(self) -> list[str]:
        """The versions that have read something."""
        system, root = open_storage(self.url)
        return sorted({name.rsplit("/", 3)[1] for name in system.glob(f"{root}/*/*/{DONE}")})


@dataclass(slots=True)
class _RemoteFolder:
    system: Any
    path: str

    def write(self, name: str, content: bytes) -> None:
        """An object, whole or not at all."""
        self.system.makedirs(self.path, exist_ok=True)
        self.system.pipe_file(f"{self.path}/{name}", content)

    def publish(self, done: Done) -> None:
        """Put what says that the rest is there."""
        self.write(DONE, done.encode())

    def discard(self) -> None:
        """Leave what was put: without `_DONE.json` nobody reads it, and the next to read the shard puts the same."""


def _is_at_work(folder: str) -> bool:
    """Whether the process that writes an unfinished folder may be alive; of other machines nobody knows."""
    _, host, process = folder.rsplit(".", 2)
    if host != socket.gethostname():
        return True
    if int(process) == os.getpid():
        return False
    with suppress(PermissionError):
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            return False
    return True


def _flush_folder(folder: Path) -> None:
    """Have the disk keep what a folder lists."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def iterate_tables(store: Store, done: Done) -> Iterator[dict[str, bytes]]:
    """The parts of a finished shard in their order, each file by its table."""
    parts: dict[str, dict[str, bytes]] = {}
    for file in done.files:
        parts.setdefault(file.name.rpartition("-")[2], {})[file.table] = b""
    for number in sorted(parts):
        yield {
            file.table: read_checked(store, done, file) for file in done.files if file.name.rpartition("-")[2] == number
        }
