"""Who votes like whom: each state is tied to those most like it, and never to one that it hardly met."""

import numpy as np
from tests.measuring.conftest import make_votes

from comity.measuring.likeness import measure_likeness, share_alike

EAST, WEST = "YYYNNAYNYYNYAYYNNYYNAY", "NNYYNYNYNNYNYNAYYNNYYN"
LINES = {
    "AAA": EAST, "AAB": EAST[:20] + "NN", "AAC": EAST[:18] + "NYNN", "AAD": EAST[:21] + "N",
    "WWA": WEST, "WWB": WEST[:20] + "YY", "WWC": WEST[:18] + "YNYY", "WWD": WEST[:21] + "Y",
    "NEW": "XXXXXXXXXXXXXXXXXXXYYY",
}  # fmt: skip


def test_states_are_tied_to_those_most_like_them():
    ties = measure_likeness(make_votes(LINES, session=70), ties=True).frame.to_dicts()
    sides = {(line["actor"][6], line["other"][6]) for line in ties}
    assert sides == {("A", "A"), ("W", "W")}
    assert all(line["n"] >= 20 and 0 < line["value"] <= 1 for line in ties)


def test_communities_are_the_sides_and_places_are_the_same_each_time():
    votes = make_votes(LINES, session=70)
    first, again = (measure_likeness(votes).frame for _ in range(2))
    assert first.equals(again)
    assert first.group_by("community").len()["len"].to_list() == [4, 4]


def test_a_state_with_few_votes_is_not_in_it():
    assert "state:NEW" not in measure_likeness(make_votes(LINES, session=70)).frame["actor"].to_list()


def test_nothing_to_compare_is_said():
    (line,) = measure_likeness(make_votes({"AAA": "YYN", "AAB": "YNN"})).frame.to_dicts()
    assert line["value"] is None
    assert "20 votes" in line["reason"]


def test_shares_are_those_of_counting():
    cast = np.array([[1, 2, 3, 8], [1, 3, 3, 1], [2, 2, 8, 1]], dtype=np.int8)
    share, shared = share_alike(cast)
    assert shared[0, 1] == 3
    assert share[0, 1] == 2 / 3
    assert share[0, 2] == 1 / 2
