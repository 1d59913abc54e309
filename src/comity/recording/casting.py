"""What a document states as the values of its rows, blank where only who writes knows the numbers. Pure, no database.

Values stand one row after another in one list: that is quick to hand to another process and to a database.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import compress

from comity.model import Statement
from comity.recording import schema
from comity.recording.encoding import parties_of, slot_number, values_of
from comity.recording.keys import Named
from comity.recording.soundness import Weight

PLACE = {column.name: place for place, column in enumerate(schema.statement.columns)}
"""Where in a row of `statement` the value of a column stands."""
WIDTH = len(PLACE)
SPAN, PART = 4, 4
"""Values of a span: its statement, its place, start and end; of a part: its statement, role, place, and who has it."""


@dataclass(frozen=True)  # without slots, as `Prepared`
class Cast:
    """The statements of one document, and everyone in them.

    Spans and parts tell their statement by its place among `ids`, and parts who has them by the place in `people`.
    """

    ids: list[str]
    people: list[Named]
    statements: list[object]
    """Rows of `statement` without its own number and those of document, reading and judgement, and without window."""
    spans: list[int]
    parts: list[str | int]

    def weights(self) -> dict[str, Weight]:
        """What may change from reading to reading while a statement stays the same."""
        columns = (self.column(name) for name in ("confidence", "frame", "when_basis"))
        return dict(zip(self.ids, zip(*columns, strict=True), strict=True))

    def column(self, name: str) -> list[object]:
        """One value of each statement."""
        return self.statements[PLACE[name] :: WIDTH]

    def among(self, ids: Collection[str]) -> "Cast":
        """Those of the statements alone."""
        wanted = [id in ids for id in self.ids]
        places = {old: new for new, old in enumerate(compress(range(len(wanted)), wanted))}
        statements = [value for old in places for value in self.statements[old * WIDTH : (old + 1) * WIDTH]]
        spans: list[int] = []
        for old, *span in zip(*[iter(self.spans)] * SPAN, strict=True):
            spans += (places[old], *span) if old in places else ()
        parts: list[str | int] = []
        for of, *part in zip(*[iter(self.parts)] * PART, strict=True):
            parts += (places[of], *part) if of in places else ()
        return Cast([self.ids[old] for old in places], self.people, statements, spans, parts)


def code(given: Mapping[str, Statement]) -> Cast:
    """The rows of statements, given by id."""
    people: dict[Named, int] = {}
    statements: list[object] = []
    spans: list[int] = []
    parts: list[str | int] = []
    for of, (id, statement) in enumerate(given.items()):
        kind, label, mode, contexts, content, modality, when, basis, confidence, frame = values_of(statement)
        statements += (
            None, id, None, kind, label, mode, contexts, content, modality, when, basis, None, None,
            confidence, frame, slot_number(statement), None, None, None,
        )  # fmt: skip
        for place, span in enumerate(statement.evidence):
            spans += (of, place, span.start, span.end)
        for role, place, who in parties_of(statement):
            parts += (of, role, place, people.setdefault((who.id, who.name, who.acts_for), len(people)))
    return Cast(list(given), list(people), statements, spans, parts)
