"""Claims of a draft that something happened, beside what the record tells: who did it to whom counts, and when."""

import datetime as dt
from collections.abc import Iterable, Sequence

from comity.asking.asked import Asked
from comity.asking.verdicts import CONTRADICTED, NOT_FOUND, PLANNED_ONLY, SUPPORTED, Verdict
from comity.edtf import Bounds, bounds
from comity.model import Event, Reference, Statement
from comity.recording.summaries import ToldHappening

REPORTED_AFTER = dt.timedelta(days=7)
"""Within how many days after a draft something that no text dates may be reported and still be what the draft tells."""
VAGUE = "The draft does not say with whom, where or when; any would do, so none is taken."


def check_event(asked: Asked, claim: Event) -> Verdict:
    """What the record says to a claim that something happened, is planned or did not happen."""
    told = _told(asked, claim)
    same = [h for h in told if not _is_elsewhere(asked, h, claim)]
    actual, denied = (_of(same, modality) for modality in ("actual", "denied"))
    plans = [h for h in _of(same, "planned", "possible") if h.outcome != "missed"]
    missed = [h for h in same if h.outcome == "missed"]
    if claim.modality == "denied":
        return (
            _events(denied, SUPPORTED, "denies")
            or _events(actual, CONTRADICTED, "tells of")
            or Verdict(NOT_FOUND, "The record says nothing of it.")
        )
    against = _events(denied, CONTRADICTED, "denies") or _events(
        missed, CONTRADICTED, "tells of no more than a missed plan of"
    )
    if claim.modality != "actual":
        found = [h for h in same if h in actual or h.modality in ("planned", "possible")]
        return (
            _events(found, SUPPORTED, "tells of") or against or Verdict(NOT_FOUND, "The record tells of no such plan.")
        )
    return (
        _events([] if _is_vague(claim) else actual, SUPPORTED, "tells of")
        or _events(plans, PLANNED_ONLY, "only expects")
        or against
        or (_events(_of(told, "actual"), CONTRADICTED, "has elsewhere") if claim.when else None)
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
    then = [h for h in told if _is_then(asked, h, claim)]
    held = asked.view.statements(id for h in then for id in h.backing.statements)
    return [
        h for h in then if any(_tells(held[id].statement, claim) for id in h.backing.statements if id in held)
    ]  # fmt: skip


def _is_then(asked: Asked, told: ToldHappening, claim: Event) -> bool:
    """Whether it can have happened when the draft says: without a date, before the draft's day, or after if planned."""
    if claim.when:
        return can_meet(told.place, bounds(claim.when))
    if claim.modality == "planned":
        return told.modality != "actual" or can_meet(told.place, Bounds(asked.view.moment.earliest, None))
    late = None if told.date else REPORTED_AFTER
    latest = asked.view.moment.latest
    return can_meet(told.place, Bounds(None, latest + late if latest and late else latest))


def _is_elsewhere(asked: Asked, told: ToldHappening, claim: Event) -> bool:
    """Whether all that tell where it was put it at another place than the draft does."""
    if claim.where is None:
        return False
    held = asked.view.statements(told.backing.statements).values()
    places = {said.where.id for item in held if isinstance(said := item.statement, Event) and said.where}
    return bool(places) and not any(_lies_in(asked, place, claim.where.id) for place in places)


def _lies_in(asked: Asked, place: str, other: str) -> bool:
    """Whether one of two places is the other or lies in it; of what the register does not know nothing is held."""
    entries = [asked.actors.entry(id) for id in (place, other)]
    if place == other or None in entries:
        return True
    inside = {id: entry.details.get("in") for id, entry in zip((place, other), entries, strict=True) if entry}
    return inside[place] == other or inside[other] == place


def _of(told: Iterable[ToldHappening], *modalities: str) -> list[ToldHappening]:
    return [happening for happening in told if happening.modality in modalities]


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
    article = "an" if first.type[0] in "AEIOU" else "a"
    what = f"{article} {first.type} happening{when}"
    return Verdict(verdict, f"The record {verb} {what}.", first.backing.statements)
