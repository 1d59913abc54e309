"""Fitting confidences on gold: the model and its reliability."""

import pytest


@pytest.fixture(scope="module")
def bench(script):
    return {name: script(name) for name in ("calibration", "calibrate")}


def test_what_is_right_as_often_as_it_says_has_no_error(bench):
    judged = [bench["calibration"].Judged("event", 0.75, right) for right in (True, True, True, False)]
    assert bench["calibration"].calibration_error(judged) == pytest.approx(0.0)


def test_what_is_too_sure_is_off_by_the_gap(bench):
    judged = [bench["calibration"].Judged("event", 0.95, right) for right in (True, False)]
    assert bench["calibration"].calibration_error(judged) == pytest.approx(0.45)


def test_certainty_falls_into_the_last_tenth(bench):
    [(tenth, _)] = bench["calibration"].bins([bench["calibration"].Judged("fact", 1.0, True)])
    assert tenth == 9


def test_fitting_finds_what_speaks_for_and_against(bench):
    from comity.reading.confidence import Features

    examples = [
        bench["calibrate"].Example(f"text {n}", Features("event", "AID", {"implied_party": n % 2}), n % 2 == 0, 1.0)
        for n in range(40)
    ]
    weights = bench["calibrate"].fit(examples)
    assert weights[("measures", "implied_party")] < 0 < weights[("intercept",)]
    assert bench["calibrate"].fit(examples) == weights


def test_what_is_held_out_is_judged_without_itself(bench):
    from comity.reading.confidence import Features

    fit, said = bench["calibrate"], Features("event", "AID", {})
    tuned = [fit.Example("read", said, True, 1.0)] * 30
    unseen = [fit.Example(f"text {n}", said, False, 3.0) for n in range(10)]
    held_out = fit.hold_out(tuned, unseen)
    whole = fit.confide(fit.fit([*tuned, *unseen]), said)
    assert len(held_out) == 10
    assert all(one.confidence > whole for one in held_out), "the two texts of its fifth would have spoken against it"
