"""Whole journeys with the real house: processes of their own, as a user starts them, or `here` where none is needed."""

import json
import os
import signal
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner

from comity.reading import Reader
from comity.serving.cli import app
from comity.serving.demo import TOUR
from comity.serving.doors import Doors

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WIRE = EXAMPLES / "qatar-opec-2018.md"
pytestmark = pytest.mark.slow

INTERRUPTING = """
import os, signal, sys
from comity.serving.cli import app
from comity.serving.doors import Doors

class Reading:
    statements, warnings, refusals = (), (), ()

class Reader:
    version = "test"
    def read_many(self, documents):
        for document in documents:
            if "STOP" in document.text:
                os.kill(os.getpid(), signal.SIGINT)
            yield Reading()

app(sys.argv[1:], obj=Doors(load_register=lambda settings: None, make_reader=lambda *_: Reader()))
"""


def comity(*arguments, folder, shell="{}", code=None):
    """Run a command in `folder`; `shell` may wrap it in a pipe or redirection."""
    program = ["-c", code] if code else ["-m", "comity"]
    command = subprocess.list2cmdline([sys.executable, *program, *map(str, arguments)])
    environment = os.environ | {"COLUMNS": "100"}
    if code:
        return subprocess.run(
            [sys.executable, *program, *map(str, arguments)],
            cwd=folder,
            capture_output=True,
            text=True,
            env=environment,
        )
    return subprocess.run(
        ["bash", "-c", shell.format(command)], cwd=folder, capture_output=True, text=True, env=environment
    )


@pytest.fixture(scope="module")
def here(register):
    """Runs a command in this process, with one reader for all of them."""
    reader = Reader(register=register)
    doors = Doors(load_register=lambda settings: register, make_reader=lambda settings, register, heed=None: reader)

    def run(*arguments, folder):
        with chdir(folder):
            return CliRunner().invoke(app, [str(argument) for argument in arguments], obj=doors)

    return run


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """A folder whose record holds one article and the register."""
    folder = tmp_path_factory.mktemp("recorded")
    read = comity("read", WIRE, folder=folder)
    assert read.returncode == 0, read.stderr
    assert read.stdout.startswith("1 document, ")
    assert "0 refused" in read.stdout
    return folder


def test_asking_and_following_a_row_to_its_sentence(recorded):
    asked = comity("members", "OPEC", "--at", "2018-12-04", "--reports-only", "--format", "jsonl", folder=recorded)
    founders = {json.loads(line)["name"]: json.loads(line) for line in asked.stdout.splitlines()}
    assert founders["Iraq"]["founder"]
    shown = comity("show", founders["Iraq"]["statements"][0][:10], folder=recorded)
    assert shown.returncode == 0, shown.stderr
    assert "⟦OPEC was founded in Baghdad in 1960 by Iran, Iraq, Kuwait, Saudi Arabia and Venezuela⟧" in shown.stdout
    assert "Meridian Wire, 2018-12-04" in shown.stdout


@pytest.mark.parametrize(
    "question",
    [
        ("members", "OPEC"), ("memberships", "Iraq"), ("offices", "Sweden"), ("facts", "OPEC"), ("relations", "Iraq"),
        ("timeline", "Iraq"), ("changes", "OPEC", "--since", "1950"), ("quotes", "--about", "OPEC"), ("disputes",),
        ("search", "OPEC"), ("documents",), ("ask", "Who are the members of OPEC?"), ("check", WIRE),
        ("measure", "meetings"), ("brief", "OPEC", "--since", "1950", "--to", "brief.md"),
    ],
    ids=lambda question: question[0],
)  # fmt: skip
def test_every_question_has_the_clock_of_recording(recorded, here, question):
    answer = here(*question, "--recorded", "2020-01-01", folder=recorded)
    assert answer.exit_code == 0, answer.output
    told = answer.output + ((recorded / "brief.md").read_text() if question[0] == "brief" else "")
    assert "empty" in told
    assert "st-" not in told


