"""A brief as PDF, with the fonts inside it; the same brief gives the same bytes."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import matplotlib
from reportlab.graphics import shapes as rl
from reportlab.lib import colors, enums
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

import comity
from comity.serving.briefing.brief import Brief, Line, Note, Section
from comity.serving.briefing.shapes import INK, STYLES, Dot, Drawing, Stroke, Words
from comity.serving.web.words import date, reveal

FACES = {"Serif": "DejaVuSerif", "Serif-Bold": "DejaVuSerif-Bold", "Sans": "DejaVuSans", "Sans-Bold": "DejaVuSans-Bold"}
"""Fonts that come with matplotlib: Latin, Cyrillic, Greek, Armenian and Georgian, free to embed."""
ABSENT = "▯"
SOFT = "#5a636c"
LACKING = f"{ABSENT} stands for a sign that the fonts of this file lack; the HTML and Markdown forms have it."


def to_pdf(brief: Brief) -> bytes:
    """The file."""
    _load_fonts()
    story = list(_story(brief))
    if any(ABSENT in flowable.text for flowable in story if isinstance(flowable, Paragraph)):
        story.append(Paragraph(LACKING, _styles()["soft"]))
    made = io.BytesIO()
    document = SimpleDocTemplate(
        made, pagesize=A4, invariant=1, leftMargin=2.2 * cm, rightMargin=2.2 * cm, topMargin=2 * cm,
        bottomMargin=2 * cm,
        title=f"{brief.name}: a brief", author=f"Comity {comity.__version__}", subject=brief.summary, lang="en",
    )  # fmt: skip
    document.build(story, onFirstPage=_foot(brief), onLaterPages=_foot(brief))
    return made.getvalue()


def _story(brief: Brief) -> Iterator[Flowable]:
    styles = _styles()
    known = f", as known on {date(brief.asof)}" if brief.asof else ""
    yield Paragraph(_text(brief.name), styles["title"])
    yield Paragraph(
        _text(f"A brief, {date(brief.since)} to {date(brief.until)}{known} · {brief.actor}"), styles["soft"]
    )
    yield Paragraph(_text(brief.summary), styles["lede"])
    for section in brief.sections:
        yield from _section(section)
    yield Paragraph("What this rests on", styles["head"])
    silent = "What these texts do not say is not here; that they are silent does not mean that it was not so."
    yield Paragraph(_text(f"Looked at {brief.coverage}. Data version {brief.data_version}. {silent}"), styles["body"])
    yield from (Paragraph(_text(remark), styles["line"]) for remark in brief.remarks)
    yield Paragraph("Notes: the sentences, word for word", styles["head"])
    yield from (Paragraph(_note(note), styles["note"]) for note in brief.notes)


def _section(section: Section) -> Iterator[Flowable]:
    styles = _styles()
    yield Paragraph(_text(section.title), styles["head"])
    if section.drawing:
        yield _drawn(section.drawing)
        yield Paragraph(_text(section.drawing.told), styles["soft"])
        yield Spacer(1, 6)
    if not section.lines:
        yield Paragraph(_text(section.silent), styles["body"])
    yield from (Paragraph(_line(line, section.quoting), styles["line"]) for line in section.lines)
    if section.left_out:
        yield Paragraph(f"{section.left_out} more are left out here; the record has them.", styles["soft"])


def _line(line: Line, quoting: bool) -> str:
    lead = f'<font name="Serif-Bold">{_text(line.lead)}</font>'
    told = f"{_text(line.text)} — {lead}" if quoting else f"{lead}: {_text(line.text)}"
    mark = f' <font name="Sans" size="7" color="#8a5a00">[{_text(line.mark)}]</font>' if line.mark else ""
    numbers = ", ".join(f'<a href="#n{number}" color="#155e66">{number}</a>' for number in line.notes)
    return told + mark + (f"<super size='6.5'> {numbers}</super>" if numbers else "")


def _note(note: Note) -> str:
    by = ", ".join(
        part for part in (note.publisher or note.title or "publisher not known", date(note.published)) if part
    )
    title = f", “{note.title}”" if note.publisher and note.title else ""
    address = f" {note.url}" if note.url else ""
    words, place = "", 0
    for start, end in note.marks:
        if start >= place:
            words += f"{_text(note.words[place:start])}<u>{_text(note.words[start:end])}</u>"
            place = end
    words += _text(note.words[place:])
    source = f'<font color="{SOFT}">{_text(f"{by}{title}.{address} {note.statement}")}</font>'
    return f'<a name="n{note.number}"/>{note.number}. “{words}” {source}'


def _drawn(drawing: Drawing) -> rl.Drawing:
    made = rl.Drawing(drawing.width * 0.72, drawing.height * 0.72)
    group = rl.Group(*(_shape(shape, drawing.height) for shape in drawing.shapes))
    group.scale(0.72, 0.72)
    made.add(group)
    return made


def _shape(shape: Stroke | Dot | Words, height: float) -> Any:
    """A shape with its place counted from below, as PDF counts."""
    if isinstance(shape, Words):
        return rl.String(shape.x, height - shape.y, shape.text, textAnchor=shape.anchor, fontName="Sans", fontSize=11,
                         fillColor=colors.HexColor(INK))  # fmt: skip
    stroke, fill, _ = STYLES[shape.style]
    paint = {"strokeColor": colors.HexColor(stroke)}
    if isinstance(shape, Stroke):
        places = [place for x, y in shape.points for place in (x, height - y)]
        return rl.PolyLine(places, strokeWidth=1 if shape.style == "axis" else 2, **paint)
    paint["fillColor"] = colors.HexColor(fill)
    if shape.width > 8:
        return rl.Rect(shape.x, height - shape.y - 3, shape.width, 6, rx=3, ry=3, **paint)
    return rl.Circle(shape.x, height - shape.y, 3.4, **paint)


def _foot(brief: Brief) -> Any:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont("Sans", 7)
        canvas.setFillColor(colors.HexColor(SOFT))
        canvas.drawString(
            2.2 * cm, 1.1 * cm, f"Comity {comity.__version__} · {_shown(brief.name)} · data {brief.data_version}"
        )
        canvas.drawRightString(A4[0] - 2.2 * cm, 1.1 * cm, str(document.page))

    return draw


def _text(text: str) -> str:
    return escape(_shown(text))


def _shown(text: str) -> str:
    """The text with signs that the fonts lack as `ABSENT`."""
    known = _signs()
    return "".join(sign if ord(sign) in known else ABSENT for sign in " ".join(str(reveal(text)).split()))


@cache
def _load_fonts() -> None:
    folder = Path(matplotlib.get_data_path(), "fonts", "ttf")
    for name, file in FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{file}.ttf")))


@cache
def _signs() -> frozenset[int]:
    """What all faces can write."""
    _load_fonts()
    return frozenset.intersection(*(frozenset(pdfmetrics.getFont(name).face.charToGlyph) for name in FACES))


@cache
def _styles() -> dict[str, ParagraphStyle]:
    body = ParagraphStyle("body", fontName="Serif", fontSize=9.2, leading=13, textColor=colors.HexColor("#1d2630"))
    bold = {"parent": body, "fontName": "Serif-Bold"}
    return {
        "body": body,
        "lede": ParagraphStyle("lede", parent=body, fontSize=10.2, leading=14.5, spaceBefore=8),
        "line": ParagraphStyle("line", parent=body, spaceAfter=2.5, leftIndent=8, firstLineIndent=-8),
        "note": ParagraphStyle("note", parent=body, fontSize=7.8, leading=10.6, spaceAfter=3, alignment=enums.TA_LEFT),
        "soft": ParagraphStyle("soft", parent=body, fontName="Sans", fontSize=7.4, leading=10, textColor=SOFT),
        "title": ParagraphStyle("title", fontSize=19, leading=24, **bold),
        "head": ParagraphStyle("head", fontSize=12, leading=15, spaceBefore=14, spaceAfter=5, keepWithNext=1, **bold),
    }
