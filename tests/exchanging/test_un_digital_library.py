"""Votes as the UN Digital Library exports them."""

from pathlib import Path

import pytest

from comity import register
from comity.errors import SourceError
from comity.exchanging.un_digital_library import read_un_digital_library

FILES = Path(__file__).parent / "files"
CSV = """undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,title,total_yes,total_no,total_abstentions
1,KAZ,KAZAKHSTAN,Y,2025-12-01,80,A/RES/80/1,,"On rivers, again",1,1,0
1,CHN,CHINA,N,2025-12-01,80,A/RES/80/1,,"On rivers, again",1,1,0
1,UZB,UZBEKISTAN,,2025-12-01,80,A/RES/80/1,,"On rivers, again",1,1,0
1,TJK,TAJIKISTAN,NV,2025-12-01,80,A/RES/80/1,,"On rivers, again",1,1,0
2,KAZ,KAZAKHSTAN,A,2025-12-02,80,A/RES/80/2,,On roads,3,0,1
2,QQQ,NOWHERE LAND,Y,2025-12-02,80,A/RES/80/2,,On roads,3,0,1
2,SUN,USSR,Y,2025-12-02,80,A/RES/80/2,,On roads,3,0,1
"""


def test_votes_absences_and_mismatches(tmp_path):
    path = tmp_path / "voting.csv"
    path.write_text(CSV, "utf-8")
    votes = read_un_digital_library(path, register.default())
    assert votes.of("state:KAZ").tolist() == [1, 2]
    assert votes.of("state:TJK").tolist() == [8, 0]
    assert votes.rollcalls["symbol"].to_list() == ["A/RES/80/1", "A/RES/80/2"]
    told = [fault.problem for fault in votes.faults]
    assert any("QQQ" in problem for problem in told)
    assert any("tally says [3, 1, 0], the votes add up to" in problem for problem in told)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_the_layout_of_2026(tmp_path, encoding):
    """Totals with a point, a note on the vote, X for who did not vote, a state by its name alone."""
    (tmp_path / "ga_voting.csv").write_bytes((FILES / "ga_voting.csv").read_text("utf-8").encode(encoding))
    votes = read_un_digital_library(tmp_path / "ga_voting.csv", register.default())
    assert {state: votes.of(state).tolist() for state in votes.states} == {
        "state:KAZ": [1], "state:CIV": [1], "state:CHN": [2], "state:BEN": [8], "state:MNG": [8],
    }  # fmt: skip
    assert votes.rollcalls.select("session", "date", "title", "symbol").rows() == [
        (78, "2023-10-27", 'On aid, and "duties"', "A/RES/ES-10/21")
    ]
    assert [fault.problem for fault in votes.faults] == ["1 rows name no state under ms_code; they are left out."]


@pytest.mark.parametrize("text", ["", 'undl_id,ms_code\n"unfinished'])
def test_what_is_no_table_is_told_in_one_sentence(tmp_path, text):
    (tmp_path / "votes.csv").write_text(text, "utf-8")
    with pytest.raises(SourceError):
        read_un_digital_library(tmp_path / "votes.csv", register.default())


@pytest.mark.parametrize(
    ("written", "day", "session"),
    [("76", "2022-06-01", 76), ("11emsp", "2022-03-02", 76), ("11emsp", "2022-10-12", 77), ("ES-10", "2023-12-12", 78)],
)
def test_emergency_sessions_belong_to_the_session_of_their_day(tmp_path, written, day, session):
    path = tmp_path / "voting.csv"
    path.write_text(CSV.replace(",2025-12-01,80,", f",{day},{written},"), "utf-8")
    rollcalls = read_un_digital_library(path, register.default()).rollcalls
    assert rollcalls.filter(rollcalls["rollcall"] == "1")["session"].to_list() == [session]


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(SourceError, match="lacks the columns undl_id"):
        read_un_digital_library(path, register.default())


def test_a_roll_call_without_session_and_date_is_told_and_left_out(tmp_path):
    path = tmp_path / "voting.csv"
    path.write_text(CSV.replace("1,KAZ,KAZAKHSTAN,Y,2025-12-01,80", "9,KAZ,KAZAKHSTAN,Y,,special"), "utf-8")
    votes = read_un_digital_library(path, register.default())
    assert ("9", "It has neither session nor date; it is left out.") in [(f.rollcall, f.problem) for f in votes.faults]
    assert "9" not in votes.rollcalls["rollcall"].to_list()
