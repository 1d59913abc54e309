"""Claims of a draft that something happened, beside what the record tells: who did it to whom counts, and when."""

from collections.abc import Iterable, Sequence

from comity.asking.asked import Asked
from comity.asking.verdicts import CONTRADICTED, NOT_FOUND, PLANNED_ONLY, SUPPORTED, Verdict
from comity.edtf import Bounds, bounds
from comity.model import Event, Reference, Statement
from comity.recording.summaries import ToldHappening

VAGUE = "The draft does not say with whom, where or when; any would do, so none is taken."


def check_event(asked: Asked, claim: Event) -> Verdict:
    """What the record says to a claim that something happened, is planned or did not happen."""
    same = _told(asked, claim)
    actual = [h for h in same if h.modality == "actual"]
    if claim.modality == "denied":
        denied = [h for h in same if h.modality == "denied"]
        return (
            _events(denied, SUPPORTED, "denies")
            or _events(actual, CONTRADICTED, "tells of")
            or Verdict(NOT_FOUND, "The record says nothing of it.")
        )
    if claim.modality != "actual":
        return _events(same, SUPPORTED, "tells of") or Verdict(NOT_FOUND, "The record tells of no such plan.")
    return (
        _events([] if _is_vague(claim) else actual, SUPPORTED, "tells of")
        or _events([h for h in same if h.modality in ("planned", "possible")], PLANNED_ONLY, "only expects")
        or _events([h for h in same if h.modality == "denied"], CONTRADICTED, "denies")
        or Verdict(NOT_FOUND, VAGUE if actual else "The record tells of no such happening between them then.")
    )


def can_meet(one: Bounds, other: Bounds) -> bool:
    """Whether two stretches can share a day; an open end is open."""
    apart = (one.latest and other.earliest and one.latest < other.earliest) or (
        other.latest and one.earliest and other.latest < one.earliest
    )
    return not apart


def _is_vague(claim: Event) -> bool:
    """Whether it only says that somebody met or visited somebody, somewhere, some day."""
    return claim.event_type == "CONSULT" and not (claim.recipients or claim.actors[1:] or claim.where or claim.when)


def _told(asked: Asked, claim: Event) -> list[ToldHappening]:
    """Happenings of the claimed type, parties and time, told so that each party stands on the claimed side."""
    first, *_ = claim.actors
    others = (
        [] if claim.modality == "denied" else [party.represents for party in (*claim.actors[1:], *claim.recipients)]
    )
    told = asked.view.happenings(first.represents, *others, type=claim.event_type)
    days = bounds(claim.when) if claim.when else None
    then = [h for h in told if days is None or can_meet(h.place, days)]
    held = asked.view.statements(id for h in then for id in h.backing.statements)
    return [
        h for h in then if any(_tells(held[id].statement, claim) for id in h.backing.statements if id in held)
    ]  # fmt: skip


def _tells(said: Statement, claim: Event) -> bool:
    """Whether a statement has every claimed party on its side; of one who stayed away it need not say from whom."""
    if not isinstance(said, Event):
        return False
    alone = not said.recipients
    doers = said.actors if claim.recipients and not alone else (*said.actors, *said.recipients)
    away = said.modality == "denied" and alone
    targets = said.actors if alone else said.recipients
    return all(_among(party, doers) for party in claim.actors) and (
        away or all(_among(party, targets) for party in claim.recipients)
    )


def _among(party: Reference, parties: Iterable[Reference]) -> bool:
    """Whether a party is one of some, or the state or body that one of them acts for."""
    return any(party.id in (other.id, other.represents) for other in parties)


def _events(told: Sequence[ToldHappening], verdict: str, verb: str) -> Verdict | None:
    if not told:
        return None
    first = told[0]
    when = f" on {first.date}" if first.date else f", reported {first.backing.reported}"
    what = f"a {first.type} happening{when}"
    return Verdict(verdict, f"The record {verb} {what}.", first.backing.statements)
