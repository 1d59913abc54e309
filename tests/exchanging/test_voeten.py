"""Votes as the Voeten data set lists them."""

from pathlib import Path

import pytest

from comity import register
from comity.errors import SourceError
from comity.exchanging.voeten import read_voeten

FILES = Path(__file__).parent / "files"
TAB = """rcid\tccode\tmember\tvote\tsession\tdate\tunres\tamend\tpara\tdescr\thr\tme\timportantvote\tyes\tno\tabstain
3\t2\t1\t1\t1\t1946-01-01\tR/1/66\t1\t0\tTo amend a report\t0\t0\t0\t1\t1\t0
3\t365\t1\t3\t1\t1946-01-01\tR/1/66\t1\t0\tTo amend a report\t0\t0\t0\t1\t1\t0
3\t31\t0\t9\t1\t1946-01-01\tR/1/66\t1\t0\tTo amend a report\t0\t0\t0\t1\t1\t0
4\t2\t1\t2\t1\t1946-01-02\tR/1/79\t0\t0\tOn rights\t1\t0\t1\t0\t0\t1
4\t365\t1\t8\t1\t1946-01-02\tR/1/79\t0\t0\tOn rights\t1\t0\t1\t0\t0\t1
4\t9999\t1\t1\t1\t1946-01-02\tR/1/79\t0\t0\tOn rights\t1\t0\t1\t0\t0\t1
"""


@pytest.fixture
def votes(tmp_path):
    path = tmp_path / "UNVotes.tab"
    path.write_text(TAB, "utf-8")
    return read_voeten(path, register.default())


def test_codes_states_and_titles(votes):
    assert votes.of("state:USA").tolist() == [1, 2]
    assert votes.of("state:SUN").tolist() == [3, 8]
    assert votes.of("state:BHS").tolist() == [9, 0]
    assert votes.rollcalls["title"].to_list() == ["To amend a report", "On rights"]
    assert votes.rollcalls["issues"].to_list() == [[], ["hr", "important"]]
    assert votes.rollcalls["final"].to_list() == [False, True]


def test_unknown_states_are_told_and_left_out(votes):
    assert [fault.problem for fault in votes.faults] == ["No state has the cow code 9999; its votes are left out."]


def test_csv_with_namibia_and_a_file_of_roll_calls(tmp_path):
    (tmp_path / "votes.csv").write_text("rcid,session,iso3,vote\n7,50,NAM,1\n7,50,NOR,3\n", "utf-8")
    (tmp_path / "calls.csv").write_text("rcid,date,descr,n_yes,n_abstain,n_no\n7,1995-12-01,On fish,1,0,2\n", "utf-8")
    votes = read_voeten(tmp_path / "votes.csv", register.default(), tmp_path / "calls.csv")
    assert votes.of("state:NAM").tolist() == [1]
    assert votes.rollcalls["title"].to_list() == ["On fish"]
    assert votes.faults[0].problem == "The tally says [1, 0, 2], the votes add up to [1, 0, 1] (yes, abstain, no)."


def test_a_roll_call_of_which_nothing_is_told_is_a_final_one_without_issues(tmp_path):
    (tmp_path / "votes.csv").write_text("rcid,session,iso3,vote\n7,50,NAM,1\n8,50,NAM,3\n", "utf-8")
    (tmp_path / "calls.csv").write_text("rcid,date,descr,amend,me\n7,1995-12-01,On fish,1,1\n", "utf-8")
    told = read_voeten(tmp_path / "votes.csv", register.default(), tmp_path / "calls.csv").rollcalls
    assert dict(told.select("rollcall", "final").rows()) == {"7": False, "8": True}
    assert [len(issues) for issues in told.sort("rollcall")["issues"]] == [1, 0]


@pytest.mark.parametrize("last", [2017, 2022, 2023])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_three_generations_of_columns(tmp_path, last, encoding):
    """Releases until a year: roll calls in a file of their own, then all in one with NA, then numbers with a point."""
    for file in (FILES / f"votes_{last}.tab", FILES / f"rollcalls_{last}.tab"):
        if file.exists():
            (tmp_path / file.name).write_bytes(file.read_text("utf-8").encode(encoding))
    calls = tmp_path / f"rollcalls_{last}.tab"
    read = read_voeten(tmp_path / f"votes_{last}.tab", register.default(), calls if calls.exists() else None)
    (told,) = read.rollcalls.to_dicts()
    assert (told["session"], told["date"], told["title"], told["issues"]) == (1, "1946-01-01", "On a façade", ["hr"])
    assert [read.of("state:USA").tolist(), read.of("state:SUN").tolist()] == [[1], [3]]
    assert [fault.problem for fault in read.faults] == ["1 rows have no number under vote; they are left out."]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("3\t2\t1\t1\t1", "3\t2\t1\t5\t1", "The vote 5 is none of 1, 2, 3, 8, 9; 1 are left out."),
        ("1946-01-02", "sometime", "“sometime” under date is no day."),
        ("4\t2\t", "4\t\t", "1 rows name no state; they are left out."),
        ("4\t2\t1\t2\t1\t", "4\t2\t1\t2\tfirst\t", "1 rows have no number under session; they are left out."),
    ],
)
def test_what_no_code_stands_for_is_told_by_its_column(tmp_path, old, new, problem):
    (tmp_path / "votes.tab").write_text(TAB.replace(old, new), "utf-8")
    assert problem in [fault.problem for fault in read_voeten(tmp_path / "votes.tab", register.default()).faults]


def test_what_is_no_file_of_votes_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(SourceError, match="There is no file"):
        read_voeten(tmp_path / "none.csv", register.default())
    (tmp_path / "poem.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(SourceError, match="has no column for rollcall, session, vote"):
        read_voeten(tmp_path / "poem.csv", register.default())
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(SourceError, match="cannot be read"):
        read_voeten(tmp_path / "broken.parquet", register.default())


def test_published_files_are_read(votes_to_2020, votes_to_2024):
    assert votes_to_2020.cast.shape == (198, 6299)
    assert votes_to_2024.cast.shape == (199, 6132)
    assert int(votes_to_2020.took_part.sum()) == 887_094
    assert not [fault for fault in votes_to_2020.faults if fault.rollcall]


def test_an_r_file_is_read(tmp_path):
    """The file is our own, written by rdata: a data frame beside a string, for the originals hold several objects."""
    pytest.importorskip("rdata")
    votes = read_voeten(FILES / "votes.RData", register.default())
    assert votes.of("state:USA").tolist() == [1, 2]
    assert votes.of("state:RUS").tolist() == [3, 8]
    assert votes.of("state:BHS").tolist() == [9, 0]
    assert votes.rollcalls["issues"].to_list() == [[], ["hr"]]
    whole = (FILES / "votes.RData").read_bytes()
    for damaged in (b"RDX3\nno", whole[:200], whole[:100] + b"rubbish" + whole[107:]):
        (tmp_path / "broken.RData").write_bytes(damaged)
        with pytest.raises(SourceError, match="cannot be read"):
            read_voeten(tmp_path / "broken.RData", register.default())
