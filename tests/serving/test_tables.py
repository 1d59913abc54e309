"""Answers as tables on a terminal."""

import dataclasses
import io
from pathlib import Path

import pytest
import yaml
from rich.console import Console

from comity.asking import Answer, Coverage, Question, rows
from comity.serving.tables import LAYOUTS, print_answer

COVERAGE = Coverage(14, 14, 412, ("Crossroads Daily", "Harbour Gazette"), "2002-07-12", "2024-03-12", True)
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "rows.yaml").read_text(encoding="utf-8"))
KINDS = [name for name in CASES if name != "standing"]


def build(name):
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in CASES[name].items()}
    if "sides" in values:
        values["sides"] = tuple(rows.Side(**side) for side in values["sides"])
    return getattr(rows, name)(**values)


def draw(name, width=80):
    row, screen = build(name), io.StringIO()
    answer = Answer(Question("q"), type(row), (row,), row.statements, COVERAGE, "v1")
    print_answer(answer, Console(file=screen, width=width, highlight=False))
    return screen.getvalue()


def test_every_answer_of_the_record_has_a_case():
    assert {kind.__name__ for kind in LAYOUTS if kind.__module__.startswith(rows.__name__)} == set(KINDS)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", KINDS)
def test_tables_fit_the_screen_and_break_no_word(name, width):
    drawn = draw(name, width)
    assert max(map(len, drawn.splitlines())) <= width
    shown = set(drawn.replace("“", "").replace("”", "").split())
    for key in ("name", "what", "text", "passage", "reason"):
        assert set(CASES[name].get(key, "").split()) <= shown


@pytest.mark.parametrize("name", [name for name in KINDS if "modality" in CASES[name]])
def test_modality_is_in_words(name):
    assert CASES[name]["modality"] in draw(name)


def test_an_end_stands_beneath_its_beginning():
    assert "to 2023-07-04" in draw("MemberRow", 120)


def test_what_has_no_beginning_says_when_it_was_told_last():
    row = dataclasses.replace(build("MemberRow"), since=None, last_reported="2017-01-22")
    screen = io.StringIO()
    answer = Answer(Question("q"), type(row), (row,), row.statements, COVERAGE, "v1")
    print_answer(answer, Console(file=screen, width=160, highlight=False))
    assert "told 2017-01-22" in screen.getvalue()


def test_a_happening_without_a_date_says_when_it_was_told():
    drawn = draw("TimelineRow")
    assert "told" in drawn
    assert "2022-09-14" in drawn


def test_a_happening_names_its_parties_and_its_place():
    assert "Abiy Ahmed, ERI → AU in Asmara" in draw("TimelineRow", 160)


def test_both_sides_of_a_dispute_name_their_source():
    drawn = draw("DisputeRow")
    assert "2001 – Wire (st-0123456)" in drawn
    assert "1996 – Gazette (st-0123456)" in drawn
