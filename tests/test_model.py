"""Statements: stable ids, and a wire form that loses nothing."""

import json

from comity.model import Document, Event, Evidence, Membership, Reference, statement_from_json

TEXT = "India joined the SCO in 2017."
INDIA = Reference("state:IND", "India")
SCO = Reference("org:SCO", "SCO")


def membership(**change: object) -> Membership:
    given = {
        "document": Document(TEXT).id,
        "evidence": (Evidence.of(TEXT, 0, len(TEXT)),),
        "member": INDIA,
        "organisation": SCO,
        "status": "member",
        "when": "2017/..",
    }
    return Membership(**(given | change))  # type: ignore[arg-type]


def test_the_same_reading_has_the_same_id() -> None:
    assert membership().id == membership().id
    assert membership(confidence=0.9).id == membership(confidence=0.1).id


def test_what_is_said_decides_the_id() -> None:
    assert membership(status="observer").id != membership().id


def test_the_wire_form_loses_nothing() -> None:
    statement = membership(said_by=Reference("person:niva-yau", "Yau", None))
    assert statement_from_json(json.loads(json.dumps(statement.to_json()))) == statement


def test_an_event_keeps_its_lists() -> None:
    event = Event(
        document="doc-1",
        evidence=(Evidence(0, 5, "India"),),
        event_type="CONSULT",
        contexts=("diplomatic",),
        actors=(INDIA, SCO),
    )
    assert statement_from_json(event.to_json()) == event


def test_evidence_leaves_out_surrounding_white_space() -> None:
    span = Evidence.of("  a b  ", 0, 7)
    assert (span.start, span.end, span.exact) == (2, 5, "a b")


def test_documents_are_known_by_their_text() -> None:
    assert Document("a", source="x").id == Document("a", source="y").id != Document("b").id
