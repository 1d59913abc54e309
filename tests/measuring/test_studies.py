"""The worked studies, run from start to end: the pages in docs/studies are what they give today."""

from pathlib import Path

import pytest

import comity
from comity.errors import UserError
from comity.measuring.studies import Ask, find_study, studies, to_markdown

STUDIES = Path(__file__).parents[2] / "docs" / "studies"
ON_VOTES = ("voting-with-china", "cohesion-of-the-sco")


@pytest.fixture(scope="module")
def assembly(published):
    return {"votes": published / "votes_1946_2020.parquet", "rollcalls": published / "rollcalls_1946_2020.parquet"}


@pytest.mark.parametrize("name", ON_VOTES)
def test_every_figure_is_computed_again(assembly, name):
    written = to_markdown(
        find_study(name), lambda ask: comity.measure(ask.measure, *ask.actors, **assembly, **ask.choices)
    )
    assert written == (STUDIES / f"{name}.md").read_text("utf-8")


def test_tension_over_taiwan_cannot_be_tested_on_a_handful_of_events(tmp_path):
    examples = Path(__file__).parents[2] / "examples"
    record = str(tmp_path / "record.db")
    comity.read(sorted(examples.glob("*.md"))[:2], record=record).close()
    study = find_study("taiwan-and-central-asia")
    written = to_markdown(study, lambda ask: comity.measure(ask.measure, *ask.actors, record=record, **ask.choices))
    assert written == (STUDIES / "taiwan-and-central-asia.md").read_text("utf-8")
    assert "fewer than five" in written


def test_each_study_has_its_page_and_stands_in_the_list():
    listed = (STUDIES / "README.md").read_text("utf-8")
    for study in studies():
        assert (STUDIES / f"{study.name}.md").is_file()
        assert f"[{study.title}]({study.name}.md)" in listed


def test_a_command_is_what_one_would_type():
    ask = Ask("agreement", ("KAZ", "CHN"), {"by": "all", "sessions": "65-75", "rules": ("exact", "half")})
    assert ask.command == "comity measure agreement KAZ CHN --by all --sessions 65-75 --rule exact --rule half"


def test_an_unknown_study_is_said():
    with pytest.raises(UserError, match="voting-with-china"):
        find_study("love")
