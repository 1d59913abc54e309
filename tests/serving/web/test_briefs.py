"""Briefs as pages and as files: every note verbatim, nothing loaded, the same data giving the same bytes."""

import re
from dataclasses import replace

import pypdfium2
import pytest
from fastapi.testclient import TestClient

from comity.asking.desk import Desk
from comity.asking.rows import ChangeRow
from comity.errors import DateError, UnknownActor, UserError
from comity.serving.briefing.brief import Brief, Section
from comity.serving.briefing.files import WRITERS
from comity.serving.briefing.gathering import Wanted, gather
from comity.serving.briefing.notes import Notes
from comity.serving.briefing.sections import tell_changes

WANTED = Wanted("SCO", since="2020", until="2024-08-01")


@pytest.fixture(scope="module")
def brief(desk: Desk) -> Brief:
    return gather(desk, WANTED)[0]


def _section(brief: Brief, title: str) -> Section:
    return next(section for section in brief.sections if section.title.startswith(title))


def test_every_note_stands_word_for_word_in_its_document(brief: Brief, desk: Desk) -> None:
    assert brief.notes
    for note in brief.notes:
        (row,) = desk.document(note.document).rows
        assert note.words in row.text
        assert all(0 <= start < end <= len(note.words) for start, end in note.marks)


def test_every_line_names_notes_that_exist(brief: Brief) -> None:
    known = {note.number for note in brief.notes}
    lines = [line for section in brief.sections for line in section.lines]
    assert lines
    assert all(line.notes and set(line.notes) <= known for line in lines)


def test_what_is_planned_stands_apart(desk: Desk) -> None:
    brief, _ = gather(desk, Wanted("SCO", since="2020", until="2022-12-31", asof="2022-12-31", reports_only=True))
    planned = [line for line in _section(brief, "Planned").lines if "Iran" in line.lead + line.text]
    assert planned
    assert all("planned" in line.mark for line in planned)
    assert not any("Iran" in line.lead + line.text for line in _section(brief, "Members").lines)


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("actor", ["SCO", "Kazakhstan", "Xi Jinping", "CHN"])
def test_the_same_data_gives_the_same_bytes(desk: Desk, form: str, actor: str) -> None:
    wanted = Wanted(actor, since="2020", until="2024-08-01")
    first, again = (WRITERS[form](gather(desk, wanted)[0]) for _ in range(2))
    assert first == again


def test_the_file_loads_nothing(brief: Brief) -> None:
    page = WRITERS["html"](brief).decode()
    assert not re.search(r"<(?:link|script|img|iframe)\b|@import|url\(", page)
    assert "<svg" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_the_pdf_holds_the_words_and_its_fonts(brief: Brief) -> None:
    document = pypdfium2.PdfDocument(WRITERS["pdf"](brief))
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    assert "Shanghai Cooperation Organisation" in text
    assert " ".join(brief.notes[0].words.split())[:40] in text
    assert "▯" not in text


def test_markdown_reads_nothing_of_a_text_as_markup(brief: Brief) -> None:
    text = WRITERS["md"](brief).decode()
    noted = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert noted == set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert not re.search(r"(?<!\\)<(?!https?://)", text)


def test_a_brief_that_cannot_be_is_said(desk: Desk) -> None:
    with pytest.raises(DateError, match="before it begins"):
        gather(desk, Wanted("SCO", since="2025", until="2020"))
    with pytest.raises(UnknownActor):
        gather(desk, Wanted("Ruritania"))


def test_the_page_and_its_files(browser: TestClient) -> None:
    page = browser.get("/brief/SCO?since=2020&until=2024-08-01").text
    for form, kind in {"html": "text/html", "pdf": "application/pdf", "md": "text/markdown"}.items():
        (address,) = re.findall(rf'href="(/brief/SCO\.{form}[^"]*)"', page)
        answer = browser.get(address.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(kind)
        assert "attachment" in answer.headers["content-disposition"]


def test_what_sources_say_and_ties_have_their_sections(brief: Brief) -> None:
    founded = [line.text for line in _section(brief, "Facts").lines if line.lead == "Founded"]
    assert any("2001" in text for text in founded)
    assert _section(brief, "Ties")


def test_standings_told_together_have_the_sentence_that_dates_each(desk: Desk) -> None:
    brief = gather(desk, WANTED)[0]
    (line,) = [one for one in _section(brief, "Members").lines if "9 June 2017" in one.lead]
    told = [brief.notes[number - 1].words for number in line.notes]
    for name in line.text.split(", "):
        assert any(name in words and "2017-06-09" in words for words in told)


def test_a_status_is_told_in_words(desk: Desk) -> None:
    row = ChangeRow(
        "status", "2023-05-05", "state:KWT", "Kuwait", "…", "dialogue-partner-decided", "dialogue-partner", "actual", 1,
        (), (), "register", ("st-1",),
    )  # fmt: skip
    other = replace(row, actor="state:MMR", name="Myanmar")
    (line,) = tell_changes([row, other], Notes()).lines
    assert line.text == "Kuwait and Myanmar: dialogue partners, until then dialogue partners by decision"


def test_a_brief_of_two_tells_what_is_between_them(desk: Desk) -> None:
    brief, answers = gather(desk, Wanted("China", since="2020", until="2024-08-01", other="Russia"))
    assert brief.name == "China and Russia"
    told = {section.title: section.lines for section in brief.sections}
    assert len(told["What happened"]) + len(told["Planned, possible or denied: not (yet) so"]) == len(
        answers["happenings"]
    )
    assert any("China: " in line.text and "; Russia: " in line.text for line in told["Both belong to"])
    texts = {document.document: desk.document(document.document).rows[0].text for document in desk.documents().rows}
    for note in brief.notes:
        assert note.words in " ".join(texts[note.document].split())
    with pytest.raises(UserError, match="are one"):
        gather(desk, Wanted("China", since="2020", other="CHN"))


def test_changes_of_one_in_several_bodies_stand_each_by_itself(desk: Desk) -> None:
    """As where a state leaves two organisations on one day."""
    rows = [
        ChangeRow("left", "2019-01-01", "state:QAT", "Qatar", f"Qatar left the {body}", "member", None, "actual", 1, (),
                  (), "reports", ()) for body in ("OPEC", "OPEC+")
    ]  # fmt: skip
    assert [line.text for line in tell_changes(rows, Notes()).lines] == ["Qatar left the OPEC", "Qatar left the OPEC+"]
    others = [replace(row, actor=f"state:{name}", name=name) for row, name in zip(rows, "AB", strict=True)]
    assert [line.text for line in tell_changes(others, Notes()).lines] == ["A and B: no longer members"]
