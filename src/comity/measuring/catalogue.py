"""The list of measures, and what each takes from a request."""

from collections.abc import Sequence

from comity.errors import UserError
from comity.measuring import agreement, breaks, cohesion, contrast, events, lead_lag, networks, positions
from comity.measuring.blocs import Bloc, listed, organisation
from comity.measuring.measured import Measure, Measured
from comity.measuring.request import Request
from comity.measuring.rules import RULES


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
    asked = contrast.ask_contrasts(request.cast, states, reference, request.by or "all")
    return contrast.measure_contrasts(request.cast, asked, rule=request.rules[0])


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
    return positions.measure_ideal_points(request.positions, request.take(1))


def _distance(request: Request) -> Measured:
    one, other = request.take(2, 2)
    return positions.measure_distance(request.positions, one, other)


def _change(request: Request) -> Measured:
    return positions.measure_change(request.positions, request.take(1))


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
        positions.DEFINITION,
        positions.SOURCE,
        _VOTES,
        _ideal_points,
        ("STATE…",),
    ),
    Measure(
        "distance",
        "How far two states stand apart",
        positions.DEFINITION,
        positions.SOURCE,
        _VOTES,
        _distance,
        ("STATE", "OTHER"),
    ),
    Measure(
        "change",
        "How far and how surely a state moved",
        positions.CHANGE,
        positions.SOURCE,
        _VOTES,
        _change,
        ("STATE…",),
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
