"""The list of measures, and what each takes from a request."""

from collections.abc import Sequence
from dataclasses import dataclass

from comity.errors import UserError
from comity.measuring import agreement, breaks, cohesion, contrast, events, ideal_points, lead_lag, networks
from comity.measuring.blocs import Bloc, listed, organisation
from comity.measuring.measured import Measure, Measured
from comity.measuring.rules import RULES
from comity.recording import View
from comity.register import Register
from comity.votes import Votes


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: actors as ids in the order given, votes or a view of the record, and the choices."""

    actors: tuple[str, ...]
    register: Register
    votes: Votes | None = None
    view: View | None = None
    rules: tuple[str, ...] = ("exact",)
    by: str | None = None
    absence: str = "left-out"
    at: str | None = None
    window: int = 30

    @property
    def cast(self) -> Votes:
        """The votes; raises `UserError` without a file of them."""
        if self.votes is None:
            raise UserError("This measure needs a file of votes; give it with --votes FILE.")
        return self.votes

    @property
    def seen(self) -> View:
        """The record; raises `UserError` without one."""
        if self.view is None:
            raise UserError("This measure needs a record; give it with --record FILE.")
        return self.view

    def take(self, least: int, most: int | None = None) -> tuple[str, ...]:
        """The actors; raises `UserError` when they are too few or too many."""
        if len(self.actors) < least or (most is not None and len(self.actors) > most):
            wanted = f"{least}" if most == least else f"{least} or more" if most is None else f"{least} to {most}"
            raise UserError(f"This measure takes {wanted} actors, not {len(self.actors)}.")
        return self.actors


def find_measure(name: str) -> Measure:
    """The measure of a name; raises `UserError` with the names there are."""
    found = next((measure for measure in MEASURES if measure.name == name), None)
    if found is None:
        raise UserError(f"There is no measure “{name}”; choose one of {', '.join(m.name for m in MEASURES)}.")
    return found


def _agreement(request: Request) -> Measured:
    *states, other = request.take(2)
    pairs = [(state, other) for state in states]
    by = request.by or "session"
    return agreement.measure_agreement(request.cast, pairs, rules=request.rules, by=by, absence=request.absence)


def _splits(request: Request) -> Measured:
    one, other = request.take(2, 2)
    return agreement.list_splits(request.cast, one, other)


def _contrast(request: Request) -> Measured:
    *states, reference = request.take(3)
    pairs = [(a, b) for i, a in enumerate(states) for b in states[i + 1 :]]
    asked = [contrast.Contrast(a, b, reference, request.cast) for a, b in pairs]
    return contrast.measure_contrasts(asked, rule=request.rules[0])


def _blocs(request: Request) -> list[Bloc]:
    """Organisations as they stand in the register; states together as one bloc."""
    states = [actor for actor in request.take(1) if actor.startswith("state:")]
    bodies = [organisation(request.register, actor) for actor in request.actors if not actor.startswith("state:")]
    return bodies + ([listed("+".join(state[6:] for state in states), states)] if states else [])


def _cohesion(request: Request) -> Measured:
    return cohesion.measure_cohesion(request.cast, _blocs(request), by=request.by or "session")


def _founders(request: Request) -> Measured:
    blocs = [organisation(request.register, actor, founders_only=True) for actor in request.take(1)]
    return cohesion.measure_cohesion(request.cast, blocs, by=request.by or "session")


def _drift(request: Request) -> Measured:
    (bloc, *_) = _blocs(request)
    sessions = sorted(set(request.cast.sessions.tolist()))
    third = max(1, len(sessions) // 3)
    spans = (sessions[0], sessions[third - 1]), (sessions[-third], sessions[-1])
    return cohesion.decompose_drift(request.cast, bloc, *spans)


def _ideal_points(request: Request) -> Measured:
    found = ideal_points.estimate(request.cast)
    return ideal_points.measure_ideal_points(found, request.cast, list(request.take(1)))


def _distance(request: Request) -> Measured:
    one, other = request.take(2, 2)
    return ideal_points.measure_distance(ideal_points.estimate(request.cast), request.cast, one, other)


def _breaks(request: Request) -> Measured:
    one, other = request.take(2, 2)
    series = agreement.measure_agreement(request.cast, [(one, other)], rules=request.rules[:1]).frame
    return breaks.measure_breaks(
        series["period"].to_list(), series["value"].to_list(), name=f"agreement of {one} and {other}",
        data=request.cast.source, version=request.cast.version,
    )  # fmt: skip


def _events(request: Request) -> Measured:
    one, *others = request.take(1, 2)
    return events.measure_events(request.seen, one, others[0] if others else None, by=request.by or "month")


def _lead_lag(request: Request) -> Measured:
    tension, *region = request.take(2)
    return lead_lag.from_record(request.seen, tension, region, window=request.window)


def _meetings(request: Request) -> Measured:
    return networks.measure_meetings(request.seen, request.take(1))


def _overlap(request: Request) -> Measured:
    return networks.measure_overlap(request.register, request.take(2), request.at or "2025")


_RULES = "; ".join(f"{rule.name}: {rule.definition}" for rule in RULES.values())
_VOTES, _RECORD = "votes", "record"
_DRIFT = "First against last third of the sessions, split into members that stayed, that came or went, and the agenda"
MEASURES: Sequence[Measure] = (
    Measure(
        "agreement",
        "Agreement of pairs",
        f"{agreement.DEFINITION}. {_RULES}.",
        "by rule, see its definition",
        _VOTES,
        _agreement,
        ("STATE…", "OTHER"),
    ),
    Measure(
        "splits",
        "Votes that split two states",
        "Roll calls on which both took part and voted differently",
        "own",
        _VOTES,
        _splits,
        ("STATE", "OTHER"),
    ),
    Measure(
        "contrast",
        "Which of two states votes more like a third",
        contrast.DEFINITION,
        "own",
        _VOTES,
        _contrast,
        ("STATE…", "REFERENCE"),
    ),
    Measure(
        "cohesion", "Cohesion of blocs", cohesion.DEFINITION, cohesion.SOURCE, _VOTES, _cohesion, ("BLOC or STATE…",)
    ),
    Measure(
        "founders",
        "Cohesion of the founders alone",
        cohesion.DEFINITION,
        cohesion.SOURCE,
        _VOTES,
        _founders,
        ("BLOC…",),
    ),
    Measure("drift", "What a change of cohesion comes of", _DRIFT, cohesion.SOURCE, _VOTES, _drift, ("BLOC",)),
    Measure(
        "ideal-points",
        "Where states stand",
        ideal_points.DEFINITION,
        ideal_points.SOURCE,
        _VOTES,
        _ideal_points,
        ("STATE…",),
    ),
    Measure(
        "distance",
        "How far two states stand apart",
        ideal_points.DEFINITION,
        ideal_points.SOURCE,
        _VOTES,
        _distance,
        ("STATE", "OTHER"),
    ),
    Measure(
        "breaks",
        "When the agreement of two states changed",
        breaks.DEFINITION,
        breaks.SOURCE,
        _VOTES,
        _breaks,
        ("STATE", "OTHER"),
    ),
    Measure(
        "events",
        "Cooperation and conflict over time",
        events.DEFINITION,
        events.SOURCE,
        _RECORD,
        _events,
        ("ACTOR", "[OTHER]"),
    ),
    Measure(
        "lead-lag",
        "Does cooperation with Y follow conflict with X",
        lead_lag.DEFINITION,
        lead_lag.SOURCE,
        _RECORD,
        _lead_lag,
        ("X", "Y…"),
    ),
    Measure(
        "meetings",
        "Who is central among those who met",
        networks.CENTRALITY,
        networks.LEIDEN,
        _RECORD,
        _meetings,
        ("ACTOR…",),
    ),
    Measure(
        "overlap",
        "How far organisations share members",
        networks.OVERLAP,
        "own, after Jaccard 1912",
        "register",
        _overlap,
        ("ORGANISATION…",),
    ),
)
