"""Facts: values with who says so, those that cannot both hold beside each other, the register's told as such."""

import pytest
from tests.conftest import Story

from comity.asking.desk import Desk
from comity.errors import UnknownActor, UserError
from comity.recording import Record, Run


def test_values_that_part_stand_beside_each_other(desk: Desk) -> None:
    rows = desk.facts("SCO", property="founded").rows
    assert [(row.value, row.dissent, row.dispute) for row in rows] == [
        ("1996", ("2001",), "open"),
        ("2001", ("1996",), "open"),
    ]
    assert [(row.said_by, row.publishers, row.sources) for row in rows] == [
        (("Jo Lind",), ("Southern Herald",), 1),
        ((), ("Northern Post",), 1),
    ]
    assert all(len(row.statements) == 1 for row in rows)


def test_the_register_stands_beside_reports_and_is_told_as_such(informed: Desk) -> None:
    founded = {row.value: (row.origin, row.register, row.sources) for row in informed.facts("SCO").rows}
    assert founded["2001"] == ("both", "2001-06-15", 1)
    assert founded["1996"] == ("reports", None, 1)
    (seat,) = informed.facts("SCO", property="headquarters").rows
    assert (seat.value, seat.value_actor, seat.origin, seat.statements) == ("Beijing", "place:beijing", "register", ())
    assert {row.origin for row in informed.facts("SCO", reports_only=True).rows} == {"reports"}


def test_one_value_is_asked_for_and_the_others_are_named(desk: Desk) -> None:
    answer = desk.facts("SCO", property="founded", value="1996-04-26")
    assert [row.value for row in answer.rows] == ["1996"]
    assert "Sources also say: founded 2001." in answer.notes
    assert len(desk.facts("SCO", value="").rows) == 2, "an empty field of a form asks for no value"
    answer = desk.facts("SCO", value="1980")
    assert not answer.found
    assert "Sources also say: founded 1996, founded 2001." in answer.notes


def test_both_clocks_count(desk: Desk) -> None:
    assert [row.value for row in desk.facts("SCO", asof="2023").rows] == ["2001"]
    assert [row.value for row in desk.facts("SCO", at="1999").rows] == ["1996"]
    assert not desk.facts("SCO", at="1990").found


def test_texts_that_say_the_same_are_one_row(record: Record, desk: Desk, run: Run) -> None:
    third = Story("Since June 2001 there has been the SCO, a club of eight.", "2023-01-01", "Third Paper")
    third.fact("Since June 2001", "org:SCO", "founded", "2001-06", when="2001-06")
    third.fact("a club of eight", "org:SCO", "member-count", "eight")
    third.relation("there has been the SCO", "org:SCO", "based-in", "state:CHN", modality="possible")
    with record.writer() as writer:
        writer.add(third.document, third.statements, run=run)
    rows = desk.facts("SCO").rows
    assert [(row.property, row.value, row.modality, row.sources) for row in rows] == [
        ("founded", "2001-06", "actual", 2),
        ("founded", "1996", "actual", 1),
        ("member-count", "eight", "actual", 1),
        ("based-in", "China", "possible", 1),
    ]
    assert rows[0].dates == ("2001", "2001-06")
    kept = desk.facts("SCO", property="member-count,based in").rows
    assert [row.property for row in kept] == ["member-count", "based-in"]


def test_what_cannot_be_asked_is_told(desk: Desk) -> None:
    with pytest.raises(UserError, match="There is no property “colour”; there are founded, dissolved"):
        desk.facts("SCO", property="colour")
    with pytest.raises(UnknownActor):
        desk.facts("Foo Bar League")
    assert not desk.facts("Fiji").found


def test_of_each_property_the_last_statements_count_where_an_answer_has_to_be_short(
    record: Record, desk: Desk, run: Run
) -> None:
    for year, size in (("2023", "nine"), ("2024", "ten")):
        story = Story(f"In {year} the club counts {size} members.", f"{year}-02-01", f"Paper of {year}")
        story.fact(f"{size} members", "org:SCO", "member-count", size)
        with record.writer() as writer:
            writer.add(story.document, story.statements, run=run)
    answer = desk.facts("SCO", limit=1)
    assert [(row.property, row.value) for row in answer.rows] == [("founded", "1996"), ("member-count", "ten")]
    assert any("founded, member-count only what the last 1 statements" in note for note in answer.notes)
    whole = desk.facts("SCO", limit=3)
    assert [row.value for row in whole.rows] == [row.value for row in desk.facts("SCO").rows]
    assert not any("only what the last" in note for note in whole.notes)


def test_nobody_is_made_to_say_what_others_say_too(desk: Desk, record: Record, story: type, run: Run) -> None:
    claims = (("The club was founded in 1996.", "person:jo-lind"), ("It was founded in 1996, we know.", None))
    for text, voucher in claims:
        told = story(text, "2024-01-01", text[:9]).fact(
            "founded in 1996", "org:CLUB", "founded", "1996", said_by=voucher
        )
        with record.writer() as writer:
            writer.add(told.document, told.statements, run=run)
        (row,) = desk.facts("org:CLUB").rows
        assert row.said_by == (() if voucher is None else ("Jo Lind",))
    assert len(row.publishers) == 2
