"""Reading off ideal points: the published reference files from the published points, with our definitions."""

import polars as pl
import pytest

from comity.measuring.blocs import listed, organisation
from comity.measuring.positions import Positions, measure_distance
from comity.measuring.spread import measure_spread
from comity.register import default


@pytest.fixture(scope="module")
def points(published):
    frame = pl.read_parquet(published / "ideal_points_1946_2025.parquet")
    spread = (pl.col("q95") - pl.col("q05")) / 2 / 1.645
    return Positions(
        frame.select(
            ("state:" + pl.col("iso3")).alias("state"), (pl.col("year") - 1945).cast(pl.Int64).alias("session"),
            pl.lit(50).alias("n"), pl.col("ideal_point").alias("value"), spread.alias("deviation"),
        )
    )  # fmt: skip


def test_published_distances_to_china(published, points):
    reference = pl.read_csv(published / "ref_ideal_distance_to_china_1992_2025.csv")
    for state in (name for name in reference.columns if len(name) == 3):
        found = measure_distance(points, f"state:{state}", "state:CHN").frame
        signed = dict(found.select("session", "signed").rows())
        for year, known in reference.select("year", state).drop_nulls().rows():
            assert signed[year - 1945] == pytest.approx(known, abs=2e-4)


def test_published_spread_of_blocs(published, points):
    """Members after the register; CSTO and BRICS, and ASEAN since 2025, are dated otherwise in the reference."""
    blocs = {name: organisation(default(), name) for name in ("EU", "ASEAN", "SCO")} | {
        "G7": listed("G7", [f"state:{name}" for name in ("USA", "GBR", "FRA", "DEU", "ITA", "JPN", "CAN")]),
    }
    reference = pl.read_csv(published / "ref_bloc_ideal_spread_2001_2025.csv").filter(pl.col("bloc").is_in(list(blocs)))
    assert reference.height == 100
    for name, bloc in blocs.items():
        found = {line["session"]: line for line in measure_spread(points, [bloc]).frame.to_dicts()}
        for known in reference.filter(pl.col("bloc") == name, pl.col("year") < 2025).to_dicts():
            line = found[known["year"] - 1945]
            assert line["n"] == known["n"], (name, known["year"])
            assert line["value"] == pytest.approx(known["sd"], abs=2e-4)
            assert (line["mean"], line["range"]) == pytest.approx((known["mean"], known["range"]), abs=2e-4)


def test_a_bloc_of_one_has_no_spread(points):
    line = measure_spread(points, [listed("one", ["state:CHN"])]).frame.to_dicts()[0]
    assert line["value"] is None
    assert line["reason"] in ("1 members have a position, fewer than 2", "0 members have a position, fewer than 2")
    assert measure_spread(None, [listed("one", ["state:CHN"])]).frame["reason"].to_list() == [
        "no roll call is contested"
    ]