@pytest.mark.parametrize(
    "question",
    [
        ("members", "OPEC"), ("memberships", "Iraq"), ("offices", "Sweden"), ("facts", "OPEC"), ("relations", "Iraq"),
        ("timeline", "Qatar"), ("changes", "OPEC", "--since", "1950"), ("quotes", "--about", "OPEC"), ("disputes",),
        ("search", "OPEC"), ("ask", "Who are the members of OPEC?"), ("check", WIRE), ("why", "st-"),
        ("measure", "events", "Qatar"), ("brief", "OPEC", "--since", "1950", "--to", "brief.md"),
        ("digest", "Qatar", "--since", "2000-01-01"),
    ],
    ids=lambda question: question[0],
)  # fmt: skip
def test_every_question_takes_a_least_confidence(recorded, here, question):
    if question[0] == "why":
        asked = here("members", "OPEC", "--at", "2018-12-04", "--reports-only", "--format", "jsonl", folder=recorded)
        question = ("why", json.loads(asked.stdout.splitlines()[0])["statements"][0])
    answer = here(*question, "--min-confidence", "1", folder=recorded)
    assert answer.exit_code == 0, answer.output
    told = answer.output + ((recorded / "brief.md").read_text() if question[0] == "brief" else "")
    assert "st-" not in told
    assert "ess sure than 1" in told or question[0] in ("search", "disputes", "relations")


