"""Files of coded events in their real columns: what is taken, whom it means, and why the rest is not."""

from pathlib import Path

import pytest

from comity.errors import SourceError
from comity.exchanging.coded import cameo_type, whole_code
from comity.exchanging.layers import READERS, take_events
from comity.exchanging.polecat import COLUMNS as POLECAT_COLUMNS
from comity.model import EVENT_TYPES, Refusal
from comity.outside import LAYERS, Party

FILES = Path(__file__).parent / "files"
NAMES = {"gdelt": "gdelt2.CSV", "icews": "icews.tab", "polecat": "polecat.txt"}


@pytest.fixture
def address(tmp_path):
    return str(tmp_path / "one.db")


def read(layer, register, name=None):
    found = list(READERS[layer](FILES / (name or NAMES[layer]), register))
    return [one for one in found if not isinstance(one, Refusal)], [
        one.reason for one in found if isinstance(one, Refusal)
    ]


def test_gdelt(register):
    events, reasons = read("gdelt", register)
    visit, charge = events
    assert (visit.id, visit.line, visit.date, visit.known) == ("1190000001", 1, "2024-07-02", "2024-07-02")
    assert (visit.type, visit.mode, visit.code, visit.intensity, visit.mentions) == ("CONSULT", "visit", "042", 1.9, 24)
    assert visit.actors == (Party("state:CHN", "CHNGOV", "CHINESE PRESIDENT"),)
    assert visit.recipients == (Party("state:KAZ", "KAZ", "KAZAKHSTAN"),)
    assert (visit.place, visit.url) == ("Astana, Astana, Kazakhstan", "https://news.example/visit")
    assert charge.actors == (Party(None, "SYRREB", "SYRIAN REBELS", "state:SYR"),), "rebels are not the state"
    assert charge.recipients == (Party("org:UN", "UNO", "UNITED NATIONS"),)
    assert reasons == [
        "line 5: “20241302” under SQLDATE is no day",
        "line 6: “0999” is no code of CAMEO",
        "line 7: it has 3 columns, not 57, 58, 61",
        "statements and appeals, which PLOVER does not code: 1 left out",
        "nobody in it whom the register knows, such as COP: 1 left out",
    ]


@pytest.mark.parametrize(("name", "place", "url"), [("gdelt1.CSV", "Bucharest", None), ("gdelt0.csv", "Vilnius", None)])
def test_gdelt_of_earlier_years(register, name, place, url):
    events, _ = read("gdelt", register, name)
    (event,) = events
    assert (event.type, event.code, event.place, event.url) == ("SUPPORT", "057", place, url)
    assert {party.id for party in (*event.actors, *event.recipients)} <= {
        "state:RUS", "state:ROU", "state:USA", "state:LTU",
    }  # fmt: skip


def test_icews(register):
    events, reasons = read("icews", register)
    meeting, rally = events
    assert (meeting.type, meeting.mode, meeting.code, meeting.intensity) == ("CONSULT", "meet", "044", 2.5)
    assert [(party.id, party.of) for party in (*meeting.actors, *meeting.recipients)] == [
        ("person:donald-trump", "state:USA"),
        ("person:kim-jong-un", "state:PRK"),
    ]
    assert (meeting.place, meeting.publisher) == ("Singapore, Singapore", "Harbour Wire")
    assert rally.actors[0].id is None
    assert (rally.actors[0].of, rally.recipients[0].id) == ("state:UKR", "state:RUS")
    assert [reason.partition(":")[0] for reason in reasons[:1]] == ["line 5"]
    assert "nobody in it whom the register knows, such as Unspecified Actor: 1 left out" in reasons


def test_polecat(register):
    events, reasons = read("polecat", register)
    summit, blame = events
    assert (summit.type, summit.mode, summit.known, summit.intensity) == ("CONSULT", "multilateral", "2023-07-05", 4.0)
    assert [(party.id, party.of) for party in summit.actors] == [
        ("person:narendra-modi", "state:IND"),
        ("person:xi-jinping", "state:CHN"),
    ]
    assert summit.recipients == ()
    assert (blame.actors[0].id, blame.recipients[0].id, blame.recipients[0].of) == ("state:IRN", None, "state:ISR")
    assert reasons == ["line 4: “STATEMENT” is no type of PLOVER"]


