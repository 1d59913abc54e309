"""What sets two groups of voters apart."""

import polars as pl
import pytest

from comity.measuring.contrast import Contrast, adjust_holm, ask_contrasts, measure_contrasts


def test_a_contrast_whose_interval_crosses_zero_ranks_nobody(chamber):
    found = measure_contrasts(chamber, [Contrast("state:AAA", "state:BBB", "state:CCC", chamber)]).frame.to_dicts()[0]
    assert found["value"] == 0
    assert found["verdict"] == "not distinguishable"
    clear = measure_contrasts(chamber, [Contrast("state:AAA", "state:DDD", "state:BBB", chamber)]).frame.to_dicts()[0]
    assert clear["verdict"] == "state:AAA agrees more than state:DDD"


def test_too_little_gives_a_null_with_a_reason(chamber):
    asked = [
        Contrast("state:AAA", "state:FFF", "state:BBB", chamber),
        Contrast("state:XXX", "state:AAA", "state:BBB", chamber),
    ]
    for line in measure_contrasts(chamber, asked).frame.to_dicts():
        assert line["value"] is None
        assert "fewer than 5" in line["reason"]
        assert line["verdict"] == "too little to say"
        assert line["p_holm"] is None


def test_no_question_no_rows(chamber):
    assert measure_contrasts(chamber, []).frame.is_empty()


def test_periods_and_pairs_are_asked_together(chamber):
    asked = ask_contrasts(chamber, ["state:AAA", "state:BBB", "state:DDD"], "state:CCC", "session")
    assert [(c.state[6:], c.other[6:], c.label) for c in asked] == [
        ("AAA", "BBB", "1"), ("AAA", "DDD", "1"), ("BBB", "DDD", "1"),
    ]  # fmt: skip


def test_holm_by_hand():
    assert adjust_holm([0.01, 0.04, 0.03, None]) == pytest.approx([0.03, 0.06, 0.06, None])


def test_published_contrasts(published, votes_to_2020):
    """Estimates to 0.1 points; intervals to 0.3 points or one roll call, the step in which a share can move."""
    spans = {"": (65, 75), "_2016_20": (71, 75)}
    sets = {f"{issue or 'all'}{name}": votes_to_2020.select(sessions=span, issue=issue, contested=True)
            for name, span in spans.items() for issue in (None, "hr")}  # fmt: skip
    sets["final_only"] = votes_to_2020.select(sessions=(65, 75), contested=True, final=True)
    reference = pl.read_csv(published / "ref_china_agreement_paired_bootstrap.csv").to_dicts()
    asked = [Contrast(f"state:{r['a']}", f"state:{r['b']}", "state:CHN", sets[r["set"]], r["set"]) for r in reference]
    for rule, (value, low, high) in {
        "exact": ("diff_agree3", "lo", "hi"),
        "half": ("diff_half", "lo_h", "hi_h"),
    }.items():
        for line, known in zip(
            measure_contrasts(votes_to_2020, asked, rule=rule).frame.to_dicts(), reference, strict=True
        ):
            step = max(0.003, (1.0 if rule == "exact" else 0.5) / line["n"] + 1e-4)
            assert line["n"] == known["n_common"]
            assert line["value"] == pytest.approx(known[value], abs=1e-3)
            assert line["low"] == pytest.approx(known[low], abs=step)
            assert line["high"] == pytest.approx(known[high], abs=step)
