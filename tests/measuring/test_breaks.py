import numpy as np
import polars as pl
import pytest

from comity.measuring.breaks import find_breaks, measure_breaks


def test_a_step_is_found_with_its_interval_and_its_null():
    rng = np.random.default_rng(0)
    series = np.r_[rng.normal(0, 0.2, 20), rng.normal(2, 0.2, 20)]
    line = measure_breaks(range(1980, 2020), series.tolist()).frame.to_dicts()[0]
    assert line["at"] == 2000
    assert line["from"] <= 2000 <= line["to"]
    assert line["low"] < 2 < line["high"]
    assert line["p"] < 0.01


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([1.0] * 30, "the series is constant"),
        ([1.0, 2.0, None], "2 values, fewer than 6"),
        ([], "0 values, fewer than 6"),
    ],
)
def test_what_has_no_change_says_why(values, reason):
    line = measure_breaks(range(len(values)), values).frame.to_dicts()[0]
    assert line["value"] is None
    assert line["reason"] == reason


def test_noise_alone_is_rarely_significant():
    rng = np.random.default_rng(1)
    frames = [measure_breaks(range(40), rng.normal(size=40).tolist()).frame for _ in range(20)]
    sure = [frame for frame in frames if any(p is not None and p < 0.01 for p in frame["p"])]
    assert len(sure) <= 4


@pytest.mark.parametrize(
    ("state", "years"),
    [
        ("RUS", [1966, 1976, 1984, 1987, 1991, 1996, 2000, 2022]),
        ("ROU", [1960, 1967, 1972, 1977, 1990, 1999]),
        ("ARG", [1973, 1991, 1997, 2006, 2023]),
        ("ZAF", [1952, 1956, 1962, 1994]),
        ("EGY", [1952, 1956, 1967, 1971, 1978, 1988, 1994, 2000, 2022]),
        ("IRN", [1952, 1955, 1979, 1987, 1994, 1998, 2008, 2023]),
    ],
)
def test_published_break_years(published, state, years):
    points = pl.read_parquet(published / "ideal_points_1946_2025.parquet").filter(pl.col("iso3") == state).sort("year")
    found = find_breaks(points["ideal_point"].to_numpy())
    assert [points["year"][place] for place in found] == years
