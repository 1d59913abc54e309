"""Who stands closest to a state: by votes where there are any, else by shared organisations; it says which."""

import pytest
from tests.measuring.conftest import make_votes

from comity.measuring.closeness import BY_BODIES, BY_VOTES, measure_closeness
from comity.register import default

OTHER = str.maketrans("YN", "NY")
LINE = "YYYNNAYNYYNYAYYNNYYNAY"
VOTES = {"KAZ": LINE, "UZB": f"{LINE[:21]}N", "CHN": f"{LINE[:16]}YYNNYN", "USA": LINE.translate(OTHER),
         "FJI": "X" * 10 + LINE[:12]}  # fmt: skip


def test_by_votes_the_most_alike_come_first():
    found = measure_closeness("state:KAZ", make_votes(VOTES, session=70), default(), None)
    assert found.frame["other"].to_list() == ["state:UZB", "state:CHN", "state:USA"]
    assert set(found.frame["rule"]) == {BY_VOTES}
    assert all(line["low"] <= line["value"] <= line["high"] for line in found.frame.to_dicts())


@pytest.mark.parametrize("votes", [None, make_votes({"FJI": LINE, "NRU": LINE}, session=70)])
def test_without_its_votes_shared_organisations_count(votes):
    found = measure_closeness("state:KAZ", votes, default(), None, "2024-08-01")
    assert set(found.frame["rule"]) == {BY_BODIES}
    others = found.frame["other"].to_list()
    assert others.index("state:KGZ") < others.index("state:FJI")


def test_a_state_of_no_organisation_is_said():
    (line,) = measure_closeness("state:XXX", None, default(), None).frame.to_dicts()
    assert line["value"] is None
    assert "no organisation" in line["reason"]
