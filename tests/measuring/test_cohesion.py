"""Cohesion of groups of voters."""

import polars as pl
import pytest

from comity import register
from comity.errors import UserError
from comity.measuring.blocs import listed, organisation
from comity.measuring.cohesion import decompose_drift, measure_cohesion

from .conftest import make_votes

COLUMNS = {"agreement-index": "agreement_index", "rice": "rice", "unanimous": "share_unanimous"}


def bloc(*codes):
    return listed("+".join(codes), [f"state:{code}" for code in codes])


def measure(votes, *codes):
    return {line["rule"]: line for line in measure_cohesion(votes, [bloc(*codes)]).frame.to_dicts()}


def test_indices_by_hand(chamber):
    found = measure(chamber, "AAA", "BBB", "CCC")
    # Ten roll calls alike; ten with two against one, where the index is (2 - 0.5) / 3.
    assert found["agreement-index"]["value"] == pytest.approx((10 * 1 + 10 * 0.5) / 20)
    assert found["unanimous"]["value"] == 0.5
    assert found["rice"]["value"] == 1.0
    assert found["rice"]["n"] == 15
    assert found["agreement-index"]["expected"] < found["agreement-index"]["value"]


def test_a_bloc_of_one_or_none_gives_a_null_with_a_reason(chamber):
    for codes in (("AAA",), ("XXX", "YYY"), ("FFF", "XXX")):
        for line in measure(chamber, *codes).values():
            assert line["value"] is None
            assert line["reason"]


def test_votes_without_dissent_measure_nothing():
    votes = make_votes({"AAA": "Y" * 30, "BBB": "Y" * 30})
    assert measure_cohesion(votes, [bloc("AAA", "BBB")]).frame["reason"][0] == "no roll call is contested"
    assert measure_cohesion(votes, [bloc("AAA", "BBB")], by="all").frame["value"].to_list() == [None] * 3


def test_an_unknown_index_is_told(chamber):
    with pytest.raises(UserError, match="agreement-index, rice, unanimous"):
        measure_cohesion(chamber, [bloc("AAA", "BBB")], indices=["love"])


def test_members_change_with_the_register():
    import datetime as dt

    eu = organisation(register.default(), "EU")
    assert "state:GBR" in eu.members_at(dt.date(2019, 12, 31))
    assert "state:GBR" not in eu.members_at(dt.date(2020, 12, 31))
    founders = organisation(register.default(), "SCO", founders_only=True)
    assert len(founders.members_at(dt.date(2020, 1, 1))) == 6


def test_published_cohesion_to_three_decimals(published, votes_to_2020):
    """Members after the register; the reference keeps Uzbekistan out of the CSTO and South Africa in BRICS by year."""
    reference = pl.read_csv(published / "ref_bloc_cohesion_2001_2020.csv")
    shelf = register.default()
    blocs = {
        "EU": organisation(shelf, "EU"), "ASEAN": organisation(shelf, "ASEAN"), "SCO": organisation(shelf, "SCO"),
        "SCO_founders": organisation(shelf, "SCO", founders_only=True),
        "G7": bloc("USA", "GBR", "FRA", "DEU", "ITA", "JPN", "CAN"),
        "CSTO": bloc("ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"),
        "CentralAsia5": bloc("KAZ", "KGZ", "TJK", "TKM", "UZB"),
    }  # fmt: skip
    votes = votes_to_2020.select(sessions=(56, 75))
    for name, group in blocs.items():
        frame = measure_cohesion(votes, [group], as_of="session").frame
        found = {(line["period"], line["rule"]): line["value"] for line in frame.to_dicts()}
        for line in reference.filter(pl.col("bloc") == name).to_dicts():
            for rule, column in COLUMNS.items():
                assert found[str(line["session"]), rule] == pytest.approx(line[column], abs=5e-4), (
                    name,
                    line["session"],
                )


def test_drift_adds_up(votes_to_2020):
    sco = organisation(register.default(), "SCO")
    parts = {
        line["part"]: line["value"] for line in decompose_drift(votes_to_2020, sco, (65, 67), (73, 75)).frame.to_dicts()
    }
    assert parts["change"] == pytest.approx(parts["after"] - parts["before"])
    assert parts["change"] == pytest.approx(parts["old members"] + parts["new members"])


def test_published_cohesion_of_the_newest_release(published, votes_to_2024):
    reference = pl.read_csv(published / "ref_bloc_cohesion_75_latest_fpsim.csv")
    votes, shelf = votes_to_2024.select(sessions=(75, 78)), register.default()
    for name in ("EU", "ASEAN", "SCO"):
        frame = measure_cohesion(votes, [organisation(shelf, name)], as_of="session").frame
        found = {(line["period"], line["rule"]): line["value"] for line in frame.to_dicts()}
        for line in reference.filter(pl.col("bloc") == name).to_dicts():
            for rule, column in {"agreement-index": "AI", "rice": "rice", "unanimous": "unanimous"}.items():
                assert found[str(line["session"]), rule] == pytest.approx(line[column], abs=5e-4), (
                    name,
                    line["session"],
                )
