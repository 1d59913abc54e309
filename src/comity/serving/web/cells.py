"""The smallest parts of pages, which stand in every row: whom, when, how sure and on what grounds.

Functions and no macros of a template, for a page has hundreds of them and calling a macro takes ten times as long.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from comity.serving.web import addresses
from comity.serving.web.words import count, date, day
from comity.serving.web.writing import safe

REMEMBERED = 8192


def who(id: str, name: str) -> Markup:
    """An actor by name, leading to its page."""
    return Markup(_who(id, name))


def people(ids: Iterable[str], names: Mapping[str, str]) -> Markup:
    """Actors by name, parted by commas."""
    return Markup(", ".join(_who(id, names.get(id, id)) for id in ids))


def mark(modality: str, said_by: Iterable[str] = ()) -> Markup:
    """What is not told as fact is marked so, and who says it named."""
    told = ", ".join(said_by)
    marked = "" if modality == "actual" else f'<span class="modality {safe(modality)}">{safe(modality)}</span>'
    return Markup(f'{marked} <span class="said-by">says {safe(told)}</span>' if told else marked)


def when(edtf: str | None) -> Markup:
    """A date in words, and for machines its first day."""
    return Markup(_when(edtf)) if edtf else Markup()


def link(url: str) -> Markup:
    """Where a text was published, leading there where a browser can go; the other site is not told from where."""
    shown = f'<span class="url">{safe(url)}</span>'
    if not url.startswith(("https://", "http://")):
        return Markup(shown)
    return Markup(f'<a class="url" href="{safe(url)}" rel="noreferrer nofollow">{safe(url)}</a>')


def evidence(row: Any) -> Markup:
    """How much a row rests on, leading to the sentences."""
    if not row.statements:
        return Markup()
    register = getattr(row, "origin", None) == "register"
    told = count(*_counted(row, register))
    origin = ' <span class="origin">register</span>' if register else ""
    return Markup(f'<a class="evidence" href="{safe(addresses.sentences(row.statements))}">{told}</a>{origin}')


def _counted(row: Any, register: bool) -> tuple[int, str]:
    if sources := getattr(row, "sources", None):
        return sources, "report"
    return len(row.statements), "source" if register else "sentence"


@lru_cache(REMEMBERED)
def _who(id: str, name: str) -> str:
    return f'<a class="who" href="{safe(addresses.actor(id))}">{safe(name)}</a>'


@lru_cache(REMEMBERED)
def _when(edtf: str) -> str:
    return f'<time datetime="{safe(day(edtf))}">{safe(date(edtf))}</time>'
