"""`comity lexicon` on the command line."""

import pytest
from typer.testing import CliRunner

from comity.serving.cli import app
from comity.serving.doors import Doors


def run(*arguments, text=None):
    return CliRunner().invoke(app, ["lexicon", *arguments], obj=Doors(), input=text)


def test_the_lexicon_that_ships_is_sound():
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.startswith("The lexicon is sound: ")


@pytest.mark.slow
def test_why_shows_the_frame_the_words_and_what_was_rejected():
    shown = run("why", "-", text="Peru expelled two Bolivian diplomats on Tuesday.\n").stdout
    assert "SANCTION/expel-diplomat" in shown
    assert "“Peru expelled two Bolivian diplomats" in shown
    assert "expelled · COERCE/deport-people · not: its object is none of" in shown


@pytest.mark.slow
def test_why_says_when_there_is_nothing():
    assert run("why", "The weather was fine in the hills.").stdout.startswith("Nothing is stated here.")
    assert run("why", "").stdout.startswith("This is no running text.")