@pytest.fixture(scope="module")
def doubted(recorded, here, tmp_path_factory):
    """The same record with one happening of Qatar's that the reader was not sure of."""
    folder = tmp_path_factory.mktemp("doubted")
    here("export", "jsonl", "--out", folder / "all.jsonl", "--with-texts", folder=recorded)
    lines = [json.loads(line) for line in (folder / "all.jsonl").read_text().splitlines()]
    happenings = [line for line in lines if line["kind"] == "event" and '"state:QAT"' in json.dumps(line)]
    for at, line in enumerate(happenings):
        line["confidence"] = 0.9 if at else 0.31
    (folder / "doubted.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    taken = here("import", "jsonl", folder / "doubted.jsonl", folder=folder)
    assert taken.exit_code == 0, taken.output
    return folder


def test_what_is_unsure_is_marked_and_can_be_left_out(doubted, here):
    def ask(*options):
        found = here("timeline", "Qatar", "--format", "jsonl", *options, folder=doubted)
        return [json.loads(line)["confidence"] for line in found.stdout.splitlines()]

    table = " ".join(here("timeline", "Qatar", folder=doubted).output.split())
    assert sorted(ask())[:2] == [0.31, 0.9]
    assert table.count("unsure .31") == 1
    assert "more often wrong than right" in table
    assert ask("--min-confidence", "50%") == [confidence for confidence in ask() if confidence >= 0.5]
    assert "unsure" not in here("timeline", "Qatar", "--min-confidence", ".5", folder=doubted).output


def test_an_export_holds_what_is_sure_enough(recorded, here, tmp_path):
    sure = here("export", "jsonl", "--out", tmp_path / "sure.jsonl", "--with-texts", "--min-confidence", ".8",
                folder=recorded)  # fmt: skip
    assert "statements less sure than 0.8 were left out." in " ".join(sure.output.split())
    lines = [json.loads(line) for line in (tmp_path / "sure.jsonl").read_text().splitlines()]
    assert min(line["confidence"] for line in lines if "confidence" in line) >= 0.8
    again = here("import", "jsonl", tmp_path / "sure.jsonl", "--record", tmp_path / "again.db", folder=recorded)
    assert again.exit_code == 0, again.output


def test_a_least_confidence_that_is_none_is_said(recorded, here):
    refused = comity("members", "OPEC", "--min-confidence", "high", folder=recorded)
    assert refused.returncode == 2
    assert refused.stderr == "comity: “high” is no confidence; give a number from 0 to 1, such as 0.5.\n"


def test_a_statement_recorded_later_is_not_shown(recorded, here):
    asked = here("members", "OPEC", "--at", "2018-12-04", "--reports-only", "--format", "jsonl", folder=recorded)
    known = json.loads(asked.stdout.splitlines()[0])["statements"][0]
    assert here("show", known, "--recorded", "2100-01-01", folder=recorded).exit_code == 0
    assert "recorded by 2020-01-01" in here("show", known, "--recorded", "2020-01-01", folder=recorded).output


def test_the_register_stands_beside_the_reports(recorded, here):
    asked = here("members", "SCO", "--at", "2018", "--format", "jsonl", folder=recorded)
    assert {json.loads(line)["origin"] for line in asked.stdout.splitlines()} == {"register"}


def test_reading_twice_changes_nothing(recorded, here):
    again = here("read", WIRE, folder=recorded)
    assert again.stdout.startswith("0 documents, 0 statements, 1 read before, 0 refused")


def test_an_unknown_statement_is_said(recorded):
    shown = comity("show", "st-0000000000000000", folder=recorded)
    assert shown.returncode == 2
    assert "st-0000" in shown.stderr


def test_the_stream_stands_where_it_says(tmp_path, here):
    streamed = here("read", WIRE, "--format", "jsonl", folder=tmp_path)
    document, *statements = map(json.loads, streamed.stdout.splitlines())
    text = WIRE.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    assert document["kind"] == "document"
    assert statements
    for statement in statements:
        for span in statement["evidence"]:
            assert text[span["start"] : span["end"]] == span["exact"]
    assert list(tmp_path.iterdir()) == []


def test_a_reader_of_the_stream_may_stop_early(tmp_path):
    result = comity("read", EXAMPLES, "--format", "jsonl", folder=tmp_path, shell="set -o pipefail; {} | head -n 1")
    assert result.returncode == 0
    assert "Traceback" not in result.stderr
    assert "BrokenPipe" not in result.stderr


def test_a_full_disk_is_one_sentence(tmp_path):
    result = comity("read", WIRE, "--format", "jsonl", folder=tmp_path, shell="{} > /dev/full")
    assert result.returncode == 2
    assert "the disk is full" in result.stderr
    assert "Traceback" not in result.stderr


def test_ctrl_c_keeps_what_was_read_and_the_next_run_goes_on(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    for number, text in enumerate(["One.", "Two.", "STOP", "Four."]):
        (texts / f"{number}.md").write_text(text)
    cut = comity("read", texts, folder=tmp_path, code=INTERRUPTING)
    assert cut.returncode == 128 + signal.SIGINT
    assert cut.stdout.startswith("2 documents, ")
    assert "Kept in comity.db" in cut.stderr
    (texts / "2.md").write_text("Three.")
    resumed = comity("read", texts, folder=tmp_path, code=INTERRUPTING)
    assert resumed.returncode == 0, resumed.stderr
    assert resumed.stdout.startswith("2 documents, 0 statements, 2 read before")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["members", "SCO"], "comity.db"),
        (["members", "SCO", "--record", "notes.db"], "notes.db"),
        (["read", "missing.md"], "there is no such file or folder"),
        (["read", "nothing"], "holds no file of a kind that is read"),
    ],
)
def test_what_cannot_be_is_one_sentence(tmp_path, here, arguments, sentence):
    (tmp_path / "nothing").mkdir()
    (tmp_path / "notes.db").write_text("These are notes.\n" * 200)
    result = here(*arguments, folder=tmp_path)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.stderr


def test_the_demo_reads_the_examples_and_shows_sentences(tmp_path, here):
    shown = here("demo", folder=tmp_path)
    assert shown.exit_code == 0, shown.stderr
    assert shown.stdout.startswith("14 documents, ")
    assert "⟦" in shown.stdout
    assert shown.stdout.count("Looked at 14 documents") == len(TOUR)
