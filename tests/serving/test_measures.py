import json

import polars as pl
import pytest
from typer.testing import CliRunner

import comity
from comity.errors import UserError
from comity.serving.cli import app

STATES = ("KAZ", "UZB", "CHN", "USA")


@pytest.fixture
def votes(tmp_path):
    lines = ["rcid,session,iso3,vote"]
    lines += [
        f"{j},{60 + j // 20},{state},{1 + (j * (i + 1)) % 3}" for j in range(80) for i, state in enumerate(STATES)
    ]
    path = tmp_path / "votes.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture(autouse=True)
def _no_record_in_reach(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_list_names_definition_and_source():
    shown = " ".join(run("measures").stdout.split())
    assert "agreement STATE… OTHER" in shown
    assert "Hix, Noury and Roland 2005" in shown


def test_a_table_then_csv_of_the_same_numbers(votes, tmp_path):
    assert "0." in run("measure", "agreement", "Kazakhstan", "China", "--votes", votes).stdout
    found = run("measure", "agreement", "KAZ", "CHN", "--votes", votes, "--rule", "half", "--format", "csv")
    frame = pl.read_csv(found.stdout.encode())
    assert frame["period"].to_list() == [60, 61, 62, 63]
    assert set(frame["rule"]) == {"half"}
    told = run("measure", "agreement", "KAZ", "CHN", "--votes", votes, "--format", "json")
    assert json.loads(told.stdout)["data_version"]


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_a_plot_is_drawn(votes, tmp_path, suffix):
    path = tmp_path / f"plot.{suffix}"
    result = run("measure", "agreement", "KAZ", "UZB", "CHN", "--votes", votes, "--plot", path)
    assert result.exit_code == 0, result.output
    assert path.stat().st_size > 5_000


@pytest.mark.parametrize("name", ["contrast", "cohesion", "ideal-points", "splits", "drift"])
def test_every_measure_of_votes_answers(votes, name):
    result = run("measure", name, "KAZ", "UZB", *(["CHN"] if name == "contrast" else []), "--votes", votes)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("affection", "KAZ"), "There is no measure “affection”"),
        (("agreement", "KAZ", "CHN"), "needs recorded votes"),
        (("agreement", "Ruritania", "CHN"), "No actor is known by the name “Ruritania”"),
        (("overlap", "SCO"), "takes 2 or more actors"),
    ],
)
def test_what_cannot_be_measured_is_told_in_a_sentence(arguments, told):
    result = run("measure", *arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())


def test_sessions_and_plot_names_that_cannot_be(votes, tmp_path):
    assert (
        "is no range of sessions"
        in run("measure", "agreement", "KAZ", "CHN", "--votes", votes, "--sessions", "x").output
    )
    result = run("measure", "agreement", "KAZ", "CHN", "--votes", votes, "--plot", tmp_path / "a.doc")
    assert result.exit_code == 2


def test_python_gives_a_frame_with_its_definition(votes):
    found = comity.measure("agreement", "KAZ", "CHN", votes=votes, rules=("exact", "kappa"))
    assert set(found.frame["rule"]) == {"exact", "kappa"}
    assert "Häge" in found.source
    assert found.coverage.endswith("sessions 60 to 63; unanimous roll calls left out")
    with pytest.raises(UserError, match="nearly"):
        comity.measure("agreement", "KAZ", "CHN", votes=votes, rules=("nearly",))


def test_organisations_overlap_by_the_register():
    frame = comity.measure("overlap", "SCO", "BRICS", at="2024-06-01").frame
    assert 0 < frame["value"][0] < 1
    assert "state:CHN" in frame["shared"][0]


def test_votes_taken_into_the_record_serve_measures_without_a_file(votes, tmp_path):
    record = tmp_path / "r.db"
    told = run("import", "votes", votes, "--record", record)
    assert told.exit_code == 0, told.output
    assert "80 roll calls of 4 states" in told.stdout
    assert "already" in run("import", "votes", votes, "--record", record).stderr
    for name in ("agreement", "distance"):
        from_file = comity.measure(name, "KAZ", "CHN", votes=votes)
        from_record = comity.measure(name, "KAZ", "CHN", record=str(record))
        assert from_record.frame.equals(from_file.frame)
        assert from_record.data_version == from_file.data_version


def test_choices_that_are_none_are_told(votes):
    with pytest.raises(UserError, match="no such choice for a measure: 'colour'"):
        comity.measure("agreement", "KAZ", "CHN", votes=votes, colour="red")


def test_groups_and_members_stand_for_states(votes):
    found = comity.measure("ideal-points", "KAZ+UZB", votes=votes).frame
    assert set(found["state"]) == {"state:KAZ", "state:UZB"}
    members = comity.measure("agreement", "members:AUKUS", "USA", votes=votes, at="2023-01-01", by="all").frame
    assert set(members["state"]) == {"state:AUS", "state:GBR", "state:USA"}
