"""Match tables: which roll calls are on a resolution that comes back."""

import polars as pl
import pytest

from comity.errors import SourceError
from comity.exchanging.matches import link_recurring
from comity.votes import build_votes


@pytest.fixture
def votes():
    rollcalls = pl.DataFrame(
        {"rollcall": ["1", "2", "3", "4"], "session": [1, 2, 3, 4], "symbol": [None, "R/2", "R/3", "R/4"]}
    )
    cast = pl.DataFrame({"rollcall": ["1"], "state": ["state:USA"], "vote": [1]}, schema_overrides={"vote": pl.Int8})
    return build_votes(cast, rollcalls, "a file")


@pytest.mark.parametrize(
    "table",
    [
        "rcid1,rcid2,sessions\n1,R/2,9\nR/2,4,9\n",
        "rollcall,recurring\n1,rivers\n2,rivers\n4,rivers\n",
        "first,second\n1,2\n4,1\n",
    ],
)
def test_pairs_chains_and_groups_are_linked(tmp_path, votes, table):
    (tmp_path / "m.csv").write_text(table, "utf-8")
    linked = link_recurring(votes, tmp_path / "m.csv")
    one, two, three, four = linked.rollcalls["recurring"].to_list()
    assert one == two == four is not None
    assert three is None
    assert linked.faults == ()


def test_names_of_no_roll_call_are_told(tmp_path, votes):
    (tmp_path / "m.csv").write_text("rcid1,rcid2\n1,2\n8,9\n", "utf-8")
    assert "2 names of m.csv" in link_recurring(votes, tmp_path / "m.csv").faults[0].problem


def test_other_tables_are_refused(tmp_path, votes):
    (tmp_path / "m.csv").write_text("a,b,c\n1,2,3\n", "utf-8")
    with pytest.raises(SourceError, match="which columns name roll calls"):
        link_recurring(votes, tmp_path / "m.csv")
    with pytest.raises(SourceError, match="no file"):
        link_recurring(votes, tmp_path / "none.csv")
