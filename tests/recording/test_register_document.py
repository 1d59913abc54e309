"""The register as a document: a sentence a row, and one register at a time."""

from typing import Any

import pytest

from comity.model import Document, Membership, Office, Statement
from comity.recording import Record
from comity.recording.register_document import write_register
from comity.register import default
from comity.register.rows import MembershipRow

Written = tuple[Document, list[Statement]]


@pytest.fixture(scope="module")
def written() -> Written:
    return write_register(default())


def test_every_row_is_a_sentence_that_its_statement_rests_on(written: Written) -> None:
    document, statements = written
    assert len(statements) == len({statement.id for statement in statements}) > 1000
    for statement in statements:
        (span,) = statement.evidence
        assert document.text[span.start : span.end] == span.exact
    assert {type(statement) for statement in statements} == {Membership, Office}


def test_sentences_read_plainly(written: Written) -> None:
    sentences = written[0].text.splitlines()
    assert (
        "India has been a member of Shanghai Cooperation Organisation since 2017-06-09, by date decided." in sentences
    )
    assert "Nursultan Nazarbayev was president of Kazakhstan from 1990-04-24 until 2019-03-20." in sentences


def test_an_observer_that_accedes_stays_one_until_admitted(written: Written) -> None:
    _, statements = written
    (observer,) = [
        s
        for s in statements
        if isinstance(s, Membership)
        and (s.member.id, s.organisation.id, s.status) == ("state:IRN", "org:SCO", "observer")
    ]
    assert observer.when == "2005-07-05/2023-07-04"


def test_a_register_is_recorded_once_and_its_successor_takes_over(empty: Record, bookshelf: Any) -> None:
    more = MembershipRow("state:CHE", "observer", "2021-01-01", "", "decided", "high", "made up", "org:SCO")
    newer = type(bookshelf)(default(), "2", more)
    with empty.writer() as writer:
        assert writer.add_register(bookshelf)
        assert writer.add_register(bookshelf) is None
    with empty.writer() as writer:
        assert writer.add_register(newer)
    assert standings(empty) >= {("state:CHE", "observer"), ("state:IND", "member")}
    with empty.view() as view:
        assert [head.count > 0 for head in view.documents()].count(True) == 1
    with empty.writer() as writer:
        writer.add_register(bookshelf)
    assert ("state:CHE", "observer") not in standings(empty)
    assert not standings(empty, reports_only=True)


def standings(record: Record, *, reports_only: bool = False) -> set[tuple[str, str]]:
    with record.view(at="2022", reports_only=reports_only) as view:
        spells = view.spells("membership", body="org:SCO")
        return {(spell.holder, spell.label) for spell in spells if spell.holds(view.moment) != "no"}
