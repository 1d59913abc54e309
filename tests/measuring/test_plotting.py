"""Every measure can be drawn, twice the same, with its names, rule and source in the picture."""

import pytest

from comity.errors import UserError
from comity.measuring.agreement import list_splits, measure_agreement
from comity.measuring.belonging import measure_memberships, measure_overlap
from comity.measuring.blocs import listed
from comity.measuring.breaks import measure_breaks
from comity.measuring.cohesion import measure_cohesion, measure_drift
from comity.measuring.contrast import ask_contrasts, measure_contrasts
from comity.measuring.events import measure_events
from comity.measuring.lead_lag import from_record
from comity.measuring.networks import measure_network
from comity.measuring.plotting import plot
from comity.measuring.positions import Positions, measure_change, measure_distance, measure_ideal_points
from comity.register import default

from .conftest import make_votes, sessions_of

NAMES = {"state:AAA": "Avalon", "state:BBB": "Brobdingnag"}


@pytest.fixture(scope="module")
def house():
    return sessions_of(12, {"AAA": "YYNYANYYNN", "BBB": "YNNYAYYYNA", "CCC": "NYYNAYNNYY", "DDD": "YYNAANYANN"})


def of_votes(house):
    everyone = listed("all", house.states)
    yield measure_agreement(house, [("state:AAA", "state:BBB")])
    yield measure_agreement(house, [(f"state:{x}", "state:BBB") for x in ("AAA", "CCC", "DDD")], by="all")
    yield measure_agreement(house, [(f"state:{x}", f"state:{y}") for x in ("AAA", "CCC") for y in ("BBB", "DDD")])
    yield list_splits(house, "state:AAA", "state:BBB")
    yield measure_contrasts(house, ask_contrasts(house, ["state:AAA", "state:BBB", "state:CCC"], "state:DDD"))
    yield measure_cohesion(house, [everyone])
    yield measure_drift(house, everyone)
    yield measure_breaks(range(1, 31), [0.0, 0.1] * 7 + [2.0, 2.1] * 8, name="a series")


def of_positions():
    import polars as pl

    rows = [(state, s, 40, s / 9 - i, 0.1) for i, state in enumerate(("state:AAA", "state:BBB")) for s in range(1, 20)]
    positions = Positions(pl.DataFrame(rows, schema=["state", "session", "n", "value", "deviation"], orient="row"))
    yield measure_ideal_points(positions, ["state:AAA", "state:BBB"])
    yield measure_distance(positions, "state:AAA", "state:BBB")
    yield measure_change(positions, ["state:AAA"])


def of_record(view):
    yield measure_events(view, ["state:AAA"], by="month")
    yield measure_events(view, ["state:CCC"], by="year")
    yield measure_network(view, "meetings", [])
    yield measure_network(view, "accusations", [], by="year", ties=True)
    yield from_record(view, ["state:BBB"], ["state:CCC"], kinds=("conflict", "cooperation"), window=10)


def of_register():
    yield measure_memberships(default(), ["org:SCO", "org:BRICS"], ["2010-12-31", "2020-12-31"])
    yield measure_overlap(default(), ["org:SCO", "org:BRICS", "org:CIS"], ["2020"])


def test_everything_is_drawn_with_its_source(house, news, tmp_path):
    with news.view() as view:
        measured = [*of_votes(house), *of_positions(), *of_record(view), *of_register()]
    for number, found in enumerate(measured):
        path = tmp_path / f"{number}.svg"
        plot(found, "A title", path, lambda id: NAMES.get(id, id))
        drawn = path.read_text("utf-8")
        assert "<!-- A title" in drawn, found.name
        assert found.data_version in drawn, found.name


def test_the_same_numbers_give_the_same_file_with_names_in_it(house, tmp_path):
    found = measure_agreement(house, [("state:AAA", "state:BBB")])
    for name in ("one.svg", "two.svg"):
        plot(found, "Agreement", tmp_path / name, lambda id: NAMES[id])
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert "Agreement: Avalon, with Brobdingnag" in (tmp_path / "one.svg").read_text("utf-8")


def test_what_cannot_be_drawn_is_told(house, tmp_path):
    found = measure_agreement(house, [("state:AAA", "state:BBB")])
    with pytest.raises(UserError, match=r"name it \.svg"):
        plot(found, "", tmp_path / "a.doc")
    with pytest.raises(UserError, match="no folder"):
        plot(found, "", tmp_path / "none" / "a.svg")
    nothing = measure_agreement(make_votes({"AAA": "Y", "BBB": "Y"}), [("state:AAA", "state:BBB")])
    with pytest.raises(UserError, match="no number"):
        plot(nothing, "", tmp_path / "a.svg")
