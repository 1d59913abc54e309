import numpy as np
import polars as pl
import pytest

from comity.measuring.ideal.fitting import build_walk, fit
from comity.measuring.ideal.intervals import widen
from comity.measuring.ideal.probit import Ballots, Data, Items, hazard, interval_mass, log_likelihood, slopes
from comity.measuring.ideal_points import estimate, to_frame, update
from comity.measuring.positions import Positions, measure_change, measure_distance, measure_ideal_points
from comity.votes import Votes

from .conftest import make_votes


def simulate(seed, states=60, sessions=8, items=30):
    """Votes of a world that follows the model, and where its states stand, rightmost one first."""
    rng = np.random.default_rng(seed)
    theta = rng.normal(size=(states, 1)) + np.cumsum(rng.normal(scale=0.25, size=(states, sessions)), axis=1)
    theta = (theta - theta.mean()) / theta.std()
    theta = theta[np.argsort(-theta.mean(axis=1))]
    beta, low = rng.normal(size=sessions * items), rng.normal(0.3, 0.7, sessions * items)
    high = low + rng.exponential(0.7, sessions * items)
    session = np.repeat(np.arange(sessions), items)
    z = beta * theta[:, session] + rng.normal(size=(states, sessions * items))
    cast = (1 + (z > low) + (z > high)).astype(np.int8)
    cast[rng.random(cast.shape) < 0.1] = 0
    rollcalls = pl.DataFrame(
        {"rollcall": [f"{j:05}" for j in range(session.size)], "session": session + 1, "issues": [[]] * session.size},
        schema_overrides={"issues": pl.List(pl.String)},
    )
    names = ["state:USA", *(f"state:S{i:02}" for i in range(1, states))]
    return Votes(tuple(names), rollcalls, cast, "simulated"), theta


@pytest.fixture(scope="module")
def world():
    votes, theta = simulate(3)
    return votes, theta, estimate(votes)


def test_derivatives_are_those_of_the_log_likelihood():
    rng = np.random.default_rng(0)
    unit, item = np.repeat(np.arange(5), 4), np.tile(np.arange(4), 5)
    kinds = tuple(Ballots(unit[k::3], item[k::3]) for k in range(3))
    data = Data(kinds, 5, 4)
    theta, items = rng.normal(size=5), Items(rng.normal(size=4), rng.normal(size=4) - 1, rng.normal(size=4) + 1.5)
    for u in range(5):
        step = np.zeros(5)
        step[u] = 1e-5
        numeric = (log_likelihood(data, theta + step, items) - log_likelihood(data, theta - step, items)) / 2e-5
        exact = sum(
            float((-items.beta[b.item] * (s.a + s.b))[b.unit == u].sum())
            for b, s in ((b, slopes(k, b, theta, items)) for k, b in enumerate(kinds))
        )
        assert exact == pytest.approx(numeric, rel=1e-4, abs=1e-6)


def test_tails_stay_finite():
    far = np.array([-60.0, -10.0, 0.0, 10.0, 60.0])
    assert np.isfinite(hazard(far)).all()
    assert (interval_mass(far, far + 0.1) > 0).all()


def test_positions_are_found_again(world):
    _, theta, points = world
    assert points.converged
    found = np.full(theta.shape, np.nan)
    found[points.state, points.session - 1] = points.theta
    assert np.corrcoef(found.ravel(), theta.ravel())[0, 1] > 0.94


def test_intervals_cover_as_often_as_they_say():
    inside, total = 0, 0
    for seed in range(4):
        votes, theta = simulate(seed)
        points = estimate(votes)
        scale = np.sqrt(points.theta.var() + points.variance.mean())
        error = (points.theta / scale - theta[points.state, points.session - 1]) / (np.sqrt(points.variance) / scale)
        inside, total = inside + int((np.abs(error) < 1.645).sum()), total + error.size
    assert 0.87 <= inside / total <= 0.93


def test_flipping_every_vote_changes_nothing(world):
    votes, _, points = world
    turned = Votes(votes.states, votes.rollcalls, np.where(votes.cast > 0, 4 - votes.cast, 0).astype(np.int8), "turned")
    again = estimate(turned)
    np.testing.assert_allclose(again.theta, points.theta, atol=0.02)


def test_one_more_session_goes_on_from_where_states_stood(world):
    votes, theta, _ = world
    before = estimate(votes.keep(votes.sessions < 8))
    after = update(before, votes)
    assert set(after.session.tolist()) == {8}
    assert np.corrcoef(after.theta, theta[after.state, 7])[0, 1] > 0.9
    assert update(before, votes.keep(votes.sessions < 8)) is None


def test_distance_and_change(world):
    _, _, points = world
    positions = Positions(to_frame(points))
    frame = measure_distance(positions, "state:USA", "state:S05").frame
    assert frame.height == 8
    assert (frame["low"] <= frame["value"]).all()
    moved = measure_change(positions, ["state:USA"]).frame
    assert moved.height == 8
    assert moved["probability"].is_between(0, 1).all()
    assert moved["value"][-1] == pytest.approx(moved["value"][:-1].sum())
    assert ((moved["low"] > 0) <= (moved["probability"] >= 0.95)).all()


def test_a_state_without_votes_and_a_world_without_dissent_give_reasons(world):
    _, _, points = world
    positions = Positions(to_frame(points))
    for found in (
        measure_ideal_points(positions, ["state:DDR"]),
        measure_distance(positions, "state:DDR", "state:USA"),
        measure_change(positions, ["state:DDR"]),
    ):
        assert found.frame["value"][0] is None
        assert "DDR cast no contested vote" in found.frame["reason"][0]
    same = make_votes({"AAA": "Y" * 20, "BBB": "Y" * 20})
    assert estimate(same) is None
    assert measure_ideal_points(None, ["state:AAA"]).frame["reason"].to_list() == ["no roll call is contested"]
    one = make_votes({"AAA": "YNYNYYNA"})
    assert estimate(one) is None


def test_the_published_estimates_are_reproduced(published):
    """The important votes of April 2020: input and output of the published sampler."""
    votes = pl.read_parquet(published / "bsv_input_important_apr2020.parquet").sort("cow", "session")
    keys = votes.select("cow", "session").unique().sort("cow", "session").with_row_index("unit")
    columns = votes.select("rcid_linked").unique().sort("rcid_linked").with_row_index("item")
    flat = votes.join(keys, on=["cow", "session"]).join(columns, on="rcid_linked")
    unit, item, vote = (flat[name].to_numpy().astype(np.int64) for name in ("unit", "item", "vote"))
    kinds = tuple(Ballots(unit[vote == code], item[vote == code]) for code in (1, 2, 3))
    data = Data(kinds, keys.height, columns.height)
    state, session = keys["cow"].to_numpy(), keys["session"].to_numpy()
    walk = build_walk(state, np.bincount(unit).astype(float))
    start = np.where(np.isin(state, [2, 20, 200, 666]), 3.0, np.where(np.isin(state, [365, 265]), -2.0, 0.0))
    found = fit(data, walk, start)
    assert (widen(data, walk, found, session) > 0).all()
    output = pl.read_parquet(published / "bsv_output_important_apr2020.parquet")
    both = keys.with_columns(pl.Series("theta", found.theta)).join(output, on=["cow", "session"])
    by_session = both.group_by("session").agg(pl.corr("theta", "theta_mean").alias("r"))["r"]
    assert by_session.median() >= 0.995
    assert by_session.min() >= 0.985
    assert both.select(((pl.col("theta") >= pl.col("q05")) & (pl.col("theta") <= pl.col("q95"))).mean()).item() >= 0.9
