"""Statements: stable ids, and a wire form that loses nothing."""

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from comity.model import (
    Document,
    Event,
    Evidence,
    Fact,
    Membership,
    Office,
    Quotation,
    Reference,
    Relation,
    statement_from_json,
)

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


@given(st.text(), st.text(), st.none() | st.text())
def test_ids_are_hashes_of_the_sorted_wire_form(name: str, exact: str, acts_for: str | None) -> None:
    who = Reference("person:x", name, acts_for)
    spans = (Evidence(0, 5, exact), Evidence(7, 9, name))
    for statement in (
        membership(member=who, evidence=spans, when=None),
        Event(document="d", evidence=spans, event_type="AID", contexts=("legal",), actors=(who, SCO), said_by=who),
        Event(document="d", evidence=spans, event_type="AID", mode=name, actors=(SCO,), recipients=(who,), where=who),
        Fact(document="d", evidence=spans, about=who, property="founded", value=who),
        Fact(document="d", evidence=spans, about=who, property="founded", value=exact, when="2001"),
        Office(document="d", evidence=spans, person=who, role=exact, of=SCO, modality="denied"),
        Quotation(document="d", evidence=spans, speaker=who, text=exact, form="direct", cue=acts_for),
        Relation(document="d", evidence=spans, from_=who, relation="ally", to=SCO, said_by=who),
    ):
        said = statement.to_json(with_id=False)
        for key in ("confidence", "frame", "when_basis"):
            del said[key]
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert statement.id == "st-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
