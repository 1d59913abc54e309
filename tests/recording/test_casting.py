"""What a document states as values of rows: some of its statements alone are what they would be without the others."""

from hypothesis import given
from hypothesis import strategies as st

from comity.model import Event, Evidence, Fact, Office, Reference, Statement
from comity.recording.casting import PART, SPAN, Cast, code

ADA, BO, NORWAY = Reference("person:ada", "Ada", "state:NOR"), Reference("person:bo", "Bo"), Reference("state:NOR", "N")
SPANS = (Evidence(0, 3, "Ada"), Evidence(8, 10, "Bo"))
TOLD: dict[str, Statement] = {
    said.id: said
    for said in (
        Event(document="doc-1", evidence=SPANS, event_type="CONSULT", actors=(ADA, BO), recipients=(NORWAY,)),
        Office(document="doc-1", evidence=SPANS[:1], person=ADA, role="minister", of=NORWAY, when="2020", frame="f"),
        Fact(document="doc-1", evidence=SPANS[1:], about=NORWAY, property="founded", value="1905", confidence=0.9),
        Event(document="doc-1", evidence=SPANS, event_type="ACCUSE", actors=(BO,), said_by=ADA),
    )
}


def told_by(cast: Cast) -> dict[str, tuple[list[object], ...]]:
    """Columns, spans and parts of each statement, everyone by name."""
    width = len(cast.statements) // max(1, len(cast.ids))
    spans = list(zip(*[iter(cast.spans)] * SPAN, strict=True))
    parts = [(of, (*part, cast.people[int(who)])) for of, *part, who in zip(*[iter(cast.parts)] * PART, strict=True)]
    return {
        id: (
            cast.statements[place * width : (place + 1) * width],
            [span for of, *span in spans if of == place],
            [part for of, part in parts if of == place],
        )
        for place, id in enumerate(cast.ids)
    }


@given(st.sets(st.sampled_from(sorted(TOLD))))
def test_some_statements_are_what_they_would_be_without_the_others(wanted: set[str]) -> None:
    alone = code({id: said for id, said in TOLD.items() if id in wanted})
    assert told_by(code(TOLD).among(wanted)) == told_by(alone)


def test_what_may_change_from_reading_to_reading_stands_by_id() -> None:
    assert code(TOLD).weights() == {
        id: (said.confidence, said.frame, said.when_basis) for id, said in TOLD.items()
    }  # fmt: skip
