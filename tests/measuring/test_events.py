"""Series of events: sums by period, what is behind them, how much was reported, and what cannot be said."""

import pytest

from comity.errors import UserError
from comity.measuring.events import measure_events


def lines_of(view, *arguments, **choices):
    frame = measure_events(view, *arguments, **choices).frame
    return {(line["series"], line["period"]): line for line in frame.to_dicts()}


def test_sums_counts_and_what_stands_behind(news):
    with news.view() as view:
        lines = lines_of(view, ["state:AAA"], ["state:BBB"], by="month")
    line = lines["conflict", "2022-01"]
    assert line["value"] == -3
    assert (line["n"], line["verbal"], line["material"]) == (1, 1, 0)
    assert (line["documents"], line["publishers"]) == (1, 1)
    assert line["per_document"] == line["value"]
    assert line["happenings"] == ["2022-01-10 ACCUSE: AAA → BBB"]
    assert len(line["statements"]) == 1


def test_years_have_intervals_and_planned_stands_apart(news):
    with news.view() as view:
        lines = lines_of(view, ["state:CCC"], by="year")
        met = lines["cooperation", "2022"]
        assert met["low"] < met["value"] < met["high"]
        assert lines["planned cooperation", "2023"]["n"] >= 1
        assert ("planned cooperation", "2022") in lines


def test_a_group_counts_each_happening_once(news):
    with news.view() as view:
        alone = lines_of(view, ["state:CCC"], by="year")["cooperation", "2022"]["n"]
        together = lines_of(view, ["state:CCC", "state:DDD"], by="year")["cooperation", "2022"]["n"]
    assert alone == together


def test_a_period_without_documents_is_null_and_one_without_happenings_zero(news):
    with news.view() as view:
        lines = lines_of(view, ["state:AAA"], ["state:CCC"], by="month", since="2022-02", until="2022-12")
        days = lines_of(view, ["state:AAA"], ["state:BBB"], by="day", until="2022-03-01")
    assert lines["cooperation", "2022-09"]["value"] == 0
    assert days["conflict", "2022-01-12"]["value"] is None
    assert "no document of this day" in days["conflict", "2022-01-12"]["reason"]


def test_smoothing_is_stated_and_keeps_the_mean(news):
    with news.view() as view:
        lines = lines_of(view, ["state:AAA"], ["state:BBB"], by="month", smooth=3)
    line = lines["conflict", "2022-03"]
    assert line["rule"] == "sum by month, centred mean over 3"
    assert line["value"] == pytest.approx(-3)
    assert line["low"] is None


def test_nothing_told_gives_a_reason_and_other_words_are_refused(news):
    with news.view() as view:
        assert measure_events(view, ["state:ZZZ"]).frame["reason"].to_list() == [
            "the record tells of no dated happening"
        ]
        with pytest.raises(UserError, match="by “week”"):
            measure_events(view, ["state:AAA"], by="week")
