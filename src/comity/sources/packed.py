"""A single file packed with gzip, bzip2 or xz: what is in it, by its name without the packing."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from comity.errors import SourceError
from comity.sources.archives import Guard
from comity.sources.defaults import Defaults
from comity.sources.parts import Part

_OPENERS: dict[bytes, Callable[[BinaryIO], Any]] = {b"\x1f": gzip.open, b"B": bz2.open, b"\xfd": lzma.open}


def open_parts(file: BinaryIO, source: str, hints: Defaults) -> Iterator[Part]:
    """The file that is packed; raises `SourceError` for a broken one and for a bomb."""
    mark = file.read(1)
    packed = file.seek(0, 2)
    file.seek(0)
    name = PurePath(source).name.removesuffix(PurePath(source).suffix)
    try:
        with _OPENERS[mark](file) as content:
            yield Part(name or "file", Guard().read(content, packed))
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise SourceError(f"its packing is broken or cut off ({str(error)[:80]})") from error
