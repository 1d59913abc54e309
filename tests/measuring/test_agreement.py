"""Agreement between voters, and what it does with absences."""

import numpy as np
import polars as pl
import pytest

from comity.errors import UserError
from comity.measuring.agreement import list_splits, measure_agreement
from comity.measuring.tables import all_pairs
from comity.votes import NON_MEMBER

from .conftest import make_votes

NAMES = {
    "agree3": "exact",
    "agree_half": "half",
    "S": "s",
    "agree_noabs": "no-abstentions",
    "kappa_w": "kappa",
    "pi_w": "pi",
}


def one(votes, state, other, **options):
    return measure_agreement(votes, [(f"state:{state}", f"state:{other}")], by="all", **options).frame.to_dicts()[0]


def test_agreement_tells_n_rule_and_interval(chamber):
    found = one(chamber, "AAA", "CCC")
    assert (found["value"], found["n"], found["rule"], found["took_part"]) == (0.5, 20, "exact", 1.0)
    assert found["low"] < 0.5 < found["high"]
    assert one(chamber, "AAA", "CCC", rules=["half"])["value"] == 0.75
    assert one(chamber, "AAA", "CCC", rules=["no-abstentions"])["value"] == 1.0


def test_absence_can_count_as_disagreement(chamber):
    votes = chamber
    assert one(votes, "AAA", "EEE")["value"] == 0.5
    told = one(votes, "BBB", "FFF", absence="disagreement")
    assert told["reason"] == "3 shared votes, fewer than 5"
    with pytest.raises(UserError, match="shares only"):
        one(votes, "AAA", "BBB", rules=["kappa"], absence="disagreement")


def test_too_few_votes_or_none_give_a_null_with_a_reason(chamber):
    few = one(chamber, "AAA", "FFF")
    assert few["value"] is None
    assert few["n"] == 3
    none = one(chamber, "AAA", "DDR")
    assert none["value"] is None
    assert none["reason"] == "state:DDR cast no vote in these data"


def test_two_that_always_say_yes_have_no_kappa(chamber):
    found = one(chamber, "EEE", "EEE", rules=["kappa"])
    assert found["value"] is None
    assert "never vary" in found["reason"]


def test_unknown_words_are_told_with_the_known_ones(chamber):
    with pytest.raises(UserError, match="choose one of exact, half"):
        one(chamber, "AAA", "BBB", rules=["nearly"])
    with pytest.raises(UserError, match="all, session, year, issue"):
        measure_agreement(chamber, [("state:AAA", "state:BBB")], by="moon")


def test_splits_come_farthest_first_with_titles(chamber):
    frame = list_splits(chamber, "state:AAA", "state:CCC").frame
    assert frame.height == 10
    assert set(frame["state_vote"]) == {"abstain", "no"}
    assert frame["title"][0].startswith("Title")
    assert list_splits(chamber, "state:AAA", "state:XXX").frame.is_empty()


def test_all_pairs_are_what_single_pairs_are(chamber):
    found = all_pairs(chamber)
    for name in ("exact", "half", "no-abstentions"):
        for other in ("BBB", "CCC", "DDD", "EEE"):
            i, j = chamber.row["state:AAA"], chamber.row[f"state:{other}"]
            np.testing.assert_allclose(
                found[name][0, i, j], one(chamber, "AAA", other, rules=[name])["value"], rtol=1e-5
            )
    assert found["n"][0, chamber.row["state:AAA"], chamber.row["state:FFF"]] == 3


@pytest.mark.parametrize(
    ("of", "options"), [("all", {}), ("human_rights", {"issue": "hr"}), ("final_only", {"final": True})]
)
def test_published_agreement_to_three_decimals(published, votes_to_2020, of, options):
    reference = pl.read_csv(published / "ref_agreement_sessions60_75.csv").filter(
        pl.col("set") == of, pl.col("ref") == "CHN"
    )
    votes = votes_to_2020.select(sessions=(60, 75), contested=True, **options)
    pairs = [(f"state:{state}", "state:CHN") for state in ("KAZ", "RUS", "UZB")]
    frame = measure_agreement(votes, pairs, rules=list(NAMES.values())).frame
    found = {(r["state"][6:], r["period"], r["rule"]): (r["value"], r["n"]) for r in frame.to_dicts()}
    for line in reference.filter(pl.col("state").is_in(["KAZ", "RUS", "UZB"])).to_dicts():
        for column, rule in NAMES.items():
            value, n = found[line["state"], str(line["session"]), rule]
            assert n == line["n"]
            assert value == pytest.approx(line[column], abs=5e-4), (line["state"], line["session"], rule)


def test_published_agreement_of_the_newest_release_to_three_decimals(published, votes_to_2024):
    reference = pl.read_csv(published / "ref_agreement_sessions70_latest_fpsim.csv").to_dicts()
    votes = votes_to_2024.select(sessions=(70, 78), contested=True)
    pairs = sorted({(f"state:{line['state']}", f"state:{line['ref']}") for line in reference})
    rules = {"exact": ("agree3", "n"), "half": ("agree_half", "n"), "no-abstentions": ("agree_noabs", None)}
    frame = measure_agreement(votes, pairs, rules=list(rules)).frame
    found = {(line["state"], line["other"], line["period"], line["rule"]): line for line in frame.to_dicts()}
    for line in reference:
        for rule, (column, counted) in rules.items():
            cell = found[f"state:{line['state']}", f"state:{line['ref']}", str(line["session"]), rule]
            assert cell["value"] == pytest.approx(line[column], abs=5e-4)
            assert counted is None or cell["n"] == line[counted]


def test_the_share_that_took_part_counts_from_membership_on():
    votes = make_votes({"AAA": "YYYYYYYYYY", "BBB": "YYYYYXXX.."})
    votes.cast[1, 8:] = NON_MEMBER
    line = measure_agreement(votes, [("state:AAA", "state:BBB")], by="all").frame.to_dicts()[0]
    assert line["took_part"] == 5 / 8
