"""Runs what docs/guide.md shows, in its order, in a folder that holds the examples."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
GUIDE = (HOUSE / "docs" / "guide.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("guide")
    shutil.copytree(HOUSE / "examples", folder / "examples")
    return folder


def steps():
    """Commands and Python blocks of the guide, as shell lines."""
    for kind, block in BLOCK.findall(GUIDE):
        if kind == "python":
            yield f"{shlex.quote(sys.executable)} -c {shlex.quote(block)}"
        else:
            yield from (line[2:] for line in block.splitlines() if line.startswith("$ "))


def run(step, folder):
    environment = os.environ | {"PYTHON": sys.executable, "COLUMNS": "100"}
    comity = 'comity() { "$PYTHON" -m comity "$@"; }\n'
    return subprocess.run(
        ["bash", "-c", comity + step], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_every_command_of_the_guide_works(folder):
    for step in steps():
        result = run(step, folder)
        assert result.returncode == 0, f"{step}\n{result.stderr}"
        assert result.stdout or "--out" in step, step
        assert "Traceback" not in result.stderr, step


def test_the_guide_names_every_command():
    from comity.serving.cli import app

    names = {command.name or command.callback.__name__ for command in app.registered_commands}
    shown = {step.split()[1] for step in steps() if step.startswith("comity ")}
    assert names - shown <= {"demo"}
