"""Which columns of a table hold what of its articles: by name, or as the user says."""

from collections.abc import Iterable

from comity.errors import SourceError, UserError
from comity.sources.parts import NoArticles

NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "article_text", "full_text", "fulltext", "articlebody", "article", "maintext",
        "main_text", "plain_text", "plaintext", "body_text", "story", "document", "raw_text", "content_html", "html",
    ),
    "title": ("title", "headline", "header", "heading", "subject"),
    "publisher": (
        "publisher", "outlet", "source_name", "publication", "media_name", "newspaper", "source", "site", "domain",
        "source_domain",
    ),
    "published": (
        "published", "date", "published_at", "publish_date", "publication_date", "date_publish", "date_published",
        "pub_date", "pubdate", "published_date", "publishedat", "datepublished", "created_at", "created", "timestamp",
        "time", "day",
    ),
    "url": ("url", "link", "uri", "address", "canonical_url", "href"),
    "language": ("language", "lang", "language_code"),
    "author": ("author", "authors", "byline", "creator"),
}  # fmt: skip
"""Columns that are understood by themselves, the best guess first."""


def parse_columns(written: str | None) -> tuple[tuple[str, str], ...]:
    """The pairs in `text=body,published=date`; raises `UserError` for anything else."""
    pairs = []
    for pair in filter(None, (written or "").split(",")):
        field, _, column = (part.strip() for part in pair.partition("="))
        if field not in NAMES or not column:
            raise UserError(
                f"“{pair.strip()}” maps no column; write FIELD=COLUMN, with FIELD one of {', '.join(NAMES)}."
            )
        pairs.append((field, column))
    return tuple(pairs)


def find_columns(names: Iterable[str], told: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The column of each field in a table with these columns; raises `NoArticles` when none of them holds the text."""
    given = {name.strip().lower().replace("-", "_").replace(" ", "_"): name for name in names}
    guessed = {
        field: given[known[0]]
        for field, guesses in NAMES.items()
        if (known := [guess for guess in guesses if guess in given])
    }
    if unknown := [column for _, column in told if column not in given.values()]:
        raise SourceError(f"it has no column “{unknown[0]}”; its columns are {_listed(given.values())}")
    columns = guessed | dict(told)
    if "text" not in columns:
        raise NoArticles(f"none of its columns holds a text; name one with --columns text=…: {_listed(given.values())}")
    return columns


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:12]) + (f" and {len(listed) - 12} more" if len(listed) > 12 else "")
