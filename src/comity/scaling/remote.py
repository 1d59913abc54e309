"""Object storage through fsspec, which `comity[ray]` installs; local files need nothing of it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from comity.errors import SourceError, UserError
from comity.sources.parquet import Table

_AT_ONCE = 1 << 20


def is_remote(place: str) -> bool:
    """Whether a place is a URL such as `s3://bucket/folder`."""
    return "://" in place


def open_storage(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path in it. Raises `UserError` when its driver is not installed."""
    try:
        import fsspec  # an extra's, and slow to load
    except ImportError as error:
        raise UserError(f"To use {url}, install “comity[ray]”, which brings fsspec.") from error
    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UserError(f"{url} cannot be used: {error}.") from error
    return system, str(path)


def open_file(place: str) -> IO[bytes]:
    """A file to read, by path or URL; raises `OSError` when it cannot be read."""
    if not is_remote(place):
        return Path(place).open("rb")
    system, path = open_storage(place)
    found: IO[bytes] = system.open(path, "rb")
    return found


@contextmanager
def open_table(place: str) -> Iterator[Table]:
    """What Parquet is read from: the path of a local file, so that it is not loaded as a whole, else the open file."""
    if not is_remote(place):
        yield Path(place)
        return
    with open_file(place) as file:
        yield cast(BinaryIO, file)


def measure_file(place: str) -> int:
    """Its bytes; raises `OSError` when it cannot be read."""
    with open_file(place) as file:
        return file.seek(0, os.SEEK_END)


def find_remote(url: str) -> list[str]:
    """Every file that a URL names: itself, those under a folder, those of a pattern; in order of their names."""
    system, path = open_storage(url)
    scheme = url.partition("://")[0]
    found = system.glob(path) if "*" in path else system.find(path)
    if not found:
        raise SourceError(f"There is nothing at {url}.")
    return [f"{scheme}://{str(name).lstrip('/') if scheme != 'file' else name}" for name in sorted(found)]


@contextmanager
def local_copy(
    place: str, start: int | None = None, size: int = 0, head: tuple[int, int] | None = None
) -> Iterator[Path]:
    """A local file with the content of `place`, or with `size` bytes from `start` behind those of a `head`.

    Itself where it is local and whole, else a copy that is removed afterwards.
    """
    if start is None and not is_remote(place):
        yield Path(place)
        return
    with tempfile.TemporaryDirectory(prefix="comity-") as folder:
        copy = Path(folder, place.rstrip("/").rpartition("/")[2])
        with open_file(place) as source, copy.open("wb") as target:
            if start is None:
                shutil.copyfileobj(source, target)
            else:
                if head is not None:
                    source.seek(head[0])
                    _copy(source, target, head[1] - head[0])
                source.seek(start)
                _copy(source, target, size)
        yield copy


def _copy(source: IO[bytes], target: IO[bytes], size: int) -> None:
    while size and (part := source.read(min(_AT_ONCE, size))):
        target.write(part)
        size -= len(part)
