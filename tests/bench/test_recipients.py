"""Fitting the choice of recipients on gold: what it learns, and what it leaves out of the file."""

import numpy as np
import pytest

from comity.model import Reference
from comity.reading.choosing.options import Option, Slate

CHAD, MALI = Reference("state:TCD", "Chad"), Reference("state:MLI", "Mali")


@pytest.fixture(scope="module")
def bench(script):
    return script("recipients")


def case(bench, number, folder="press/fit", *, nobody=False):
    """A deed that is done to whom the text is about, who is Chad by turns; or to nobody, where it resigns."""
    about, other = (CHAD, MALI) if number % 2 else (MALI, CHAD)
    options = (Option((), {}), Option((about,), {"often": 1.0}), Option((other,), {"far": 1.0}))
    occasion = {"always": 1.0, "proposal:none": 1.0} | ({"resigns": 1.0} if nobody else {})
    return bench.Case(folder, f"text {number}", Slate(options, occasion), (nobody, not nobody, False), nobody)


def test_fitting_finds_who_is_meant_and_when_nobody_is(bench):
    cases = [case(bench, n, nobody=n % 3 == 0) for n in range(30)]
    weights = bench.fit(cases)
    assert weights["parties", "often"] > 0 > weights["parties", "far"]
    assert weights["nobody", "resigns"] > 0
    assert bench.fit(cases) == weights


def test_the_articles_name_nobody_more_often(bench):
    ours = [case(bench, n, nobody=n % 4 == 0) for n in range(40)]
    theirs = [case(bench, n, bench.ARTICLES, nobody=n % 2 == 0) for n in range(40, 80)]
    habit = bench.habit_of([*ours, *theirs])
    assert habit > 0
    weights = bench.fit([*ours, *theirs])
    kept = bench.deployed(weights, habit)
    assert kept["nobody", "always"] == pytest.approx(weights["nobody", "always"] + habit)
    assert {part for part, _ in kept} == {"nobody", "parties"}


def test_another_is_taken_only_beyond_the_gate(bench):
    chances = np.array([0.3, 0.5, 0.2])
    assert bench.taken(chances, 1.5) == 1
    assert bench.taken(chances, 2.0) == 0


def test_each_text_is_judged_by_weights_fitted_without_it(bench):
    chances = bench.hold_out([case(bench, n) for n in range(20)], 0.0)
    assert all(chance.sum() == pytest.approx(1.0) for chance in chances)
    assert all(int(np.argmax(chance)) == 1 for chance in chances)
