import networkx as nx
import pytest

from comity.measuring.belonging import measure_overlap
from comity.measuring.graphs import find_communities
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
    assert community["a"] != community["w"]
    assert min(stability.values()) > 0.6


def test_overlap_is_jaccard_and_tells_who_is_shared():
    line = measure_overlap(default(), ["org:SCO", "org:ASEAN"], ["2020"]).frame.to_dicts()[0]
    assert line["value"] == 0
    same = measure_overlap(default(), ["org:EU", "org:EU"], ["2020"]).frame.to_dicts()[0]
    assert same["value"] == 1
    assert same["n"] == len(same["shared"]) >= 27


def test_two_bodies_without_members_give_a_reason():
    line = measure_overlap(default(), ["org:SCO", "org:EU"], ["1900"]).frame.to_dicts()[0]
    assert line["value"] is None
    assert "neither" in line["reason"]
