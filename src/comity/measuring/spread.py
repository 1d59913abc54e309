"""How far apart the members of a bloc stand: mean, standard deviation and range of their ideal points."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np

from comity.measuring.blocs import Bloc
from comity.measuring.measured import Measured, frame_of, row
from comity.measuring.positions import DEFINITION as POINTS
from comity.measuring.positions import LEVEL, NOTHING, SOURCE, UNIT, Positions

DEFINITION = (
    "Standard deviation (by n, for the bloc is all there is) of the ideal points of a bloc's members on 31 "
    "December of the year in which the session began, with their `mean` and `range`; interval: positions drawn "
    "anew from their uncertainty, which lie farther apart than their means, so that it reaches up. " + POINTS
)
DRAWS, SEED = 2000, 13


def measure_spread(positions: Positions | None, blocs: Sequence[Bloc], level: float = LEVEL) -> Measured:
    """Each bloc by session; null with a reason where fewer than two members have a position."""
    sessions = sorted({session for known in positions.known.values() for session in known}) if positions else []
    rows = [_spread(positions, bloc, session, level) for bloc in blocs for session in sessions if positions]
    if not rows:
        fixed: dict[str, Any] = {"unit": UNIT, "rule": "standard deviation", "reason": NOTHING}
        rows = [{"bloc": bloc.name, "session": None} | row(None, **fixed) for bloc in blocs]
    source, version, coverage = (
        (positions.source, positions.version, positions.coverage) if positions else ("", "", NOTHING)
    )
    frame = frame_of(rows, ("bloc", "session"))
    return Measured("spread", frame, f"{DEFINITION}.", SOURCE, source, version, level, coverage=coverage)


def _spread(positions: Positions, bloc: Bloc, session: int, level: float) -> dict[str, Any]:
    members = bloc.members_at(dt.date(session + 1945, 12, 31))
    found = [positions.of(state)[session] for state in sorted(members) if session in positions.of(state)]
    keys = {"bloc": bloc.name, "session": session}
    fixed: dict[str, Any] = {"n": len(found), "unit": UNIT, "rule": "standard deviation"}
    told = {"members": len(members), "mean": None, "range": None}
    if len(found) < 2:
        return keys | row(None, **fixed, reason=f"{len(found)} members have a position, fewer than 2") | told
    middle, deviation = (np.array([cells[place] for cells in found]) for place in (1, 2))
    drawn = np.random.default_rng(SEED).normal(middle, deviation, size=(DRAWS, middle.size)).std(axis=1)
    low, high = (float(end) for end in np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2]))
    line = row(float(middle.std()), low=low, high=high, **fixed)
    return keys | line | {"members": len(members), "mean": float(middle.mean()), "range": float(np.ptp(middle))}
