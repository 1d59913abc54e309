"""Relations: what several texts tell is one row; what holds both ways is merged, what does not keeps its direction."""

import pytest
from tests.conftest import Story

from comity.asking.desk import Desk
from comity.errors import UserError
from comity.recording import Record, Run

TEXT = "China and Belarus are allies. Russia backs Belarus. Xi called Putin an ally. Once India was a rival of China."


@pytest.fixture
def tied(record: Record, desk: Desk, run: Run) -> Desk:
    """A desk over two texts that tell the same ties, one of them the other way round."""
    first, second = Story(TEXT, "2023-01-01", "First Paper"), Story(TEXT + " So it is.", "2024-01-01", "Second Paper")
    second.document = Story("Told by others. " + TEXT.replace(".", ";"), "2024-01-01", "Second Paper").document
    for story, ends in ((first, ("state:CHN", "state:BLR")), (second, ("state:BLR", "state:CHN"))):
        story.relation("China and Belarus are allies", ends[0], "ally", ends[1])
        story.relation("Russia backs Belarus", "state:RUS", "backs", "state:BLR", said_by="person:jo-lind")
    xi, putin = "person:xi-jinping for state:CHN", "person:vladimir-putin for state:RUS"
    first.relation("Xi called Putin an ally", xi, "ally", putin)
    first.relation("Once India was a rival of China", "state:IND", "rival", "state:CHN", when="../1990")
    with record.writer() as writer:
        for story in (first, second):
            writer.add(story.document, story.statements, run=run)
    return desk


def test_a_tie_of_several_texts_is_one_row_and_the_one_asked_about_stands_first(tied: Desk) -> None:
    for one, other in (("China", "Belarus"), ("Belarus", "China")):
        (row,) = tied.relations(one, other).rows
        assert (row.name, row.relation, row.other_name, row.mutual) == (one, "ally", other, True)
        assert (row.sources, row.publishers) == (2, ("First Paper", "Second Paper"))
        assert len(row.statements) == 2


def test_direction_is_kept(tied: Desk) -> None:
    for asked in ("Russia", "Belarus"):
        (row,) = tied.relations(asked, type="backs").rows
        assert (row.actor, row.other, row.mutual) == ("state:RUS", "state:BLR", False)
        assert row.said_by == ("Jo Lind",)


def test_who_acts_for_a_state_counts_for_it(tied: Desk) -> None:
    allies = [(row.name, row.other_name) for row in tied.relations("China", type="ally").rows]
    assert allies == [("China", "Belarus"), ("Xi Jinping", "Vladimir Putin")]
    (row,) = tied.relations("China", "Russia").rows
    assert (row.actor_for, row.other_for) == ("state:CHN", "state:RUS")
    (row,) = tied.relations("Vladimir Putin").rows
    assert (row.actor, row.other) == ("person:vladimir-putin", "person:xi-jinping")


def test_both_clocks_count(tied: Desk) -> None:
    assert [row.relation for row in tied.relations("India").rows] == ["rival"]
    assert tied.relations("India", at="1985").found
    assert not tied.relations("India", at="2020").found
    assert not tied.relations("Belarus", at="2022").found
    assert [row.sources for row in tied.relations("China", "Belarus", asof="2023").rows] == [1]


def test_the_last_statements_alone_count_where_an_answer_has_to_be_short(tied: Desk) -> None:
    answer = tied.relations("Belarus", limit=2)
    assert [(row.relation, row.sources, row.publishers) for row in answer.rows] == [
        ("ally", 1, ("Second Paper",)),
        ("backs", 1, ("Second Paper",)),
    ]
    assert any(note.startswith("Only the ties of the last 2") for note in answer.notes)
    assert not any(note.startswith("Only") for note in tied.relations("Belarus").notes)


def test_a_kind_that_there_is_not_is_told(desk: Desk) -> None:
    with pytest.raises(UserError, match="There is no relation “friendly”; there are ally, partner"):
        desk.relations("China", type="friendly")
