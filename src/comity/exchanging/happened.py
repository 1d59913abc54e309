"""Happenings with who took part: one list for event rows, dyads and networks, so that all of them count alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.edtf import bounds
from comity.model import Event, Reference
from comity.recording import View
from comity.recording.summaries import ToldHappening
from comity.register import Register

AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Happened:
    """A happening, and the event as it was told first."""

    told: ToldHappening
    event: Event
    confidence: float | None = None
    """How sure the surest of its statements is."""

    @property
    def day(self) -> str | None:
        """Its day where that is certain to the day."""
        span = bounds(self.told.date) if self.told.date else None
        return span.earliest.isoformat() if span and span.earliest and span.earliest == span.latest else None

    def pairs(self) -> list[tuple[str, str]]:
        """Who did it to whom, those who act for somebody as that one; both ways where the event is reciprocal."""
        actors, recipients = _behind(self.event.actors), _behind(self.event.recipients)
        return [(one, other) for one in actors for other in recipients or actors if one != other]


def happened(view: View) -> Iterator[Happened]:
    """All happenings in order of time."""
    told = view.happenings()
    for start in range(0, len(told), AT_ONCE):
        part = told[start : start + AT_ONCE]
        heads = view.statements(happening.head for happening in part)
        sure = view.confidences(id for happening in part for id in happening.backing.statements)
        for happening in part:
            head = heads.get(happening.head)
            if head and isinstance(head.statement, Event):
                surest = max((sure[id] for id in happening.backing.statements if id in sure), default=None)
                yield Happened(happening, head.statement, surest)


def cow_codes(register: Register) -> Mapping[str, str]:
    """Correlates of War numbers by id of a state; where it had several, the first, as of the present Germany."""
    rows = ((entry.id, entry.details.get("cow", "")) for entry in register.entries("state"))
    return {id: codes.split("|")[0] for id, codes in rows if codes}


def _behind(references: Sequence[Reference]) -> list[str]:
    return list(dict.fromkeys(reference.represents for reference in references))
