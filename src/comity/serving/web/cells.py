"""The smallest parts of pages, which stand in every row: whom, when, how sure and on what grounds.

Functions and no macros of a template, for a page has hundreds of them and calling a macro takes ten times as long.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from comity.serving.briefing.brief import Line, Note
from comity.serving.web import addresses
from comity.serving.web.words import DOUBT, count, date, day, unsure
from comity.serving.web.writing import safe

REMEMBERED = 8192
WEB = re.compile("https?://")


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


def doubt(row: Any) -> Markup:
    """What is more likely wrong than right is marked so, in words."""
    told = unsure(row.confidence)
    return Markup(f' <span class="unsure" title="{safe(DOUBT)}">{told}</span>') if told else Markup()


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


def plan(row: Any) -> Markup:
    """How much the plan for what came about rests on, leading to the sentences."""
    told = count(len(row.planned_statements), "sentence")
    return Markup(
        f'<a class="evidence" href="{safe(addresses.sentences(row.planned_statements))}">the plan: {told}</a>'
    )


def marked(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """A text as markup with some of its parts marked; of those that overlap, the first."""
    parts, place = [], 0
    for start, end in marks:
        if start >= place:
            parts.append(f"{safe(text[place:start])}<mark>{safe(text[start:end])}</mark>")
            place = end
    return "".join([*parts, safe(text[place:])])


def notes(line: Line) -> Markup:
    """The numbers of a line's notes, and of how many reports it is told where that is more."""
    numbers = "<wbr>".join(f'<sup class="ref"><a href="#n{n}" title="Note {n}">{n}</a></sup>' for n in line.notes)
    more = f' <small class="reports">{count(line.sources, "report")}</small>' if line.sources > len(line.notes) else ""
    return Markup(numbers + more)


def note(note: Note, linked: bool) -> Markup:
    """A note of a brief: the sentence with its evidence, and whose it is; `linked` where the statement has a page."""
    dated = f", {safe(date(note.published))}" if note.published else ""
    titled = f", “{safe(note.title)}”" if note.publisher and note.title else ""
    statement = f"<code>{safe(note.statement)}</code>"
    if linked:
        statement = f'<a href="{safe(addresses.statement(note.statement))}">{statement}</a>'
    return Markup(
        f'<li id="n{note.number}" value="{note.number}">“{marked(note.words, note.marks)}” <span class="by">'
        f"{safe(note.publisher or note.title or 'publisher not known')}{dated}{titled}.{_where(note.url)} {statement}"
        "</span></li>"
    )


def _where(url: str | None) -> str:
    if not url:
        return ""
    shown = safe(url)
    return f' <a href="{shown}" rel="noreferrer nofollow">{shown}</a>' if WEB.match(url) else f" {shown}"


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
