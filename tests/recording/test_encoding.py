"""Statements as rows and back."""

from typing import Any

from comity.model import Evidence, Fact, Reference, Relation
from comity.recording.encoding import Columns, build, columns_of, parties_of


def back(statement: Any) -> Any:
    columns = Columns(**columns_of(statement)._asdict())
    return build(statement.document, columns, list(reversed(parties_of(statement))), statement.evidence)


def test_every_kind_comes_back_as_it_was(reports: Any) -> None:
    statements = [statement for story in reports for statement in story.statements]
    assert [back(statement) for statement in statements] == statements


def test_a_value_may_be_an_actor() -> None:
    seat = Reference("place:beijing", "Beijing")
    spans = (Evidence(0, 1, "a"),)
    fact = Fact(document="d", evidence=spans, about=Reference("org:SCO", "SCO"), property="headquarters", value=seat)
    tie = Relation(document="d", evidence=spans, from_=seat, relation="part-of", to=Reference("state:CHN", "China"))
    assert [back(fact), back(tie)] == [fact, tie]
