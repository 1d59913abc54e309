"""Fitting surety on gold: what it learns, and that each text is judged by weights fitted without it."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def bench(script):
    return script("surety")


def deeds(bench, folder="events/apart"):
    """Deeds that are right where their doer is named, one in ten apart."""
    named = [bool(n % 2) for n in range(80)]
    measures = [{"always": 1.0, "named" if known else "meant": 1.0} for known in named]
    right = [known != (n % 10 == 0) for n, known in enumerate(named)]
    return [bench.Told(folder, f"text {n // 4}", measures[n], 0.5, right[n]) for n in range(80)]


def test_fitting_finds_what_speaks_for_and_against(bench):
    told = deeds(bench)
    weights = bench.fit(told)
    assert weights["named"] > 0 > weights["meant"]
    assert bench.fit(told) == weights


def test_what_is_seen_rarely_has_no_weight(bench):
    rare = bench.Told("events/apart", "another", {"always": 1.0, "rare": 1.0}, 0.5, True)
    assert "rare" not in bench.fit([*deeds(bench), rare])


def test_texts_that_rules_were_written_beside_count_less(bench):
    mixed = [
        *deeds(bench),
        *(bench.Told("articles", "own", {"always": 1.0, "meant": 1.0}, 0.5, True) for _ in range(20)),
    ]
    fresh = [bench.Told("events/apart", d.document, d.measures, d.confidence, d.right) for d in mixed]
    assert bench.fit(mixed)["meant"] < bench.fit(fresh)["meant"]


def test_each_text_is_judged_by_weights_fitted_without_it(bench):
    told = deeds(bench)
    chances = bench.hold_out(told)
    assert ((chances > 0) & (chances < 1)).all()
    assert bench.parted(chances, np.array([d.right for d in told])) > 0.8


@pytest.mark.parametrize(("right", "share"), [([True, False], 1.0), ([False, True], 0.0), ([True, True], 0.5)])
def test_how_well_right_and_wrong_are_parted(bench, right, share):
    assert bench.parted(np.array([0.9, 0.1]), np.array(right)) == share
