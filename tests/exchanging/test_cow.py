"""Tables of the Correlates of War: memberships of a named source, with a sentence of evidence for each spell."""

import pytest

from comity.errors import SourceError
from comity.exchanging.cow import read_cow
from comity.exchanging.cow_states import CowStates
from comity.exchanging.taking import take
from comity.model import Refusal
from comity.recording.kept import Kept

STATES = """stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version
HAI,41,Haiti,1859,1,1,1915,7,28,2016
HAI,41,Haiti,1934,8,15,2016,12,31,2016
RUS,365,Russia,1816,1,1,2016,12,31,2016
XXX,999,Nowhere,1900,1,1,2016,12,31,2016
HAI,41,Haiti,1859,13,1,1915,7,28,2016
"""
YEARS = """ccode,year,state,SCO,NATO,UN,XYZ
365,1960,Russia,-1,0,1,0
365,1965,Russia,-1,0,1,0
365,1966,Russia,-1,0,1,0
365,2001,Russia,1,0,1,1
365,2002,Russia,1,0,1,1
365,2003,Russia,1,2,1,1
705,2001,Kazakhstan,1,0,1,0
705,2002,Kazakhstan,1,0,1,0
705,2003,Kazakhstan,0,3,1,0
705,twelve,Kazakhstan,1,1,1,0
999,2003,Nowhere,1,0,1,0
"""
DYADS = """dyadid,ccode1,country1,ccode2,country2,year,SCO,NATO
365705,365,Russia,705,Kazakhstan,2001,1,0
365705,365,Russia,705,Kazakhstan,2002,1,0
710365,710,China,365,Russia,2002,1,-9
"""


@pytest.fixture
def address(tmp_path):
    return str(tmp_path / "one.db")


def read(tmp_path, register, name, text):
    (tmp_path / name).write_text(text)
    found = list(read_cow(tmp_path / name, register))
    (kept,) = [one for one in found if isinstance(one, Kept)]
    return kept, [one.reason for one in found if isinstance(one, Refusal)]


def told(kept):
    rows = [said.statement for said in kept.statements]
    assert all(kept.document.text[s.evidence[0].start : s.evidence[0].end] == s.evidence[0].exact for s in rows)
    return {(row.member.id, row.organisation.id, row.status, row.when) for row in rows}


def test_states(tmp_path, register):
    kept, reasons = read(tmp_path, register, "states2016.csv", STATES)
    assert told(kept) == {
        ("state:HTI", "org:interstate-system", "member", "1859-01-01/1915-07-28"),
        ("state:HTI", "org:interstate-system", "member", "1934-08-15/.."),
        ("state:RUS", "org:interstate-system", "member", "1816-01-01/.."),
    }
    assert (kept.document.publisher, kept.document.published) == ("Correlates of War Project", "2016-12-31")
    assert "Haiti (41) was a member of the interstate system from 1859-01-01 to 1915-07-28.\n" in kept.document.text
    assert reasons[0] == "line 5: the register knows no state 999 (Nowhere)"
    assert reasons[1] == "line 6: “1859-13-1” under styear, stmonth, stday is no day"


SYSTEM = """"stateabb","ccode","year","version"
"SRB",345,2007,2016
"YUG",345,2005,2016
"YUG",345,2006,2016
"UKG",200,2005,2016
"UKG",200,2006,2016
"UKG",200,2007,2016
"BAD",267,2005,2016
"UKG",200,.,2016
"""


