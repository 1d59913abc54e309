"""Geometry of plots: every value has a place inside, and what stands there tells it."""

import math
import re
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.measuring.measured import Measured, frame_of, row
from comity.serving.web.plots import draw
from comity.serving.web.plots.frame import Periods, Scale, name_period
from comity.serving.web.plots.graph import BROAD, MOST_TIES, SLIM, Looks, draw_graph
from comity.serving.web.plots.narrow import narrow

VALUES = st.lists(st.floats(-1e6, 1e6).map(lambda value: round(value, 6)), min_size=1, max_size=20)


@given(VALUES)
def test_a_scale_holds_all_its_values_in_order(values: list[float]) -> None:
    scale = Scale.over(values, 0, 500)
    places = [scale(value) for value in sorted(values)]
    assert all(0 <= place <= 500 for place in places)
    assert places == sorted(places)


@given(VALUES)
def test_ticks_are_few_and_lie_on_the_axis(values: list[float]) -> None:
    ticks = Scale.over(values, 500, 0).ticks()
    assert len(ticks) <= 8
    assert all(0 <= tick.at <= 500 for tick in ticks)
    assert len({tick.text for tick in ticks}) == len(ticks)


@pytest.mark.parametrize("top", [1.2, 12.5, 0.13, 240.0, 3e-7])
def test_a_tick_says_the_number_at_which_it_stands(top: float) -> None:
    scale = Scale.over([0.0, top], 0, 1000)
    assert [scale(float(tick.text)) for tick in scale.ticks()] == [tick.at for tick in scale.ticks()]


@pytest.mark.parametrize(
    ("label", "said"), [("70", "70 (2015)"), ("2015", "2015"), ("2015-07", "Jul 2015"), ("2015-07-01", "1 July 2015")]
)
def test_periods_go_by_their_names(label: str, said: str) -> None:
    assert name_period(label) == said


@pytest.mark.parametrize("labels", [["1", "75"], ["1950", "2024"], ["2001-02", "2019-11"], ["2020-01-01"]])
def test_periods_lie_between_the_ends(labels: list[str]) -> None:
    periods = Periods.over(labels, 50, 700)
    assert all(50 <= periods(label) <= 700 for label in labels)
    assert all(math.isfinite(tick.at) for tick in periods.ticks())


def measured(name: str, rows: list[dict[str, object]]) -> Measured:
    return Measured(name, frame_of(rows), "d", "s", "file", "v")


def test_lines_bands_and_dots_tell_their_numbers() -> None:
    rows = [
        {"state": f"state:{who}", "period": str(70 + place)}
        | row(0.5 + place / 10, low=0.4, high=0.9, n=30, unit="share", rule="exact")
        for who in ("KAZ", "UZB") for place in range(3)
    ]  # fmt: skip
    (plot,) = draw(measured("agreement", rows), lambda id: id[6:])
    assert [text for _, text in plot.legend] == ["KAZ", "UZB"]
    assert len([path for path in plot.paths if path.look.startswith("band")]) == 2
    assert plot.dots[0].told == "KAZ, 70 (2015): 0.500 [0.400, 0.900], n = 30"


def test_no_line_runs_over_a_missing_number() -> None:
    rows = [
        {"state": f"state:{who}", "period": period} | row(0.5, low=0.4, high=0.6, n=30, unit="share", rule="exact")
        for who, periods in (("KAZ", ("70", "71", "72", "73")), ("UZB", ("70", "72", "73"))) for period in periods
    ]  # fmt: skip
    (plot,) = draw(measured("agreement", rows), lambda id: id[6:])
    assert [path.d.count("L") for path in plot.paths if path.look.startswith("line")] == [3, 0, 1]


def test_no_line_runs_over_sessions_that_no_series_has() -> None:
    rows = [
        {"state": "state:CHN", "period": period} | row(0.5, low=0.4, high=0.6, n=30, unit="share", rule="exact")
        for period in ("3", "4", "26", "27", "28")
    ]  # fmt: skip
    (plot,) = draw(measured("agreement", rows), lambda id: id[6:])
    assert [path.d.count("L") for path in plot.paths if path.look.startswith("line")] == [1, 2]


def test_many_lines_get_a_plot_each() -> None:
    rows = [
        {"state": f"state:{who}", "period": str(70 + place)} | row(0.5, n=30, unit="share", rule="exact")
        for who in "ABCDEF" for place in range(2)
    ]  # fmt: skip
    assert len(draw(measured("agreement", rows))) == 6


def test_no_number_is_no_plot() -> None:
    assert draw(measured("agreement", [{"state": "state:KAZ"} | row(None, unit="share", rule="exact")])) == []


