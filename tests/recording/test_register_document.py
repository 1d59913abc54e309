"""The register as a document: a sentence a row, and one register at a time."""

from pathlib import Path

import pytest

from comity.model import Membership, Office
from comity.recording import Record
from comity.recording.register_document import write_register
from comity.register import Register


@pytest.fixture(scope="module")
def shipped() -> Register:
    return Register.load()


def test_every_row_is_a_sentence_that_its_statement_rests_on(shipped: Register) -> None:
    document, statements = write_register(shipped)
    assert len(statements) == len({statement.id for statement in statements}) > 1000
    for statement in statements:
        (span,) = statement.evidence
        assert document.text[span.start : span.end] == span.exact
    assert {type(statement) for statement in statements} == {Membership, Office}
    assert write_register(shipped) == (document, statements)


def test_sentences_read_plainly(shipped: Register) -> None:
    sentences = write_register(shipped)[0].text.splitlines()
    assert (
        "India has been a member of Shanghai Cooperation Organisation since 2017-06-09, by date decided." in sentences
    )
    assert "Nursultan Nazarbayev was president of Kazakhstan from 1990-04-24 until 2019-03-20." in sentences


def test_an_observer_that_accedes_stays_one_until_admitted(shipped: Register) -> None:
    _, statements = write_register(shipped)
    (observer,) = [
        s
        for s in statements
        if isinstance(s, Membership)
        and (s.member.id, s.organisation.id, s.status) == ("state:IRN", "org:SCO", "observer")
    ]
    assert observer.when == "2005-07-05/2023-07-04"


def test_a_register_is_recorded_once_and_its_successor_takes_over(
    empty: Record, shipped: Register, tmp_path: Path
) -> None:
    overlay = tmp_path / "rows"
    overlay.mkdir()
    header = "organisation,member,status,since,until,date_kind,confidence,source,note"
    row = "org:SCO,state:CHE,observer,2021-01-01,,decided,high,own-compilation,made up"
    (overlay / "memberships.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    newer = Register.load(overlay)
    with empty.writer() as writer:
        assert writer.add_register(shipped)
        assert writer.add_register(shipped) is None
    with empty.writer() as writer:
        assert writer.add_register(newer)
    with empty.view(at="2022") as view:
        spells = view.spells("membership", body="org:SCO")
        assert len([s for s in spells if s.holder == "state:CHE"]) == 1
        assert len([s for s in spells if s.holder == "state:IND" and s.label == "member"]) == 1
        assert len([head for head in view.documents() if head.count]) == 1
    with empty.writer() as writer:
        writer.add_register(shipped)
    with empty.view(at="2022", reports_only=True) as view:
        assert not view.spells("membership", body="org:SCO")
    with empty.view(at="2022") as view:
        assert not [s for s in view.spells("membership", body="org:SCO") if s.holder == "state:CHE"]
