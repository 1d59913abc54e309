"""Who stands closest to a state: by votes where there are any, else by the organisations that two states share."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from comity.measuring.agreement import measure_agreement
from comity.measuring.blocs import STANDING
from comity.measuring.measured import FEW, Measured, frame_of, row
from comity.recording import View
from comity.register import Register
from comity.votes import SEATS, Votes

SESSIONS = 5
MEETING = "CONSULT"
DEFINITION = (
    "How close each other state stands. By votes, where there are any: the share of the roll calls of the last five "
    "sessions in which both took part, twenty or more, on which they cast the same vote, abstaining a third kind; "
    "interval: bootstrap over roll calls. Without votes: the share of the organisations that either is a member of "
    "which both are members of on the day (Jaccard), `n` how many these are, and `meetings` how often the two are told "
    "to have met or talked"
)
SOURCE = "own; votes as Voeten, Strezhnev and Bailey count them"
BY_VOTES, BY_BODIES = "same votes", "shared organisations"


def measure_closeness(
    state: str, votes: Votes | None, register: Register, view: View | None, day: str | None = None
) -> Measured:
    """Every other state with how close it stands to `state`, the closest first."""
    if votes is not None and votes.rollcalls.height and votes.of(state) is not None:
        return _by_votes(SEATS.get(state, state), votes)
    return _by_bodies(state, register, view, day or dt.date.today().isoformat())


def _by_votes(state: str, votes: Votes) -> Measured:
    last = int(votes.sessions.max())
    recent = votes.select(sessions=(last - SESSIONS + 1, last), contested=True)
    pairs = [(state, other) for other in votes.states if other != state]
    found = measure_agreement(recent, pairs, by="all")
    rows = [
        {"state": state, "other": line["other"]}
        | row(line["value"], low=line["low"], high=line["high"], n=line["n"], unit="share", rule=BY_VOTES)
        for line in found.frame.to_dicts() if line["value"] is not None and line["n"] >= FEW
    ]  # fmt: skip
    if not rows:
        nothing = row(None, unit="share", rule=BY_VOTES, reason=f"no state shares {FEW} votes with it")
        rows = [{"state": state, "other": None} | nothing]
    return Measured(
        "closeness", frame_of(_order(rows)), f"{DEFINITION}.", SOURCE, votes.source, votes.version,
        coverage=f"{recent.coverage}; unanimous roll calls left out",
    )  # fmt: skip


def _by_bodies(state: str, register: Register, view: View | None, day: str) -> Measured:
    bodies, organisations = _bodies(register, day)
    own = bodies.get(state, frozenset())
    met = view.count_beside(state, MEETING) if view is not None else {}
    rows: list[dict[str, Any]] = [
        {"state": state, "other": other}
        | row(len(own & theirs) / len(own | theirs), n=len(own & theirs), unit="share", rule=BY_BODIES)
        | {"meetings": met.get(other, 0)}
        for other, theirs in bodies.items() if other != state and own
    ]  # fmt: skip
    if not rows:
        nothing = row(None, unit="share", rule=BY_BODIES, reason="it is a member of no organisation on that day")
        rows = [{"state": state, "other": None} | nothing | {"meetings": 0}]
    coverage = f"{organisations} organisations on {day}"
    return Measured(
        "closeness", frame_of(_order(rows)), f"{DEFINITION}.", SOURCE, "register", register.version, coverage=coverage
    )


@lru_cache(maxsize=32)
def _bodies(register: Register, day: str) -> tuple[Mapping[str, frozenset[str]], int]:
    """What each state is a member of on a day, and how many organisations there are: the same for every state."""
    bodies: dict[str, set[str]] = {}
    organisations = register.entries("organisation")
    for entry in organisations:
        for line in register.members(entry.id, day):
            if line.status in STANDING and line.member.startswith("state:"):
                bodies.setdefault(line.member, set()).add(entry.id)
    return {state: frozenset(those) for state, those in bodies.items()}, len(organisations)


def _order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(
        rows, key=lambda line: (-(line["value"] or 0.0), -line.get("meetings", 0), -line["n"], str(line["other"]))
    )