def test_conflict_hangs_below_and_leads_to_its_sentences() -> None:
    rows = [
        {"period": str(year), "series": side, "documents": 4, "statements": ["st-0123456789abcdef"]}
        | row(value, n=2, unit="PLOVER value", rule="sum by year")
        for year, side, value in ((2001, "cooperation", 5.0), (2001, "conflict", -4.0), (2002, "conflict", -1.0))
    ]  # fmt: skip
    (plot,) = draw(measured("events", rows))
    good, ill, _ = plot.bars
    assert good.y + good.height <= ill.y + 0.2
    assert ill.href.startswith("/sentences/")


def test_a_session_alone_is_points() -> None:
    frame = pl.DataFrame({"state": ["state:KAZ"], "session": [70]})
    rows = [dict(line) | row(0.1, low=0.0, high=0.2, n=9, unit="share", rule="exact") for line in frame.to_dicts()]
    (plot,) = draw(measured("ideal-points", rows))
    assert plot.dots[0].across


def test_a_network_draws_the_strongest_ties_and_counts_the_others() -> None:
    actors = [f"state:{place:03}" for place in range(MOST_TIES + 12)]
    nodes = pl.DataFrame(
        {"actor": actors, "period": "2024", "x": 0.0, "y": 0.0, "value": 1.0, "n": 1, "unit": "share", "community": "a"}
    )
    pairs = list(pairwise(actors))
    ties = pl.DataFrame(
        {"actor": [one for one, _ in pairs], "other": [other for _, other in pairs], "period": "2024",
         "value": [float(place) for place in range(len(pairs))], "unit": "meetings"}
    )  # fmt: skip
    graph = draw_graph(nodes, ties, "2024", str, Looks(lambda row: "s1", ()))
    assert (len(graph.ties), graph.left) == (MOST_TIES, 11)
    assert {tie.one for tie in graph.ties}.isdisjoint(actors[:11])


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=2, max_size=40))
def test_a_narrow_plot_has_all_its_marks_inside_and_no_words_that_touch(points: list[tuple[float, float]]) -> None:
    times = [
        {"state": "state:AAA", "period": str(1980 + place)} | row(value, low=value - low, high=value, n=9, unit="share",
                                                                   rule="exact")
        for place, (value, low) in enumerate(points)
    ]  # fmt: skip
    ranks = [
        {"state": f"state:{place:03}"} | row(value, low=value - low, high=value, n=9, unit="share", rule="exact")
        for place, (value, low) in enumerate(points)
    ]
    for rows in (times, ranks):
        (wide,) = draw(measured("agreement", rows))
        plot = narrow(wide)
        assert len(plot.dots) == len(wide.dots)
        assert all(0 <= dot.x <= plot.width and 0 <= dot.y <= plot.floor for dot in plot.dots)
        ends = [[float(number) for number in re.findall(r"-?[\d.]+", path.d)[::2]] for path in plot.paths]
        assert all(0 <= x <= plot.width for path in ends for x in path)
        for left, right in pairwise(plot.x_ticks):
            assert right.at - left.at >= (len(left.text) + len(right.text)) * 3
    assert [word.text for word in plot.words] == [tick.text for tick in wide.y_ticks]
    assert all(above.y < dot.y for above, dot in zip(plot.words, plot.dots, strict=True))


def test_ways_of_counting_go_by_their_names() -> None:
    rows = [
        {"state": "state:AAA", "period": str(year)} | row(0.5, n=9, unit="share", rule=rule)
        for rule in ("exact", "no-abstentions") for year in (2001, 2002)
    ]  # fmt: skip
    assert [plot.title for plot in draw(measured("agreement", rows))] == [
        "same vote, abstaining a third kind", "abstentions left out"
    ]  # fmt: skip
    (one,) = draw(measured("agreement", rows[:2]))
    assert one.y_title == "share: same vote, abstaining a third kind"


def test_a_network_for_narrow_screens_keeps_everything_inside() -> None:
    actors = [f"state:{place:03}" for place in range(9)]
    nodes = pl.DataFrame(
        [{"actor": id, "period": "2024", "x": (-1) ** place, "y": place / 4 - 1, "community": "a", "value": place,
          "unit": "happenings", "n": 1} for place, id in enumerate(actors)]
    )  # fmt: skip
    ties = pl.DataFrame(
        [{"actor": "state:000", "other": id, "period": "2024", "value": float(place), "unit": "happenings",
          "statements": ["st-1"]} for place, id in enumerate(actors[1:], 1)]
    )  # fmt: skip
    for canvas in (BROAD, SLIM):
        graph = draw_graph(nodes, ties, "2024", str, Looks(lambda row: "s1", ()), canvas=canvas)
        assert all(0 < node.x < graph.width and 0 < node.y < graph.height for node in graph.nodes)
        assert [text for _, text in graph.widths] == ["1 happening", "8 happenings"]
        assert [text for _, text in graph.sizes] == ["0", "2", "8"]
        assert [dict(tie.counts) for tie in graph.ties[-2:]] == [{"2024": "2"}, {}], "the weakest tie has no number"
