"""Runs what docs/guide.md shows, in its order, in a folder that holds the examples."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from comity.reading import Reader
from comity.register import Register
from comity.serving.cli import app
from comity.serving.doors import Doors

HOUSE = Path(__file__).resolve().parents[1]
GUIDE = (HOUSE / "docs" / "guide.md").read_text(encoding="utf-8")
SUBSTITUTION = re.compile(r"\$\((.*?)\)")
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("guide")
    shutil.copytree(HOUSE / "examples", folder / "examples")
    return folder


def steps():
    """Commands and Python blocks of the guide, in order."""
    for kind, block in BLOCK.findall(GUIDE):
        if kind == "python":
            yield block
        else:
            yield from (line[2:] for line in block.splitlines() if line.startswith("$ "))


@pytest.fixture(scope="module")
def doors():
    """The real house, with its register and reader loaded once for all steps."""
    register = Register.load()
    reader = Reader(register=register)
    return Doors(load_register=lambda settings: register, make_reader=lambda settings, register, heed=None: reader)


def ask_shell(command):
    """What a shell prints in which `comity` is a command."""
    shell = 'comity() { "$PYTHON" -m comity "$@"; }\n' + command
    environment = os.environ | {"PYTHON": sys.executable}
    done = subprocess.run(["bash", "-c", shell], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip(), command
    return done.stdout.strip()


def run(step, doors):
    """Output of a step; commands run in this process, and a shell finds what stands in their `$(…)`."""
    if not step.startswith("comity "):
        exec(compile(step, "guide.md", "exec"), {})
        return ""
    step = SUBSTITUTION.sub(lambda found: ask_shell(found[1]), step)
    result = CliRunner().invoke(app, shlex.split(step)[1:], obj=doors)
    assert result.exit_code == 0, f"{step}\n{result.stderr}"
    return result.stdout


def needs_what_is_not_installed(step):
    """Whether a step wants an optional library that needs a compiler, so that the tests do not bring it."""
    return "export ftm" in step and find_spec("followthemoney") is None


@pytest.mark.slow
def test_every_step_of_the_guide_works(folder, doors, monkeypatch):
    monkeypatch.chdir(folder)
    for step in steps():
        if needs_what_is_not_installed(step):
            continue
        assert run(step, doors) or "--out" in step or "--to" in step or "\n" in step, step


def test_the_guide_names_every_command():
    names = {command.name or command.callback.__name__ for command in app.registered_commands}
    shown = {step.split()[1] for step in steps() if step.startswith("comity ")}
    assert names - shown <= {"demo", "serve", "mcp", "watch"}, (
        "those run until they are stopped; tests of their own try them"
    )