@pytest.mark.parametrize(
    "text", [SYSTEM, SYSTEM.replace("345", "YUG").replace(",200,", ",UKG,"), SYSTEM.replace(",", "\t")]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_states_year_by_year(tmp_path, register, text, encoding):
    (tmp_path / "system2016.csv").write_text(text, encoding)
    (*refusals, kept) = read_cow(tmp_path / "system2016.csv", register)
    found = told(kept)
    assert ("state:GBR", "org:interstate-system", "member", "2005~/..") in found
    if "345" in text:
        assert ("state:SCG", "org:interstate-system", "member", "2005~/2005") in found
        assert ("state:SRB", "org:interstate-system", "member", "2006/..") in found
    assert [refusal.reason for refusal in refusals] == [
        "line 9: “.” under year is no year",
        "the register knows no state 267: 1 left out",
    ]


def test_organisations_by_state_and_year(tmp_path, register):
    kept, reasons = read(tmp_path, register, "state_year_formatv3.csv", YEARS)
    assert told(kept) == {
        ("state:SUN", "org:UN", "member", "1960~/1966"),
        ("state:RUS", "org:UN", "member", "2001~/.."),
        ("state:RUS", "org:SCO", "member", "2001~/.."),
        ("state:RUS", "org:NATO", "associate", "2003/.."),
        ("state:KAZ", "org:SCO", "member", "2001~/2002"),
        ("state:KAZ", "org:NATO", "observer", "2003/.."),
        ("state:KAZ", "org:UN", "member", "2001~/.."),
    }
    assert "Russia has been an associate of NATO since 2003.\n" in kept.document.text
    assert reasons == [
        "line 11: “twelve” under year is no year",
        "the register knows no state 999: 1 left out",
        "organisations that the register does not know, such as XYZ: 1",
    ]


def test_organisations_by_dyad_and_year(tmp_path, register):
    kept, _ = read(tmp_path, register, "dyadic_formatv3.csv", DYADS)
    assert told(kept) == {
        ("state:RUS", "org:SCO", "member", "2001~/.."),
        ("state:KAZ", "org:SCO", "member", "2001~/.."),
        ("state:CHN", "org:SCO", "member", "2002/.."),
    }


IGOS = """ioname,orgname,year,russia,kazakhstan,unitedkingdom,ruritania,sdate,longorgname,ionum
NATO,North Atlantic Treaty Org.,1960,0,-1,1,0,1949,"North Atlantic Treaty Organization, the",3760
NATO,North Atlantic Treaty Org.,1965,0,-1,1,0,1949,,3760
SCO,Shanghai Coop. Org.,2001,1,1,0,0,2001,,4195
SCO,Shanghai Coop. Org.,2002,1,1,0,-9,2001,,4195
XYZ,Nobody's,2002,1,1,0,1,2001,,1
SCO,Shanghai Coop. Org.,,1,1,0,1,2001,,1
"""


def test_organisations_by_organisation_and_year(tmp_path, register):
    kept, reasons = read(tmp_path, register, "igo_year_formatv3.csv", IGOS)
    assert told(kept) == {
        ("state:GBR", "org:NATO", "member", "1960~/1965"),
        ("state:RUS", "org:SCO", "member", "2001~/.."),
        ("state:KAZ", "org:SCO", "member", "2001~/.."),
    }
    assert reasons == [
        "line 7: “” under year is no year",
        "organisations that the register does not know, such as XYZ: 1",
        "states that the register does not know, such as ruritania: 1",
    ]


def test_every_column_of_states_is_known(register):
    """Where the register lacks a state of old, it says so by the number."""
    states = CowStates(register)
    assert states.code_of("nokorea") == "731"
    assert states.code_of("wgermany") == "260"
    assert states.code_of("Yugoslavia/Serb") == "345"
    assert [states.find(code, 1995) for code in ("UKG", "DRV", "AAB", "365", "345.0", " 2 ")] == [
        "state:GBR", "state:VNM", "state:ATG", "state:RUS", "state:SCG", "state:USA",
    ]  # fmt: skip


def test_what_no_code_stands_for_is_refused_by_row_and_column(tmp_path, register):
    text = YEARS.replace("365,2002,Russia,1,0,1,1", "365,2002,Russia,1,7,1,1").replace("1,2,1,1", "1,2,.,NA")
    kept, reasons = read(tmp_path, register, "state_year_formatv3.csv", text)
    assert "line 6: “7” under nato is no status of COW's" in reasons
    assert ("state:RUS", "org:UN", "member", "2001~/2001") in told(kept)


def test_a_state_of_old_in_the_table_of_organisations(tmp_path, register):
    text = IGOS.replace("ruritania", "baden").replace(",0,1949,,3760", ",1,1949,,3760")
    _, reasons = read(tmp_path, register, "igo_year_formatv3.csv", text)
    assert "the register knows no state 267: 1 left out" in reasons


def test_in_a_record_it_is_one_source_among_others(empty, register, tmp_path):
    (tmp_path / "igo.csv").write_text(YEARS)
    with empty.writer() as writer:
        first = take(read_cow(tmp_path / "igo.csv", register), writer)
        again = take(read_cow(tmp_path / "igo.csv", register), writer)
    assert (first.documents, first.statements, again.unchanged) == (1, 7, 1)
    with empty.view(at="2002-06-01") as view:
        (spell,) = view.spells("membership", holder="state:RUS", body="org:SCO")
        assert (spell.backing.publishers, spell.backing.reported) == (("Correlates of War Project",), "2003-12-31")


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "", "ioname,orgname,year\n", "a\rb\n"])
def test_other_files_are_told(tmp_path, register, text):
    (tmp_path / "file.csv").write_text(text)
    with pytest.raises(SourceError, match="no columns of COW's"):
        list(read_cow(tmp_path / "file.csv", register))
