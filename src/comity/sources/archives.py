"""Guards that every archive is opened with: against bombs, endless lists, and names that point out of it."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from comity.errors import SourceError
from comity.sources.kinds import MB

MOST_MEMBERS = 100_000
MOST_UNPACKED = 4096 * MB
LARGEST_MEMBER = 200 * MB
RATIO = 200
"""How many times larger than packed a member may be; text packs to a tenth, a bomb to a thousandth."""
HARMLESS = 16 * MB
"""Size below which the ratio does not matter."""


@dataclass(slots=True)
class Guard:
    """Counts what one archive has given so far; raises `SourceError` when it is more than an honest one gives."""

    members: int = 0
    unpacked: int = 0

    def count(self) -> None:
        """Another member."""
        self.members += 1
        if self.members > MOST_MEMBERS:
            raise SourceError(f"it holds more than {MOST_MEMBERS:,} files; split it")

    def read(self, file: BinaryIO, packed: int | None) -> bytes:
        """The bytes of a member that takes `packed` bytes in the archive; stops as soon as there are too many."""
        most = LARGEST_MEMBER if packed is None else min(LARGEST_MEMBER, max(HARMLESS, packed * RATIO))
        data = file.read(most + 1)
        if len(data) > most:
            raise SourceError("it unpacks to far more than it is: a bomb, or no text")
        self.unpacked += len(data)
        if self.unpacked > MOST_UNPACKED:
            raise SourceError(f"it unpacks to more than {MOST_UNPACKED // MB:,} MB; split it")
        return data


def check_name(name: str) -> str:
    """The name of a member as it is told; raises `SourceError` for one that would lead out of the archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] if path.parts else True:
        raise SourceError("its name leads out of the archive")
    return str(path)


def is_furniture(name: str) -> bool:
    """Whether a member is what systems leave in archives and nobody put there to be read."""
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "__MACOSX")) for part in parts)
