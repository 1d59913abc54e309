"""The times of which there are documents, and those of which there are none."""

from comity.serving.web.plots.stock import draw_stock


def test_few_months_are_drawn_one_by_one_and_lead_to_their_documents() -> None:
    plot = draw_stock({"2024-03": 2, "2024-06": 1})
    assert plot
    assert [(bar.told, bool(bar.href)) for bar in plot.bars] == [
        ("March 2024: 2 documents", True),
        ("April 2024: 0 documents", False),
        ("May 2024: 0 documents", False),
        ("June 2024: 1 document", True),
    ]
    assert [bar.look for bar in plot.bars] == ["good", "silent", "silent", "good"]


def test_many_years_are_drawn_by_year_and_a_silent_one_is_grey() -> None:
    plot = draw_stock({"2002-07": 1, "2002-12": 1, "2004": 1, "2007-01": 3, "": 4})
    assert plot
    assert [bar.told.partition(":")[0] for bar in plot.bars if bar.look == "good"] == ["2002", "2004", "2007"]
    assert [bar.told for bar in plot.bars if bar.look == "silent"] == [
        "2003: 0 documents", "2005: 0 documents", "2006: 0 documents",
    ]  # fmt: skip
    tall = {bar.told: bar.height for bar in plot.bars}
    assert tall["2007: 3 documents"] > tall["2002: 2 documents"] > tall["2004: 1 document"]


def test_without_a_dated_document_there_is_nothing_to_draw() -> None:
    assert draw_stock({"": 3}) is None
    assert draw_stock({}) is None
