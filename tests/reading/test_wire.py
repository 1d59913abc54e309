"""Wire reports: short texts in the prose of news agencies, what they tell and what must not be made of them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from comity.model import Document, Event, Fact, Membership, Office, Quotation, Reference, Relation, Statement
from comity.reading import Reader
from comity.settings import Settings

FOLDER = Path(__file__).parent / "cases"
CASES = [
    case
    for name in ("wire", "background", "history", "leaders")
    for case in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Settings(learnt=False))


def written(statement: Statement) -> str:
    """A statement in one line."""
    match statement:
        case Event():
            sides = (" ".join(r.id for r in side) for side in (statement.actors, statement.recipients))
            return f"event {statement.event_type} " + " > ".join(side for side in sides if side)
        case Membership():
            return f"membership {statement.member.id} {statement.status} {statement.organisation.id}"
        case Office():
            return f"{statement.person.id} {statement.role} of {statement.of.id}"
        case Quotation():
            return f"{statement.speaker.id} for {statement.speaker.acts_for} says"
        case Relation():
            return f"relation {statement.from_.id} {statement.relation} {statement.to.id}"
        case Fact():
            value = statement.value.id if isinstance(statement.value, Reference) else statement.value
            return f"fact {statement.about.id} {statement.property} {value}"
    raise AssertionError(statement)


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:50] for c in CASES])
def test_reads_a_wire_report(reader: Reader, case: dict[str, Any]) -> None:
    statements = reader.read(Document(case["text"], published=case["published"])).statements
    lines = [written(s) for s in statements]
    hedged = [written(s) for s in statements if s.modality != "actual"]
    assert [line for line in case.get("possible", ()) if line not in hedged] == []
    assert [line for line in case["read"] if line not in lines] == []
    assert [line for line in lines if any(part in line for part in case.get("unread", ()))] == []


def test_a_repeated_deed_carries_the_words_of_the_deed(reader: Reader) -> None:
    text = "Qatar severed diplomatic relations with Chad on Sunday. Oman followed suit on Monday."
    statements = reader.read(Document(text, published="2024-03-17")).statements
    (oman,) = [s for s in statements if isinstance(s, Event) and s.actors[0].id == "state:OMN"]
    assert [e.exact for e in oman.evidence] == ["Qatar severed diplomatic relations with Chad", "Oman followed suit"]
    assert all(text[e.start : e.end] == e.exact for e in oman.evidence)
