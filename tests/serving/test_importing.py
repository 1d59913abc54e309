"""`comity import`: coded events go into their layer and show when asked for; foreign files give status 2."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from comity.serving.cli import app

HOUSE = Path(__file__).resolve().parents[2]
FILES = HOUSE / "tests" / "exchanging" / "files"
EXAMPLES = HOUSE / "examples" / "exchange"


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.mark.parametrize(
    ("layer", "name", "actor"),
    [("gdelt", "gdelt2.CSV", "China"), ("icews", "icews.tab", "North Korea"), ("polecat", "polecat.txt", "India")],
)
def test_coded_events_show_beside_a_timeline_when_asked_for(tmp_path, layer, name, actor):
    record = ("--record", tmp_path / "one.db")
    taken = run("import", layer, FILES / name, *record)
    assert taken.exit_code == 0
    assert f"taken into the layer {layer}" in taken.stdout
    assert "line" in taken.stderr
    assert layer in run("timeline", actor, "--beside", layer, "--format", "csv", *record).stdout
    assert layer not in run("timeline", actor, "--format", "csv", *record).stdout


@pytest.mark.parametrize(("kind", "name"), [("gdelt", "library.bib"), ("cow", "library.bib"), ("icews", "gone.tab")])
def test_files_of_another_kind_give_status_two(tmp_path, kind, name):
    assert run("import", kind, EXAMPLES / name, "--record", tmp_path / "one.db").exit_code == 2


def test_tables_of_memberships_come_in(tmp_path):
    record = ("--record", tmp_path / "one.db")
    assert run("import", "cow", EXAMPLES / "state_year_formatv3.tab", *record).exit_code == 0
    assert "Correlates of War" in run("memberships", "Spain", "--at", "1983", "--format", "csv", *record).stdout
