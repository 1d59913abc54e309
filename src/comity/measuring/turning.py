"""Change points of the other measures: which series is looked at, and what happened near its changes."""

from dataclasses import replace

import polars as pl

from comity.errors import UserError
from comity.measuring import agreement, breaks, cohesion, events, positions
from comity.measuring.annotating import annotate
from comity.measuring.blocs import choose_blocs
from comity.measuring.measured import Measured
from comity.measuring.request import Request

SERIES = ("agreement", "cohesion", "distance", "events", "ideal-points")


def measure_turns(request: Request) -> Measured:
    """Change points of a series of one or two actors; raises `UserError` for a series that there is not.

    Without a choice: the agreement of two states, the ideal points of one.
    """
    of = request.of or ("agreement" if len(request.groups) == 2 else "ideal-points")
    if of not in SERIES:
        raise UserError(f"Change points of “{of}” cannot be found; choose one of {', '.join(SERIES)}.")
    measured, label, by = _series(request, of)
    frame = measured.frame.filter(pl.col(label).is_not_null())
    who = " and ".join("+".join(group) for group in request.groups)
    found = breaks.measure_breaks(
        frame[label].to_list(), frame["value"].to_list(), name=f"{of} of {who}", data=measured.data,
        version=measured.data_version, coverage=measured.coverage,
    )  # fmt: skip
    found = replace(found, source=f"{found.source}; series: {measured.source}")
    if request.view is None:
        return found
    group, *others = request.groups
    return annotate(found, request.view, group, others[0] if others else (), by)


def _series(request: Request, of: str) -> tuple[Measured, str, str]:
    """The series, the name of its labels, and what they are: session, year, month or day."""
    if of in ("agreement", "distance"):
        one, other = request.take(2, 2)
        if of == "distance":
            return positions.measure_distance(request.positions, one, other), "session", "session"
        by = request.by or "session"
        return agreement.measure_agreement(request.cast, [(one, other)], rules=request.rules[:1], by=by), "period", by
    if of == "ideal-points":
        (state,) = request.take(1, 1)
        return positions.measure_ideal_points(request.positions, [state]), "session", "session"
    if of == "cohesion":
        by = request.by or "session"
        (bloc, *_) = choose_blocs(request.register, request.take(1))
        return cohesion.measure_cohesion(request.cast, [bloc], indices=cohesion.INDICES[:1], by=by), "period", by
    group, *others = request.take_groups(1, 2)
    by = request.by or "month"
    told = events.measure_events(request.seen, group, others[0] if others else (), by=by)
    return replace(told, frame=_net(told.frame)), "period", by


def _net(frame: pl.DataFrame) -> pl.DataFrame:
    """Cooperation and conflict that took place, added up by period."""
    actual = frame.filter(pl.col("series").is_in(["cooperation", "conflict"]))
    return actual.group_by("period", maintain_order=True).agg(pl.col("value").sum()).sort("period")
