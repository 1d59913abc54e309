"""A brief as Markdown with footnotes, as GitHub and pandoc read them; nothing of a text is read as markup."""

import re
from collections.abc import Iterator

import comity
from comity.serving.briefing.brief import Brief, Line, Note, Section
from comity.serving.web.words import date, reveal

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def to_markdown(brief: Brief) -> bytes:
    """The file. It has no charts; what they show stands in the sections."""
    return ("\n".join(_lines(brief)) + "\n").encode("utf-8", "replace")


def _lines(brief: Brief) -> Iterator[str]:
    known = f", as known on {date(brief.asof)}" if brief.asof else ""
    yield f"# {plain(brief.name)}\n"
    yield f"*A brief, {date(brief.since)} to {date(brief.until)}{known}.*\n"
    yield f"{plain(brief.summary)}\n"
    for section in brief.sections:
        yield from _section(section)
    yield "## What this rests on\n"
    yield f"Looked at {plain(brief.coverage)}. Data version {brief.data_version}. Comity {comity.__version__}."
    yield "What these texts do not say is not here; that they are silent does not mean that it was not so.\n"
    yield from (f"- {plain(remark)}" for remark in brief.remarks)
    yield ""
    yield from map(_note, brief.notes)


def plain(text: str) -> str:
    """A text of others on one line, with nothing in it read as markup."""
    return _MARKUP.sub(r"\\\1", " ".join(str(reveal(text)).split())).replace("&", "&amp;")


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}\n"
    if section.drawing:
        yield f"{section.drawing.told}\n"
    if not section.lines:
        yield f"{section.silent}\n"
        return
    yield from (_line(line, section.quoting) for line in section.lines)
    yield f"\n{section.left_out} more are left out here; the record has them.\n" if section.left_out else ""


def _line(line: Line, quoting: bool) -> str:
    marks = "".join(f"[^{number}]" for number in line.notes)
    mark = f" *({plain(line.mark)})*" if line.mark else ""
    if quoting:
        return f"- {plain(line.text)} — **{plain(line.lead)}**{mark}{marks}"
    return f"- **{plain(line.lead)}:** {plain(line.text)}{mark}{marks}"


def _note(note: Note) -> str:
    by = ", ".join(
        part for part in (note.publisher or note.title or "publisher not known", date(note.published)) if part
    )
    title = f", “{note.title}”" if note.publisher and note.title else ""
    address = f" <{note.url}>" if note.url and re.fullmatch(r"https?://[^\s<>]+", note.url) else ""
    return f"[^{note.number}]: “{plain(note.words)}” {plain(by + title)}.{address} {note.statement}\n"
