"""Attribution: a statement read inside somebody's words is vouched for by that somebody, not by the document."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from comity.model import Event, Evidence, Quotation, Reference, Statement

_SHARE = 0.8
"""How much of a statement's evidence must lie inside a quotation for the speaker to vouch for it."""
_STRETCH = 4000
"""Characters; a statement is compared with the quotations that reach into its stretch of the text or the next."""


def attribute(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with `said_by` set to the innermost speaker whose quotation holds them.

    A quotation inside another one gets the outer speaker; what already says who vouches for it is kept.
    """
    quotations = [s for s in statements if isinstance(s, Quotation)]
    reaching = _by_stretch(quotations)
    return tuple(_attributed(s, reaching[s.evidence[0].start // _STRETCH]) for s in statements)


def _by_stretch(quotations: Sequence[Quotation]) -> defaultdict[int, list[Quotation]]:
    """The quotations with words in each stretch of the text or in the next one, in their order."""
    found: defaultdict[int, list[Quotation]] = defaultdict(list)
    for quotation in quotations:
        reached = {n for e in quotation.evidence for n in range(e.start // _STRETCH - 1, e.end // _STRETCH + 1)}
        for stretch in reached:
            found[stretch].append(quotation)
    return found


def _attributed(statement: Statement, quotations: Sequence[Quotation]) -> Statement:
    if statement.said_by is not None:
        return statement
    holders = [q for q in quotations if q is not statement and _holds(q, statement)]
    if not holders:
        return statement
    innermost = min(holders, key=lambda q: sum(e.end - e.start for e in q.evidence))
    speaker: Reference = innermost.speaker
    if isinstance(statement, Event) and _is_complaint(statement, speaker):
        statement = replace(statement, recipients=(Reference(speaker.represents, speaker.name),))
    return replace(statement, said_by=speaker)


def _is_complaint(event: Event, speaker: Reference) -> bool:
    """“Peru said that Chilean ships had fired”: a state that tells of an attack by another is its victim."""
    own = speaker.represents.startswith("state:") and event.event_type in ("ASSAULT", "COERCE")
    foreign = all(a.represents.startswith("state:") and a.represents != speaker.represents for a in event.actors)
    return own and foreign and not event.recipients and event.modality == "actual"


def _holds(quotation: Quotation, statement: Statement) -> bool:
    if isinstance(statement, Quotation) and _size(statement.evidence) >= _size(quotation.evidence):
        return False
    first = statement.evidence[0]
    inside = sum(max(0, min(first.end, e.end) - max(first.start, e.start)) for e in quotation.evidence)
    return inside >= _SHARE * (first.end - first.start)


def _size(evidence: Sequence[Evidence]) -> int:
    return sum(e.end - e.start for e in evidence)
