"""What is known of a source before it is opened: what the user said, the feed announced, or the archive noted."""

from dataclasses import dataclass

STEP = "sources"
"""The step named in refusals of what could not be taken in."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for documents that do not say it of themselves; `published` is an EDTF day."""

    publisher: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None
    """Address that it was fetched from."""
    published_basis: str = "given"
    """How `published` is known: `given` by the user, `feed`, `sitemap`, `mail`."""
    part: str | None = None
    """Which part of its source it is: a path inside an archive, a record, a row."""
    columns: tuple[tuple[str, str], ...] = ()
    """For tables of articles: which column holds `text`, `published` and so on, as pairs."""
    rows_before: int | None = None
    """Rows of a table that stand before this stretch of it, which begins with the table's head; None for the whole."""


UNSAID = Defaults()
