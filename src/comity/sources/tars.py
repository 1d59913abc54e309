"""Tar archives, packed or not: every file in them in its order, one at a time in memory; links are not followed."""

import lzma
import tarfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from comity.errors import SourceError
from comity.model import Refusal
from comity.sources.archives import Guard, check_name, is_furniture
from comity.sources.defaults import STEP, Defaults
from comity.sources.kinds import is_readable
from comity.sources.parts import Part, Skipped


def open_parts(file: BinaryIO, source: str, hints: Defaults) -> Iterator[Part | Refusal | Skipped]:
    """The files in an archive; raises `SourceError` for a broken one and for a bomb."""
    guard = Guard()
    try:
        with tarfile.open(fileobj=file, mode="r|*") as archive:
            for member in archive:
                guard.count()
                if not member.isdir():
                    yield from _open(archive, member, source, guard)
    except (tarfile.TarError, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
        raise SourceError(f"the archive is broken or cut off ({str(error)[:80]})") from error


def _open(
    archive: tarfile.TarFile, member: tarfile.TarInfo, source: str, guard: Guard
) -> Iterator[Part | Refusal | Skipped]:
    try:
        name = check_name(member.name)
        if is_furniture(name) or not is_readable(name):
            yield Skipped("file of another kind")
            return
        if not member.isreg():
            raise SourceError("it is a link or a device, not a file")
        content = archive.extractfile(member)
        if content is not None:
            yield Part(name, guard.read(content, None))  # type: ignore[arg-type]
    except SourceError as error:
        yield Refusal(f"{source}/{member.name}", STEP, str(error))
