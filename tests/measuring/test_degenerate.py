"""Whatever the votes, no measure raises, and every row has a number or a reason, never neither and never both."""

import warnings

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.measuring.catalogue import MEASURES, find_measure
from comity.measuring.ideal_points import estimate, to_frame, update
from comity.measuring.request import Request
from comity.measuring.rules import RULES
from comity.register import default
from comity.votes import Votes, build_votes

from .conftest import make_votes, sessions_of

STATES = ("state:CHN", "state:KAZ", "state:UZB")
EMPTY = build_votes(
    pl.DataFrame(schema={"rollcall": pl.String, "state": pl.String, "vote": pl.Int8}),
    pl.DataFrame(schema={"rollcall": pl.String, "session": pl.Int64}), "nothing",
)  # fmt: skip
ODD = {
    "nothing at all": EMPTY,
    "one voter": make_votes({"CHN": "YNYNYANYYN"}),
    "one roll call": make_votes({"CHN": "Y", "KAZ": "N", "UZB": "A"}),
    "all alike": sessions_of(8, {"CHN": "YYYYYYYYYY", "KAZ": "YYYYYYYYYY", "UZB": "YYYYYYYYYY"}),
    "nobody says no": make_votes({"CHN": "YAYAYAYAYA", "KAZ": "AYAYAYAYAY", "UZB": "YYYYYYYYYY"}),
    "all abstain": make_votes({"CHN": "AAAAAAAAAA", "KAZ": "AAAAAAAAAA", "UZB": "AAAAAAAAAY"}),
    "never together": make_votes({"CHN": "YNYNY.....", "KAZ": ".....YNYNY", "UZB": "XXXXXXXXXX"}),
    "the same votes for ever": sessions_of(10, {"CHN": "YNYNYANYYN", "KAZ": "NYNYNAYNNY", "UZB": "YYYYYYYYYY"}),
    "a state that ceased to be": make_votes({"DDR": "YNYNYANYYN", "CSK": "YNYYYANYNN"}, session=40),
}
CHOICES = {
    "agreement": [
        {},
        {"rules": tuple(RULES)},
        {"by": "all", "absence": "disagreement"},
        {"by": "issue"},
        {"by": "year"},
    ],
    "breaks": [{}, {"of": "distance"}],
}
VOTES = [measure.name for measure in MEASURES if measure.needs == "votes"]


def check(frame: pl.DataFrame) -> None:
    if "reason" in frame.columns:
        assert (frame["value"].is_null() == frame["reason"].is_not_null()).all()
    numbers = [frame[name].drop_nulls() for name in ("value", "low", "high")]
    assert all(np.isfinite(column.to_numpy()).all() for column in numbers)
    bounded = frame.drop_nulls(["value", "low", "high"])
    assert (bounded["low"] <= bounded["high"] + 1e-12).all()


def ask(name: str, votes: Votes, **choices: object) -> pl.DataFrame:
    many = {"ideal-points": 2, "drift": 3, "contrast": 3}.get(name, 2)
    request = Request(tuple((state,) for state in STATES[:many]), default(), votes=lambda: votes, **choices)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return find_measure(name).function(request).frame


@pytest.mark.parametrize("name", [name for name in VOTES if name != "founders"])
@pytest.mark.parametrize("votes", ODD.values(), ids=ODD)
def test_odd_votes_give_a_number_or_a_reason(name, votes):
    for choices in CHOICES.get(name, [{}]):
        check(ask(name, votes, **choices))


def test_founders_of_a_body_whose_members_never_voted():
    request = Request((("org:SCO",),), default(), votes=lambda: ODD["a state that ceased to be"])
    assert find_measure("founders").function(request).frame["value"].null_count() > 0


@settings(max_examples=25)
@given(st.lists(st.text("YANX.", min_size=8, max_size=8), min_size=3, max_size=3), st.integers(1, 3))
def test_any_votes_give_a_number_or_a_reason(lines, many):
    votes = sessions_of(many, dict(zip(("CHN", "KAZ", "UZB"), lines, strict=True)))
    for name in ("agreement", "contrast", "cohesion", "drift", "distance", "change", "breaks"):
        check(ask(name, votes))


@settings(max_examples=15)
@given(st.lists(st.text("YAN.", min_size=12, max_size=12), min_size=2, max_size=6))
def test_any_estimate_is_finite(lines):
    votes = sessions_of(2, {f"S{i:02d}": line for i, line in enumerate(lines)})
    points = estimate(votes)
    if points is None:
        return
    frame = to_frame(points)
    assert np.isfinite(frame["value"].to_numpy()).all()
    assert (frame["deviation"] > 0).all()
    later = update(points, sessions_of(3, {f"S{i:02d}": line for i, line in enumerate(lines)}))
    assert later is None or np.isfinite(to_frame(later)["value"].to_numpy()).all()
