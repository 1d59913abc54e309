"""What comes out of a source that holds others: parts to be opened in their turn, and what was passed over."""

from dataclasses import dataclass, field
from typing import BinaryIO

from comity.errors import SourceError
from comity.sources.defaults import UNSAID, Defaults

PASSED_OVER = "passed over"
"""The step named in refusals that only count what holds no article: records of requests, pictures in an archive."""


NO_ARTICLES = "no articles"
"""The step named in refusals of tables without a column of texts: other data that lies among the sources."""


class NoArticles(SourceError):
    """A table that holds something else than articles."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside another: its name there, its bytes and what is known of it."""

    name: str
    data: bytes = field(repr=False)
    hints: Defaults = UNSAID
    kind: str | None = None
    """Name of its kind, where the source tells it."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part that holds no article, named by what it is: `revisit record`, `picture`."""

    what: str


def read_limited(file: BinaryIO, most: int) -> bytes:
    """All of a file; raises `SourceError` when it has more than `most` bytes, without reading on."""
    data = file.read(most + 1)
    if len(data) > most:
        raise SourceError(f"it is larger than {most / 2**20:,.0f} MB, more than any document of its kind needs")
    return data
