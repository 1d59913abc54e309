"""What others coded stands beside the record's own rows only when asked for, labelled, and counts as no source."""

import pytest

from comity.asking import Desk
from comity.errors import UserError
from comity.outside import OutsideEvent, OutsideFile, Party

CHINA, RUSSIA = Party("state:CHN", "CHN", "CHINA"), Party("state:RUS", "RUS", "RUSSIA")
CIVILIANS = Party(None, "CHNCVL", "CHINESE CIVILIANS", "state:CHN")
EVENTS = [
    OutsideEvent("7", 3, "2022-09-15", "2022-09-16", "CONSULT", "meet", "046", (CHINA,), (RUSSIA,), "Samarkand", 7, 12),
    OutsideEvent("8", 4, "2023-01-01", "2023-01-01", "PROTEST", None, "14", (CIVILIANS,), (RUSSIA,), url="x.example"),
]  # fmt: skip


@pytest.fixture
def desk(record, register):
    with record.writer() as writer:
        writer.add_outside(OutsideFile("gdelt", "day.CSV", "a" * 64, "1"), EVENTS)
    with Desk(record, register) as desk:
        yield desk


def test_only_when_asked_for(desk):
    plain = desk.timeline("China", "Russia")
    assert {row.layer for row in plain.rows} == {None}
    both = desk.timeline("China", "Russia", beside="gdelt")
    assert [row for row in both.rows if row.layer is None] == list(plain.rows)
    assert both.statements == plain.statements
    assert both.coverage == plain.coverage
    assert dict(both.question.arguments)["beside"] == "gdelt"


def test_labelled_and_without_weight(desk):
    talks, rally = (row for row in desk.timeline("China", beside="gdelt").rows if row.layer)
    assert (talks.happening, talks.actors, talks.recipients) == ("gdelt:7", ("state:CHN",), ("state:RUS",))
    assert (talks.sources, talks.statements, talks.where) == (0, (), "Samarkand")
    assert talks.what == "gdelt 046, intensity 7, 12 mentions"
    assert (rally.actors, rally.locator) == (("CHINESE CIVILIANS (CHN)",), "day.CSV, line 4, x.example")


def test_clocks_days_and_limits_hold(desk):
    def ids(**more):
        return [row.happening for row in desk.timeline("Russia", beside="gdelt", **more).rows if row.layer]

    assert ids() == ["gdelt:7", "gdelt:8"]
    assert ids(until="2022") == ["gdelt:7"]
    assert ids(asof="2022-09-15") == []
    assert ids(limit=1) == ["gdelt:8"]


def test_notes_name_the_file(desk):
    (note,) = [note for note in desk.timeline("China", beside="gdelt").notes if "gdelt" in note]
    assert "day.CSV (aaaaaaaaaaaa)" in note
    assert "count as no source" in note


def test_a_layer_that_is_not_there(desk):
    with pytest.raises(UserError, match="no layer “icews”; there are gdelt"):
        desk.timeline("China", beside="icews")


def test_layers_and_how_many_events(desk):
    assert desk.layers() == {"gdelt": 2}
