"""Votes as the UN Digital Library exports them."""

import pytest

from comity import register
from comity.errors import SourceError
from comity.exchanging.un_digital_library import read_un_digital_library

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
