"""What is watched, as the user writes it down in TOML: who asks, which feeds, sitemaps and pages, how often."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from comity.errors import SourceError
from comity.sources.addresses import check_url

Kind = Literal["feed", "sitemap", "page"]
KINDS: tuple[Kind, ...] = ("feed", "sitemap", "page")
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_SPAN = re.compile(r"(\d{1,6}) ?([smhd])")
SHORTEST = 300
"""Seconds; nothing is asked more often than every five minutes."""
EVERY = 1_800.0
GAP = 5.0
MOST = 100
_KEYS = frozenset({*KINDS, "publisher", "every", "only", "skip", "most", "full", "language"})


@dataclass(frozen=True, slots=True)
class Source:
    """One address that is asked again and again.

    `page` is a page whose own text is read whenever it changes; with `only`, an overview whose links are followed.
    """

    kind: Kind
    url: str
    publisher: str | None = None
    every: float = EVERY
    """Seconds between two visits."""
    only: re.Pattern[str] | None = None
    """Links are followed only where this is found in their address."""
    skip: re.Pattern[str] | None = None
    most: int = MOST
    """So many links of one visit are followed at most, the first ones."""
    full: bool = False
    """Take the text that the feed itself carries and fetch no page."""

    def wants(self, url: str) -> bool:
        """Whether a link is to be followed."""
        return (self.only is None or self.only.search(url) is not None) and (
            self.skip is None or self.skip.search(url) is None
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """Who asks and what is watched; `contact` is an address or page where a publisher reaches the user."""

    contact: str
    sources: tuple[Source, ...]
    gap: float = GAP
    """Seconds between two requests to one host, if it asks for no more."""


def load_plan(path: Path) -> Plan:
    """The plan in a TOML file; raises `SourceError` that says where it is wrong and what to write."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(f"“{path}” cannot be opened ({error.strerror}); give the path of your plan.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"“{path}” is no TOML: {error}.") from error
    return make_plan(table, str(path))


def make_plan(table: Mapping[str, Any], name: str) -> Plan:
    """The plan in a parsed table; `name` is how errors call it."""
    contact = table.get("contact")
    if not isinstance(contact, str) or not re.search(r"\S+@\S+\.\S+|https?://\S+\.\S+", contact):
        raise SourceError(
            f'“{name}” does not say who asks; write contact = "you@example.org", so that publishers can reach you.'
        )
    rows = table.get("source")
    if not isinstance(rows, list) or not rows:
        raise SourceError(f'“{name}” names no source; write [[source]] and under it feed = "https://…".')
    stray = sorted(set(table) - {"contact", "gap", "source"})
    if stray:
        raise SourceError(f"“{name}” holds “{stray[0]}”, which means nothing; a plan has contact, gap and [[source]].")
    sources = tuple(_source(row, f"“{name}”, source {number}") for number, row in enumerate(rows, start=1))
    doubled = [source.url for place, source in enumerate(sources) if source.url in {s.url for s in sources[:place]}]
    if doubled:
        raise SourceError(f"“{name}” names {doubled[0]} twice; keep one of them.")
    gap = _seconds(table["gap"], f"“{name}”, gap", 1) if "gap" in table else GAP
    return Plan(contact.strip(), sources, gap)


def _source(row: object, where: str) -> Source:
    if not isinstance(row, dict):
        raise SourceError(f"{where} is no table; write [[source]].")
    stray = sorted(set(row) - _KEYS)
    if stray:
        raise SourceError(
            f"{where} holds “{stray[0]}”, which means nothing there; known are {', '.join(sorted(_KEYS))}."
        )
    kinds: list[Kind] = [kind for kind in KINDS if kind in row]
    if len(kinds) != 1:
        raise SourceError(f"{where} needs exactly one of feed, sitemap and page.")
    url = _text(row, kinds[0], where) or ""
    try:
        check_url(url)
    except SourceError as error:
        raise SourceError(f"{where}: {error}.") from error
    most = row.get("most", MOST)
    if not isinstance(most, int) or isinstance(most, bool) or not 1 <= most <= 10_000:
        raise SourceError(f"{where}: most is to be a number from 1 to 10000.")
    every = _seconds(row["every"], f"{where}, every", SHORTEST) if "every" in row else EVERY
    return Source(
        kinds[0], url, _text(row, "publisher", where), every, _pattern(row, "only", where),
        _pattern(row, "skip", where), most, row.get("full", False) is True,
    )  # fmt: skip


def _text(row: Mapping[str, Any], key: str, where: str) -> str | None:
    value = row.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise SourceError(f"{where}: {key} is to be a text in quotation marks.")
    return value.strip() if value else None


def _pattern(row: Mapping[str, Any], key: str, where: str) -> re.Pattern[str] | None:
    text = _text(row, key, where)
    try:
        return re.compile(text) if text else None
    except re.error as error:
        raise SourceError(f"{where}: {key} is no regular expression ({error}).") from error


def _seconds(value: object, where: str, least: float) -> float:
    """Seconds of `30m`, `6h` or `1d`; raises `SourceError` when it is nothing like that or too short."""
    match = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise SourceError(f"{where} is to be a span such as “30m”, “6h” or “1d”.")
    seconds = float(match[1]) * _UNITS[match[2]]
    if seconds < least:
        raise SourceError(f"{where} is too short; the least is {least:.0f} seconds.")
    return seconds
