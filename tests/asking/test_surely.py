"""A least confidence leaves out what is less sure, wherever the record is asked, and says how much that is."""

import pytest

from comity.asking.desk import Desk
from comity.errors import UserError
from comity.recording import Record, Run
from comity.register import Register

SCO, ETH, ERI = "org:SCO", "state:ETH", "state:ERI"


@pytest.fixture
def doubtful(empty: Record, register: Register, story, run: Run) -> Desk:
    """Three texts that are sure of some things and not of others."""
    first = story(
        "India joined in 2017. It was founded in 2001. Ethiopia accused Eritrea.",
        "2020-01-02",
        "One",
    )
    first.membership("India joined in 2017", "state:IND", SCO, "member", when="2017/..", confidence=0.9)
    first.fact("founded in 2001", SCO, "founded", "2001", when="2001", confidence=0.8)
    first.event("Ethiopia accused Eritrea", "ACCUSE", ETH, ERI, when="2019-12-30", confidence=0.34)
    second = story(
        "India withdrew in 2018. It began in 1996. Ethiopia accused Eritrea on Monday. Eritrea hosted Ethiopia.",
        "2020-01-03", "Two",
    )  # fmt: skip
    second.membership("India withdrew in 2018", "state:IND", SCO, "withdrawn", when="2018/..", confidence=0.2)
    second.fact("began in 1996", SCO, "founded", "1996", when="1996", confidence=0.3)
    second.event("Ethiopia accused Eritrea on Monday", "ACCUSE", ETH, ERI, when="2019-12-30", confidence=0.7)
    second.event("Eritrea hosted Ethiopia", "CONSULT", ERI, ETH, when="2019-11-01", confidence=0.4)
    second.quotation("It began in 1996", "person:anna-berg", confidence=0.45)
    with empty.writer() as writer:
        for told in (first, second):
            writer.add(told.document, told.statements, run=run)
    return Desk(empty, register)


def test_rows_say_how_sure_the_surest_of_their_statements_is(doubtful: Desk) -> None:
    rows = doubtful.timeline("Ethiopia", "Eritrea").rows
    assert [(row.type, row.sources, row.confidence) for row in rows] == [("CONSULT", 1, 0.4), ("ACCUSE", 2, 0.7)]
    assert doubtful.quotes("Anna Berg").rows[0].confidence == 0.45


def test_a_least_confidence_leaves_rows_out_and_says_how_many(doubtful: Desk) -> None:
    answer = doubtful.at_least(0.5).timeline("Ethiopia", "Eritrea")
    assert [(row.type, row.sources) for row in answer.rows] == [("ACCUSE", 1)]
    assert answer.notes == ("Left out for being less sure than 0.5: 1 happening.",)
    assert ("min_confidence", "0.5") in answer.question.arguments
    nothing = doubtful.at_least("0.8").timeline("Ethiopia", "Eritrea")
    assert not nothing.found
    assert nothing.notes == ("Left out for being less sure than 0.8: 2 happenings.",)


def test_without_one_answers_are_as_they_were(doubtful: Desk) -> None:
    assert doubtful.at_least(None).timeline("Ethiopia") == doubtful.timeline("Ethiopia")
    assert doubtful.at_least(0).timeline("Ethiopia") == doubtful.timeline("Ethiopia")
    assert not any("less sure" in note for note in doubtful.timeline("Ethiopia").notes)


def test_an_unsure_end_ends_nothing(doubtful: Desk) -> None:
    assert not doubtful.members("SCO", at="2020-01-01", reports_only=True).found
    surely = doubtful.at_least(0.5).members("SCO", at="2020-01-01", reports_only=True)
    assert [(row.member, row.until, row.confidence) for row in surely.rows] == [("state:IND", None, 0.9)]


def test_a_dispute_is_as_sure_as_its_second_side(doubtful: Desk) -> None:
    (row,) = doubtful.disputes("SCO").rows
    assert row.confidence == 0.3
    assert sorted(side.confidence or 0 for side in row.sides) == [0.3, 0.8]
    surely = doubtful.at_least(0.5).disputes("SCO")
    assert (len(surely), surely.notes) == (0, ("Left out for being less sure than 0.5: 1 dispute.",))


def test_questions_in_plain_english_and_counts_heed_it(doubtful: Desk) -> None:
    count = "How many times did Ethiopia and Eritrea meet?"
    assert [row.count for row in doubtful.ask(count).rows] == [1]
    surely = doubtful.at_least(0.5).ask(count)
    assert not surely.found
    assert "Left out for being less sure than 0.5: 1 happening." in surely.notes
    assert surely.notes[0].startswith("This was asked: comity timeline state:ETH state:ERI --min-confidence 0.5 (")


def test_quotations_documents_and_changes_heed_it(doubtful: Desk) -> None:
    surely = doubtful.at_least(0.5)
    assert surely.quotes("Anna Berg").notes == ("Left out for being less sure than 0.5: 1 quotation.",)
    document = doubtful.timeline("Ethiopia").rows[0].statements[0]
    text = doubtful.statement(document).rows[0].document
    assert len(surely.document(text).rows[0].read) == 1
    assert surely.document(text).notes == ("Left out for being less sure than 0.5: 4 statements.",)


@pytest.mark.parametrize("given", [{"since": "2017-12-31", "until": "2020-01-01"}, {"asof_since": "2020-01-02"}])
def test_changes_heed_it_on_both_clocks(doubtful: Desk, given: dict[str, str]) -> None:
    found, surely = doubtful.changes("India", **given), doubtful.at_least(0.5).changes("India", **given)
    assert 0.2 in {row.confidence for row in found.rows}
    assert not surely.found
    assert f"Left out for being less sure than 0.5: {len(found)} change" in surely.notes[-1]


def test_what_a_person_accepted_is_sure(doubtful: Desk) -> None:
    hosted = doubtful.timeline("Ethiopia", "Eritrea").rows[0].statements[0]
    doubtful.judge("Ann Reader").accept(hosted, reason="the sentence says so")
    surely = doubtful.at_least(0.9).timeline("Ethiopia", "Eritrea")
    assert [(row.type, row.confidence) for row in surely.rows] == [("CONSULT", 1.0)]
    assert doubtful.statement(hosted).rows[0].confidence == 1.0


def test_it_goes_together_with_a_moment_of_recording_and_a_sitting(doubtful: Desk) -> None:
    surely = doubtful.at_least(0.5)
    then = surely.as_recorded(doubtful.data_version())
    assert then.min_confidence == 0.5
    with then.sitting() as sitting:
        assert len(sitting.timeline("Ethiopia", "Eritrea")) == 1
        assert len(sitting.at_least(0).timeline("Ethiopia", "Eritrea")) == 2


def test_a_view_counts_what_it_leaves_out(doubtful: Desk) -> None:
    with doubtful.at_least(0.5).view() as view:
        assert view.left_out() == 5
    with doubtful.view() as view:
        assert view.left_out() == 0


def test_what_is_no_confidence_is_refused(doubtful: Desk) -> None:
    with pytest.raises(UserError, match="“high” is no confidence"):
        doubtful.at_least("high")
