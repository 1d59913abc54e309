"""Networks: who is central and with whom, and how organisations are tied by their members."""

import networkx as nx
import polars as pl
import pytest

from comity.measuring.belonging import measure_memberships, measure_overlap
from comity.measuring.graphs import bridging, find_communities, lay_out
from comity.measuring.networks import measure_network
from comity.register import default


@pytest.fixture
def two_circles():
    graph = nx.Graph()
    for circle in ("abcd", "wxyz"):
        graph.add_weighted_edges_from((one, two, 3) for one in circle for two in circle if one < two)
    graph.add_edge("a", "w", weight=1)
    return graph


def test_two_circles_with_one_bridge_are_two_stable_communities(two_circles):
    community, stability = find_communities(two_circles)
    assert len({community[node] for node in "abcd"}) == 1
    assert community["a"] == "a"
    assert community["w"] == "w"
    assert min(stability.values()) > 0.6
    assert max(bridging(two_circles, community), key=bridging(two_circles, community).get) in "aw"


def test_layouts_are_always_the_same_and_parts_do_not_lie_on_each_other(two_circles):
    two_circles.remove_edge("a", "w")
    places = lay_out(two_circles)
    again = lay_out(nx.Graph(sorted(two_circles.edges(data=True), reverse=True)))
    assert all(places[node] == pytest.approx(again[node]) for node in two_circles)
    assert all(-1 <= place <= 1 for pair in places.values() for place in pair)
    below, above = ([places[node][1] for node in circle] for circle in ("abcd", "wxyz"))
    assert max(below) < min(above)
    assert lay_out(nx.Graph()) == {}


def test_meetings_name_who_is_between(news):
    with news.view() as view:
        lines = {line["actor"]: line for line in measure_network(view, "meetings", []).frame.to_dicts()}
        assert set(lines) == {"state:AAA", "state:CCC", "state:DDD"}
        assert lines["state:AAA"]["strength"] == 42
        assert lines["state:AAA"]["tied"] == ["state:CCC", "state:DDD"]
        years = measure_network(view, "meetings", ["state:AAA"], by="year").frame
        assert set(years["period"]) == {"2022", "2023"}
        assert years.group_by("actor").agg(pl.col("x").n_unique())["x"].to_list() == [1, 1, 1]


def test_accusations_count_who_is_accused_with_an_interval(news):
    with news.view() as view:
        lines = {line["actor"]: line for line in measure_network(view, "accusations", []).frame.to_dicts()}
        assert lines["state:BBB"]["value"] == lines["state:AAA"]["made"] == 24
        assert lines["state:BBB"]["low"] <= 24 <= lines["state:BBB"]["high"]
        ties = measure_network(view, "accusations", [], by="year", ties=True).frame
        assert ties.filter(ties["period"] == "2022")["value"].to_list() == [12]
        assert len(ties["statements"][0]) == 12


def test_a_record_without_meetings_gives_a_reason(news):
    with news.view(asof="2021-01-01") as view:
        assert "tells of none" in measure_network(view, "meetings", []).frame["reason"][0]


def test_memberships_tie_states_through_organisations():
    days = ["2010-12-31", "2020-12-31"]
    frame = measure_memberships(default(), ["org:SCO", "org:BRICS"], days).frame
    last = {line["actor"]: line for line in frame.filter(frame["period"] == days[1]).to_dicts()}
    assert last["org:SCO"]["n"] == 8
    assert last["state:CHN"]["value"] > last["state:PAK"]["value"] == 0
    assert last["state:IND"]["tied"] == ["org:BRICS", "org:SCO"]
    ties = measure_memberships(default(), ["org:SCO"], days, ties=True).frame
    assert ties.filter(ties["period"] == days[0]).height == 6


def test_overlap_is_jaccard_and_tells_who_is_shared():
    line = measure_overlap(default(), ["org:SCO", "org:ASEAN"], ["2020"]).frame.to_dicts()[0]
    assert line["value"] == 0
    same = measure_overlap(default(), ["org:EU", "org:EU"], ["2020"]).frame.to_dicts()[0]
    assert same["value"] == 1
    assert same["n"] == len(same["shared"]) >= 27


def test_bodies_without_members_give_a_reason():
    line = measure_overlap(default(), ["org:SCO", "org:EU"], ["1900"]).frame.to_dicts()[0]
    assert line["value"] is None
    assert "neither" in line["reason"]
    assert "none has a member" in measure_memberships(default(), ["org:SCO"], ["1900"]).frame["reason"][0]
