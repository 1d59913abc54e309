"""What the scripts that fit weights understand of their command line."""

from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def fitting(script):
    return script("fitting")


def test_without_a_word_it_fits_and_writes_where_the_script_writes(fitting):
    asked = fitting.asked_fitting("what it is for", Path("weights.yaml"), [])
    assert asked == fitting.Fitting(HOUSE.parent / "shared" / "gold" / "articles", Path("weights.yaml"), False)


def test_each_thing_can_be_told(fitting):
    words = ["--shared", "/data", "--out", "other.yaml", "--held-out"]
    assert fitting.asked_fitting("", Path("weights.yaml"), words) == fitting.Fitting(
        Path("/data/gold/articles"), Path("other.yaml"), True
    )
