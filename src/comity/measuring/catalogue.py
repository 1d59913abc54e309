"""The list of measures, and what each takes from a request."""

from collections.abc import Sequence

from comity.errors import UserError
from comity.measuring import (
    agreement,
    belonging,
    breaks,
    closeness,
    cohesion,
    contrast,
    events,
    graphs,
    lead_lag,
    likeness,
    networks,
    positions,
    spread,
    turning,
)
from comity.measuring.blocs import choose_blocs, organisation
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


def _cohesion(request: Request) -> Measured:
    blocs = choose_blocs(request.register, request.take(1))
    return cohesion.measure_cohesion(request.cast, blocs, by=request.by or "session")


def _founders(request: Request) -> Measured:
    blocs = [organisation(request.register, actor, founders_only=True) for actor in request.take(1)]
    return cohesion.measure_cohesion(request.cast, blocs, by=request.by or "session")


def _drift(request: Request) -> Measured:
    (bloc, *_) = choose_blocs(request.register, request.take(1))
    return cohesion.measure_drift(request.cast, bloc)


def _ideal_points(request: Request) -> Measured:
    return positions.measure_ideal_points(request.positions, request.take(1))


def _distance(request: Request) -> Measured:
    one, other = request.take(2, 2)
    return positions.measure_distance(request.positions, one, other)


def _spread(request: Request) -> Measured:
    return spread.measure_spread(request.positions, choose_blocs(request.register, request.take(1)))


def _change(request: Request) -> Measured:
    return positions.measure_change(request.positions, request.take(1))


def _events(request: Request) -> Measured:
    group, *others = request.take_groups(1, 2)
    return events.measure_events(
        request.seen, group, others[0] if others else (), by=request.by or "month", smooth=request.smooth,
        since=request.span.get("since"), until=request.span.get("until"),
    )  # fmt: skip


def _lead_lag(request: Request) -> Measured:
    tension, *region = request.take_groups(2)
    then = [actor for group in region for actor in group]
    return lead_lag.from_record(request.seen, tension, then, kinds=(request.x, request.y), window=request.window)


def _network(name: str, request: Request) -> Measured:
    return networks.measure_network(
        request.seen, name, request.actors, by=request.by or "all", since=request.span.get("since"),
        until=request.span.get("until"), ties=request.ties, most=request.most,
    )  # fmt: skip


def _meetings(request: Request) -> Measured:
    return _network("meetings", request)


def _accusations(request: Request) -> Measured:
    return _network("accusations", request)


def _backing(request: Request) -> Measured:
    return _network("backing", request)


def _likeness(request: Request) -> Measured:
    return likeness.measure_likeness(request.cast, request.actors, by=request.by or "session", ties=request.ties)


def _closeness(request: Request) -> Measured:
    (state,) = request.take(1, 1)
    return closeness.measure_closeness(state, request.votes(), request.register, request.view, request.at)


def _memberships(request: Request) -> Measured:
    return belonging.measure_memberships(request.register, request.actors, request.days, ties=request.ties)


def _overlap(request: Request) -> Measured:
    return belonging.measure_overlap(request.register, request.take(2), request.days)


_RULES = "; ".join(f"{rule.name}: {rule.definition}" for rule in RULES.values())
_SOURCES = "; ".join(dict.fromkeys(rule.source for rule in RULES.values()))
_VOTES, _RECORD, _REGISTER = "votes", "record", "register"
_ACTORS, _PAIR, _BLOC = ("[ACTOR…]",), ("STATE", "OTHER"), ("BLOC or STATE…",)
_RICE = (cohesion.DEFINITION, cohesion.SOURCE, _VOTES)
_POINTS = (positions.DEFINITION, positions.SOURCE, _VOTES)
MEASURES: Sequence[Measure] = (
    Measure(
        "agreement", "Agreement of pairs", f"{agreement.DEFINITION}. {_RULES}", _SOURCES, _VOTES, _agreement,
        ("STATE…", "OTHER"),
    ),
    Measure("splits", "Votes that split two states", agreement.SPLITS, "own", _VOTES, _splits, _PAIR),
    Measure(
        "contrast", "Which of two states votes more like a third", contrast.DEFINITION, contrast.SOURCE, _VOTES,
        _contrast, ("STATE…", "REFERENCE"),
    ),
    Measure("cohesion", "Cohesion of blocs", *_RICE, _cohesion, _BLOC),
    Measure("founders", "Cohesion of the founders alone", *_RICE, _founders, ("BLOC…",)),
    Measure(
        "drift", "What a change of cohesion comes of", cohesion.DRIFT, cohesion.SOURCE, _VOTES, _drift, ("BLOC",)
    ),
    Measure("ideal-points", "Where states stand", *_POINTS, _ideal_points, ("STATE…",)),
    Measure(
        "distance", "How far two states stand apart", positions.DISTANCE, positions.SOURCE, _VOTES, _distance, _PAIR
    ),
    Measure(
        "spread", "How far the members of a bloc stand apart", spread.DEFINITION, positions.SOURCE, _VOTES, _spread,
        _BLOC,
    ),
    Measure(
        "change", "How far and how surely a state moved", positions.CHANGE, positions.SOURCE, _VOTES, _change,
        ("STATE…",),
    ),
    Measure(
        "breaks", "When a series changed", breaks.DEFINITION, breaks.SOURCE, _VOTES, turning.measure_turns,
        ("ACTOR", "[OTHER]"),
    ),
    Measure(
        "likeness", "Who votes like whom", likeness.DEFINITION, graphs.LEIDEN, _VOTES, _likeness, ("[STATE…]",),
    ),
    Measure(
        "events", "Cooperation and conflict over time", events.DEFINITION, events.SOURCE, _RECORD, _events,
        ("ACTOR", "[OTHER]"),
    ),
    Measure(
        "lead-lag", "Does one kind of happening follow another", lead_lag.DEFINITION, lead_lag.SOURCE, _RECORD,
        _lead_lag, ("X", "Y…"),
    ),
    Measure(
        "meetings", "Who is central among those who met", f"{networks.MEETINGS}. {networks.NODES}", graphs.LEIDEN,
        _RECORD, _meetings, _ACTORS,
    ),
    Measure(
        "accusations", "Who accuses whom", f"{networks.ACCUSATIONS}. {networks.NODES}", graphs.LEIDEN, _RECORD,
        _accusations, _ACTORS,
    ),
    Measure(
        "backing", "Who backs whom", f"{networks.BACKING}. {networks.NODES}", graphs.LEIDEN, _RECORD, _backing, _ACTORS,
    ),
    Measure(
        "closeness", "Who stands closest to a state", closeness.DEFINITION, closeness.SOURCE, _REGISTER, _closeness,
        ("STATE",),
    ),
    Measure(
        "memberships", "Who is tied to whom by organisations", belonging.MEMBERSHIPS, graphs.LEIDEN, _REGISTER,
        _memberships, ("[ORGANISATION…]",),
    ),
    Measure(
        "overlap", "How far organisations share members", belonging.OVERLAP, "own, after Jaccard 1912", _REGISTER,
        _overlap, ("ORGANISATION…",),
    ),
)  # fmt: skip