POLECAT_ROW = {
    "Event ID": "1", "Event Date": "2023-07-04", "Event Type": "AGREE", "Event Mode": "None", "Intensity": "4.5",
    "Actor Name": "", "Actor Country": "CIV", "Actor COW": "437", "Recipient Name": "", "Recipient Country": "FRA",
    "Placename": "Yamoussoukro, Côte d’Ivoire", "Publication Date": "2023-07-05 00:00:00", "Version": "NGEC_coder",
}  # fmt: skip
POLECAT_CELLS = [POLECAT_ROW.get(name, "None") for name in POLECAT_COLUMNS]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (POLECAT_COLUMNS, POLECAT_CELLS),
        (["#!Event ID", *POLECAT_COLUMNS[1:]], [f'"{cell}"' for cell in POLECAT_CELLS]),
        ([*POLECAT_COLUMNS, "Headline", "Event Text"], POLECAT_CELLS),
        ([*POLECAT_COLUMNS, "", "", ""], [*POLECAT_CELLS, "", "", ""]),
        (POLECAT_COLUMNS, [*POLECAT_CELLS, "", ""]),
        (["Event Intensity" if name == "Intensity" else name for name in POLECAT_COLUMNS], POLECAT_CELLS),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-8 with CRLF"])
def test_shapes_of_polecat_that_were_published(register, tmp_path, header, cells, encoding):
    """Some files have names at the end of the header that no row has, or empty cells at the end of rows."""
    end = "\r\n" if "CRLF" in encoding else "\n"
    text = end.join(["\t".join(header), "\t".join(cells), ""]).replace("’", "'")
    (tmp_path / "events.txt").write_bytes(text.encode(encoding.partition(" ")[0]))
    (event,) = READERS["polecat"](tmp_path / "events.txt", register)
    assert (event.type, event.mode, event.intensity, event.known) == ("AGREE", None, 4.5, "2023-07-05")
    assert [party.id for party in (*event.actors, *event.recipients)] == ["state:CIV", "state:FRA"]
    assert event.place == "Yamoussoukro, Côte d'Ivoire"


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("Intensity", "strong", "line 2: “strong” under Intensity is no number"),
        ("Event Date", "04.07.2023", "line 2: “04.07.2023” under Event Date is no day"),
        ("Publication Date", "soon", "line 2: “soon” under Publication Date is no day"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_by_line_and_column(register, tmp_path, column, cell, reason):
    cells = [cell if name == column else POLECAT_ROW.get(name, "") for name in POLECAT_COLUMNS]
    (tmp_path / "events.txt").write_text("\t".join(POLECAT_COLUMNS) + "\n" + "\t".join(cells) + "\n")
    (refusal,) = READERS["polecat"](tmp_path / "events.txt", register)
    assert refusal.reason == reason


@pytest.mark.parametrize("layer", LAYERS)
def test_taken_once_with_what_could_not_be_used(empty, register, layer):
    with empty.writer() as writer:
        first = take_events(layer, FILES / NAMES[layer], writer, register)
        second = take_events(layer, FILES / NAMES[layer], writer, register)
    assert (first.events, first.known, second.known) == (2, False, True)
    assert "2 events" in first.told
    with empty.view() as view:
        assert [(file.layer, file.events) for file in view.layers()] == [(layer, 2)]
        assert {noted.reason for noted in view.refusals()} == {refusal.reason for refusal in first.refusals}


def test_a_file_in_a_zip(empty, register, tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "20240702.export.CSV.zip", "w") as archive:
        archive.write(FILES / "gdelt2.CSV", "20240702.export.CSV")
    with empty.writer() as writer:
        assert take_events("gdelt", tmp_path / "20240702.export.CSV.zip", writer, register).events == 2


@pytest.mark.parametrize(
    ("layer", "text", "said"),
    [
        ("gdelt", "a\tb\n", "2 columns"),
        ("icews", "a\tb\n1\t2\n", "lacks the columns Event ID"),
        ("polecat", "event_id_cnty\tevent_date\n", "ACLED's, whose terms forbid"),
        ("gdelt", "event_id_cnty,event_date\n", "ACLED's, whose terms forbid"),
        ("icews", "", "lacks the columns"),
        ("gdelt", "", "is empty"),
    ],
)
def test_files_of_others_are_told(register, tmp_path, layer, text, said):
    (tmp_path / "file").write_text(text)
    with pytest.raises(SourceError, match=said):
        list(READERS[layer](tmp_path / "file", register))


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("---", "---"),
        ("42", "042"),
        ("10", "010"),
        ("100", "100"),
        ("211", "0211"),
        ("1011", "1011"),
        ("0211", "0211"),
        ("20", "020"),
    ],
)
def test_zeros_come_back(written, whole):
    assert whole_code(written) == whole


@pytest.mark.parametrize(
    ("code", "type"),
    [("0871", ("RETREAT", "ceasefire")), ("0233", None), ("1731", ("COERCE", "arrest")), ("174", ("COERCE", "deport"))],
)
def test_cameo_becomes_plover(code, type):
    assert cameo_type(code) == type


def test_every_root_has_a_type_of_plover():
    for root in range(3, 21):
        found = cameo_type(f"{root:02}")
        assert found is not None
        assert found[0] in EVENT_TYPES
