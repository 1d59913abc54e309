"""Change points of any series, with what happened near in time."""

import pytest

from comity.errors import UserError
from comity.measuring.annotating import annotate
from comity.measuring.breaks import measure_breaks
from comity.measuring.request import Request
from comity.measuring.turning import measure_turns
from comity.register import default

from .conftest import make_votes


def test_happenings_nearest_in_time_stand_by_a_change(news):
    months = [f"{2021 + i // 12}-{i % 12 + 1:02d}" for i in range(36)]
    found = measure_breaks(months, [0.0] * 17 + [5.0] * 19, name="a series")
    with news.view() as view:
        line = annotate(found, view, ["state:AAA"], ["state:BBB"], "month").frame.to_dicts()[0]
    assert line["at"] == "2022-06"
    assert line["near"][0] == "2022-06-14 ACCUSE: AAA → BBB"
    assert len(line["near"]) == 3
    assert line["statements"]


def test_a_series_of_events_turns_and_an_empty_record_gives_a_reason(news):
    with news.view() as view:
        found = measure_turns(Request((("state:AAA",),), default(), view=view, of="events", by="month")).frame
        assert found["series"][0] == "events of state:AAA"
        none = measure_turns(Request((("state:ZZZ",),), default(), view=view, of="events")).frame
    assert none["reason"].to_list() == ["0 values, fewer than 6"]


def test_series_of_votes_and_words_that_are_no_series():
    votes = make_votes({"AAA": "YNYNYYNAYN", "BBB": "YYYNNYNAAN"})
    request = Request((("state:AAA",), ("state:BBB",)), default(), votes=lambda: votes)
    assert measure_turns(request).frame["reason"].to_list() == ["0 values, fewer than 6"]
    with pytest.raises(UserError, match="Change points of “mood”"):
        measure_turns(Request((("state:AAA",),), default(), of="mood"))
