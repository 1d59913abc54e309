"""Front matter: the YAML block between two lines of `---` that says what a text is; everything after it is the text."""

import re
from dataclasses import dataclass

import yaml

from comity.errors import DateError, SourceError
from comity.written_dates import parse_day

_OPEN = re.compile(r"---[ \t]*\n")
_CLOSE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a text's front matter says of it; `published` is an EDTF day."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


def has_front_matter(text: str) -> bool:
    """Whether `text` opens a block of front matter."""
    return _OPEN.match(text) is not None


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """What the front matter says, and the text after the line that closes it, unchanged.

    A text without front matter comes back whole. Raises `SourceError` for a block that is never closed, is no
    YAML mapping, or holds a value that cannot be used.
    """
    opening = _OPEN.match(text)
    if not opening:
        return FrontMatter(), text
    closing = _CLOSE.search(text, opening.end())
    if not closing:
        raise SourceError("its front matter is opened on line 1 and never closed; end it with a line of ---")
    return _read_block(text[opening.end() : closing.start()]), text[closing.end() :]


def _read_block(block: str) -> FrontMatter:
    # BaseLoader keeps every scalar as written: a date stays a date as written and `no` stays Norwegian.
    try:
        values = yaml.load(block, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise SourceError(f"its front matter is no YAML{_place(error)}; write one `key: value` a line") from error
    if values is None:
        return FrontMatter()
    if not isinstance(values, dict):
        raise SourceError("its front matter is no YAML mapping; write one `key: value` a line")
    return FrontMatter(
        title=_string(values, "title"),
        publisher=_string(values, "publisher"),
        published=_day(_string(values, "published")),
        url=_string(values, "url"),
        language=_string(values, "language"),
    )


def _string(values: dict[str, object], key: str) -> str | None:
    value = values.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise SourceError(f"`{key}` in its front matter holds more than one value; write a single one")
    return " ".join(value.split()) or None


def _day(written: str | None) -> str | None:
    if written is None or written.lower() in ("null", "~", "unknown"):
        return None
    try:
        return parse_day(written)
    except DateError as error:
        raise SourceError(f"`published` in its front matter is unusable: {str(error).rstrip('.')}") from error


def _place(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f" on line {mark.line + 2}" if mark is not None else ""
