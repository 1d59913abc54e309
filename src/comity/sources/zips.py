"""ZIP archives: every file in them, one at a time in memory."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from comity.errors import SourceError
from comity.model import Refusal
from comity.sources.archives import Guard, check_name, is_furniture
from comity.sources.defaults import STEP, Defaults
from comity.sources.kinds import is_readable
from comity.sources.parts import Part, Skipped

_ENCRYPTED = 0x1


def open_parts(file: BinaryIO, source: str, hints: Defaults) -> Iterator[Part | Refusal | Skipped]:
    """The files in an archive; raises `SourceError` for a broken one and for a bomb."""
    guard = Guard()
    try:
        with zipfile.ZipFile(file) as archive:
            for member in archive.infolist():
                guard.count()
                if not member.is_dir():
                    yield from _open(archive, member, source, guard)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
        raise SourceError(f"the archive is broken ({str(error)[:80]})") from error


def _open(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: str, guard: Guard
) -> Iterator[Part | Refusal | Skipped]:
    try:
        name = check_name(member.filename)
        if is_furniture(name) or not is_readable(name):
            yield Skipped("file of another kind")
            return
        if member.flag_bits & _ENCRYPTED:
            raise SourceError("it is encrypted; unpack it with its password")
        with archive.open(member) as content:
            yield Part(name, guard.read(content, member.compress_size))  # type: ignore[arg-type]
    except SourceError as error:
        yield Refusal(f"{source}/{member.filename}", STEP, str(error))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, RuntimeError) as error:
        yield Refusal(f"{source}/{member.filename}", STEP, f"it cannot be unpacked ({str(error)[:80]})")
